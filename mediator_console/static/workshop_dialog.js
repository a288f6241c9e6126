// One workshop: who has a seat and who waits, by code; somebody signs up, comes, or does not come any more.

import { copy, fill, keyed } from "../../static/draw.js";
import { all, element, rowKey, touched, within } from "../../static/elements.js";
import { clock } from "../../static/live.js";
import { counted, say } from "../../static/texts.js";
import { dayWords, hoursWords } from "./days.js";
import { note } from "./live_region.js";
import { buttons } from "./pickers.js";
import { Slip } from "./slip.js";
import { WorkshopRecord } from "./workshop_record.js";
import { drawState, isListFull, isOver, placeWords, titleWords } from "./workshops.js";

export class WorkshopDialog {
  /** @type {Office.Planned | null} */
  #workshop = null;

  /**
   * kept(command, {what}): hands in a command. unsentOf(workshop, code): what waits to be sent. visitOver(ticket): ends their visit.
   * @param {{
   *   kept: Page.Keep,
   *   unsentOf: (workshop: string, code: string) => string[],
   *   visitOver: (ticket: string) => void,
   * }} console
   */
  constructor({ kept, unsentOf, visitOver }) {
    this.box = element("workshop", HTMLDialogElement);
    this.kept = kept;
    this.unsentOf = unsentOf;
    this.visitOver = visitOver;
    /** @type {Office.Planned[]} */
    this.known = [];
    this.step = "main";
    this.code = "";
    this.record = new WorkshopRecord(this);
    this.slip = new Slip(this);
    this.box.addEventListener("click", (event) => this.#clicked(event));
    this.box.addEventListener("close", () => {
      this.#workshop = null;
    });
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
    this.#workshop = this.known.find((one) => one.id === id) ?? null;
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
    this.known = workshops;
    const shown = this.#workshop;
    if (!shown) return;
    this.#workshop = workshops.find((one) => one.id === shown.id) ?? null;
    if (!this.#workshop) return this.box.close();
    this.#draw();
    this.slip.refresh(papers);
    if (this.step === "main") this.#mainFoot();
  }

  /**
   * Somebody gets a code; ticket: {id, number}, where they have one.
   * @param {string} id
   * @param {{ id: string, number: number } | null} [ticket]
   */
  async signUp(id, ticket = null) {
    const before = this.step === "person" ? this.code : "";
    const answer = await this.kept(
      { type: "SignUp", workshop: id, ...(ticket && { ticket: ticket.id }) },
      { what: "" },
    );
    if (!answer.ok) return answer;
    if (!this.#workshop) this.open(id);
    const { code = "", waiting = 0 } = answer;
    this.note(code === before ? say("workshop.same") : "");
    const more = ticket ? say("workshop.keeps_ticket", ticket) : "";
    this.#show(
      code,
      say(waiting ? "workshop.on_the_list" : "workshop.signed_up"),
      waiting ? [placed("workshop.waits_at", waiting), more].join(" ") : more,
      Boolean(ticket),
    );
    const another = ticket
      ? {
          name: "over",
          picto: "door-exit",
          words: say("workshop.visit_over"),
          go: () => {
            this.box.close();
            this.visitOver(ticket.id);
          },
        }
      : { name: "another", picto: "plus", words: say("workshop.sign_up_more"), go: () => this.signUpHere() };
    this.foot([this.slip.action(code), another]);
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
   * Done: back to the list, with a word when it waits for the link; else why not.
   * @param {Page.Answer} answer
   */
  settled(answer) {
    this.#settled(answer);
    if (answer.ok && this.#workshop) this.main();
    return answer;
  }

  /** @param {Page.Answer} answer */
  #settled(answer) {
    if (answer.ok) this.note(answer.later ? say("unsent.kept") : "");
    else this.note(answer.sentence || say("not_reached"));
  }

  #draw() {
    const one = this.workshop;
    const seated = one.signed.filter((person) => person.seated);
    const waits = one.signed.filter((person) => !person.seated);
    fill(this.box, {
      title: titleWords(one),
      day: dayWords(one.starts, clock()),
      hours: hoursWords(one),
      place: placeWords(one),
      level: say(`level.${one.level}`),
      seated: say("workshop.seated", { count: seated.length }),
      waits: say("workshop.waits", { count: waits.length }),
      nobody: one.signed.length || isOver(one) ? "" : say("workshop.nobody"),
    });
    drawState(within(this.box, "[data-state]"), one);
    this.#list("seated", seated);
    this.#list("waits", waits);
  }

  /**
   * @param {"seated" | "waits"} name
   * @param {Office.SignedUp[]} people
   */
  #list(name, people) {
    const one = this.workshop;
    within(this.box, `[data-part="${name}"]`).hidden = people.length === 0;
    const marked = name === "seated" && one.doors <= clock() && !one.cancelled;
    keyed(
      within(this.box, `[data-list="${name}"]`),
      people,
      (person) => person.code,
      () => copy("one-signed"),
      (li, person) => {
        const unsent = this.unsentOf(one.id, person.code).map((what) =>
          say("unsent.mark", { what: what.replace(`${person.code} `, "") }),
        );
        const place = person.seated ? "" : placed("workshop.place_waiting", people.indexOf(person) + 1);
        const known = [
          place,
          person.number ? say("workshop.ticket", person) : "",
          person.given ? say("workshop.given") : "",
          ...unsent,
        ];
        fill(li, { code: person.code, more: known.filter(Boolean).join(" · ") });
        li.classList.toggle("given", Boolean(person.given));
        li.classList.toggle("marked", marked);
        within(li, ".picto", SVGElement).classList.toggle("visually-hidden", marked);
        for (const button of all(li, "[data-present]", HTMLButtonElement)) {
          const present = button.dataset.present === "true";
          button.hidden = !marked;
          button.disabled = Boolean(one.counts);
          button.setAttribute("aria-pressed", String(person.present === present));
          button.setAttribute("aria-label", say(present ? "workshop.is_here" : "workshop.not_here", person));
        }
      },
    );
  }

  #mainFoot() {
    const one = this.workshop;
    const over = isOver(one);
    const full = isListFull(one);
    const began = one.starts <= clock() && !one.cancelled;
    const record = {
      name: "record",
      kind: "action",
      picto: "check",
      words: say(one.counts ? "workshop.record_again" : "workshop.record"),
      go: () => this.record.start(),
    };
    const sign = {
      name: "sign",
      kind: began ? "" : "action",
      picto: "plus",
      words: say(full ? "workshop.list_full" : one.free ? "workshop.sign_up" : "workshop.sign_up_waiting"),
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
    buttons(within(this.box, '[data-is="others"]'), one.cancelled || one.counts ? [] : [cancel]);
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
    this.go("person");
    fill(within(this.box, '[data-shown="person"]'), { person, code, more });
  }

  /**
   * The dialog of one person: their code, what they have, what may follow.
   * @param {string} code
   */
  #person(code) {
    const workshop = this.workshop;
    const found = workshop.signed.find((one) => one.code === code);
    // Signed off from another console while this one asked: the list says what is so now.
    if (!found) {
      this.note(say("workshop.left", { code }));
      return this.main();
    }
    const waits = workshop.signed.filter((one) => !one.seated);
    const sentence = found.given
      ? say("workshop.got_seat")
      : found.seated
        ? say("workshop.has_seat")
        : placed("workshop.waits_at", waits.indexOf(found) + 1);
    this.note("");
    this.#show(code, sentence, found.number ? say("workshop.ticket", found) : "", Boolean(found.number));
    const leave = {
      name: "leave",
      picto: "x",
      kind: "danger",
      words: say("workshop.leaves"),
      go: () => this.#askLeave(found, waits[0]),
    };
    const told = {
      name: "told",
      picto: "check",
      words: say("workshop.told"),
      go: async () =>
        this.settled(
          await this.kept(
            { type: "TellSeat", workshop: workshop.id, code },
            { what: say("workshop.was_told", { code }) },
          ),
        ),
    };
    this.foot([
      ...(isOver(workshop) ? [] : [this.slip.action(code)]),
      ...(found.given ? [told] : []),
      ...(isOver(workshop) ? [] : [leave]),
    ]);
    return null;
  }

