// A kiosk gave many tickets in a minute: a line that says so, what they are, and the one act that ends those nobody has touched.
import { copy, fill, keyed, write } from "./draw.js";
import { element, rowKey, touched, within } from "./elements.js";
import { counted, hour, say } from "./texts.js";

const MINUTE = 60_000;

/**
 * « La borne donne beaucoup de tickets : 12 en une minute ».
 * @param {Office.RushNotice} rush
 */
export function rushWords(rush) {
  const minutes = Math.max(1, Math.ceil((rush.until - rush.since) / MINUTE));
  return say(minutes === 1 ? "rush.told_one" : "rush.told", { count: rush.count, minutes });
}

export class Rushes {
  /**
   * ask(command): hands in a command. done(answer, sentence): it was done; answer.tickets: those that a sweep ended.
   * @param {{
   *   ask: (command: Office.SweepTickets | Office.SettleRush) => Promise<Page.Answer>,
   *   done: (answer: Page.Answer, sentence: string) => void,
   * }} page
   */
  constructor({ ask, done }) {
    this.ask = ask;
    this.done = done;
    /** @type {Office.RushNotice[]} */
    this.rushes = [];
    /** @type {Office.RushNotice | null} */
    this.shown = null;
    this.box = element("rush", HTMLDialogElement);
    element("rushes").addEventListener("click", (event) => {
      const button = touched(event, "button");
      const rush = button && this.rushes.find(({ id }) => id === rowKey(button));
      if (rush) this.#look(rush);
    });
    this.box.addEventListener("click", (event) => this.#chosen(touched(event, "button")?.dataset.rush));
  }

  /**
   * rushes: as in the view.
   * @param {Office.RushNotice[]} rushes
   */
  draw(rushes) {
    this.rushes = rushes;
    keyed(
      element("rushes"),
      rushes,
      (rush) => rush.id,
      () => copy("one-rush"),
      (li, rush) => fill(li, { said: rushWords(rush) }),
    );
    const { shown } = this;
    if (!this.box.open || !shown) return;
    const fresh = rushes.find(({ id }) => id === shown.id);
    if (!fresh) return this.box.close();
    // What is on screen may lose a ticket that somebody has called; it never gains one under the finger.
    const isKept = shown.tickets.map((ticket) => fresh.tickets.includes(ticket));
    if (!isKept.includes(true)) return this.box.close();
    this.#fill({
      ...shown,
      tickets: shown.tickets.filter((_ticket, at) => isKept[at]),
      numbers: shown.numbers.filter((_number, at) => isKept[at]),
    });
  }

  /** @param {Office.RushNotice} rush */
  #look(rush) {
    this.#fill(rush);
    this.box.showModal();
  }

  /** @param {Office.RushNotice} rush */
  #fill(rush) {
    this.shown = rush;
    const { count, since, until, numbers } = rush;
    const [from, to] = [hour(since), hour(until)];
    write(element("rush-title"), say(from === to ? "rush.title_at" : "rush.title", { count, from, to }));
    write(element("rush-untouched"), counted("rush.untouched", numbers.length));
    write(element("rush-numbers"), numbers.join(", "));
    write(within(this.box, '[data-rush="sweep"] span'), counted("rush.sweep", numbers.length));
  }

  /** @param {string | undefined} deed */
  async #chosen(deed) {
    if (!deed || !this.shown) return;
    const { id, tickets } = this.shown;
    this.box.close();
    if (deed === "back") return;
    const answer = await this.ask(
      deed === "sweep" ? { type: "SweepTickets", rush: id, tickets } : { type: "SettleRush", rush: id },
    );
    if (answer.ok)
      this.done(answer, deed === "sweep" ? counted("rush.swept", answer.tickets?.length ?? 0) : say("rush.settled"));
  }
}
