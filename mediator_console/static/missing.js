// A document is missing: what to fetch, said to the person before they queue for nothing; their place is kept for later today.

import { fill } from "../../static/draw.js";
import { within } from "../../static/elements.js";
import { say } from "../../static/texts.js";
import { needOf } from "./choices.js";
import { buttons } from "./pickers.js";

export class Missing {
  /** @param {import("./sheet.js").Sheet} sheet */
  constructor(sheet) {
    this.sheet = sheet;
  }

  /** Starts with all that was not seen: a tap on a paper says that it is there after all. */
  start() {
    this.draw();
    this.sheet.go("missing");
    this.draw();
  }

  draw() {
    const { sheet } = this;
    const { ready } = needOf(sheet.draft.need);
    const { ticks } = sheet.draft;
    const lacking = ready.filter((one) => !ticks.has(one));
    fill(sheet.box, {
      ask_missing: say("console.ask_missing"),
      tell: lacking.length
        ? say("console.tell_missing", { what: lacking.map((one) => say(`ready.${one}`).toLowerCase()).join(", ") })
        : say("console.nothing_missing"),
    });
    buttons(
      within(sheet.box, '[data-is="missing"]'),
      ready.map((one) => ({
        name: one,
        words: say(`ready.${one}`),
        pressed: ticks.has(one),
        picto: ticks.has(one) ? "check" : "plus",
        go: () => {
          ticks.has(one) ? ticks.delete(one) : ticks.add(one);
          this.draw();
        },
      })),
    );
    if (sheet.step !== "missing") return;
    sheet.foot([
      {
        name: "keep",
        kind: "action",
        picto: "player-pause",
        words: say("console.keep_place"),
        disabled: lacking.length === 0,
        go: () =>
          sheet.does(
            { type: "ParkTicket", why: "missing_document", minutes: null },
            say("park_reason.missing_document"),
          ),
      },
    ]);
  }
}
