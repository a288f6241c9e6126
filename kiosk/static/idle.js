// When nobody touches the kiosk: first a question, which can be answered as often as one likes, then back to the start.
import { element } from "../../static/elements.js";
import { current, go } from "./picture.js";
import { tell } from "./sentence.js";

/**
 * seconds until the question, warning: seconds to answer it. resting(): nobody is here. end(): back to the start.
 * @param {{ seconds: number, warning: number, resting: () => boolean, busy: () => boolean, end: () => void }} rules
 */
export function watchIdle({ seconds, warning, resting, busy, end }) {
  let touched = performance.now();
  let before = "";

  const touch = () => {
    touched = performance.now();
  };
  for (const name of ["pointerdown", "pointerup", "keydown"])
    document.addEventListener(name, () => {
      if (current() !== "warning") touch();
    });

  /** @param {number} rest */
  const left = (rest) => tell(element("warning"), "kiosk.back_in", { seconds: rest });

  function step() {
    if (resting() || busy()) return touch();
    const quiet = (performance.now() - touched) / 1000;
    if (current() !== "warning") {
      if (quiet < seconds) return;
      before = current();
      left(warning);
      go("warning");
      touch();
    } else if (quiet >= warning) {
      touch();
      end();
    } else if (Math.round(warning - quiet) % 10 === 0) {
      // Said every ten seconds: a number that runs makes people hurry.
      left(Math.round(warning - quiet));
    }
  }
  setInterval(step, 500);

  return {
    /** The client is still here: the picture they were at. */
    stay() {
      touch();
      go(before);
    },
  };
}
