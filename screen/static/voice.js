// The voice: clips of the office, one after another, never two at once. What is said is in the page's own data, for tests and eyes.

/** A clip whose sound has not moved on for so long is given up: it must not hold up those behind it. */
const HOPELESS_MS = 6_000;
const root = document.documentElement;

/** Says sentences of the office's words: [{ name, facts, language }]. */
export class Speaker {
  /**
   * onchange(speaking): when it begins and when it is silent again.
   * @param {{ language: string, volume?: number, onchange?: (speaking: boolean) => void }} options
   */
  constructor({ language, volume = 1, onchange = () => {} }) {
    this.language = language;
    this.onchange = onchange;
    // One player for all clips: two cannot sound at once, and once a person's touch has let it play it always may.
    this.player = new Audio();
    this.volume = volume;
    this.turn = 0;
    /** @type {((whole: boolean) => void) | null} */
    this.leave = null;
    /** @type {string[]} */
    this.ahead = [];
    this.asking = false;
    root.dataset.spoken ??= "0";
    root.dataset.speaking ??= "";
  }

  get speaking() {
    return this.leave !== null;
  }

  /** 0 … 1, heard at once. */
  set volume(loudness) {
    this.player.volume = loudness;
  }

  get volume() {
    return this.player.volume;
  }

  /**
   * Stops what was being said, then says these, one after another; then() when all was said. True when all was said.
   * @param {Page.Sentence[]} sentences
   * @param {{ then?: () => void }} [after]
   */
  async say(sentences, { then = () => {} } = {}) {
    this.stop();
    const turn = this.turn;
    this.prepare(sentences);
    let whole = true;
    for (const sentence of sentences) {
      whole = (await this.once(sentence)) && whole;
      if (turn !== this.turn) return false;
    }
    this.tell("", null);
    if (whole) then();
    return whole;
  }

  /** Silence, at once. */
  stop() {
    this.turn += 1;
    this.player.pause();
    this.leave?.(false);
    this.tell("", null);
  }

  /**
   * Asks for clips ahead, so that they start at once: one at a time, for a page has few connections and a tap needs one.
   * @param {Page.Sentence[]} sentences
   */
  async prepare(sentences) {
    this.ahead.unshift(...sentences.map((sentence) => this.address(sentence)));
    if (this.asking) return;
    this.asking = true;
    for (let next = this.ahead.shift(); next; next = this.ahead.shift())
      await fetch(next).catch(() => {
        /* asked again when its turn comes */
      });
    this.asking = false;
  }

  /**
   * True when it was said to its end.
   * @param {Page.Sentence} sentence
   * @returns {Promise<boolean>}
   */
  once(sentence) {
    return new Promise((done) => {
      const { player } = this;
      let hopeless = 0;
      // The player may still tell of a clip that was left.
      /** @param {boolean} spoken */
      const leave = (spoken) => {
        if (this.leave !== leave) return;
        clearTimeout(hopeless);
        this.leave = () => {};
        if (spoken) root.dataset.spoken = String(Number(root.dataset.spoken) + 1);
        done(spoken);
      };
      const moves = () => {
        if (this.leave !== leave) return;
        clearTimeout(hopeless);
        hopeless = setTimeout(() => {
          player.pause();
          leave(false);
        }, HOPELESS_MS);
      };
      this.tell(sentence.name, leave);
      player.onended = () => leave(true);
      player.onerror = () => leave(false);
      player.ontimeupdate = moves;
      moves();
      player.src = this.address(sentence);
      player.play().catch(() => leave(false));
    });
  }

  /**
   * @param {string} name
   * @param {((whole: boolean) => void) | null} leave
   */
  tell(name, leave) {
    const was = this.speaking;
    this.leave = leave;
    root.dataset.speaking = name;
    if (was !== this.speaking) this.onchange(this.speaking);
  }

  /** @param {Page.Sentence} sentence */
  address({ name, facts = {}, language = this.language }) {
    const query = new URLSearchParams(/** @type {Record<string, string>} */ (facts)).toString();
    return `/assets/${root.dataset.pages}/voice/${language}/${encodeURIComponent(name)}${query && `?${query}`}`;
  }
}
