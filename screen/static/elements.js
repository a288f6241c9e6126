// The elements that a page is made of, found by name: one that is not there is a fault of the page, and says which.

/**
 * The element of this id.
 * @template {Element} [E=HTMLElement]
 * @param {string} id
 * @param {{ new (): E, readonly prototype: E, readonly name: string }} [kind]
 * @returns {E}
 */
export function element(id, kind) {
  return checked(document.getElementById(id), `#${id}`, kind);
}

/**
 * The first element inside `place` that the selector names.
 * @template {Element} [E=HTMLElement]
 * @param {ParentNode} place
 * @param {string} selector
 * @param {{ new (): E, readonly prototype: E, readonly name: string }} [kind]
 * @returns {E}
 */
export function within(place, selector, kind) {
  return checked(place.querySelector(selector), selector, kind);
}

/**
 * All elements inside `place` that the selector names.
 * @template {Element} [E=HTMLElement]
 * @param {ParentNode} place
 * @param {string} selector
 * @param {{ new (): E, readonly prototype: E, readonly name: string }} [kind]
 * @returns {E[]}
 */
export function all(place, selector, kind) {
  return [...place.querySelectorAll(selector)].map((node) => checked(node, selector, kind));
}

/**
 * What was touched, or the nearest thing around it that the selector names; null when there is none.
 * @template {Element} [E=HTMLElement]
 * @param {Event} event
 * @param {string} selector
 * @param {{ new (): E, readonly prototype: E, readonly name: string }} [kind]
 * @returns {E | null}
 */
export function touched(event, selector, kind) {
  const node = event.target instanceof Element ? event.target.closest(selector) : null;
  return node && checked(node, selector, kind);
}

/**
 * The element around `inner`.
 * @template {Element} [E=HTMLElement]
 * @param {Element} inner
 * @param {string} selector
 * @param {{ new (): E, readonly prototype: E, readonly name: string }} [kind]
 * @returns {E}
 */
export function around(inner, selector, kind) {
  return checked(inner.closest(selector), selector, kind);
}

/**
 * The key of the row of a keyed list that this element stands in; "" outside of any.
 * @param {Element} inner
 */
export function rowKey(inner) {
  const row = inner.closest("li[data-key], tr[data-key]");
  return (row instanceof HTMLElement && row.dataset.key) || "";
}

/**
 * @template {Element} E
 * @param {Element | null} node
 * @param {string} name
 * @param {{ new (): E, readonly prototype: E, readonly name: string }} [kind]
 * @returns {E}
 */
function checked(node, name, kind) {
  const wanted = kind ?? HTMLElement;
  if (node instanceof wanted) return /** @type {E} */ (node);
  throw new Error(`The page has no ${wanted.name} ${name}`);
}
