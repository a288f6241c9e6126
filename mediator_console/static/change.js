// A change of place: first what it costs the others, then a reason from the closed list, then it is asked.

import { fill } from "../../static/draw.js";
import { within } from "../../static/elements.js";
import { say } from "../../static/texts.js";
import { choices } from "./choices.js";
import { radios } from "./pickers.js";

/** @typedef {{ before?: string, minutes?: number }} Wanted what the office is asked the price of */

export class Change {
  /** @param {import("./ticket_dialog.js").TicketDialog} dialog */
  constructor(dialog) {
    this.dialog = dialog;
  }

  /**
   * Put the ticket before `before`; null: at the end.
   * @param {string | null} before
   */
  move(before) {
    const other = this.dialog.queue.find((ticket) => ticket.id === before);
    const what = before ? say("console.move", { before: other?.number ?? "…" }) : say("console.move_end");
    this.start({ before: before ?? "end" }, what, true, (reason) =>
      reason ? { type: "MoveTicket", before, reason } : null,
    );
  }

  /**
   * Count as older by some minutes.
   * @param {number} minutes
   */
  advance(minutes) {
    this.start({ minutes }, say("console.advance", { minutes }), false, () => ({ type: "AdvanceTicket", minutes }));
  }

  /**
   * command(reason): null while the reason is not said.
   * @param {Wanted} wanted
   * @param {string} what
   * @param {boolean} reasoned
   * @param {(reason: Office.MoveReason | null) => Page.About | null} command
   */
  async start(wanted, what, reasoned, command) {
    const { dialog } = this;
    /** @type {Office.MoveReason | null} */
    let reason = null;
    fill(dialog.box, { price: say("console.price_asked"), ask_reason: reasoned ? say("console.ask_reason") : "" });
    const row = within(dialog.box, '[data-is="reasons"]');
    /** @param {boolean} isPriced */
    const confirm = (isPriced) =>
      dialog.foot([
        {
          name: "confirm",
          kind: "action",
          picto: "check",
          words: say(reasoned ? "console.confirm_move" : "console.confirm_advance"),
          disabled: !isPriced || !command(reason),
          go: () => {
            const change = command(reason);
            if (change) dialog.does(change, what);
          },
        },
      ]);
    let priced = false;
    dialog.go("change");
    if (reasoned)
      radios(
        row,
        choices.move_reasons.map((code) => ({
          name: code,
          words: say(`move_reason.${code}`),
          pick: () => {
            reason = code;
            confirm(priced);
          },
        })),
        { none: true },
      );
    else row.replaceChildren();
    confirm(false);
    const price = await this.price(wanted);
    if (dialog.step !== "change") return;
    priced = price.ok;
    fill(dialog.box, {
      price:
        "people" in price
          ? `${say("console.done", { number: dialog.card.number, what })}. ${cost(price)}`
          : price.sentence,
    });
    confirm(priced);
  }

  /**
   * What it would cost; changes nothing.
   * @param {Wanted} wanted
   * @returns {Promise<({ ok: true } & Office.Price) | { ok: false, sentence: string }>}
   */
  async price(wanted) {
    const { card } = this.dialog;
    try {
      const answer = await fetch(
        `/console/price?${new URLSearchParams({ ticket: card.id, seen: String(card.rev), ...texts(wanted) })}`,
      );
      return await answer.json();
    } catch {
      return { ok: false, sentence: say("not_reached") };
    }
  }
}

/**
 * @param {Wanted} wanted
 * @returns {Record<string, string>}
 */
function texts(wanted) {
  return Object.fromEntries(Object.entries(wanted).map(([name, value]) => [name, String(value)]));
}

/** @param {Office.Price} price */
function cost(price) {
  if (price.people === 0) return say("console.price_none");
  return say(price.people === 1 ? "console.price_one" : "console.price", price);
}
