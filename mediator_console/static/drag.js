// Dragging a card says « put T before U »; the order on screen stays the office's until it is confirmed.
import { rowKey } from "../../static/elements.js";
import Sortable from "../../static/vendor/sortablejs/sortable.esm.js";

const FINGER_MS = 120;
/** The vendored library has no types here. */
const DragList = /** @type {new (list: HTMLElement, options: object) => object} */ (/** @type {unknown} */ (Sortable));

/**
 * start(): a card is in the hand. end(ticket, before): dropped before that ticket (null: last); ticket null: where it was.
 * @param {HTMLElement} list
 * @param {{ start: () => void, end: (ticket: string | null, before: string | null) => void }} hand
 */
export function letDrag(list, { start, end }) {
  /** @type {Element[]} */
  let order = [];
  new DragList(list, {
    handle: ".grip",
    animation: 0,
    delay: FINGER_MS,
    delayOnTouchOnly: true,
    ghostClass: "ghost",
    chosenClass: "lifted",
    onStart() {
      order = [...list.children];
      start();
    },
    /** @param {{ item: HTMLElement }} dropped */
    onEnd({ item }) {
      const next = item.nextElementSibling;
      const before = (next && rowKey(next)) || null;
      const same = order.indexOf(item) === [...list.children].indexOf(item);
      // Back where it was at once: only the office changes the order.
      for (const el of order) list.append(el);
      end(same ? null : rowKey(item), before);
    },
  });
}
