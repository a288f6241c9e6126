// The machine's time is not believed: the line that says so, and the one act that settles it.
import { write } from "./draw.js";
import { element } from "./elements.js";
import { say, unbroken } from "./texts.js";

export class ClockLine {
  /**
   * ask(command): hands in a command. done(sentence): it was done.
   * @param {{ ask: (command: Office.TrustClock) => Promise<Page.Answer>, done: (sentence: string) => void }} page
   */
  constructor({ ask, done }) {
    /** @type {Office.ClockNotice | null} */
    this.notice = null;
    element("clock-right").addEventListener("click", async () => {
      if (!this.notice) return;
      const answer = await ask({ type: "TrustClock", ahead: this.notice.ahead });
      if (answer.ok) done(say("clock.settled"));
    });
  }

  /**
   * notice: as in the view, null while the time is believed.
   * @param {Office.ClockNotice | null} notice
   */
  draw(notice) {
    this.notice = notice;
    element("clock-line").hidden = !notice;
    element("clock-right").hidden = !notice?.asked;
    write(element("clock-said"), unbroken(notice?.said ?? ""));
    write(element("clock-asked"), unbroken(notice?.asked ?? ""));
    write(element("clock-if-not"), unbroken(notice?.if_not ?? ""));
  }
}
