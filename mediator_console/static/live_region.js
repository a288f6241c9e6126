// What a dialog says beside its choices: why something was not done, or what is going on.
import { write } from "../../static/draw.js";

/**
 * Says a sentence in a live region; without one it takes no room, and is still there to be heard when one comes.
 * @param {HTMLElement} live
 * @param {string} sentence
 */
export function note(live, sentence) {
  write(live, sentence);
  live.classList.toggle("sr", !sentence);
}
