// The slip of a sign-up: printed in the client's language; what became of the paper is said where it was asked for.

import { fill } from "../../static/draw.js";
import { all, within } from "../../static/elements.js";
import { say } from "../../static/texts.js";
import { choices } from "./choices.js";
import { chips } from "./pickers.js";

/** @type {Record<Office.PaperEnd, "asked" | "printed" | "uncertain" | "not_printed">} */
const WORDS = { under_way: "asked", out: "printed", perhaps_out: "uncertain", not_out: "not_printed" };

export class Slip {
  /**
   * dialog: of the workshop, which shows a person.
   * @param {import("./workshop_dialog.js").WorkshopDialog} dialog
   */
  constructor(dialog) {
    this.dialog = dialog;
    this.more = within(dialog.box, '[data-part="language"]', HTMLDetailsElement);
    this.theirs = false;
    this.language = "";
    this.code = "";
    this.paper = "";
    this.forget();
  }

  /** Another person is on screen. theirs: whether a ticket of theirs knows their language. */
  forget(theirs = false) {
    this.theirs = theirs;
    this.language = "";
    this.code = "";
    this.paper = "";
    this.more.open = false;
    this.#draw();
  }

  /**
   * The button that prints it.
   * @param {string} code
   * @param {"workshop.print" | "workshop.print_theirs"} [words]
   * @returns {Page.Action}
   */
  action(code, words = "workshop.print") {
    return { name: "print", kind: "action", picto: "printer", words: say(words), go: () => this.print(code) };
  }

  /** @param {string} code */
  async print(code) {
    const { dialog } = this;
    const answer = await dialog.handIn(
      { type: "PrintSlip", workshop: dialog.workshop.id, code, language: this.language },
      { what: say("slip.asked", { code }) },
    );
    if (!answer.ok) return dialog.note(answer.sentence || say("not_reached"));
    this.code = code;
    this.paper = answer.made ?? "";
    return dialog.note(say("slip.asked", { code }), { well: true });
  }

  /**
   * papers: by id, as in the newest view.
   * @param {{ [paper: string]: Office.OtherPaper }} papers
   */
  refresh(papers) {
    const paper = papers[this.paper];
    if (!paper) return;
    const well = paper.end === "under_way" || paper.end === "out";
    this.dialog.note(say(`slip.${WORDS[paper.end]}`, { code: this.code }), { well });
  }

  /** One tap behind: most slips are in the language that is known. */
  #draw() {
    const { languages } = choices.workshops;
    const named = languages.find(({ id }) => id === this.language)?.name;
    this.more.hidden = languages.length < 2;
    fill(this.more, {
      language: named
        ? say("slip.language", { language: named })
        : say(this.theirs ? "slip.language_ticket" : "slip.language_usual"),
    });
    const row = within(this.more, '[data-pick="language"]');
    chips(
      row,
      languages.map(({ id }) => id),
      [this.language],
      (code) => languages.find(({ id }) => id === code)?.name ?? code,
      (id) => {
        this.language = this.language === id ? "" : id;
        this.#draw();
      },
    );
    for (const button of all(row, "button")) button.lang = button.dataset.key ?? "";
  }
}
