// A new workshop: title and place from the office's lists, a day and an hour of the office's clock.
import { clock } from "../../static/live.js";
import { fill } from "../../static/draw.js";
import { say } from "../../static/texts.js";
import { choices } from "./choices.js";
import { dayOf, momentOf } from "./days.js";
import { note } from "./noting.js";
import { chips } from "./pickers.js";
import { placeWords } from "./workshops.js";

const { workshops: offered } = choices;
const SHORTEST = 15;
const LONGEST = 480;
const USUAL_HOUR = "14:00";

export class Planning {
  /** kept(command, {what}): hands in a command. */
  constructor({ kept }) {
    this.box = document.getElementById("planning");
    this.kept = kept;
    this.fields = Object.fromEntries([...this.box.querySelectorAll("[data-field]")].map((one) => [one.dataset.field, one]));
    this.fields.title.replaceChildren(...offered.titles.map(({ id }) => option(id, say(`title.${id}`))));
    this.fields.place.replaceChildren(...offered.places.map((place) => option(place.id, placeWords({ ...place, place: place.id }))));
    this.fields.title.addEventListener("change", () => this.#titled());
    this.box.addEventListener("click", (event) => this.#clicked(event));
  }

  open() {
    this.draft = { minutes: offered.minutes, seats: offered.seats };
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
    const answer = await this.kept({ type: "PlanWorkshop", title: title.value, place: place.value, starts, ...this.draft }, { what: say("workshop.planned") });
    if (answer.ok) return this.box.close();
    return this.#note(answer.sentence || say("not_reached"));
  }

  /** The level is the title's, until another is chosen. */
  #titled() {
    this.draft.level = offered.titles.find((one) => one.id === this.fields.title.value).level;
    this.#draw();
  }

  #draw() {
    const { minutes, seats, level } = this.draft;
    chips(this.box.querySelector('[data-pick="level"]'), offered.levels, [level], (one) => say(`level.${one}`), (one) => { this.draft.level = one; this.#draw(); });
    fill(this.box, { minutes: lasts(minutes), seats });
    const limits = { minutes: [SHORTEST, LONGEST], seats: [1, offered.seats] };
    for (const button of this.box.querySelectorAll("[data-step]")) {
      const { step, by } = button.dataset;
      const next = this.draft[step] + Number(by);
      button.disabled = next < limits[step][0] || next > limits[step][1];
    }
  }

  #note(sentence) {
    note(this.box.querySelector("[data-live]"), sentence);
  }

  #clicked(event) {
    if (event.target === this.box) return this.box.close();
    const button = event.target.closest("button");
    if (!button) return null;
    const { act, step, by } = button.dataset;
    if (act === "close") this.box.close();
    else if (act === "save") this.save();
    else if (step) {
      this.draft[step] += Number(by);
      this.#draw();
    }
    return null;
  }
}

/** « 2 h », « 1 h 30 », « 45 min ». */
function lasts(minutes) {
  const h = Math.floor(minutes / 60);
  const m = minutes % 60;
  if (!h) return say("workshop.minutes_short", { m });
  return m ? say("workshop.minutes", { h, m }) : say("workshop.minutes_even", { h });
}

function option(value, words) {
  const one = document.createElement("option");
  one.value = value;
  one.textContent = words;
  return one;
}
