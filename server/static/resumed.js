// Part of the day's journal was missing when the office started: staff are told where the numbers go on, and what to do.
import { write } from "./draw.js";
import { say } from "./texts.js";

/** number: where the numbers go on, 0 when nothing is known to be missing. */
export function drawResumed(number) {
  const box = document.getElementById("resumed");
  box.hidden = number === 0;
  write(box.querySelector("span"), number ? say("journal.resumed", { number }) : "");
}
