// « Donner une fiche »: a guide for the next time, printed at once or read from the screen with the person's own telephone.

import { copy, fill, keyed, pictogram, write } from "../../static/draw.js";
import { all, element, touched, within } from "../../static/elements.js";
import { say } from "../../static/texts.js";
import { choices } from "./choices.js";
import { note } from "./live_region.js";

/** A sheet of which nothing is heard yet. @type {Office.OtherPaper} */
const ASKED = { state: "queued", end: "under_way" };
/** @type {Record<Office.PaperState, Page.Word>} */
const WORDS = {
  queued: "handout.queued",
  printing: "handout.printing",
  printed: "handout.printed",
  sent_unconfirmed: "handout.sent_unconfirmed",
  uncertain: "handout.uncertain",
  not_sent: "handout.not_out",
  cleared: "handout.not_out",
  expired: "handout.not_out",
};
/** @type {List[]} */
const LISTS = ["near", "others"];

/** Whether this office has sheets to give. */
export const hasSheets = choices.sheets.length > 0;

/** @typedef {"near" | "others"} List */

export class Handout {
  /**
   * ask(command, words): hands in a command. papers(): what became of those that were asked for, as in the view.
   * @param {{ ask: Page.HandIn, papers: () => { [paper: string]: Office.OtherPaper } }} console
   */
  constructor({ ask, papers }) {
    this.box = element("handout", HTMLDialogElement);
    this.ask = ask;
    this.papers = papers;
    /** @type {Page.Client} */
    this.to = {};
    /** @type {Map<string, string> | null} the paper that was asked for, by sheet */
    this.requested = null;
    /** @type {Record<List, Office.SheetChoice[]>} */
    this.lists = { near: [], others: [] };
    this.box.addEventListener("click", (event) => this.#clicked(event));
  }

  /**
   * to: of whom it is given to; without a ticket every sheet is as near as the next.
   * @param {Page.Client} [to]
   */
  open(to = {}) {
    const { number, need = "" } = to;
    this.to = to;
    this.requested = new Map();
    this.lists = {
      near: choices.sheets.filter((sheet) => sheet.needs.includes(need)),
      others: choices.sheets.filter((sheet) => !sheet.needs.includes(need)),
    };
    const { near } = this.lists;
    fill(this.box, {
      number,
      title: say("handout.title"),
      others_title: say(near.length ? "handout.others" : "handout.all"),
    });
    within(this.box, '[data-part="near"]').hidden = near.length === 0;
    this.#note("");
    this.#go("list");
    this.refresh();
    this.box.showModal();
    within(this.box, '[data-shown="list"]').scrollTop = 0;
  }

  /** The newest view: what became of the papers. */
  refresh() {
    if (!this.requested) return;
    for (const list of LISTS)
      keyed(
        within(this.box, `[data-is="${list}"]`),
        this.lists[list],
        (sheet) => sheet.id,
        make,
        (li, sheet) => this.#line(li, sheet),
      );
  }

  /**
   * @param {HTMLElement} li
   * @param {Office.SheetChoice} sheet
   */
  #line(li, sheet) {
    const paper = this.requested?.get(sheet.id);
    const became = paper ? (this.papers()[paper] ?? ASKED) : null;
    fill(li, { title: sheet.title, became: became ? say(WORDS[became.state]) : "" });
    li.classList.toggle("missed", became?.end === "not_out");
    within(li, '[data-act="print"]', HTMLButtonElement).disabled = became?.end === "under_way";
  }

  /** @param {string} sheet */
  async #print(sheet) {
    this.#note("");
    const { ticket = "", number } = this.to;
    const answer = await this.ask(
      { type: "PrintSheet", sheet, ticket },
      { what: say("handout.asked"), number, quiet: true },
    );
    if (answer.ok) this.requested?.set(sheet, answer.made ?? "");
    else this.#note(answer.sentence || say("not_reached"));
    this.refresh();
  }

  /**
   * The code, as large as the hand's screen: the person holds their telephone before it.
   * @param {string} sheet
   */
  #show(sheet) {
    const title = choices.sheets.find(({ id }) => id === sheet)?.title ?? "";
    const picture = within(this.box, "img", HTMLImageElement);
    picture.src = `/sheets/${sheet}/qr.svg`;
    picture.alt = say("handout.code", { title });
    fill(this.box, { title });
    this.#go("code");
  }

  /** @param {"list" | "code"} step */
  #go(step) {
    for (const section of all(this.box, "[data-shown]")) section.hidden = section.dataset.shown !== step;
    within(this.box, '[data-act="back"]').hidden = step === "list";
    if (step === "list") write(within(this.box, 'header [data-is="title"]'), say("handout.title"));
  }

  /** @param {string} sentence */
  #note(sentence) {
    note(within(this.box, "[data-note]"), sentence);
  }

  /** @param {Event} event */
  #clicked(event) {
    if (event.target === this.box) return this.box.close();
    const act = touched(event, "[data-act]")?.dataset.act;
    const sheet = touched(event, "li")?.dataset.key ?? "";
    if (act === "close") this.box.close();
    else if (act === "back") this.#go("list");
    else if (act === "print") this.#print(sheet);
    else if (act === "code") this.#show(sheet);
    return null;
  }
}

/** @param {Office.SheetChoice} sheet */
function make(sheet) {
  const li = copy("one-guide");
  within(li, ".what").prepend(pictogram(sheet.pictogram));
  return li;
}
