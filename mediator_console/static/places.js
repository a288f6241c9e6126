// The places of the console, each with its buttons under the thumb. The address names the one that is shown, so that « back » leads where one was.
import { all, within } from "../../static/elements.js";

const places = all(document, "[data-place]");
const links = all(document, "[data-goes]");

/** Shows the place that the address names; the first one when it names none. */
function show() {
  const named = location.hash.slice(2);
  const shown = (places.find(({ dataset }) => dataset.place === named) ?? places[0])?.dataset.place;
  for (const place of places) place.hidden = place.dataset.place !== shown;
  for (const link of links) {
    if (link.dataset.goes === shown) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  scrollTo(0, 0);
}

/** @typedef {"queue" | "help" | "hall" | "workshops" | "office"} Place */

/**
 * True while this place is on screen: only that one is drawn.
 * @param {Place} place
 */
export function seen(place) {
  return places.find(({ dataset }) => dataset.place === place)?.hidden === false;
}

/**
 * Goes to a place.
 * @param {Place} place
 */
export function go(place) {
  location.hash = `/${place}`;
}

/**
 * How many things wait for somebody in a place; 0 shows nothing.
 * @param {Place} place
 * @param {number} waiting
 */
export function count(place, waiting) {
  const badge = within(document, `[data-goes="${place}"] .count`);
  badge.hidden = waiting === 0;
  if (badge.textContent !== String(waiting)) badge.textContent = String(waiting);
}

addEventListener("hashchange", show);
show();
