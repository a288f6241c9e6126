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
  const days = [...new Set(workshops.map((one) => dayOf(one.starts)))];
  element("workshops-none").hidden = workshops.length > 0;
  element("workshop-plan").hidden = !choices.workshops.titles.length || !choices.workshops.places.length;
  keyed(
    element("workshops"),
    days,
    (day) => day,
    () => copy("one-day"),
    (section, day) => {
      const theirs = workshops.filter((one) => dayOf(one.starts) === day);
      fill(section, { day: dayWords(theirs[0]?.starts ?? now, now) });
      keyed(
        within(section, "ol"),
        theirs,
        (one) => one.id,
        () => copy("one-workshop"),
        (li, one) => drawCard(li, one),
      );
    },
  );
}

/**
 * How many are over and not recorded yet.
 * @param {Office.Planned[]} workshops
 */
export function toRecord(workshops) {
  return workshops.filter((one) => one.ends <= clock() && !one.cancelled && !one.counts).length;
}

/**
 * Nobody signs up any more.
 * @param {Office.Planned} one
 */
export function isOver(one) {
  return Boolean(one.cancelled || one.counts) || one.ends <= clock();
}

/**
 * Nobody can even wait for a seat.
 * @param {Office.Planned} one
 */
export function isListFull(one) {
  return !one.free && one.waiting >= choices.workshops.most_waiting;
}

/**
 * « Mon espace client ».
 * @param {{ title: string }} one
 */
export function titleWords(one) {
  return unbroken(say(`title.${one.title}`));
}

/**
 * « Centre social · hors du bureau ».
 * @param {{ place: string, inside: boolean }} one
 */
export function placeWords(one) {
  const name = choices.workshops.places.find((place) => place.id === one.place)?.name ?? one.place;
  return say(one.inside ? "workshop.inside" : "workshop.outside", { place: name });
}

/**
 * {text, kind, picto} of a workshop's state: « 3 places libres sur 8 », « Complet, 2 en attente », « Annulé », « 6 personnes venues ».
 * @param {Office.Planned} one
 * @param {number} [now]
 */
export function stateOf(one, now = clock()) {
  if (one.cancelled) return { text: say("workshop.cancelled"), kind: "danger", picto: "x" };
  if (one.counts) return { text: counted("workshop.came", one.counts.total), kind: "done", picto: "check" };
  if (one.ends <= now) return { text: say("workshop.to_record"), kind: "attention", picto: "pencil" };
  if (one.free)
    return { text: say(one.free === 1 ? "workshop.free_one" : "workshop.free", one), kind: "done", picto: "seat" };
  return {
    text: one.waiting ? say("workshop.full_waiting", one) : say("workshop.full"),
    kind: "attention",
    picto: "users",
  };
}

/**
 * Draws that state into a chip.
 * @param {HTMLElement} chip
 * @param {Office.Planned} one
 */
export function drawState(chip, one) {
  const { text, kind, picto } = stateOf(one);
  chip.className = `chip ${kind}`;
  if (chip.textContent === text) return;
  chip.replaceChildren(pictogram(picto), text);
}

/**
 * @param {HTMLElement} li
 * @param {Office.Planned} one
 */
function drawCard(li, one) {
  li.classList.toggle("over", Boolean(one.cancelled || one.counts));
  fill(li, {
    starts: hour(one.starts),
    ends: say("workshop.until", { to: hour(one.ends) }),
    title: titleWords(one),
    level: say(`level.${one.level}`),
    place: placeWords(one),
  });
  drawState(within(li, "[data-state]"), one);
  const toTell = one.cancelled || one.counts ? 0 : one.signed.filter((person) => person.given).length;
  const chip = within(li, ".to-tell");
  chip.hidden = toTell === 0;
  write(within(chip, "span"), counted("workshop.to_tell", toTell));
}
