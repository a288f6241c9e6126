// The record of one help: proposed from times and need, everything a chip, confirmed in one tap; corrected all day.

import { fill } from "../../static/draw.js";
import { all, element, touched, within } from "../../static/elements.js";
import { say } from "../../static/texts.js";
import { choices, counterRoute, needOf } from "./choices.js";
import {
  asksProcedure,
  DONE_FOR,
  lackOf,
  ofProcedures,
  opened,
  stepped,
  themesOffered,
  themesWith,
} from "./details.js";
import { minutesOf, titleOf } from "./helping.js";
import { note } from "./live_region.js";
import { chips } from "./pickers.js";

const { record: codes } = choices;
/** @typedef {import("./details.js").Details} Details */
/** @typedef {import("./details.js").End} End */
/** @typedef {"nature" | "posture" | "autonomy_before" | "autonomy_after" | "reoriented" | "genre" | "tranche_age" | "statut_social"} Single */

export class Record {
  /** @type {Office.Helped | null} */
  #help = null;
  /** @type {Details | null} */
  #draft = null;

  /**
   * ask(command, {what, number}): hands in a command. find(ticket): its card, where there is one. give(to): a hand-out sheet.
   * @param {{ ask: Page.Keep, find: (ticket: string) => Page.Found | null, give: (to: Page.Client) => void }} console
   */
  constructor({ ask, find, give }) {
    this.box = element("record", HTMLDialogElement);
    this.ask = ask;
    this.find = find;
    this.give = give;
    /** @type {Details | null} */
    this.was = null;
    /** @type {End} */
    this.ends = "done";
    /** @type {string | null} */
    this.where = null;
    this.allThemes = false;
    this.erases = false;
    this.box.addEventListener("click", (event) => this.#clicked(event));
  }

  /** The help whose record is open. */
  get help() {
    if (this.#help) return this.#help;
    throw new Error("No record is open");
  }

  /** What is on screen, not handed in yet. */
  get draft() {
    if (this.#draft) return this.#draft;
    throw new Error("No record is open");
  }

  /**
   * one: as in the view.
   * @param {Office.Helped} one
   */
  open(one) {
    this.#help = one;
    this.was = opened(one, minutesOf(one));
    this.#draft = structuredClone(this.was);
    this.ends = "done";
    this.where = null;
    this.allThemes = false;
    this.#note("");
    for (const more of all(this.box, "details", HTMLDetailsElement)) more.open = false;
    this.#draw();
    if (!this.box.open) this.box.showModal();
    within(this.box, "section").scrollTop = 0;
  }

  async save() {
    const { help: one, draft } = this;
    const same = JSON.stringify(draft) === JSON.stringify(this.was);
    const number = one.number ?? "";
    if (one.recorded) {
      if (same) return this.box.close();
      return this.#settled(
        await this.ask(
          { type: "EditAccompaniment", accompaniment: one.id, details: draft },
          { what: say("help.corrected"), number },
        ),
      );
    }
    if (!(await this.#leaves())) return null;
    /** @type {{ outcome?: Office.Outcome, where?: string }} */
    const ends = this.ends === "elsewhere" ? { outcome: "oriented_elsewhere", where: this.where ?? "" } : {};
    // Help whose end the office has not heard of yet lasted as long as was on screen here, however late that comes through.
    const proposed = same && one.stopped;
    /** @type {Office.RecordAccompaniment} */
    const command = { type: "RecordAccompaniment", accompaniment: one.id, details: proposed ? null : draft, ...ends };
    return this.#settled(await this.ask(command, { what: say("help.recorded", draft), number }));
  }

  /** Somebody who is not done goes on: to a counter, or back to the place they had. */
  async #leaves() {
    const card = this.#card();
    const { ends } = this;
    if (!card || (ends !== "counter" && ends !== "queue")) return true;
    const { id, rev, need, ticks = [], tags = [] } = card;
    /** @type {Office.ReturnTicket | Office.Prequalify} */
    const command =
      ends === "queue"
        ? { type: "ReturnTicket", ticket: id, seen: rev }
        : { type: "Prequalify", ticket: id, seen: rev, need, route: counterRoute(need), ticks, tags };
    const answer = await this.ask(command, { what: say(`help.ends.${ends}`), number: card.number });
    if (!answer.ok) this.#note(answer.sentence || say("not_reached"));
    return answer.ok;
  }

  /** @param {Page.Answer} answer */
  #settled(answer) {
    if (answer.ok) this.box.close();
    else this.#note(answer.sentence || say("not_reached"));
    return answer;
  }

  #card() {
    const { ticket } = this.help;
    const found = ticket ? this.find(ticket)?.card : null;
    return found && ["with_mediator", "at_machine"].includes(found.state) ? found : null;
  }

  #draw() {
    const { help: one, draft } = this;
    fill(this.box, {
      number: one.number ?? "",
      title: titleOf(one),
      minutes: say("help.minutes", draft),
      save: say(one.recorded ? "help.correct" : "help.record"),
    });
    this.#one("nature", codes.nature, (code) => say(`nature.${code}`), {
      after: (nature) => {
        draft.themes = themesWith(draft, nature);
      },
    });
    this.#one("posture", codes.posture, (code) => say(`posture.${code}`), {
      mayBeNone: true,
      after: () => {
        draft.mandate &&= draft.posture === DONE_FOR;
      },
    });
    this.#mandate();
    this.#themes();
    this.#one("autonomy_before", codes.autonomy, (code) => say(`autonomy.${code}`), { mayBeNone: true });
    this.#one("autonomy_after", codes.autonomy, (code) => say(`autonomy.${code}`), { mayBeNone: true });
    this.#many(
      this.#row("equipment"),
      codes.equipment,
      draft.equipment,
      (code) => say(`equipment.${code}`),
      (list) => {
        draft.equipment = list;
      },
    );
    this.#one("reoriented", codes.structure, (code) => say(`structure.${code}`), { mayBeNone: true });
    this.#one("genre", codes.genre, (code) => say(`genre.${code}`));
    this.#one("tranche_age", codes.tranche_age, (code) => say(`tranche_age.${code}`));
    this.#one("statut_social", codes.statut_social, (code) => say(`statut_social.${code}`));
    this.#ends();
    const lacks = lackOf(draft, this.ends, this.where);
    fill(this.box, { lacks: lacks && say(`help.lacks.${lacks}`) });
    within(this.box, '[data-act="save"]', HTMLButtonElement).disabled = Boolean(lacks);
    this.#sure(false);
  }

  /** @param {string} name */
  #row(name) {
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
  #one(name, list, words, { mayBeNone = false, after } = {}) {
    chips(this.#row(name), list, [this.draft[name] ?? null], words, (code) => {
      const none = /** @type {Details[N]} */ (null);
      this.draft[name] = mayBeNone && this.draft[name] === code ? none : code;
      after?.(code);
      this.#draw();
    });
  }

  /**
   * Some of a list.
   * @template {string} C
   * @param {HTMLElement} row
   * @param {C[]} list
   * @param {C[]} chosen
   * @param {(code: C) => string} words
   * @param {(chosen: C[]) => void} choose
   */
  #many(row, list, chosen, words, choose) {
    chips(row, list, chosen, words, (code) => {
      choose(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]);
      this.#draw();
    });
  }

  /** « Fait à la place » needs a signed mandate. */
  #mandate() {
    const { draft } = this;
    chips(
      this.#row("mandate"),
      draft.posture === DONE_FOR ? ["mandate"] : [],
      [draft.mandate && "mandate"],
      () => say("help.mandate"),
      () => {
        draft.mandate = !draft.mandate;
        this.#draw();
      },
    );
  }

  /** The themes that are said, then the rest behind one tap; a kind of procedure only beside « démarches administratives ». */
  #themes() {
    const { draft } = this;
    const procedures = asksProcedure(draft);
    Object.assign(draft, ofProcedures(draft));
    this.#many(
      this.#row("themes"),
      themesOffered(draft, this.allThemes),
      draft.themes,
      (code) => say(`theme.${code}`),
      (list) => {
        draft.themes = list;
      },
    );
    chips(
      this.#row("more"),
      this.allThemes ? [] : ["themes"],
      [],
      () => say("help.all_themes"),
      () => {
        this.allThemes = true;
        this.#draw();
      },
    );
    within(this.box, '[data-part="procedure"]').hidden = !procedures || !codes.procedures.length;
    chips(
      this.#row("procedure"),
      procedures ? codes.procedures : [],
      [draft.procedure],
      (code) => say(`procedure.${code}`),
      (code) => {
        draft.procedure = draft.procedure === code ? "" : code;
        this.#draw();
      },
    );
  }

  #ends() {
    const card = this.help.recorded ? null : this.#card();
    within(this.box, '[data-part="ends"]').hidden = !card;
    if (!card) return;
    /** @type {End[]} */
    const offered = ["done"];
    if (needOf(card.need).counter) offered.push("counter");
    offered.push("queue");
    if (choices.places.length) offered.push("elsewhere");
    /** @param {End} end */
    const words = (end) => say(`help.ends.${end === "counter" && needOf(card.need).banker ? "banker" : end}`);
    chips(this.#row("ends"), offered, [this.ends], words, (end) => {
      this.ends = end;
      this.where = null;
      this.#draw();
    });
    const places = this.ends === "elsewhere" ? choices.places.map((place) => place.id) : [];
    chips(
      this.#row("where"),
      places,
      [this.where],
      (id) => choices.places.find((place) => place.id === id)?.name ?? id,
      (id) => {
        this.where = id;
        this.#draw();
      },
    );
  }

  /**
   * What is erased does not come back: a second tap says that it was meant.
   * @param {boolean} asked
   */
  #sure(asked) {
    this.erases = asked;
    within(this.box, '[data-act="drop"]').classList.toggle("danger", asked);
    fill(this.box, { drop: say(asked ? "help.drop_sure" : "help.drop") });
  }

  /** @param {string} sentence */
  #note(sentence) {
    note(within(this.box, "[data-note]"), sentence);
  }

  /** @param {Event} event */
  async #clicked(event) {
    if (event.target === this.box) return this.box.close();
    const act = touched(event, "[data-act]")?.dataset.act;
    if (act === "close") this.box.close();
    else if (act === "step") this.#step(Number(touched(event, "[data-by]")?.dataset.by ?? 0));
    else if (act === "save") await this.save();
    else if (act === "give") this.give(this.help);
    else if (act === "drop" && !this.erases) this.#sure(true);
    else if (act === "drop")
      this.#settled(
        await this.ask(
          { type: "DropAccompaniment", accompaniment: this.help.id },
          { what: say("help.dropped"), number: this.help.number ?? "" },
        ),
      );
    return null;
  }

  /** @param {number} by */
  #step(by) {
    this.draft.minutes = stepped(this.draft.minutes, by);
    this.#draw();
  }
}
