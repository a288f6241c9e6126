// Drawing: templates are copied, lists are kept in order by key, text is only touched when it changes.

/** A copy of the first element of <template id="…">. */
export function copy(template) {
  return document.getElementById(template).content.firstElementChild.cloneNode(true);
}

/** Sets the text of each [data-is="name"] inside `el`, from {name: text}. */
export function fill(el, texts) {
  for (const [name, text] of Object.entries(texts)) {
    const node = el.querySelector(`[data-is="${name}"]`);
    if (node) write(node, text);
  }
}

/** Sets a text, when it is another one: readers of the screen hear changes only. */
export function write(node, text) {
  const shown = text === null || text === undefined ? "" : String(text);
  if (node.textContent !== shown) node.textContent = shown;
}

/**
 * Makes the children of `parent` those of `items`, in their order. An element stays the same as long as its key does, so
 * that focus, scroll and a finger on it survive a new view. `make(item)` gives a new element, `update(el, item)` fills it.
 */
export function keyed(parent, items, keyOf, make, update) {
  const old = new Map([...parent.children].map((el) => [el.dataset.key, el]));
  const wanted = items.map((item) => [String(keyOf(item)), item]);
  const keys = new Set(wanted.map(([key]) => key));
  // First those that are gone: what only moves up behind them is not touched.
  for (const [key, el] of old) if (!keys.has(key)) el.remove();
  let here = parent.firstElementChild;
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
    if (el === here) here = here.nextElementSibling;
    else put(parent, el, here);
  });
}

/** moveBefore keeps the focus and the scroll of what it moves; browsers before 2025 lack it. */
function put(parent, el, before) {
  if (el.parentNode === parent && parent.moveBefore) parent.moveBefore(el, before);
  else parent.insertBefore(el, before);
}

const SVG = "http://www.w3.org/2000/svg";
const PICTOGRAMS = new URL("../pictograms.svg", import.meta.url).pathname;

/** A pictogram by name. */
export function pictogram(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "picto");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  svg.append(use);
  show(svg, name);
  return svg;
}

/** Changes what a pictogram shows. */
export function show(svg, name) {
  const href = `${PICTOGRAMS}#${name}`;
  const use = svg.querySelector("use");
  if (use.getAttribute("href") !== href) use.setAttribute("href", href);
}
