// Part of the day was lost: the lines that say what is missing and what to do, and the one act that settles them.
import { write } from "./draw.js";
import { element } from "./elements.js";
import { say, unbroken } from "./texts.js";

const PARTS = /** @type {const} */ (["said", "missing", "todo"]);

export class FenceLine {
  /**
   * ask(command): hands in a command. done(sentence): it was done. Where nobody settles it, it is only shown.
   * @param {{ ask?: (command: Office.SettleFence) => Promise<Page.Answer>, done?: (sentence: string) => void }} [page]
   */
  constructor({ ask, done = () => {} } = {}) {
    /** @type {Office.FenceNotice | null} */
    this.notice = null;
    document.getElementById("fence-settled")?.addEventListener("click", async () => {
      if (!this.notice || !ask) return;
      const answer = await ask({ type: "SettleFence", goes_on: this.notice.goes_on });
      if (answer.ok) done(say("fence.settled"));
    });
  }

  /**
   * notice: as in the view, null when there is nothing to say.
   * @param {Office.FenceNotice | null} notice
   */
  draw(notice) {
    this.notice = notice;
    element("fence-line").hidden = !notice;
    for (const part of PARTS) write(element(`fence-${part}`), unbroken(notice?.[part] ?? ""));
  }
}
