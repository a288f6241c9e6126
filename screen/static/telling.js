// The bar at the foot of a staff screen: what was just done, with the offer to undo it for some seconds; or why something was refused.
import { write } from "./draw.js";
import { say } from "./texts.js";

const bar = document.getElementById("told");
const undo = document.getElementById("undo");
const SHOWN_S = 8;

let change = null;
let left = 0;

/** Says a sentence; "" hides the bar. */
export function tell(sentence, { refused = false, seconds = SHOWN_S } = {}) {
  write(document.getElementById("told-said"), sentence);
  bar.hidden = !sentence;
  bar.classList.toggle("refused", refused);
  left = seconds;
  undo.hidden = true;
}

/** Says what was done and offers to undo it. */
export function undoable(answer, sentence, seconds) {
  tell(sentence, { seconds });
  change = { ticket: answer.ticket, seen: answer.rev };
  undo.hidden = false;
  step();
}

/** Says why not. */
export function refuse(sentence) {
  tell(sentence, { refused: true });
}

/** The change that « Annuler » reverses. */
export function lastChange() {
  return change;
}

/** It was undone. */
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
