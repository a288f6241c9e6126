// One person who signed up: their code, large, what they have, and what may follow: a slip, a freed seat told, signing off.

import { fill } from "../../static/draw.js";
import { within } from "../../static/elements.js";
import { clock } from "../../static/live.js";
import { say } from "../../static/texts.js";
import { placed } from "./signed_list.js";
import { Slip } from "./slip.js";
import { isOver } from "./workshops.js";

/** @typedef {import("./workshop_dialog.js").WorkshopDialog} WorkshopDialog */

export class SignedPerson {
  /**
   * visitOver(ticket): ends their visit.
   * @param {WorkshopDialog} dialog
   * @param {{ visitOver: (ticket: string) => void }} console
   */
  constructor(dialog, { visitOver }) {
    this.dialog = dialog;
    this.visitOver = visitOver;
    this.code = "";
    this.slip = new Slip(dialog);
  }

  /**
   * Who has just signed up, with the code of the answer.
   * @param {Page.Answer} answer
   * @param {{ id: string, number: number } | null} ticket
   */
  signedUp({ code = "", waiting = 0 }, ticket) {
    const more = ticket ? say("workshop.keeps_ticket", ticket) : "";
    this.#show(
      code,
      say(waiting ? "workshop.on_the_list" : "workshop.signed_up"),
      waiting ? [placed("workshop.waits_at", waiting), more].join(" ") : more,
      Boolean(ticket),
    );
    this.dialog.foot([this.slip.action(code), ticket ? this.#visitOver(ticket.id) : this.#another()]);
  }

  /**
   * Somebody of the list: their code, what they have, what may follow.
   * @param {string} code
   */
  open(code) {
    const { dialog } = this;
    const { workshop } = dialog;
    const person = workshop.signed.find((signed) => signed.code === code);
    // Signed off from another console while this one asked: the list says what is so now.
    if (!person) {
      dialog.note(say("workshop.left", { code }));
      return dialog.main();
    }
    const waiting = workshop.signed.filter((signed) => !signed.seated);
    const sentence = person.given
      ? say("workshop.got_seat")
      : person.seated
        ? say("workshop.has_seat")
        : placed("workshop.waits_at", waiting.indexOf(person) + 1);
    dialog.note("");
    this.#show(code, sentence, person.number ? say("workshop.ticket", person) : "", Boolean(person.number));
    const over = isOver(workshop);
    dialog.foot([
      ...(over ? [] : [this.slip.action(code)]),
      ...(person.given ? [this.#seatTold(code)] : []),
      ...(over ? [] : [this.#leave(person, waiting[0])]),
    ]);
    return null;
  }

  /**
   * A code, large. ticketed: a ticket of today signed up with it.
   * @param {string} code
   * @param {string} person
   * @param {string} more
   * @param {boolean} ticketed
   */
  #show(code, person, more, ticketed) {
    this.code = code;
    this.slip.forget(ticketed);
    this.dialog.go("person");
    fill(within(this.dialog.box, '[data-shown="person"]'), { person, code, more });
  }

  /**
   * @param {string} ticket
   * @returns {Page.Action}
   */
  #visitOver(ticket) {
    return {
      name: "over",
      picto: "door-exit",
      words: say("workshop.visit_over"),
      go: () => {
        this.dialog.box.close();
        this.visitOver(ticket);
      },
    };
  }

  /** @returns {Page.Action} */
  #another() {
    return {
      name: "another",
      picto: "plus",
      words: say("workshop.sign_up_more"),
      go: () => this.dialog.signUpHere(),
    };
  }

  /**
   * @param {string} code
   * @returns {Page.Action}
   */
  #seatTold(code) {
    const { dialog } = this;
    return {
      name: "told",
      picto: "check",
      words: say("workshop.told"),
      go: () =>
        dialog.carryOut({ type: "TellSeat", workshop: dialog.workshop.id, code }, say("workshop.was_told", { code })),
    };
  }

  /**
   * @param {Office.SignedUp} person
   * @param {Office.SignedUp | undefined} first
   * @returns {Page.Action}
   */
  #leave(person, first) {
    return {
      name: "leave",
      picto: "x",
      kind: "danger",
      words: say("workshop.leaves"),
      go: () => this.#askLeave(person, first),
    };
  }

  /**
   * @param {Office.SignedUp} person
   * @param {Office.SignedUp | undefined} first
   */
  #askLeave({ code, seated }, first) {
    const gives = seated && first && this.dialog.workshop.ends > clock();
    const consequence = !seated
      ? say("workshop.leave_list")
      : gives
        ? say("workshop.leave_gives", first)
        : say("workshop.leave_frees");
    this.dialog.ask(say("workshop.ask_leave", { code }), consequence, [
      { name: "yes", kind: "action", picto: "check", words: say("workshop.leave_yes"), go: () => this.#leaves(code) },
      {
        name: "keep",
        picto: "undo",
        words: say(seated ? "workshop.keep_seat" : "workshop.keep_place"),
        go: () => this.open(code),
      },
    ]);
  }

  /** @param {string} code */
  async #leaves(code) {
    const { dialog } = this;
    const { id } = dialog.workshop;
    const answer = await dialog.carryOut({ type: "SignOff", workshop: id, code }, say("workshop.left", { code }));
    const next = answer.code;
    const workshop = dialog.shown;
    if (!next || !workshop) return;
    const theirs = workshop.signed.find((signed) => signed.code === next);
    this.#show(next, say("workshop.seat_goes", { code }), say("workshop.tell_them"), Boolean(theirs?.number));
    dialog.foot([this.slip.action(next, "workshop.print_theirs")]);
  }
}
