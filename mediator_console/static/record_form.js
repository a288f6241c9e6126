// What is said of one help: every list a row of chips; what goes together is kept together.

import { fill } from "../../static/draw.js";
import { within } from "../../static/elements.js";
import { say } from "../../static/texts.js";
import { choices } from "./choices.js";
import { asksMandate, asksProcedure, ofProcedures, stepped, themesOffered, themesWith } from "./details.js";
import { chips } from "./pickers.js";

const { record: codes } = choices;
/** @typedef {import("./details.js").Details} Details */
/** @typedef {"nature" | "posture" | "autonomy_before" | "autonomy_after" | "reoriented" | "genre" | "tranche_age" | "statut_social"} Single */

export class RecordForm {
  /** @type {Details | null} */
  #draft = null;

  /**
   * changed(): something else is said now.
   * @param {HTMLElement} box
   * @param {{ changed: () => void }} record
   */
  constructor(box, { changed }) {
    this.box = box;
    this.changed = changed;
    this.allThemes = false;
  }

  /** What is on screen, not handed in yet. */
  get draft() {
    if (this.#draft) return this.#draft;
    throw new Error("No record is open");
  }

  /**
   * Begins with these.
   * @param {Details} details
   */
  open(details) {
    this.#draft = structuredClone(details);
    this.allThemes = false;
  }

  draw() {
    const { draft } = this;
    fill(this.box, { minutes: say("help.minutes", draft) });
    this.#single("nature", codes.nature, (code) => say(`nature.${code}`), {
      after: (nature) => {
        draft.themes = themesWith(draft, nature);
      },
    });
    this.#single("posture", codes.posture, (code) => say(`posture.${code}`), {
      mayBeNone: true,
      after: () => {
        draft.mandate &&= asksMandate(draft);
      },
    });
    this.#mandate();
    this.#themes();
    this.#single("autonomy_before", codes.autonomy, (code) => say(`autonomy.${code}`), { mayBeNone: true });
    this.#single("autonomy_after", codes.autonomy, (code) => say(`autonomy.${code}`), { mayBeNone: true });
    this.#several(
      "equipment",
      codes.equipment,
      draft.equipment,
      (code) => say(`equipment.${code}`),
      (list) => {
        draft.equipment = list;
      },
    );
    this.#single("reoriented", codes.structure, (code) => say(`structure.${code}`), { mayBeNone: true });
    this.#single("genre", codes.genre, (code) => say(`genre.${code}`));
    this.#single("tranche_age", codes.tranche_age, (code) => say(`tranche_age.${code}`));
    this.#single("statut_social", codes.statut_social, (code) => say(`statut_social.${code}`));
  }

  /** @param {number} by */
  step(by) {
    this.draft.minutes = stepped(this.draft.minutes, by);
    this.changed();
  }

  /** @param {string} name */
  row(name) {
    return within(this.box, `[data-pick="${name}"]`);
  }

  /**
   * One of a list, or none of it where that may be.
   * @template {Single} N
   * @param {N} name
   * @param {NonNullable<Details[N]>[]} list
   * @param {(code: NonNullable<Details[N]>) => string} words
   * @param {{ mayBeNone?: boolean, after?: (code: NonNullable<Details[N]>) => void }} [how]
   */
  #single(name, list, words, { mayBeNone = false, after } = {}) {
    chips(this.row(name), list, [this.draft[name] ?? null], words, (code) => {
      const none = /** @type {Details[N]} */ (null);
      this.draft[name] = mayBeNone && this.draft[name] === code ? none : code;
      after?.(code);
      this.changed();
    });
  }

  /**
   * Some of a list.
   * @template {string} C
   * @param {"equipment" | "themes"} name
   * @param {C[]} list
   * @param {C[]} chosen
   * @param {(code: C) => string} words
   * @param {(chosen: C[]) => void} choose
   */
  #several(name, list, chosen, words, choose) {
    chips(this.row(name), list, chosen, words, (code) => {
      choose(chosen.includes(code) ? chosen.filter((other) => other !== code) : [...chosen, code]);
      this.changed();
    });
  }

  /** « Fait à la place » needs a signed mandate. */
  #mandate() {
    const { draft } = this;
    chips(
      this.row("mandate"),
      asksMandate(draft) ? ["mandate"] : [],
      [draft.mandate && "mandate"],
      () => say("help.mandate"),
      () => {
        draft.mandate = !draft.mandate;
        this.changed();
      },
    );
  }

  /** The themes that are said, then the rest behind one tap; a kind of procedure only beside « démarches administratives ». */
  #themes() {
    const { draft } = this;
    const procedures = asksProcedure(draft);
    Object.assign(draft, ofProcedures(draft));
    this.#several(
      "themes",
      themesOffered(draft, this.allThemes),
      draft.themes,
      (code) => say(`theme.${code}`),
      (list) => {
        draft.themes = list;
      },
    );
    chips(
      this.row("more"),
      this.allThemes ? [] : ["themes"],
      [],
      () => say("help.all_themes"),
      () => {
        this.allThemes = true;
        this.changed();
      },
    );
    within(this.box, '[data-part="procedure"]').hidden = !procedures || !codes.procedures.length;
    chips(
      this.row("procedure"),
      procedures ? codes.procedures : [],
      [draft.procedure],
      (code) => say(`procedure.${code}`),
      (code) => {
        draft.procedure = draft.procedure === code ? "" : code;
        this.changed();
      },
    );
  }
}
