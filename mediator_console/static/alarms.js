// What is new and cannot wait: a client asks for help, the hall gets tense. Said and felt once; what was there before is only shown.

import { write } from "../../static/draw.js";
import { element } from "../../static/elements.js";
import { rushWords } from "../../static/rush.js";
import { say } from "../../static/texts.js";
import { refuse } from "../../static/toast.js";
import { alertWords } from "./hall.js";

const BUZZ = [200, 100, 200];

export class Alarms {
  constructor() {
    /** @type {Set<string> | null} */
    this.heard = null;
  }

  /** @param {Page.View} view */
  draw(view) {
    const asks = view.queue
      .filter((card) => card.asks)
      .map((card) => ({ id: card.id, words: say("console.new_help", card) }));
    const tense = view.alerts
      .filter((alert) => view.unanswered.includes(alert.id))
      .map((alert) => ({ id: alert.id, words: alertWords(alert), tense: true }));
    const rushes = view.rushes.map((rush) => ({ id: rush.id, words: rushWords(rush) }));
    const current = [...tense, ...rushes, ...asks];
    const { heard } = this;
    const [news] = heard ? current.filter((alarm) => !heard.has(alarm.id)) : [];
    this.heard = new Set(current.map((alarm) => alarm.id));
    if (!news) return;
    write(element("said"), news.words);
    if ("tense" in news) refuse(news.words);
    // A browser that nobody has touched yet would log an error instead.
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(BUZZ);
  }
}
