// One workshop: who has a seat and who waits, by code; somebody signs up, comes, or does not come any more.

import { fill } from "../../static/draw.js";
import { all, element, rowKey, touched, within } from "../../static/elements.js";
import { clock } from "../../static/live.js";
import { counted, say } from "../../static/texts.js";
import { dayWords, hoursWords } from "./days.js";
import { note } from "./live_region.js";
import { buttons } from "./pickers.js";
import { drawSigned } from "./signed_list.js";
import { SignedPerson } from "./signed_person.js";
import { WorkshopRecord } from "./workshop_record.js";
import { drawState, isListFull, isOver, placeWords, titleWords } from "./workshops.js";

export class WorkshopDialog {
  /** @type {Office.Planned | null} */
  #workshop = null;

  /**
   * handIn(command, {what}): hands in a command. unsentOf(workshop, code): what waits to be sent. visitOver(ticket): ends their visit.
   * @param {{
   *   handIn: Page.HandIn,
   *   unsentOf: (workshop: string, code: string) => string[],
   *   visitOver: (ticket: string) => void,
   * }} console
   */
  constructor({ handIn, unsentOf, visitOver }) {
    this.box = element("workshop", HTMLDialogElement);
    this.handIn = handIn;
    this.unsentOf = unsentOf;
    /** @type {Office.Planned[]} */
    this.workshops = [];
    this.step = "main";
    this.record = new WorkshopRecord(this);
    this.person = new SignedPerson(this, { visitOver });
    this.box.addEventListener("click", (event) => this.#clicked(event));
    this.box.addEventListener("close", () => {
      this.#workshop = null;
    });
  }

  /** The workshop that is shown, null for none. */
  get shown() {
    return this.#workshop;
  }

  /** The workshop that is shown, as in the newest view. */
  get workshop() {
    if (this.#workshop) return this.#workshop;
    throw new Error("The dialog shows no workshop");
  }

  /**
   * Opens the dialog of a workshop.
   * @param {string} id
   */
  open(id) {
    this.#workshop = this.workshops.find((workshop) => workshop.id === id) ?? null;
    if (!this.#workshop) return;
    this.note("");
    this.main();
    this.box.showModal();
  }

  /**
   * workshops, papers: as in the newest view.
   * @param {Page.View} view
   */
  refresh({ workshops, papers }) {
    this.workshops = workshops;
    const shown = this.#workshop;
    if (!shown) return;
    this.#workshop = workshops.find((workshop) => workshop.id === shown.id) ?? null;
    if (!this.#workshop) return this.box.close();
    this.#draw();
    this.person.slip.refresh(papers);
    if (this.step === "main") this.#mainFoot();
  }

  /**
   * Somebody gets a code; ticket: {id, number}, where they have one.
   * @param {string} id
   * @param {{ id: string, number: number } | null} [ticket]
   */
  async signUp(id, ticket = null) {
    const before = this.step === "person" ? this.person.code : "";
    const answer = await this.handIn(
      { type: "SignUp", workshop: id, ...(ticket && { ticket: ticket.id }) },
      { what: "" },
    );
    if (!answer.ok) return answer;
    if (!this.#workshop) this.open(id);
    this.note(answer.code === before ? say("workshop.same") : "");
    this.person.signedUp(answer, ticket);
    return answer;
  }

  async signUpHere() {
    const answer = await this.signUp(this.workshop.id);
    if (!answer.ok) this.note(answer.sentence || say("workshop.not_reached"));
  }

  main() {
    this.go("main");
    this.#draw();
    this.#mainFoot();
  }

  /**
   * A question with its consequence, and what is done on yes.
   * @param {string} question
   * @param {string} consequence
   * @param {Page.Action[]} actions
   */
  ask(question, consequence, actions) {
    this.go("question");
    fill(this.box, { question, consequence });
    this.foot(actions);
  }

  /** @param {Page.Action[]} actions */
  foot(actions) {
    buttons(within(this.box, '[data-is="footer"]'), actions);
  }

  /**
   * Why something was not done, or what is going on; well: there is nothing to mend.
   * @param {string} sentence
   * @param {{ well?: boolean }} [how]
   */
  note(sentence, { well = false } = {}) {
    const live = within(this.box, "[data-live]");
    live.classList.toggle("well", well);
    note(live, sentence);
  }

  /** @param {"main" | "person" | "question" | "record"} step */
  go(step) {
    // The button that was touched goes away: what comes next begins at its title.
    if (this.box.open && step !== this.step) element("workshop-title").focus({ preventScroll: true });
    this.step = step;
    for (const section of all(this.box, "[data-shown]")) section.hidden = section.dataset.shown !== step;
    element("workshop-back").hidden = step === "main";
    within(this.box, `[data-shown="${step}"]`).scrollTop = 0;
  }

  /**
   * Hands it in. Done: back to the list, with a word when it waits for the link; else why not.
   * @param {Page.Command} command
   * @param {string} what
   */
  async carryOut(command, what) {
    const answer = await this.handIn(command, { what });
    this.#noteAnswer(answer);
    if (answer.ok && this.#workshop) this.main();
    return answer;
  }

  /** @param {Page.Answer} answer */
  #noteAnswer(answer) {
    if (answer.ok) this.note(answer.later ? say("unsent.kept") : "");
    else this.note(answer.sentence || say("not_reached"));
  }

  #draw() {
    const { workshop } = this;
    fill(this.box, {
      title: titleWords(workshop),
      day: dayWords(workshop.starts, clock()),
      hours: hoursWords(workshop),
      place: placeWords(workshop),
      level: say(`level.${workshop.level}`),
      nobody: workshop.signed.length || isOver(workshop) ? "" : say("workshop.nobody"),
    });
    drawState(within(this.box, "[data-state]"), workshop);
    drawSigned(this.box, workshop, (code) => this.unsentOf(workshop.id, code));
  }

  #mainFoot() {
    const { workshop } = this;
    const over = isOver(workshop);
    const full = isListFull(workshop);
    const began = workshop.starts <= clock() && !workshop.cancelled;
    const record = {
      name: "record",
      kind: "action",
      picto: "check",
      words: say(workshop.counts ? "workshop.record_again" : "workshop.record"),
      go: () => this.record.start(),
    };
    const sign = {
      name: "sign",
      kind: began ? "" : "action",
      picto: "plus",
      words: say(full ? "workshop.list_full" : workshop.free ? "workshop.sign_up" : "workshop.sign_up_waiting"),
      disabled: full,
      go: () => this.signUpHere(),
    };
    this.foot([...(began ? [record] : []), ...(over ? [] : [sign])]);
    const cancel = {
      name: "cancel",
      picto: "x",
      kind: "quiet",
      words: say("workshop.cancel"),
      go: () => this.#askCancel(),
    };
    buttons(within(this.box, '[data-is="others"]'), workshop.cancelled || workshop.counts ? [] : [cancel]);
  }

  #askCancel() {
    this.ask(say("workshop.ask_cancel"), counted("workshop.cancel_people", this.workshop.signed.length), [
      {
        name: "yes",
        kind: "danger",
        picto: "x",
        words: say("workshop.cancel"),
        go: () => this.carryOut({ type: "CancelWorkshop", workshop: this.workshop.id }, say("workshop.is_cancelled")),
      },
      { name: "keep", picto: "undo", words: say("workshop.keep_workshop"), go: () => this.main() },
    ]);
  }

  /**
   * @param {string} code
   * @param {boolean} present
   */
  async #mark(code, present) {
    const what = say(present ? "workshop.is_here" : "workshop.not_here", { code });
    this.#noteAnswer(
      await this.handIn({ type: "MarkAttendance", workshop: this.workshop.id, code, present }, { what }),
    );
    if (this.#workshop) this.#draw();
  }

  /** @param {Event} event */
  #clicked(event) {
    if (event.target === this.box) return this.box.close();
    const button = touched(event, "button");
    if (!button || button.closest('[data-is="footer"]')) return null;
    const code = rowKey(button);
    if (button.dataset.act === "close") this.box.close();
    else if (button.dataset.act === "back") {
      this.note("");
      this.main();
    } else if (button.dataset.act === "person") this.person.open(code);
    else if (button.dataset.present) this.#mark(code, button.dataset.present === "true");
    else if (button.dataset.by) this.record.step(button);
    return null;
  }
}
