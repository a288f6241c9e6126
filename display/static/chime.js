// The chime of a new call: two soft notes. No file: the browser makes them.

const NOTES = [[659.25, 0], [523.25, 0.28]];
const LENGTH_S = 1.1;
const LOUDNESS = 0.35;

export class Chime {
  /** button: shown as long as the browser wants a touch before it makes a sound. */
  constructor(button) {
    this.button = button;
    this.context = new AudioContext();
    this.context.onstatechange = () => this.tell();
    button.addEventListener("click", async () => {
      await this.context.resume();
      this.play();
    });
    this.tell();
  }

  /** Both notes. */
  play() {
    this.played = (this.played ?? 0) + 1;
    document.documentElement.dataset.chimes = this.played;
    if (this.context.state !== "running") return;
    const now = this.context.currentTime;
    for (const [pitch, after] of NOTES) {
      const tone = new OscillatorNode(this.context, { frequency: pitch });
      const gain = new GainNode(this.context, { gain: 0 });
      gain.gain.setValueAtTime(0, now + after);
      gain.gain.linearRampToValueAtTime(LOUDNESS, now + after + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.001, now + after + LENGTH_S);
      tone.connect(gain).connect(this.context.destination);
      tone.start(now + after);
      tone.stop(now + after + LENGTH_S);
    }
  }

  tell() {
    this.button.hidden = this.context.state === "running";
  }
}