  /**
   * @param {Office.SignedUp} person
   * @param {Office.SignedUp | undefined} first
   */
  #askLeave({ code, seated }, first) {
    const gives = seated && first && this.workshop.ends > clock();
    const consequence = !seated
      ? say("workshop.leave_list")
      : gives
        ? say("workshop.leave_gives", first)
        : say("workshop.leave_frees");
    this.ask(say("workshop.ask_leave", { code }), consequence, [
      { name: "yes", kind: "action", picto: "check", words: say("workshop.leave_yes"), go: () => this.#leaves(code) },
      {
        name: "keep",
        picto: "undo",
        words: say(seated ? "workshop.keep_seat" : "workshop.keep_place"),
        go: () => this.#person(code),
      },
    ]);
  }

  /** @param {string} code */
  async #leaves(code) {
    const answer = this.settled(
      await this.kept({ type: "SignOff", workshop: this.workshop.id, code }, { what: say("workshop.left", { code }) }),
    );
    const next = answer.code;
    if (!next || !this.#workshop) return;
    const theirs = this.#workshop.signed.find((one) => one.code === next);
    this.#show(next, say("workshop.seat_goes", { code }), say("workshop.tell_them"), Boolean(theirs?.number));
    this.foot([this.slip.action(next, "workshop.print_theirs")]);
  }

  #askCancel() {
    this.ask(say("workshop.ask_cancel"), counted("workshop.cancel_people", this.workshop.signed.length), [
      {
        name: "yes",
        kind: "danger",
        picto: "x",
        words: say("workshop.cancel"),
        go: async () =>
          this.settled(
            await this.kept(
              { type: "CancelWorkshop", workshop: this.workshop.id },
              { what: say("workshop.is_cancelled") },
            ),
          ),
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
    this.#settled(await this.kept({ type: "MarkAttendance", workshop: this.workshop.id, code, present }, { what }));
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
    } else if (button.dataset.act === "person") this.#person(code);
    else if (button.dataset.present) this.#mark(code, button.dataset.present === "true");
    else if (button.dataset.by) this.record.step(button);
    return null;
  }
}

/**
 * « 2e de la liste », « première de la liste ».
 * @param {"workshop.waits_at" | "workshop.place_waiting"} name
 * @param {number} place
 */
function placed(name, place) {
  return say(place === 1 ? `${name}_one` : name, { place });
}
