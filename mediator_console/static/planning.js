// A new workshop: title and place from the office's lists, a day and an hour of the office's clock.

import { fill } from "../../static/draw.js";
import { all, element, touched, within } from "../../static/elements.js";
import { clock } from "../../static/live.js";
import { say } from "../../static/texts.js";
import { choices } from "./choices.js";
import { dayOf, momentOf } from "./days.js";
import { note } from "./live_region.js";
import { chips } from "./pickers.js";
import { placeWords } from "./workshops.js";

const { workshops: offered } = choices;
const SHORTEST = 15;
const LONGEST = 480;
const USUAL_HOUR = "14:00";

/** @typedef {"minutes" | "seats"} Step what + and − change */

export class Planning {
  /**
   * handIn(command, {what}): hands in a command.
   * @param {{ handIn: Page.HandIn }} console
   */
  constructor({ handIn }) {
    this.box = element("planning", HTMLDialogElement);
    this.handIn = handIn;
    this.fields = {
      title: within(this.box, '[data-field="title"]', HTMLSelectElement),
      place: within(this.box, '[data-field="place"]', HTMLSelectElement),
      day: within(this.box, '[data-field="day"]', HTMLInputElement),
      time: within(this.box, '[data-field="time"]', HTMLInputElement),
    };
    this.draft = usual();
    this.fields.title.replaceChildren(...offered.titles.map(({ id }) => option(id, say(`title.${id}`))));
    this.fields.place.replaceChildren(
      ...offered.places.map((place) => option(place.id, placeWords({ ...place, place: place.id }))),
    );
    this.fields.title.addEventListener("change", () => this.#titled());
    this.box.addEventListener("click", (event) => this.#clicked(event));
  }

  open() {
    this.draft = usual();
    this.fields.day.min = dayOf(clock());
    this.fields.day.value = "";
    this.fields.time.value = USUAL_HOUR;
    this.#note("");
    this.#titled();
    this.box.showModal();
  }

  async save() {
    const { title, place, day, time } = this.fields;
    const starts = momentOf(day.value, time.value);
    if (Number.isNaN(starts)) return this.#note(say("workshop.when_missing"));
    const answer = await this.handIn(
      { type: "PlanWorkshop", title: title.value, place: place.value, starts, ...this.draft },
      { what: say("workshop.planned") },
    );
    if (answer.ok) return this.box.close();
    return this.#note(answer.sentence || say("not_reached"));
  }

  /** The level is the title's, until another is chosen. */
  #titled() {
    this.draft.level = offered.titles.find(({ id }) => id === this.fields.title.value)?.level ?? usual().level;
    this.#draw();
  }

  #draw() {
    const { minutes, seats, level } = this.draft;
    chips(
      within(this.box, '[data-pick="level"]'),
      offered.levels,
      [level],
      (code) => say(`level.${code}`),
      (code) => {
        this.draft.level = code;
        this.#draw();
      },
    );
    fill(this.box, { minutes: lasts(minutes), seats });
    /** @type {Record<Step, [least: number, most: number]>} */
    const limits = { minutes: [SHORTEST, LONGEST], seats: [1, offered.seats] };
    for (const button of all(this.box, "[data-step]", HTMLButtonElement)) {
      const step = /** @type {Step} */ (button.dataset.step);
      const next = this.draft[step] + Number(button.dataset.by);
      button.disabled = next < limits[step][0] || next > limits[step][1];
    }
  }

  /** @param {string} sentence */
  #note(sentence) {
    note(within(this.box, "[data-live]"), sentence);
  }

  /** @param {Event} event */
  #clicked(event) {
    if (event.target === this.box) return this.box.close();
    const button = touched(event, "button");
    if (!button) return null;
    const { act, step, by } = button.dataset;
    if (act === "close") this.box.close();
    else if (act === "save") this.save();
    else if (step) {
      this.draft[/** @type {Step} */ (step)] += Number(by);
      this.#draw();
    }
    return null;
  }
}

/**
 * What a workshop usually is.
 * @returns {{ minutes: number, seats: number, level: Office.WorkshopLevel }}
 */
function usual() {
  return { minutes: offered.minutes, seats: offered.seats, level: "initiation" };
}

/**
 * « 2 h », « 1 h 30 », « 45 min ».
 * @param {number} minutes
 */
function lasts(minutes) {
  const h = Math.floor(minutes / 60);
  const m = minutes % 60;
  if (!h) return say("workshop.minutes_short", { m });
  return m ? say("workshop.minutes", { h, m }) : say("workshop.minutes_even", { h });
}

/**
 * @param {string} value
 * @param {string} words
 */
function option(value, words) {
  const choice = document.createElement("option");
  choice.value = value;
  choice.textContent = words;
  return choice;
}
