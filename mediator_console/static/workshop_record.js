// After a workshop: how many came, and by what was said of themselves; numbers only, and no sum larger than the whole.

import { copy, fill, keyed, write } from "../../static/draw.js";
import { all, around, rowKey, within } from "../../static/elements.js";
import { counted, say } from "../../static/texts.js";
import { choices } from "./choices.js";

/** @typedef {"genre" | "tranche_age" | "statut_social"} Kind */

/** @type {Kind[]} */
const KINDS = ["genre", "tranche_age", "statut_social"];
const NOT_SAID = "non_communique";

export class WorkshopRecord {
  /** @param {import("./workshop_dialog.js").WorkshopDialog} dialog */
  constructor(dialog) {
    this.dialog = dialog;
    this.draft = drafted(null, 0);
    this.box = within(dialog.box, '[data-shown="record"]');
  }

  /** Starts with what was recorded, else with as many as were marked present. */
  start() {
    const { counts, signed } = this.dialog.workshop;
    const here = signed.filter((person) => person.present).length;
    this.draft = drafted(counts, here);
    this.dialog.note("");
    this.dialog.go("record");
    this.draw();
  }

  draw() {
    const { total } = this.draft;
    fill(this.box, { total });
    this.#ends(within(this.box, ".stepper"), {
      what: say("workshop.total"),
      least: Math.max(...KINDS.map((kind) => this.#sum(kind))),
      count: total,
      most: choices.workshops.seats,
    });
    for (const kind of KINDS) {
      const part = within(this.box, `[data-kind="${kind}"]`);
      const rest = total - this.#sum(kind);
      write(within(part, "[data-rest]"), say("workshop.not_said", { count: rest }));
      keyed(
        within(part, ".counts"),
        choices.record[kind].filter((code) => code !== NOT_SAID),
        (code) => code,
        () => copy("one-count"),
        (li, code) => {
          const count = this.draft[kind][code] ?? 0;
          const what = say(/** @type {Page.Word} */ (`${kind}.${code}`));
          fill(li, { what, count });
          this.#ends(li, { what, least: 0, count, most: count + rest });
        },
      );
    }
    this.dialog.foot([
      { name: "save", kind: "action", picto: "check", words: counted("workshop.save", total), go: () => this.save() },
    ]);
  }

  /**
   * A tap on + or −, of the whole or of one line.
   * @param {HTMLElement} button
   */
  step(button) {
    const by = Number(button.dataset.by);
    const code = rowKey(button);
    if (code) {
      const group = this.draft[/** @type {Kind} */ (around(button, "[data-kind]").dataset.kind)];
      group[code] = (group[code] ?? 0) + by;
    } else {
      this.draft.total += by;
    }
    this.draw();
  }

  async save() {
    const { dialog, draft } = this;
    /** @param {Kind} kind */
    const countsOf = (kind) => Object.fromEntries(Object.entries(draft[kind]).filter(([, count]) => count > 0));
    const { total } = draft;
    const counts = {
      total,
      genre: countsOf("genre"),
      tranche_age: countsOf("tranche_age"),
      statut_social: countsOf("statut_social"),
    };
    await dialog.carryOut({ type: "RecordWorkshop", workshop: dialog.workshop.id, counts }, say("workshop.recorded"));
  }

  /** @param {Kind} kind */
  #sum(kind) {
    return Object.entries(this.draft[kind]).reduce((sum, [code, count]) => (code === NOT_SAID ? sum : sum + count), 0);
  }

  /**
   * @param {HTMLElement} row
   * @param {{ what: string, least: number, count: number, most: number }} limits
   */
  #ends(row, { what, least, count, most }) {
    for (const button of all(row, "[data-by]", HTMLButtonElement)) {
      const more = button.dataset.by === "1";
      button.disabled = more ? count >= most : count <= least;
      button.setAttribute("aria-label", say(more ? "workshop.more" : "workshop.less", { what }));
    }
  }
}

/**
 * What was recorded, else nobody of whom anything was said.
 * @param {Office.Counts | null | undefined} counts
 * @param {number} here
 * @returns {{ total: number } & Record<Kind, { [code: string]: number }>}
 */
function drafted(counts, here) {
  return {
    total: counts?.total ?? here,
    genre: { ...counts?.genre },
    tranche_age: { ...counts?.tranche_age },
    statut_social: { ...counts?.statut_social },
  };
}
