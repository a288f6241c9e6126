// The voice: clips of the office, one after another, never two at once. What is said is in the page's own data, for tests and eyes.

const HOPELESS_MS = 12_000;
const root = document.documentElement;

/** Says sentences of the office's words: [{ name, facts, language }]. */
export class Speaker {
  /** onchange(speaking): when it begins and when it is silent again. */
  constructor({ language, volume = 1, onchange = () => {} }) {
    this.language = language;
    this.volume = volume;
    this.onchange = onchange;
    this.turn = 0;
    this.sound = null;
    root.dataset.spoken ??= "0";
    root.dataset.speaking ??= "";
  }

  get speaking() {
    return this.sound !== null;
  }

  /** Stops what was being said, then says these, one after another. True when all was said. */
  async say(sentences) {
    this.stop();
    const turn = this.turn;
    this.prepare(sentences);
    let whole = true;
    for (const one of sentences) {
      const said = await this.once(one, turn);
      if (turn !== this.turn) return false;
      whole = whole && said;
    }
    this.fall("");
    return whole;
  }

  /** Silence, at once. */
  stop() {
    this.turn += 1;
    if (this.sound) {
      this.sound.pause();
      this.sound.onended?.();
    }
    this.fall("");
  }

  /** Asks for clips ahead, so that they start at once. */
  prepare(sentences) {
    for (const one of sentences) fetch(this.address(one)).catch(() => { /* said without it, or asked again when its turn comes */ });
  }

  once(one, turn) {
    return new Promise((done) => {
      const sound = new Audio(this.address(one));
      const end = (said) => {
        clearTimeout(hopeless);
        sound.onended = sound.onerror = null;
        if (said) root.dataset.spoken = String(Number(root.dataset.spoken) + 1);
        done(said);
      };
      // A clip that neither plays nor fails must not hold up those behind it.
      const hopeless = setTimeout(() => { sound.pause(); end(false); }, HOPELESS_MS);
      sound.volume = this.volume;
      sound.onended = () => end(turn === this.turn);
      sound.onerror = () => end(false);
      this.fall(one.name, sound);
      sound.play().catch(() => end(false));
    });
  }

  fall(name, sound = null) {
    const was = this.speaking;
    this.sound = sound;
    root.dataset.speaking = name;
    if (was !== this.speaking) this.onchange(this.speaking);
  }

  address({ name, facts = {}, language = this.language }) {
    const asked = new URLSearchParams(facts).toString();
    return `/voice/${language}/${encodeURIComponent(name)}${asked && `?${asked}`}`;
  }
}
