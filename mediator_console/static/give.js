// « Donner une fiche »: a guide for the next time, printed at once or read from the screen with the person's own telephone.
import { copy, fill, keyed, pictogram, write } from "../../static/draw.js";
import { say } from "../../static/texts.js";
import { choices } from "./choices.js";
import { note } from "./noting.js";
import { isNotOut, isUnderWay } from "./papers.js";

/** Whether this office has sheets to give. */
export const hasSheets = choices.sheets.length > 0;

export class Give {
  /** ask(command, words): hands in a command. papers(): what became of those that were asked for, as in the view. */
  constructor({ ask, papers }) {
    this.box = document.getElementById("give");
    this.ask = ask;
    this.papers = papers;
    this.box.addEventListener("click", (event) => this.#clicked(event));
  }

  /** ticket, number, need: of whom it is given to; without a ticket every sheet is as near as the next. */
  open({ ticket = "", number = "", need = "" } = {}) {
    Object.assign(this, { ticket, number });
    this.asked = new Map();
    this.near = choices.sheets.filter((sheet) => sheet.needs.includes(need));
    this.others = choices.sheets.filter((sheet) => !sheet.needs.includes(need));
    fill(this.box, { number, title: say("give.title"), others_title: say(this.near.length ? "give.others" : "give.all") });
    this.box.querySelector('[data-part="near"]').hidden = this.near.length === 0;
    this.#note("");
    this.#go("list");
    this.refresh();
    this.box.showModal();
    this.box.querySelector('[data-shown="list"]').scrollTop = 0;
  }

  /** The newest view: what became of the papers. */
  refresh() {
    if (!this.asked) return;
    for (const list of ["near", "others"]) keyed(this.box.querySelector(`[data-is="${list}"]`), this[list], (sheet) => sheet.id, make, (li, sheet) => this.#line(li, sheet));
  }

  #line(li, sheet) {
    const paper = this.asked.get(sheet.id);
    const state = paper ? this.papers()[paper] ?? "queued" : "";
    fill(li, { title: sheet.title, became: !state ? "" : isNotOut(state) ? say("give.not_out") : say(`give.${state}`) });
    li.classList.toggle("missed", isNotOut(state));
    li.querySelector('[data-act="print"]').disabled = isUnderWay(state);
  }

  async #print(sheet) {
    this.#note("");
    const answer = await this.ask({ type: "PrintSheet", sheet, ticket: this.ticket }, { what: say("give.asked"), number: this.number, quiet: true });
    if (answer.ok) this.asked.set(sheet, answer.made);
    else this.#note(answer.sentence || say("not_reached"));
    this.refresh();
  }

  /** The code, as large as the hand's screen: the person holds their telephone before it. */
  #show(sheet) {
    const { title } = choices.sheets.find((one) => one.id === sheet);
    const picture = this.box.querySelector("img");
    picture.src = `/sheets/${sheet}/qr.svg`;
    picture.alt = say("give.code", { title });
    fill(this.box, { title });
    this.#go("code");
  }

  #go(step) {
    for (const section of this.box.querySelectorAll("[data-shown]")) section.hidden = section.dataset.shown !== step;
    this.box.querySelector('[data-act="back"]').hidden = step === "list";
    if (step === "list") write(this.box.querySelector('header [data-is="title"]'), say("give.title"));
  }

  #note(sentence) {
    note(this.box.querySelector("[data-note]"), sentence);
  }

  #clicked(event) {
    if (event.target === this.box) return this.box.close();
    const act = event.target.closest("[data-act]")?.dataset.act;
    const sheet = event.target.closest("li")?.dataset.key;
    if (act === "close") this.box.close();
    else if (act === "back") this.#go("list");
    else if (act === "print") this.#print(sheet);
    else if (act === "code") this.#show(sheet);
    return null;
  }
}

function make(sheet) {
  const li = copy("one-guide");
  li.querySelector(".what").prepend(pictogram(sheet.pictogram));
  return li;
}
