// What the office's configuration offers the mediator to choose from.
import { say } from "/static/texts.js";

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
