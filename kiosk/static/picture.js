// One picture at a time.

const GUARD_MS = 500;
let changedAt = -GUARD_MS;

/** The name of the picture on screen. */
export function current() {
  return document.querySelector("[data-screen]:not([hidden])").dataset.screen;
}

/** Shows the picture of this name. */
export function go(name) {
  const before = current();
  for (const section of document.querySelectorAll("[data-screen]")) section.hidden = section.dataset.screen !== name;
  document.documentElement.classList.toggle("done", name === "done");
  document.documentElement.classList.toggle("shut", name === "closed" || name === "lost");
  if (name === before) return;
  changedAt = performance.now();
  document.querySelector(`[data-screen="${name}"] h1`).focus({ preventScroll: true });
}

// The second tap of a double tap would fall on the next picture: taps just after a change are none.
document.addEventListener("click", (event) => {
  if (performance.now() - changedAt < GUARD_MS && event.detail > 0) event.stopImmediatePropagation();
}, { capture: true });
