// What the office's configuration offers the mediator to choose from.
import { say } from "../../static/texts.js";

export const choices = JSON.parse(document.getElementById("choices").textContent);

/** What a need asks to have ready, who can solve it: {routes, ready, counter, banker}. */
export function needOf(need) {
  return choices.needs[need] ?? choices.needs.help;
}

/** The words of a need. */
export function needWords(need) {
  return say(`need.${need}`);
}

/** The route of a counter for this need: the adviser where one is needed. */
export function counterRoute(need) {
  return needOf(need).banker ? "banker" : "counter";
}

/** Kept aside because a paper is missing: what is lacking is said. */
export const LACKS = new Set(["missing_document", "fetching_document"]);

/** The machines that solve this need, whatever their state; null in an office that names none: its needs' routes are trusted. */
export function machinesFor(need) {
  return choices.machines.length ? choices.machines.filter((machine) => machine.needs.includes(need)) : null;
}

/** The words on a machine. */
export function machineName(id) {
  return choices.machines.find((machine) => machine.id === id)?.name ?? id;
}
