// The bar at the foot of a staff screen: what was just done, with the offer to undo it for some seconds; or why something was refused.
import { write } from "./draw.js";
import { element } from "./elements.js";
import { say } from "./texts.js";

const bar = element("toast");
const undo = element("undo");
const SHOWN_S = 8;

/** @type {{ ticket: string | undefined, seen: number | undefined } | null} */
let change = null;
let left = 0;

/**
 * Says a sentence; "" hides the bar.
 * @param {string} sentence
 * @param {{ refused?: boolean, seconds?: number }} [how]
 */
export function tell(sentence, { refused = false, seconds = SHOWN_S } = {}) {
  write(element("toast-text"), sentence);
  bar.hidden = !sentence;
  bar.classList.toggle("refused", refused);
  left = seconds;
  undo.hidden = true;
}

/**
 * Says what was done and offers to undo it.
 * @param {{ ticket?: string, rev?: number }} answer
 * @param {string} sentence
 * @param {number} seconds
 */
export function undoable(answer, sentence, seconds) {
  tell(sentence, { seconds });
  change = { ticket: answer.ticket, seen: answer.rev };
  undo.hidden = false;
  step();
}

/**
 * Says why not.
 * @param {string} sentence
 */
export function refuse(sentence) {
  tell(sentence, { refused: true });
}

/** The change that « Annuler » reverses. */
export function lastChange() {
  return change;
}

/**
 * It was undone.
 * @param {string} sentence
 */
export function forgetChange(sentence) {
  change = null;
  tell(sentence);
}

function step() {
  write(undo, say("undo", { s: left }));
}

setInterval(() => {
  if (bar.hidden) return;
  left -= 1;
  if (left <= 0) tell("");
  else step();
}, 1000);
