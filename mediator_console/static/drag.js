// Dragging a card says « put T before U »; the order on screen stays the office's until it is confirmed.
import Sortable from "../../static/vendor/sortablejs/sortable.esm.js";

const FINGER_MS = 120;

/** start(): a card is in the hand. end(ticket, before): dropped before that ticket (null: last); ticket null: where it was. */
export function letDrag(list, { start, end }) {
  let order = [];
  new Sortable(list, {
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
    onEnd({ item }) {
      const before = item.nextElementSibling?.dataset.key ?? null;
      const same = order.indexOf(item) === [...list.children].indexOf(item);
      // Back where it was at once: only the office changes the order.
      for (const el of order) list.append(el);
      end(same ? null : item.dataset.key, before);
    },
  });
}
