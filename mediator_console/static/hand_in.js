// Handing in a command: kept until it is answered, then what was done is told, with the offer to undo it, or why not.

import { say } from "../../static/texts.js";
import { forgetChange, refuse, tell, undoable } from "../../static/toast.js";
import { choices } from "./choices.js";
import { ticketOf } from "./outbox.js";

const CAN_UNDO = new Set(choices.commands.can_undo);
/** A swept ticket's rev: it was as the kiosk gave it, then it was ended. */
const SWEPT_REV = 2;

export class HandIn {
  /** What « Annuler » asks, in its order; number: of the ticket that is told. */
  /** @type {{ commands: Page.Command[], number?: number, undone?: string }} */
  #back = { commands: [] };

  /**
   * numberOf(ticket): as in the newest view. helpBegan(): help was begun with this change.
   * @param {import("./outbox.js").Outbox} outbox
   * @param {{ numberOf: (ticket: string) => number | undefined, helpBegan: () => void }} console
   */
  constructor(outbox, { numberOf, helpBegan }) {
    this.outbox = outbox;
    this.numberOf = numberOf;
    this.helpBegan = helpBegan;
  }

  /**
   * Hands in a command, kept on this device until it is answered; what was done is told unless `quiet`, or why not.
   * @type {Page.HandIn}
   */
  handIn = async (command, { what, number = "", and = null, quiet = false }) => {
    const answer = await this.outbox.ask(command, { what, number }, and);
    if (answer.later) tell(say("unsent.kept"));
    else if (!answer.ok) refuse(answer.sentence || say("not_reached"));
    else if (what && !quiet) tell(doneWords(number || answer.number, what));
    return answer;
  };

  /**
   * The same, and it can be undone for some seconds. what: the words of what was done. and: a command that goes with it.
   * @type {Page.Ask}
   */
  ask = async (command, what = "", and = null) => {
    const ticket = ticketOf(command);
    const number = ticket ? this.numberOf(ticket) : "";
    const answer = await this.handIn(command, { what, number, and });
    if (answer.later || !answer.ok || !what || !CAN_UNDO.has(command.type)) return answer;
    const began = [command, and].some((part) => part?.type === "StartAccompaniment");
    /** @type {Page.Command[]} */
    const change =
      command.type === "StartAccompaniment"
        ? []
        : [{ type: "Undo", ticket: answer.ticket ?? "", seen: answer.rev ?? 0 }];
    /** @type {Page.Command[]} */
    const help = answer.made ? [{ type: "DropAccompaniment", accompaniment: answer.made }] : [];
    this.#back = { number: answer.number, commands: [...change, ...help] };
    undoable(answer, doneWords(answer.number, what), choices.undo_seconds);
    if (began) this.helpBegan();
    return answer;
  };

  /** Takes back the last change that was offered to be. */
  async undo() {
    const { commands, number, undone } = this.#back;
    for (const command of commands) {
      const answer = await this.ask(command);
      if (!answer.ok) return;
    }
    forgetChange(undone ?? (number ? say("console.undone", { number }) : say("help.dropped")));
  }

  /**
   * What a sweep ended can be taken back whole.
   * @param {Page.Answer} answer
   * @param {string} sentence
   */
  swept(answer, sentence) {
    const tickets = answer.tickets ?? [];
    if (!tickets.length) return tell(answer.later ? say("unsent.kept") : sentence);
    const commands = tickets.map((ticket) => /** @type {const} */ ({ type: "Undo", ticket, seen: SWEPT_REV }));
    this.#back = { undone: say("rush.undone"), commands };
    return undoable({}, sentence, choices.undo_seconds);
  }
}

/**
 * @param {number | "" | undefined} number
 * @param {string} what
 */
function doneWords(number, what) {
  return number ? say("console.done", { number, what }) : what.charAt(0).toUpperCase() + what.slice(1);
}
