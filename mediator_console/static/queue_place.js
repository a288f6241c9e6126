// Where a ticket stands in the queue, and the buttons that change it: some minutes of advance, or before another ticket.

import { fill } from "../../static/draw.js";
import { within } from "../../static/elements.js";
import { say } from "../../static/texts.js";
import { choices } from "./choices.js";
import { buttons } from "./pickers.js";

/** @param {import("./ticket_dialog.js").TicketDialog} dialog */
export function drawPlace({ box, card, queue, change }) {
  const at = queue.findIndex((other) => other.id === card.id);
  const left = card.advance_left ?? choices.most;
  const place = say("console.place", { place: at + 1, all: queue.length });
  fill(box, {
    left: `${place} · ${left > 0 ? say("console.left_over", { minutes: left }) : say("console.left_none")}`,
  });
  buttons(
    within(box, '[data-is="advances"]'),
    choices.advances.map((minutes) => ({
      name: minutes,
      words: say("console.plus", { minutes }),
      disabled: minutes > left,
      go: () => change.advance(minutes),
    })),
  );
  buttons(within(box, '[data-is="moves"]'), [
    {
      name: "up",
      words: say("console.act.up"),
      picto: "arrow-up",
      disabled: at === 0,
      go: () => change.move(queue[at - 1]?.id ?? null),
    },
    {
      name: "down",
      words: say("console.act.down"),
      picto: "arrow-down",
      disabled: at === queue.length - 1,
      go: () => change.move(queue[at + 2]?.id ?? null),
    },
    {
      name: "next",
      words: say("console.act.next"),
      disabled: at === 0,
      go: () => change.move(queue[0]?.id ?? null),
    },
  ]);
}
