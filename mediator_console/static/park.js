// A ticket is kept aside with its place: until when, and why.

import { fill } from "../../static/draw.js";
import { within } from "../../static/elements.js";
import { say } from "../../static/texts.js";
import { choices } from "./choices.js";
import { buttons, radios } from "./pickers.js";

const TIMES = [5, 10, 20];

/** @param {import("./ticket_dialog.js").TicketDialog} dialog */
export function choosePark(dialog) {
  /** @type {number | null} */
  let minutes = null;
  fill(dialog.box, { ask_park: say("console.ask_park"), ask_minutes: say("console.ask_minutes") });
  /** @type {(Page.Action & { pick: () => void })[]} */
  const times = [
    {
      name: "",
      words: say("console.park_open"),
      pick: () => {
        minutes = null;
      },
    },
    ...TIMES.map((time) => ({
      name: time,
      words: say("console.park_minutes", { minutes: time }),
      pick: () => {
        minutes = time;
      },
    })),
  ];
  radios(within(dialog.box, '[data-is="park_minutes"]'), times);
  buttons(
    within(dialog.box, '[data-is="park_reasons"]'),
    choices.park_reasons.map((why) => ({
      name: why,
      words: say(`park_reason.${why}`),
      go: () => dialog.does({ type: "ParkTicket", why, minutes }, say(`park_reason.${why}`)),
    })),
  );
  dialog.go("park");
}
