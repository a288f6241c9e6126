// One picture at a time.

import { all, touched, within } from "../../static/elements.js";
import { TouchGuard } from "./guard.js";

const root = document.documentElement;
const guard = new TouchGuard();

/** The name of the picture on screen. */
export function current() {
  return picture().dataset.screen ?? "";
}

/** The picture on screen. */
export function picture() {
  return within(document, "[data-screen]:not([hidden])");
}

/**
 * Shows the picture of this name; its question has the focus, and « picture » (with the name of the one before) is said to whoever listens.
 * @param {string} name
 */
export function go(name) {
  const before = current();
  for (const section of all(document, "[data-screen]")) section.hidden = section.dataset.screen !== name;
  for (const one of ["done", "lost", "closed"]) root.classList.toggle(one, name === one);
  root.classList.toggle("first", name === "start");
  root.classList.toggle("dead-end", !picture().dataset.back);
  if (name === before) return;
  guard.changed(performance.now());
  within(picture(), "h1").focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("picture", { detail: before }));
}

// Keys are no taps.
document.addEventListener(
  "click",
  (event) => {
    if (event.detail === 0) return;
    if (!guard.allows(touched(event, "button"), performance.now())) event.stopImmediatePropagation();
  },
  { capture: true },
);

// A finger that rests long is a finger that rests long: no menu.
document.addEventListener("contextmenu", (event) => event.preventDefault());
