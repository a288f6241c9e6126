// From a ticket to a workshop: which one, with its seats; their ticket keeps its place in the queue.

import { fill } from "../../static/draw.js";
import { within } from "../../static/elements.js";
import { clock } from "../../static/live.js";
import { say } from "../../static/texts.js";
import { dayWords, hoursWords } from "./days.js";
import { buttons } from "./pickers.js";
import { isListFull, isOver, stateOf, titleWords } from "./workshops.js";

export class Joining {
  /**
   * workshops(): as in the newest view. signUp(workshop, {id, number}): the office's answer; its code is then on screen.
   * @param {import("./sheet.js").Sheet} sheet
   * @param {{
   *   workshops: () => Office.Planned[],
   *   signUp: (workshop: string, ticket: { id: string, number: number }) => Promise<Page.Answer>,
   * }} console
   */
  constructor(sheet, { workshops, signUp }) {
    this.sheet = sheet;
    this.workshops = workshops;
    this.signUp = signUp;
  }

  start() {
    const { sheet } = this;
    const ahead = this.workshops().filter((one) => !isOver(one));
    fill(sheet.box, { ask_workshop: say(ahead.length ? "workshop.choose" : "workshop.none_to_choose") });
    buttons(
      within(sheet.box, '[data-is="workshops"]'),
      ahead.map((one) => ({
        name: one.id,
        words: titleWords(one),
        more: `${dayWords(one.starts, clock())}, ${hoursWords(one)} · ${stateOf(one).text}`,
        disabled: isListFull(one),
        go: () => this.#chosen(one),
      })),
    );
    sheet.go("workshops");
  }

  /** @param {Office.Planned} one */
  async #chosen(one) {
    const { sheet } = this;
    const { id, number } = sheet.card;
    if ((await sheet.saved()) === null) return sheet.go("main");
    const answer = await this.signUp(one.id, { id, number });
    if (answer.ok) return sheet.close();
    return sheet.note(answer.sentence || say("workshop.not_reached"));
  }
}
