// The place « Ateliers »: a calendar by day, a card a workshop, with its seats in words.

import { copy, fill, keyed, pictogram, write } from "../../static/draw.js";
import { element, within } from "../../static/elements.js";
import { clock } from "../../static/live.js";
import { counted, hour, say, unbroken } from "../../static/texts.js";
import { choices } from "./choices.js";
import { dayOf, dayWords } from "./days.js";

/**
 * workshops: as in the view, the earliest first.
 * @param {Office.Planned[]} workshops
 */
export function drawWorkshops(workshops) {
  const now = clock();
  const days = [...new Set(workshops.map((workshop) => dayOf(workshop.starts)))];
  element("workshops-none").hidden = workshops.length > 0;
  element("workshop-plan").hidden = !choices.workshops.titles.length || !choices.workshops.places.length;
  keyed(
    element("workshops"),
    days,
    (day) => day,
    () => copy("one-day"),
    (section, day) => {
      const theirs = workshops.filter((workshop) => dayOf(workshop.starts) === day);
      fill(section, { day: dayWords(theirs[0]?.starts ?? now, now) });
      keyed(
        within(section, "ol"),
        theirs,
        (workshop) => workshop.id,
        () => copy("one-workshop"),
        (li, workshop) => drawCard(li, workshop),
      );
    },
  );
}

/**
 * How many are over and not recorded yet.
 * @param {Office.Planned[]} workshops
 */
export function toRecord(workshops) {
  return workshops.filter((workshop) => workshop.ends <= clock() && !workshop.cancelled && !workshop.counts).length;
}

/**
 * Nobody signs up any more.
 * @param {Office.Planned} workshop
 */
export function isOver(workshop) {
  return Boolean(workshop.cancelled || workshop.counts) || workshop.ends <= clock();
}

/**
 * Nobody can even wait for a seat.
 * @param {Office.Planned} workshop
 */
export function isListFull(workshop) {
  return !workshop.free && workshop.waiting >= choices.workshops.most_waiting;
}

/**
 * « Mon espace client ».
 * @param {{ title: string }} workshop
 */
export function titleWords(workshop) {
  return unbroken(say(`title.${workshop.title}`));
}

/**
 * « Centre social · hors du bureau ».
 * @param {{ place: string, inside: boolean }} workshop
 */
export function placeWords(workshop) {
  const name = choices.workshops.places.find((place) => place.id === workshop.place)?.name ?? workshop.place;
  return say(workshop.inside ? "workshop.inside" : "workshop.outside", { place: name });
}

/**
 * {text, kind, picto} of a workshop's state: « 3 places libres sur 8 », « Complet, 2 en attente », « Annulé », « 6 personnes venues ».
 * @param {Office.Planned} workshop
 * @param {number} [now]
 */
export function stateOf(workshop, now = clock()) {
  if (workshop.cancelled) return { text: say("workshop.cancelled"), kind: "danger", picto: "x" };
  if (workshop.counts) return { text: counted("workshop.came", workshop.counts.total), kind: "done", picto: "check" };
  if (workshop.ends <= now) return { text: say("workshop.to_record"), kind: "attention", picto: "pencil" };
  if (workshop.free)
    return {
      text: say(workshop.free === 1 ? "workshop.free_one" : "workshop.free", workshop),
      kind: "done",
      picto: "seat",
    };
  return {
    text: workshop.waiting ? say("workshop.full_waiting", workshop) : say("workshop.full"),
    kind: "attention",
    picto: "users",
  };
}

/**
 * Draws that state into a chip.
 * @param {HTMLElement} chip
 * @param {Office.Planned} workshop
 */
export function drawState(chip, workshop) {
  const { text, kind, picto } = stateOf(workshop);
  chip.className = `chip ${kind}`;
  if (chip.textContent === text) return;
  chip.replaceChildren(pictogram(picto), text);
}

/**
 * @param {HTMLElement} li
 * @param {Office.Planned} workshop
 */
function drawCard(li, workshop) {
  li.classList.toggle("over", Boolean(workshop.cancelled || workshop.counts));
  fill(li, {
    starts: hour(workshop.starts),
    ends: say("workshop.until", { to: hour(workshop.ends) }),
    title: titleWords(workshop),
    level: say(`level.${workshop.level}`),
    place: placeWords(workshop),
  });
  drawState(within(li, "[data-state]"), workshop);
  const toTell = workshop.cancelled || workshop.counts ? 0 : workshop.signed.filter((person) => person.given).length;
  const chip = within(li, ".to-tell");
  chip.hidden = toTell === 0;
  write(within(chip, "span"), counted("workshop.to_tell", toTell));
}
