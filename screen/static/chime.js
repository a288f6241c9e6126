// The chime of a call: two soft notes. No file: the browser makes them.

/** @type {[pitch: number, after: number][]} */
const NOTES = [
  [659.25, 0],
  [523.25, 0.28],
];
const LENGTH_S = 1.1;
const LOUDNESS = 0.35;

export class Chime {
  /**
   * ontell(ready): whether the browser lets it sound; most browsers want a touch first.
   * @param {{ ontell?: (ready: boolean) => void }} [page]
   */
  constructor({ ontell = () => {} } = {}) {
    this.ontell = ontell;
    this.context = new AudioContext();
    this.context.onstatechange = () => this.ontell(this.ready);
    ontell(this.ready);
  }

  get ready() {
    return this.context.state === "running";
  }

  /** To be called from a touch: from now on it sounds. */
  async wake() {
    await this.context.resume();
    this.ontell(this.ready);
  }

  /**
   * Both notes; resolves when they are over, at once when the browser keeps it silent.
   * @returns {Promise<void>}
   */
  play() {
    const { dataset } = document.documentElement;
    dataset.chimes = String(Number(dataset.chimes ?? 0) + 1);
    if (!this.ready) return Promise.resolve();
    const now = this.context.currentTime;
    const tones = NOTES.map(([pitch, after]) => {
      const tone = new OscillatorNode(this.context, { frequency: pitch });
      const gain = new GainNode(this.context, { gain: 0 });
      gain.gain.setValueAtTime(0, now + after);
      gain.gain.linearRampToValueAtTime(LOUDNESS, now + after + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.001, now + after + LENGTH_S);
      tone.connect(gain).connect(this.context.destination);
      tone.start(now + after);
      tone.stop(now + after + LENGTH_S);
      return tone;
    });
    return new Promise((over) => {
      // A sound device that is gone lets no tone end.
      const hopeless = setTimeout(over, LENGTH_S * 3000);
      tones.at(-1)?.addEventListener("ended", () => {
        clearTimeout(hopeless);
        over();
      });
    });
  }
}
