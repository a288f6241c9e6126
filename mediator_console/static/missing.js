// A document is missing: what to fetch, said to the person before they queue for nothing; their place is kept for later today.

import { fill } from "../../static/draw.js";
import { within } from "../../static/elements.js";
import { say } from "../../static/texts.js";
import { needOf } from "./choices.js";
import { buttons } from "./pickers.js";

export class Missing {
  /** @param {import("./ticket_dialog.js").TicketDialog} dialog */
  constructor(dialog) {
    this.dialog = dialog;
  }

  /** Starts with all that was not seen: a tap on a paper says that it is there after all. */
  start() {
    this.draw();
    this.dialog.go("missing");
    this.draw();
  }

  draw() {
    const { dialog } = this;
    const { ready } = needOf(dialog.draft.need);
    const { ticks } = dialog.draft;
    const lacking = ready.filter((item) => !ticks.has(item));
    fill(dialog.box, {
      ask_missing: say("console.ask_missing"),
      tell: lacking.length
        ? say("console.tell_missing", { what: lacking.map((item) => say(`ready.${item}`).toLowerCase()).join(", ") })
        : say("console.nothing_missing"),
    });
    buttons(
      within(dialog.box, '[data-is="missing"]'),
      ready.map((item) => ({
        name: item,
        words: say(`ready.${item}`),
        pressed: ticks.has(item),
        picto: ticks.has(item) ? "check" : "plus",
        go: () => {
          ticks.has(item) ? ticks.delete(item) : ticks.add(item);
          this.draw();
        },
      })),
    );
    if (dialog.step !== "missing") return;
    dialog.foot([
      {
        name: "keep",
        kind: "action",
        picto: "player-pause",
        words: say("console.keep_place"),
        disabled: lacking.length === 0,
        go: () =>
          dialog.does(
            { type: "ParkTicket", why: "missing_document", minutes: null },
            say("park_reason.missing_document"),
          ),
      },
    ]);
  }
}
