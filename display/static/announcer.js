// Says the calls: a chime, then the spoken call, one after another. `chime`, `speaker` and `clock` are handed in.

/** @typedef {import("./calls.js").Due} Due */

export class Announcer {
  /**
   * onsay(call, again): a call begins to be said.
   * @param {{
   *   calls: { next: (now: number) => Due | null, said: (now: number) => void },
   *   chime: { play: () => Promise<void> },
   *   speaker: { say: (sentences: Page.Sentence[]) => Promise<boolean> },
   *   clock: () => number,
   *   onsay?: (call: Office.Call, again: boolean) => void,
   * }} parts
   */
  constructor({ calls, chime, speaker, clock, onsay = () => {} }) {
    this.calls = calls;
    this.chime = chime;
    this.speaker = speaker;
    this.clock = clock;
    this.onsay = onsay;
    /** @type {Set<string>} */
    this.voiceless = new Set();
  }

  /** To be called often: says what is due, if nothing is being said. */
  async turn() {
    for (let due = this.calls.next(this.clock()); due; due = this.calls.next(this.clock())) {
      this.onsay(due.call, due.again);
      await this.say(due);
      this.calls.said(this.clock());
    }
  }

  /**
   * The second time without the chime, unless the chime is all there is.
   * @param {Due} due
   */
  async say({ call, again }) {
    if (!again || this.voiceless.has(call.key)) await this.chime.play();
    const facts = { number: call.number, counter: Number(call.counter) };
    /** @type {Page.Sentence[]} */
    const spoken = call.spoken_in.map((language) => ({ name: "call", facts, language }));
    const whole = spoken.length > 0 && (await this.speaker.say(spoken));
    if (!whole) this.voiceless.add(call.key);
    else this.voiceless.delete(call.key);
  }
}
