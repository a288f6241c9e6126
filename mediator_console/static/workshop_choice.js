// From a ticket to a workshop: which one, with its seats; their ticket keeps its place in the queue.

import { fill } from "../../static/draw.js";
import { within } from "../../static/elements.js";
import { clock } from "../../static/live.js";
import { say } from "../../static/texts.js";
import { dayWords, hoursWords } from "./days.js";
import { buttons } from "./pickers.js";
import { isListFull, isOver, stateOf, titleWords } from "./workshops.js";

export class WorkshopChoice {
  /**
   * workshops(): as in the newest view. signUp(workshop, {id, number}): the office's answer; its code is then on screen.
   * @param {import("./ticket_dialog.js").TicketDialog} dialog
   * @param {{
   *   workshops: () => Office.Planned[],
   *   signUp: (workshop: string, ticket: { id: string, number: number }) => Promise<Page.Answer>,
   * }} console
   */
  constructor(dialog, { workshops, signUp }) {
    this.dialog = dialog;
    this.workshops = workshops;
    this.signUp = signUp;
  }

  start() {
    const { dialog } = this;
    const ahead = this.workshops().filter((workshop) => !isOver(workshop));
    fill(dialog.box, { ask_workshop: say(ahead.length ? "workshop.choose" : "workshop.none_to_choose") });
    buttons(
      within(dialog.box, '[data-is="workshops"]'),
      ahead.map((workshop) => ({
        name: workshop.id,
        words: titleWords(workshop),
        more: `${dayWords(workshop.starts, clock())}, ${hoursWords(workshop)} · ${stateOf(workshop).text}`,
        disabled: isListFull(workshop),
        go: () => this.#chosen(workshop),
      })),
    );
    dialog.go("workshops");
  }

  /** @param {Office.Planned} workshop */
  async #chosen(workshop) {
    const { dialog } = this;
    const { id, number } = dialog.card;
    if ((await dialog.noted()) === null) return dialog.go("main");
    const answer = await this.signUp(workshop.id, { id, number });
    if (answer.ok) return dialog.close();
    return dialog.note(answer.sentence || say("workshop.not_reached"));
  }
}
