// Part of the day was lost: the lines that say what is missing and what to do, and the one act that settles them.
import { write } from "./draw.js";
import { say, unbroken } from "./texts.js";

const byId = (id) => document.getElementById(id);

export class FenceLine {
  /** ask(command): hands in a command. done(sentence): it was done. Where nobody settles it, it is only shown. */
  constructor({ ask = null, done = () => {} } = {}) {
    this.notice = null;
    byId("fence-settled")?.addEventListener("click", async () => {
      if (!this.notice) return;
      const answer = await ask({ type: "SettleFence", goes_on: this.notice.goes_on });
      if (answer.ok) done(say("fence.settled"));
    });
  }

  /** notice: as in the view, null when there is nothing to say. */
  draw(notice) {
    this.notice = notice;
    byId("fence-line").hidden = !notice;
    for (const part of ["said", "missing", "todo"]) write(byId(`fence-${part}`), unbroken(notice?.[part] ?? ""));
  }
}
