// What a client sets for themselves: larger text, more contrast, priority. It lives as long as their visit.
import { element, within } from "../../static/elements.js";
import { keep, kept } from "./visit.js";

/** @typedef {"large" | "contrast" | "legal"} Name */

/** @type {Name[]} */
const NAMES = ["large", "contrast", "legal"];
const root = document.documentElement;

export const comfort = {
  /** The client says that the law gives them priority; nobody asks why. */
  get legal() {
    return pressed("legal");
  },

  /** True when something is set. */
  get changed() {
    return NAMES.some(pressed);
  },

  /**
   * Turns one of large, contrast, legal.
   * @param {Name} name
   */
  turn(name) {
    set(name, !pressed(name));
    keep("comfort", NAMES.filter(pressed));
  },

  /** Everything as it was for nobody. */
  clear() {
    for (const name of NAMES) set(name, false);
  },

  /** After a change of language, what was set before. */
  restore() {
    for (const name of kept("comfort") ?? []) set(name, true);
  },
};

/** @param {Name} name */
function pressed(name) {
  return button(name).getAttribute("aria-pressed") === "true";
}

/**
 * @param {Name} name
 * @param {boolean} on
 */
function set(name, on) {
  button(name).setAttribute("aria-pressed", String(on));
  if (name === "legal") element("legal-said").hidden = !on;
  else root.classList.toggle(name, on);
}

/** @param {Name} name */
function button(name) {
  return within(document, `[data-do="${name}"]`);
}
