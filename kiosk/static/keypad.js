// A keypad of five keys, and two more: one may do everything without seeing or touching the screen.
import { all, within } from "../../static/elements.js";
import { picture } from "./picture.js";

/** How long one press of the large key counts as one, however the hand that pressed it trembles. */
const TICKET_GUARD_MS = 3_000;

/** @typedef {"up" | "down" | "ok" | "back" | "help" | "help_ticket" | "headphones"} Action */

/**
 * keys: action → KeyboardEvent.key. acts: { back, help, headphones }, called once a press.
 * @param {Record<Action, string>} keys
 * @param {{ back: () => void, help: () => void, headphones: () => void }} acts
 */
export function listenToKeys(keys, acts) {
  const actions = /** @type {[Action, string][]} */ (Object.entries(keys));
  const named = new Map(actions.map(([action, key]) => [key, action]));
  let askedAt = -TICKET_GUARD_MS;

  const ask = () => {
    if (performance.now() - askedAt < TICKET_GUARD_MS) return;
    askedAt = performance.now();
    acts.help();
  };
  /** @type {Record<Action, () => void>} */
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
    if (action === "ok" && native(event.key) && focused()) return;
    event.preventDefault();
    deeds[action]();
  });
}

/** All that can be pressed, in the order in which it is read. */
export function targets() {
  const seen = { visibilityProperty: true, checkVisibilityCSS: true };
  return all(document, "button", HTMLButtonElement).filter(
    (button) => button.checkVisibility(seen) && !button.disabled,
  );
}

/** The target that has the focus. */
function focused() {
  return targets().find((button) => button === document.activeElement);
}

/**
 * From the last target to the first, and back; from a question to the first one of its picture.
 * @param {number} step
 */
function move(step) {
  const every = targets();
  const target = focused();
  const at = target ? every.indexOf(target) : -1;
  const from = at < 0 ? (step > 0 ? -1 : 0) : at;
  every[(from + step + every.length) % every.length]?.focus();
}

/** Presses the target that has the focus; a picture that asks one thing only is answered at once. */
function press() {
  const { ok } = picture().dataset;
  const target = focused();
  if (target) target.click();
  else if (ok) within(picture(), `[data-do="${ok}"]`).click();
  else move(1);
}

/** @param {string} key */
function native(key) {
  return key === "Enter" || key === " ";
}
