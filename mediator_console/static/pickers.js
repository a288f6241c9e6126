// Rows of buttons, kept by name so that focus and fingers stay where they are.

import { keyed, pictogram, show, write } from "../../static/draw.js";
import { within } from "../../static/elements.js";

/**
 * A row of actions.
 * @param {HTMLElement} row
 * @param {Page.Action[]} actions
 */
export function buttons(row, actions) {
  keyed(
    row,
    actions,
    (action) => action.name,
    make,
    (el, action) => {
      el.className = `button ${action.kind ?? ""}`;
      if (el instanceof HTMLButtonElement) el.disabled = Boolean(action.disabled);
      if (action.pressed !== undefined) el.setAttribute("aria-pressed", String(action.pressed));
      if (action.picto) show(within(el, ".picto", SVGElement), action.picto);
      write(within(el, "span"), action.words);
      if (action.more) write(within(el, "small"), action.more);
      el.onclick = () => action.go?.();
    },
  );
}

/**
 * One of several: {name, words, pick}; the first one is chosen at the start unless `none`, or `chosen` is.
 * @param {HTMLElement} row
 * @param {(Page.Action & { pick: () => void })[]} options
 * @param {{ none?: boolean, chosen?: string | number | null }} [first]
 */
export function radios(row, options, { none = false, chosen = none ? null : (options[0]?.name ?? null) } = {}) {
  const draw = () =>
    buttons(
      row,
      options.map((option) => ({
        ...option,
        pressed: option.name === chosen,
        go: () => {
          chosen = option.name;
          option.pick();
          draw();
        },
      })),
    );
  draw();
}

/**
 * Codes as toggles that wrap; chosen: those that are pressed. pick(code): a tap.
 * @template {string} C
 * @param {HTMLElement} row
 * @param {readonly C[]} codes
 * @param {readonly (C | null | undefined | false | "")[]} chosen
 * @param {(code: C) => string} words
 * @param {(code: C) => void} pick
 */
export function chips(row, codes, chosen, words, pick) {
  buttons(
    row,
    codes.map((code) => ({ name: code, words: words(code), pressed: chosen.includes(code), go: () => pick(code) })),
  );
}

/** @param {Page.Action} action */
function make(action) {
  const el = document.createElement("button");
  el.type = "button";
  if (action.picto) el.append(pictogram(action.picto));
  el.append(document.createElement("span"));
  if (action.more) el.append(document.createElement("small"));
  return el;
}
