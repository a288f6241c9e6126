// A keypad of five keys, and two more: one may do everything without seeing or touching the screen.
import { picture } from "./picture.js";

/** How long one press of the large key counts as one, however the hand that pressed it trembles. */
const TICKET_GUARD_MS = 3_000;

/** keys: action → KeyboardEvent.key. acts: { back, help, headphones }, called once a press. */
export function listenToKeys(keys, acts) {
  const named = new Map(Object.entries(keys).map(([action, key]) => [key, action]));
  let askedAt = -TICKET_GUARD_MS;

  const ask = () => {
    if (performance.now() - askedAt < TICKET_GUARD_MS) return;
    askedAt = performance.now();
    acts.help();
  };
  const deeds = {
    up: () => move(-1),
    down: () => move(1),
    ok: press,
    back: acts.back,
    help: ask,
    help_ticket: ask,
    headphones: acts.headphones,
  };

  document.addEventListener("keydown", (event) => {
    const action = named.get(event.key);
    // Enter and the space bar press what has the focus by themselves; a key that is held is one press, whichever it is.
    if (event.repeat && action !== "up" && action !== "down") return event.preventDefault();
    if (!action || event.ctrlKey || event.altKey || event.metaKey) return;
    if (action === "ok" && native(event.key) && targets().includes(document.activeElement)) return;
    event.preventDefault();
    deeds[action]();
  });
}

/** All that can be pressed, in the order in which it is read. */
export function targets() {
  const seen = { visibilityProperty: true, checkVisibilityCSS: true };
  return [...document.querySelectorAll("button")].filter((button) => button.checkVisibility(seen) && !button.disabled);
}

/** From the last target to the first, and back; from a question to the first one of its picture. */
function move(step) {
  const all = targets();
  const at = all.indexOf(document.activeElement);
  const from = at < 0 ? (step > 0 ? -1 : 0) : at;
  all[(from + step + all.length) % all.length]?.focus();
}

/** Presses the target that has the focus; a picture that asks one thing only is answered at once. */
function press() {
  const { ok } = picture().dataset;
  if (targets().includes(document.activeElement)) document.activeElement.click();
  else if (ok) picture().querySelector(`[data-do="${ok}"]`).click();
  else move(1);
}

function native(key) {
  return key === "Enter" || key === " ";
}
