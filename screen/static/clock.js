// The machine's time is not believed: the line that says so, and the one act that settles it.
import { write } from "./draw.js";
import { say, unbroken } from "./texts.js";

const byId = (id) => document.getElementById(id);

export class ClockLine {
  /** ask(command): hands in a command. done(sentence): it was done. */
  constructor({ ask, done }) {
    this.notice = null;
    byId("clock-right").addEventListener("click", async () => {
      if (!this.notice) return;
      const answer = await ask({ type: "TrustClock", ahead: this.notice.ahead });
      if (answer.ok) done(say("clock.settled"));
    });
  }

  /** notice: as in the view, null while the time is believed. */
  draw(notice) {
    this.notice = notice;
    byId("clock-line").hidden = !notice;
    byId("clock-right").hidden = !notice?.asked;
    write(byId("clock-said"), unbroken(notice?.said ?? ""));
    write(byId("clock-asked"), unbroken(notice?.asked ?? ""));
    write(byId("clock-if-not"), unbroken(notice?.if_not ?? ""));
  }
}
