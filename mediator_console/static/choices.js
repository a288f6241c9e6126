// What the office's configuration offers the mediator to choose from.
import { element } from "../../static/elements.js";
import { say } from "../../static/texts.js";

/** @type {Office.Choices} */
export const choices = JSON.parse(element("choices", HTMLScriptElement).text);

/** A need that has left the configuration since its ticket was taken. @type {Pick<Office.NeedChoice, "ready" | "destinations" | "likely">} */
const GONE = { ready: [], destinations: [], likely: "mediator" };

/**
 * What a need asks to have ready, and where it leads.
 * @param {string} need
 */
export function needOf(need) {
  return choices.needs[need] ?? GONE;
}

/** @type {Office.Acts} */
const NO_ACTS = { likely: null, first: [], others: [], changes: [] };

/**
 * What may be done with a ticket as it stands.
 * @param {Office.Card} card
 * @returns {Office.Acts}
 */
export function actsOf({ situation = "waiting", barred = [] }) {
  const acts = choices.acts[situation] ?? NO_ACTS;
  return { ...acts, others: acts.others.filter((act) => !barred.includes(act)) };
}

/**
 * The words of a need.
 * @param {string} need
 */
export function needWords(need) {
  return say(`need.${need}`);
}

/**
 * How an act ends the visit.
 * @param {Office.Act} act
 */
export function outcomeOf(act) {
  const outcome = choices.outcomes[act];
  if (!outcome) throw new Error(`The office knows no outcome of ${act}`);
  return outcome;
}

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
