// A kiosk gave many tickets in a minute: a line that says so, what they are, and the one act that ends those nobody has touched.
import { copy, fill, keyed, write } from "./draw.js";
import { counted, hour, say } from "./texts.js";

const MINUTE = 60_000;
const byId = (id) => document.getElementById(id);

/** « La borne donne beaucoup de tickets : 12 en une minute ». */
export function rushWords(rush) {
  const minutes = Math.max(1, Math.ceil((rush.until - rush.since) / MINUTE));
  return say(minutes === 1 ? "rush.told_one" : "rush.told", { count: rush.count, minutes });
}

export class Rushes {
  /** ask(command): hands in a command. done(answer, sentence): it was done; answer.tickets: those that a sweep ended. */
  constructor({ ask, done }) {
    this.ask = ask;
    this.done = done;
    this.shown = null;
    this.box = byId("rush");
    byId("rushes").addEventListener("click", (event) => {
      if (event.target.closest("button")) this.#look(this.rushes.find((one) => one.id === event.target.closest("li").dataset.key));
    });
    this.box.addEventListener("click", (event) => this.#chosen(event.target.closest("button")?.dataset.rush));
  }

  /** rushes: as in the view. */
  draw(rushes) {
    this.rushes = rushes;
    keyed(byId("rushes"), rushes, (one) => one.id, () => copy("one-rush"), (li, one) => fill(li, { said: rushWords(one) }));
    if (!this.box.open) return;
    const fresh = rushes.find((one) => one.id === this.shown.id);
    if (!fresh) return this.box.close();
    // What is on screen may lose a ticket that somebody has called; it never gains one under the finger.
    const kept = this.shown.tickets.map((ticket, at) => [ticket, this.shown.numbers[at]]).filter(([ticket]) => fresh.tickets.includes(ticket));
    if (!kept.length) return this.box.close();
    this.shown = { ...this.shown, tickets: kept.map(([ticket]) => ticket), numbers: kept.map(([, number]) => number) };
    this.#fill();
  }

  #look(rush) {
    this.shown = rush;
    this.#fill();
    this.box.showModal();
  }

  #fill() {
    const { count, since, until, numbers } = this.shown;
    const [from, to] = [hour(since), hour(until)];
    write(byId("rush-title"), say(from === to ? "rush.title_at" : "rush.title", { count, from, to }));
    write(byId("rush-untouched"), counted("rush.untouched", numbers.length));
    write(byId("rush-numbers"), numbers.join(", "));
    write(this.box.querySelector('[data-rush="sweep"] span'), counted("rush.sweep", numbers.length));
  }

  async #chosen(deed) {
    if (!deed) return;
    const { id, tickets } = this.shown;
    this.box.close();
    if (deed === "back") return;
    const answer = await this.ask(deed === "sweep" ? { type: "SweepTickets", rush: id, tickets } : { type: "SettleRush", rush: id });
    if (answer.ok) this.done(answer, deed === "sweep" ? counted("rush.swept", answer.tickets?.length ?? 0) : say("rush.settled"));
  }
}
