// What is not sent yet, as a count, as a list, and as a mark on its card; what was refused meanwhile, one by one.
import { copy, fill, keyed, write } from "../../static/draw.js";
import { hour, say } from "../../static/texts.js";

const byId = (id) => document.getElementById(id);

export class Unsent {
  /** show(ticket): opens the ticket's sheet, where there is one. */
  constructor(outbox, { show }) {
    this.outbox = outbox;
    this.show = show;
    byId("unsent").addEventListener("click", () => { this.draw(); byId("unsent-list").showModal(); });
    byId("unsent-list").addEventListener("click", (event) => this.#listed(event));
    byId("refused").addEventListener("click", (event) => this.#answered(event));
    // Escape closes it too: what was not read comes again.
    byId("refused").addEventListener("close", () => this.next());
  }

  /** The count, and the list while it is open. */
  draw() {
    const unsent = this.outbox.unsent();
    byId("unsent").hidden = unsent.length === 0;
    write(byId("unsent").querySelector("span"), say(unsent.length === 1 ? "unsent.count_one" : "unsent.count", { count: unsent.length }));
    keyed(byId("unsent-rows"), unsent, (entry) => entry.key, () => copy("unsent-row"), (row, entry) => {
      fill(row, { number: entry.number, what: entry.what, when: `${hour(entry.at)}${entry.tried ? ` · ${say("unsent.tried")}` : ""}` });
      row.querySelector("button").hidden = entry.tried;
    });
    if (!unsent.length) byId("unsent-list").close();
  }

  /** Shows the oldest refusal that nobody has read, if none is shown. */
  next() {
    const [first, ...others] = this.outbox.refused();
    const box = byId("refused");
    if (!first || box.open) return;
    box.dataset.key = first.key;
    box.dataset.ticket = first.command.ticket ?? "";
    fill(box, {
      number: first.number, what: say("unsent.not_done", { what: first.what }), when: say("unsent.asked_at", { time: hour(first.at) }),
      why: first.sentence, more: others.length ? say(others.length === 1 ? "unsent.more_one" : "unsent.more", { count: others.length }) : "",
    });
    byId("refused-show").hidden = !first.command.ticket;
    box.showModal();
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([200, 100, 200]);
  }

  #listed(event) {
    const back = event.target.closest("[data-act='take-back']");
    if (back) this.outbox.takeBack(back.closest("li").dataset.key);
    else if (event.target.closest("[data-act='close']") || event.target === byId("unsent-list")) byId("unsent-list").close();
  }

  #answered(event) {
    const button = event.target.closest("button");
    if (!button) return;
    const { key, ticket } = byId("refused").dataset;
    this.outbox.seen(key);
    byId("refused").close();
    if (button.id === "refused-show") this.show(ticket);
  }
}
