// Calls for a colleague, the same on every screen of the staff: drawn, chimed and felt once, but not where they were made.
import { Chime } from "./chime.js";
import { copy, fill, keyed } from "./draw.js";
import { around, element, rowKey, touched, within } from "./elements.js";
import { newKey } from "./post.js";
import { say } from "./texts.js";

const PLACE = "calls-origin";
const BUZZ = [200, 100, 200, 100, 200];

export class Calls {
  /**
   * ask(command): hands in a command. where: this counter, "" in the hall.
   * @param {{
   *   ask: (command: Office.RaiseHelp | Office.ComeToHelp | Office.EndHelp) => Promise<Page.Answer>,
   *   where: string,
   * }} page
   */
  constructor({ ask, where }) {
    this.ask = ask;
    this.where = where;
    this.origin = sessionStorage.getItem(PLACE) ?? newKey();
    sessionStorage.setItem(PLACE, this.origin);
    /** @type {Map<string, string> | null} */
    this.heard = null;
    /** @type {Chime | undefined} */
    this.chime = undefined;
    this.list = element("calls");
    this.live = around(this.list, ".calls-live");
    this.home = { box: this.live.parentElement, next: this.live.nextSibling };
    // What is open over the page makes the rest of it unreachable: a call goes where it can be answered.
    for (const event of ["toggle", "close"]) document.addEventListener(event, () => this.#stay(), { capture: true });
    this.list.addEventListener("click", (event) => this.#answered(event));
    addEventListener("pointerdown", () => this.#sound().wake(), { once: true });
  }

  /** A colleague is asked for, here. */
  raise() {
    return this.ask({ type: "RaiseHelp", where: this.where, origin: this.origin });
  }

  /**
   * calls: as in the view. What was there when the page opened is only shown.
   * @param {Office.HelpCall[]} calls
   */
  draw(calls) {
    const { heard } = this;
    const news = heard ? calls.filter((call) => this.#isNews(call, heard)) : [];
    this.heard = new Map(calls.map((call) => [call.id, call.coming]));
    keyed(
      this.list,
      calls,
      (call) => call.id,
      () => copy("one-call"),
      (li, call) => {
        const mine = call.origin === this.origin;
        li.classList.toggle("coming", Boolean(call.coming));
        fill(li, { who: this.#who(call, mine), coming: call.coming ? say("calls.coming", call) : "" });
        within(li, '[data-call="ComeToHelp"]').hidden = mine || Boolean(call.coming);
      },
    );
    this.#stay();
    if (news.length) this.#announce();
  }

  /**
   * @param {Office.HelpCall} call
   * @param {boolean} mine
   */
  #who(call, mine) {
    const named = call.number
      ? "calls.kiosk"
      : call.asked_from
        ? "calls.counter_from"
        : call.where
          ? "calls.counter"
          : "calls.hall";
    return say(mine ? "calls.mine" : named, call);
  }

  #stay() {
    const over = [...document.querySelectorAll("dialog[open]")].at(-1);
    const box = over ?? this.home.box;
    if (box && this.live.parentElement !== box) box.insertBefore(this.live, over ? null : this.home.next);
  }

  /**
   * A call of somebody else is news; that somebody comes is, for the one who called.
   * @param {Office.HelpCall} call
   * @param {Map<string, string>} heard
   */
  #isNews(call, heard) {
    const mine = call.origin === this.origin;
    return mine ? Boolean(call.coming) && heard.get(call.id) === "" : !heard.has(call.id);
  }

  #announce() {
    this.#sound().play();
    // A browser that nobody has touched yet would log an error instead.
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(BUZZ);
  }

  /** @param {Event} event */
  #answered(event) {
    const button = touched(event, "[data-call]");
    if (!button) return;
    const call = rowKey(button);
    this.ask(button.dataset.call === "ComeToHelp" ? { type: "ComeToHelp", call } : { type: "EndHelp", call });
  }

  /** @returns {Chime} */
  #sound() {
    this.chime ??= new Chime();
    return this.chime;
  }
}
