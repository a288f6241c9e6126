// The mediator's own working periods of today, counted by the office: nobody fills a sheet.

import { write } from "../../static/draw.js";
import { element, within } from "../../static/elements.js";
import { clock } from "../../static/live.js";
import { hour, say } from "../../static/texts.js";

const MINUTE = 60_000;
const SURE_MS = 8_000;

/** The button in the head: begins a working period with one tap and ends it with two, since hours are lost by an end by mistake. */
export class PresenceButton {
  /**
   * begin(), end(): hand in the command. tell(sentence): what a second tap would do. open(): whether help of mine still runs.
   * @param {HTMLElement} button
   * @param {{ begin: () => void, end: () => void, tell: (sentence: string) => void, open: () => boolean }} console
   */
  constructor(button, { begin, end, tell, open }) {
    this.button = button;
    this.begin = begin;
    this.end = end;
    this.tell = tell;
    this.open = open;
    /** @type {number | null} */
    this.since = null;
    this.leaving = 0;
    button.addEventListener("click", () => this.#tapped());
  }

  /**
   * presences: of today, every mediator's; person: whose console this is.
   * @param {Office.Presence[]} presences
   * @param {string} person
   */
  draw(presences, person) {
    this.since = presences.find(({ mediator, ended }) => mediator === person && ended === null)?.started ?? null;
    if (this.since === null) this.#leave(false);
    this.#name();
  }

  #tapped() {
    const sure = Boolean(this.leaving);
    this.#leave(this.since !== null && !sure);
    if (this.since === null) this.begin();
    else if (sure) this.end();
    else this.tell(say(this.open() ? "presence.help_open" : "presence.sure"));
  }

  /** @param {boolean} sure */
  #leave(sure) {
    clearTimeout(this.leaving);
    this.leaving = sure ? setTimeout(() => this.#leave(false), SURE_MS) : 0;
    this.#name();
  }

  #name() {
    this.button.setAttribute("aria-pressed", String(this.since !== null));
    this.button.classList.toggle("danger", Boolean(this.leaving));
    write(
      within(this.button, "span"),
      this.leaving
        ? say("presence.leave")
        : this.since === null
          ? say("presence.come")
          : say("presence.here", { from: hour(this.since) }),
    );
  }
}

/**
 * presences: of today, every mediator's; person: whose console this is.
 * @param {Office.Presence[]} presences
 * @param {string} person
 */
export function drawPresence(presences, person) {
  const mine = presences.filter(({ mediator }) => mediator === person).sort((a, b) => a.started - b.started);
  const last = mine.at(-1);
  const hours = lasted(mine.reduce((sum, { started, ended }) => sum + (ended ?? clock()) - started, 0));
  const sentence = !last
    ? say("presence.none")
    : last.ended === null
      ? say("presence.since", { from: hour(last.started), hours })
      : say("presence.over", { to: hour(last.ended), hours });
  write(element("my-day"), sentence);
}

/** @param {number} ms */
function lasted(ms) {
  const minutes = Math.max(0, Math.floor(ms / MINUTE));
  if (minutes < 60) return say("presence.minutes", { m: minutes });
  return say("presence.hours", { h: Math.floor(minutes / 60), m: String(minutes % 60).padStart(2, "0") });
}
