// A change of place: first what it costs the others, then a reason from the closed list, then it is asked.
import { fill } from "../../static/draw.js";
import { say } from "../../static/texts.js";
import { choices } from "./choices.js";
import { radios } from "./pickers.js";

export class Change {
  constructor(sheet) {
    this.sheet = sheet;
  }

  /** Put the ticket before `before`; null: at the end. */
  move(before) {
    const other = this.sheet.queue.find((one) => one.id === before);
    const what = before ? say("console.move", { before: other?.number ?? "…" }) : say("console.move_end");
    this.start({ before: before ?? "end" }, what, true, (reason) => ({ type: "MoveTicket", before, reason }));
  }

  /** Count as older by some minutes. */
  advance(minutes) {
    this.start({ minutes }, say("console.advance", { minutes }), false, () => ({ type: "AdvanceTicket", minutes }));
  }

  async start(asked, what, reasoned, command) {
    const { sheet } = this;
    let reason = null;
    fill(sheet.box, { price: say("console.price_asked"), ask_reason: reasoned ? say("console.ask_reason") : "" });
    const row = sheet.box.querySelector('[data-is="reasons"]');
    const confirm = (priced) => sheet.foot([{
      name: "confirm", kind: "action", picto: "check", words: say(reasoned ? "console.confirm_move" : "console.confirm_advance"),
      disabled: !priced || (reasoned && !reason), go: () => sheet.does(command(reason), what),
    }]);
    let priced = false;
    sheet.go("change");
    if (reasoned) radios(row, choices.move_reasons.map((one) => ({ name: one, words: say(`move_reason.${one}`), pick: () => { reason = one; confirm(priced); } })), { none: true });
    else row.replaceChildren();
    confirm(false);
    const price = await this.price(asked);
    if (sheet.step !== "change") return;
    priced = price.ok;
    fill(sheet.box, { price: price.ok ? `${say("console.done", { number: sheet.card.number, what })}. ${cost(price)}` : price.sentence });
    confirm(priced);
  }

  /** What it would cost; changes nothing. */
  async price(asked) {
    const { card } = this.sheet;
    try {
      const answer = await fetch(`/console/price?${new URLSearchParams({ ticket: card.id, seen: card.rev, ...asked })}`);
      return await answer.json();
    } catch {
      return { ok: false, sentence: say("not_reached") };
    }
  }
}

function cost(price) {
  if (price.people === 0) return say("console.price_none");
  return say(price.people === 1 ? "console.price_one" : "console.price", price);
}
