// Somebody is sent on to another place: which one, with what is done there; their visit here ends.

import { fill } from "../../static/draw.js";
import { within } from "../../static/elements.js";
import { say } from "../../static/texts.js";
import { choices, outcomeOf } from "./choices.js";
import { buttons } from "./pickers.js";

/** @param {import("./ticket_dialog.js").TicketDialog} dialog */
export function choosePlace(dialog) {
  fill(dialog.box, { ask_where: say("console.ask_where") });
  buttons(
    within(dialog.box, '[data-is="places"]'),
    choices.places.map((place) => ({
      name: place.id,
      words: place.name,
      more: [place.what, place.where].filter(Boolean).join(" · "),
      go: () =>
        dialog.does(
          { type: "FinishTicket", outcome: outcomeOf("elsewhere"), where: place.id },
          place.name,
          dialog.shortHelp("orientation"),
        ),
    })),
  );
  dialog.go("places");
}
