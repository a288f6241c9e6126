// The record of one help: proposed from times and need, everything a chip, confirmed in one tap; corrected all day.

import { fill } from "../../static/draw.js";
import { all, element, touched, within } from "../../static/elements.js";
import { say } from "../../static/texts.js";
import { choices, outcomeOf } from "./choices.js";
import { lackOf, opened } from "./details.js";
import { minutesOf, titleOf } from "./helping.js";
import { note } from "./live_region.js";
import { chips } from "./pickers.js";
import { RecordForm } from "./record_form.js";

/** @typedef {import("./details.js").Details} Details */

export class Record {
  /** @type {Office.Helped | null} */
  #help = null;

  /**
   * ask(command, {what, number}): hands in a command. find(ticket): its card, where there is one. helpOf(ticket): its help that is not
   * recorded yet. give(to): a hand-out sheet.
   * @param {{
   *   ask: Page.HandIn,
   *   find: (ticket: string) => Page.Found | null,
   *   helpOf: (ticket: string) => Office.Helped | undefined,
   *   give: (to: Page.Client) => void,
   * }} console
   */
  constructor({ ask, find, helpOf, give }) {
    this.box = element("record", HTMLDialogElement);
    this.form = new RecordForm(this.box, { changed: () => this.#draw() });
    this.ask = ask;
    this.find = find;
    this.helpOf = helpOf;
    this.give = give;
    /** @type {Details | null} */
    this.was = null;
    /** @type {Office.End} */
    this.ends = "done";
    /** @type {string | null} */
    this.where = null;
    this.erases = false;
    this.box.addEventListener("click", (event) => this.#clicked(event));
  }

  /** The help whose record is open. */
  get help() {
    if (this.#help) return this.#help;
    throw new Error("No record is open");
  }

  /**
   * help: as in the view.
   * @param {Office.Helped} help
   */
  open(help) {
    this.#help = help;
    this.was = opened(help, minutesOf(help));
    this.form.open(this.was);
    this.ends = "done";
    this.where = null;
    this.#note("");
    for (const more of all(this.box, "details", HTMLDetailsElement)) more.open = false;
    this.#draw();
    if (!this.box.open) this.box.showModal();
    within(this.box, "section").scrollTop = 0;
  }

  async save() {
    const { help } = this;
    const { draft } = this.form;
    const same = JSON.stringify(draft) === JSON.stringify(this.was);
    const number = help.number ?? "";
    if (help.recorded) {
      if (same) return this.box.close();
      return this.#settled(
        await this.ask(
          { type: "EditAccompaniment", accompaniment: help.id, details: draft },
          { what: say("help.corrected"), number },
        ),
      );
    }
    if (!(await this.#leaves())) return null;
    /** @type {{ outcome?: Office.Outcome, where?: string }} */
    const ends = this.ends === "elsewhere" ? { outcome: outcomeOf("elsewhere"), where: this.where ?? "" } : {};
    // Help whose end the office has not heard of yet lasted as long as was on screen here, however late that comes through.
    const proposed = same && help.stopped;
    /** @type {Office.RecordAccompaniment} */
    const command = { type: "RecordAccompaniment", accompaniment: help.id, details: proposed ? null : draft, ...ends };
    return this.#settled(await this.ask(command, { what: say("help.recorded", draft), number }));
  }

  /** Somebody who is not done goes on: to a counter, or back to the place they had. */
  async #leaves() {
    const card = this.#card();
    const { ends } = this;
    if (!card || ends === "done" || ends === "elsewhere") return true;
    const { id, rev, need, ticks = [], tags = [] } = card;
    /** @type {Office.ReturnTicket | Office.Prequalify} */
    const command =
      ends === "queue"
        ? { type: "ReturnTicket", ticket: id, seen: rev }
        : { type: "Prequalify", ticket: id, seen: rev, need, route: ends, ticks, tags };
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

  /** The card of somebody who may go on from here. */
  #card() {
    const { ticket = "" } = this.help;
    return this.#offered().length ? (this.find(ticket)?.card ?? null) : null;
  }

  /** What the person may do next, as in the newest view. */
  #offered() {
    const { ticket } = this.help;
    return (ticket && this.helpOf(ticket)?.ends) || [];
  }

  #draw() {
    const { help } = this;
    fill(this.box, {
      number: help.number ?? "",
      title: titleOf(help),
      save: say(help.recorded ? "help.correct" : "help.record"),
    });
    this.form.draw();
    this.#ends();
    const lacks = lackOf(this.form.draft, this.ends, this.where);
    fill(this.box, { lacks: lacks && say(`help.lacks.${lacks}`) });
    within(this.box, '[data-act="save"]', HTMLButtonElement).disabled = Boolean(lacks);
    this.#sure(false);
  }

  #ends() {
    const offered = this.help.recorded ? [] : this.#offered();
    within(this.box, '[data-part="ends"]').hidden = offered.length === 0;
    if (!offered.length) return;
    chips(
      this.form.row("ends"),
      offered,
      [this.ends],
      (end) => say(`help.ends.${end}`),
      (end) => {
        this.ends = end;
        this.where = null;
        this.#draw();
      },
    );
    const places = this.ends === "elsewhere" ? choices.places.map((place) => place.id) : [];
    chips(
      this.form.row("where"),
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
   * @param {boolean} once
   */
  #sure(once) {
    this.erases = once;
    within(this.box, '[data-act="drop"]').classList.toggle("danger", once);
    fill(this.box, { drop: say(once ? "help.drop_sure" : "help.drop") });
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
    else if (act === "step") this.form.step(Number(touched(event, "[data-by]")?.dataset.by ?? 0));
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
}
