// What is not sent yet, as a count, as a list, and as a mark on its card; what was refused meanwhile, one by one.

import { copy, fill, keyed, write } from "../../static/draw.js";
import { element, rowKey, touched, within } from "../../static/elements.js";
import { hour, say } from "../../static/texts.js";
import { ticketOf } from "./outbox.js";

export class Unsent {
  /**
   * show(ticket): opens the ticket's dialog, where there is one.
   * @param {import("./outbox.js").Outbox} outbox
   * @param {{ show: (ticket: string) => void }} console
   */
  constructor(outbox, { show }) {
    this.outbox = outbox;
    this.show = show;
    element("unsent").addEventListener("click", () => {
      this.draw();
      element("unsent-list", HTMLDialogElement).showModal();
    });
    element("unsent-list", HTMLDialogElement).addEventListener("click", (event) => this.#listed(event));
    element("refused").addEventListener("click", (event) => this.#answered(event));
    // Escape closes it too: what was not read comes again.
    element("refused").addEventListener("close", () => this.next());
  }

  /** The count, and the list while it is open. */
  draw() {
    const unsent = this.outbox.unsent();
    element("unsent").hidden = unsent.length === 0;
    write(
      within(element("unsent"), "span"),
      say(unsent.length === 1 ? "unsent.count_one" : "unsent.count", { count: unsent.length }),
    );
    keyed(
      element("unsent-rows"),
      unsent,
      (entry) => entry.key,
      () => copy("unsent-row"),
      (row, entry) => {
        fill(row, {
          number: entry.number,
          what: entry.what,
          when: `${hour(entry.at)}${entry.tried ? ` · ${say("unsent.tried")}` : ""}`,
        });
        within(row, "button").hidden = entry.tried;
      },
    );
    if (!unsent.length) element("unsent-list", HTMLDialogElement).close();
  }

  /** Shows the oldest refusal that nobody has read, if none is shown. */
  next() {
    const [first, ...others] = this.outbox.refused();
    const box = element("refused", HTMLDialogElement);
    if (!first || box.open) return;
    box.dataset.key = first.key;
    box.dataset.ticket = ticketOf(first.command);
    fill(box, {
      number: first.number,
      what: say("unsent.not_done", { what: first.what }),
      when: say("unsent.asked_at", { time: hour(first.at) }),
      why: first.sentence,
      more: others.length ? say(others.length === 1 ? "unsent.more_one" : "unsent.more", { count: others.length }) : "",
    });
    element("refused-show").hidden = !ticketOf(first.command);
    box.showModal();
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([200, 100, 200]);
  }

  /** @param {Event} event */
  #listed(event) {
    const back = touched(event, "[data-act='take-back']");
    if (back) this.outbox.takeBack(rowKey(back));
    else if (touched(event, "[data-act='close']") || event.target === element("unsent-list", HTMLDialogElement))
      element("unsent-list", HTMLDialogElement).close();
  }

  /** @param {Event} event */
  #answered(event) {
    const button = touched(event, "button");
    if (!button) return;
    const { key = "", ticket = "" } = element("refused").dataset;
    this.outbox.seen(key);
    element("refused", HTMLDialogElement).close();
    if (button.id === "refused-show") this.show(ticket);
  }
}
