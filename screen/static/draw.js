// Drawing: templates are copied, lists are kept in order by key, text is only touched when it changes.
/** @typedef {string | number | null | undefined} Shown */

import { element, within } from "./elements.js";

/**
 * A copy of the first element of <template id="…">.
 * @param {string} template
 */
export function copy(template) {
  const copied = element(template, HTMLTemplateElement).content.firstElementChild?.cloneNode(true);
  if (copied instanceof HTMLElement) return copied;
  throw new Error(`The template #${template} is empty`);
}

/**
 * Sets the text of each [data-is="name"] inside `el`, from {name: text}.
 * @param {ParentNode} el
 * @param {{ [name: string]: Shown }} texts
 */
export function fill(el, texts) {
  for (const [name, text] of Object.entries(texts)) {
    const node = el.querySelector(`[data-is="${name}"]`);
    if (node) write(node, text);
  }
}

/**
 * Sets a text, when it is another one: readers of the screen hear changes only.
 * @param {Node} node
 * @param {Shown} text
 */
export function write(node, text) {
  const shown = text === null || text === undefined ? "" : String(text);
  if (node.textContent !== shown) node.textContent = shown;
}

/**
 * Makes the children of `parent` those of `items`, in their order. An element stays the same as long as its key does, so
 * that focus, scroll and a finger on it survive a new view. `make(item)` gives a new element, `update(el, item)` fills it.
 * @template T
 * @param {Element} parent
 * @param {readonly T[]} items
 * @param {(item: T) => string | number} keyOf
 * @param {(item: T) => HTMLElement} make
 * @param {(el: HTMLElement, item: T) => void} update
 */
export function keyed(parent, items, keyOf, make, update) {
  const old = new Map(children(parent).map((el) => [el.dataset.key, el]));
  const wanted = items.map((item) => /** @type {const} */ ([String(keyOf(item)), item]));
  const keys = new Set(wanted.map(([key]) => key));
  // First those that are gone: what only moves up behind them is not touched.
  for (const [key, el] of old) if (key === undefined || !keys.has(key)) el.remove();
  let here = /** @type {HTMLElement | null} */ (parent.firstElementChild);
  wanted.forEach(([key, item], at) => {
    let el = old.get(key);
    if (!el) {
      el = make(item);
      el.dataset.key = key;
    }
    update(el, item);
    // One that moved far down is lifted out of the way, rather than all that it passed lifted over it.
    if (el !== here && el === here?.nextElementSibling && wanted[at + 1]?.[0] !== here.dataset.key) {
      put(parent, here, null);
      here = el;
    }
    if (el === here) here = /** @type {HTMLElement | null} */ (here.nextElementSibling);
    else put(parent, el, here);
  });
}

/** @param {Element} parent */
function children(parent) {
  return /** @type {HTMLElement[]} */ ([...parent.children]);
}

/**
 * moveBefore keeps the focus and the scroll of what it moves; browsers before 2025 lack it.
 * @param {Element} parent
 * @param {Element} el
 * @param {Element | null} before
 */
function put(parent, el, before) {
  if (el.parentNode === parent && "moveBefore" in parent) parent.moveBefore(el, before);
  else parent.insertBefore(el, before);
}

const SVG = "http://www.w3.org/2000/svg";
const PICTOGRAMS = new URL("../pictograms.svg", import.meta.url).pathname;

/**
 * A pictogram by name.
 * @param {string} name
 */
export function pictogram(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "picto");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  svg.append(use);
  show(svg, name);
  return svg;
}

/**
 * Changes what a pictogram shows.
 * @param {Element} svg
 * @param {string} name
 */
export function show(svg, name) {
  const href = `${PICTOGRAMS}#${name}`;
  const use = within(svg, "use", SVGUseElement);
  if (use.getAttribute("href") !== href) use.setAttribute("href", href);
}
