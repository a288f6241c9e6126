// One picture at a time.

const GUARD_MS = 500;
const root = document.documentElement;
let changedAt = -GUARD_MS;
let tapped = { button: null, at: -GUARD_MS };

/** The name of the picture on screen. */
export function current() {
  return picture().dataset.screen;
}

/** The picture on screen. */
export function picture() {
  return document.querySelector("[data-screen]:not([hidden])");
}

/** Shows the picture of this name; its question has the focus, and « picture » (with the name of the one before) is said to whoever listens. */
export function go(name) {
  const before = current();
  for (const section of document.querySelectorAll("[data-screen]")) section.hidden = section.dataset.screen !== name;
  for (const one of ["done", "lost", "closed"]) root.classList.toggle(one, name === one);
  root.classList.toggle("first", name === "start");
  root.classList.toggle("dead-end", !picture().dataset.back);
  if (name === before) return;
  changedAt = performance.now();
  picture().querySelector("h1").focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("picture", { detail: before }));
}

// A hand that trembles taps twice: the second tap would undo the first, or fall on the next picture. Keys are no taps.
document.addEventListener("click", (event) => {
  if (event.detail === 0) return;
  const now = performance.now();
  const button = event.target.closest("button");
  const again = button === tapped.button && now - tapped.at < GUARD_MS;
  if (again || now - changedAt < GUARD_MS) event.stopImmediatePropagation();
  else tapped = { button, at: now };
}, { capture: true });

// A finger that rests long is a finger that rests long: no menu.
document.addEventListener("contextmenu", (event) => event.preventDefault());
