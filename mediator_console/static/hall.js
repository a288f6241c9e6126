// The place « Salle »: how tense it is and why, what to do about it, alerts that ask whether they were right, announcements.

import { copy, fill, keyed, show, write } from "../../static/draw.js";
import { all, element, within } from "../../static/elements.js";
import { hour, say } from "../../static/texts.js";
import { choices } from "./choices.js";
import { buttons, radios } from "./pickers.js";

const MINUTE = 60_000;
const TIMES = [5, 10, 20, 30];
const USUAL = 10;
/** @type {Record<Office.Level, string>} */
const LEVELS = { green: "done", yellow: "", orange: "attention", red: "danger" };

export class Hall {
  /**
   * handIn(command, {what}): hands in a command. go(place): shows a place of the console.
   * @param {{ handIn: Page.HandIn, go: (place: import("./places.js").Place) => void }} console
   */
  constructor({ handIn, go }) {
    this.handIn = handIn;
    this.go = go;
    this.minutes = USUAL;
    /** @type {Set<string>} */
    this.on = new Set();
    radios(
      element("announce-minutes"),
      TIMES.map((time) => ({
        name: time,
        words: say("help.minutes", { minutes: time }),
        pick: () => {
          this.minutes = time;
        },
      })),
      { chosen: USUAL },
    );
    buttons(
      element("difficulties"),
      choices.difficulties.map((kind) => ({
        name: kind,
        words: say(`difficulty.${kind}`),
        picto: "alert-triangle",
        go: () =>
          handIn(
            { type: "ReportDifficulty", kind },
            { what: say("hall.reported", { what: say(`difficulty.${kind}`) }) },
          ),
      })),
    );
  }

  /** @param {Page.View} view */
  draw(view) {
    this.on = new Set(view.announced.map(({ message }) => message));
    keyed(
      element("readings"),
      view.tension,
      (tension) => tension.reading,
      () => copy("one-reading"),
      (el, tension) => this.#reading(el, tension),
    );
    element("alerts-part").hidden = view.alerts.length === 0;
    keyed(
      element("alerts"),
      view.alerts,
      (alert) => alert.id,
      () => copy("one-alert"),
      drawAlert,
    );
    const until = new Map(view.announced.map(({ message, until: end }) => [message, end]));
    keyed(
      element("announcements"),
      choices.announcements,
      (id) => id,
      () => copy("one-message"),
      (li, id) => {
        li.classList.toggle("on", until.has(id));
        fill(li, { words: say(`announcement.${id}`), until: untilWhen(until.get(id), view.now) });
        write(within(li, "button"), say(until.has(id) ? "hall.withdraw" : "hall.announce"));
      },
    );
  }

  /**
   * Puts this message on the display, or takes it off.
   * @param {string} message
   */
  announce(message) {
    if (this.on.has(message))
      return this.handIn({ type: "WithdrawAnnouncement", message }, { what: say("hall.withdrawn") });
    return this.handIn(
      { type: "Announce", message, minutes: this.minutes },
      { what: say("hall.announced", { minutes: this.minutes }) },
    );
  }

  /**
   * @param {string} alert
   * @param {boolean} right
   */
  answer(alert, right) {
    return this.handIn({ type: "AnswerAlert", alert, right }, { what: say("hall.answered") });
  }

  /**
   * @param {HTMLElement} el
   * @param {Office.Tension} tension
   */
  #reading(el, { reading, level, causes, actions }) {
    fill(el, { reading: say(`reading.${reading}`), level: levelWords({ reading, level }) });
    within(el, ".level").className = `level ${LEVELS[level]}`;
    keyed(
      within(el, '[data-list="causes"]'),
      causes,
      (cause) => cause.kind,
      () => document.createElement("li"),
      (li, cause) => write(li, say(`cause.${cause.kind}`, cause)),
    );
    const todo = {
      walk_up_queue: () => this.go("queue"),
      announce: () => element("announce-title").scrollIntoView(),
      open_counter: () => this.go("office"),
    };
    buttons(
      within(el, '[data-list="actions"]'),
      actions.map((action) => ({
        name: action,
        words: say(`action.${action}`),
        picto: "arrow-right",
        go: todo[action],
      })),
    );
  }
}

/**
 * « jusqu'à 10:20 ».
 * @param {number | undefined} until
 * @param {number} now
 */
function untilWhen(until, now) {
  return until === undefined
    ? ""
    : say("hall.until", { time: hour(until), minutes: Math.ceil((until - now) / MINUTE) });
}

/**
 * « Chargé », « Tendu »: the level of a reading in a word of its own.
 * @param {{ reading: Office.Reading, level: Office.Level }} tension
 */
export function levelWords({ reading, level }) {
  return say(reading === "load" ? `hall.load.${level}` : `tension.${level}`);
}

/**
 * The two words at the head of the queue.
 * @param {Office.Tension[]} tension
 */
export function drawTension(tension) {
  for (const reading of tension) {
    const chip = element(`tension-${reading.reading}`);
    chip.className = `chip ${LEVELS[reading.level]}`;
    show(within(chip, ".picto", SVGElement), reading.level === "green" ? "check" : "alert-triangle");
    write(within(chip, "span"), say(`hall.short.${reading.reading}`, { level: levelWords(reading).toLowerCase() }));
  }
}

/**
 * « Climat de la salle : Tendu ».
 * @param {Office.Alert} alert
 */
export function alertWords(alert) {
  return say("hall.alert", { reading: say(`reading.${alert.reading}`), level: levelWords(alert) });
}

/**
 * @param {HTMLElement} li
 * @param {Office.Alert} alert
 */
function drawAlert(li, alert) {
  const lasted = alert.until
    ? say("hall.lasted", { from: hour(alert.at), to: hour(alert.until) })
    : say("hall.lasts", { from: hour(alert.at) });
  fill(li, {
    what: alertWords(alert),
    when: [lasted, ...alert.causes.map((cause) => say(`cause.${cause.kind}`, cause))].join(" · "),
  });
  li.classList.toggle("asks", alert.right === null);
  for (const button of all(li, "button"))
    button.setAttribute("aria-pressed", String(alert.right === (button.dataset.value === "true")));
}
