// What the office's configuration offers the mediator to choose from.
import { element } from "../../static/elements.js";
import { say } from "../../static/texts.js";

/** @type {Office.Choices} */
export const choices = JSON.parse(element("choices", HTMLScriptElement).text);

/**
 * What a need asks to have ready, who can solve it: {routes, ready, counter, banker}.
 * @param {string} need
 * @returns {Office.NeedChoice}
 */
export function needOf(need) {
  return choices.needs[need] ?? choices.needs.help ?? { routes: [], ready: [], counter: false, banker: false };
}

/**
 * The words of a need.
 * @param {string} need
 */
export function needWords(need) {
  return say(`need.${need}`);
}

/**
 * The route of a counter for this need: the adviser where one is needed.
 * @param {string} need
 * @returns {"banker" | "counter"}
 */
export function counterRoute(need) {
  return needOf(need).banker ? "banker" : "counter";
}

/** Kept aside because a paper is missing: what is lacking is said. @type {Set<Office.ParkReason | undefined | null>} */
export const LACKS = new Set(["missing_document", "fetching_document"]);

/**
 * The machines that solve this need, whatever their state; null in an office that names none: its needs' routes are trusted.
 * @param {string} need
 */
export function machinesFor(need) {
  return choices.machines.length ? choices.machines.filter((machine) => machine.needs.includes(need)) : null;
}

/**
 * The words on a machine.
 * @param {string} id
 */
export function machineName(id) {
  return choices.machines.find((machine) => machine.id === id)?.name ?? id;
}
