// « Écouter »: the picture is read aloud in its language, by clips of the office. Any tap or key makes silence.
import { all, element, within } from "../../static/elements.js";
import { Speaker } from "../../static/voice.js";
import { current, picture } from "./picture.js";
import { sentencesIn } from "./sentence.js";
import { keep, kept } from "./visit.js";

/** 6 dB apart, 18 dB in all, one of them 12 dB above the quietest (EN 301 549, 8.2.1). */
/** @type {[number, ...number[]]} */
const LEVELS = [0.125, 0.25, 0.5, 1];
const USUAL = 3;
/** @type {Page.Word[]} */
const AHEAD = ["kiosk.still_here", "kiosk.stay", "kiosk.lost", "kiosk.lost_what", "kiosk.not_reached", "kiosk.moment"];
const root = document.documentElement;
const button = within(document, '[data-do="listen"]');

/** @type {Speaker | null} */
let speaker = null;
let level = 0;
let byKey = false;
/** @type {Page.Sentence[]} */
let waiting = [];

export const speech = {
  /** True while somebody listens. */
  get on() {
    return level > 0;
  },

  get speaking() {
    return Boolean(speaker?.speaking);
  },

  /**
   * Begins to speak, or is silent again. keys: how to use the keypad is said first.
   * @param {boolean} on
   * @param {{ keys?: boolean }} [how]
   */
  turn(on, { keys = false } = {}) {
    level = on ? level || USUAL : 0;
    show();
    if (!on) return speaker?.stop();
    speakAt(level).prepare(AHEAD.map((name) => ({ name, language: root.lang })));
    read(keys ? [{ name: "kiosk.keys" }] : []);
  },

  /** The picture again, from its beginning. */
  repeat: () => read(),

  /**
   * Louder (1) or softer (-1), and says so.
   * @param {number} step
   */
  change(step) {
    level = Math.min(LEVELS.length, Math.max(1, level + step));
    speakAt(level);
    show();
    say([{ name: "kiosk.volume", facts: { level } }]);
  },

  /**
   * What a button says, and whether it is pressed.
   * @param {HTMLElement} el
   */
  target(el) {
    if (!this.on) return;
    const pressed = el.getAttribute("aria-pressed");
    /** @type {Page.Sentence[]} */
    const state = pressed === null ? [] : [{ name: pressed === "true" ? "kiosk.on" : "kiosk.off" }];
    say([...sentencesIn(el), ...state]);
  },

  /**
   * Something new on this picture: said now, or after what is being said.
   * @param {HTMLElement} el
   */
  news(el) {
    if (!this.on) return;
    if (speaker?.speaking) waiting = sentencesIn(el);
    else say(sentencesIn(el));
  },

  /** As it was for nobody. */
  clear() {
    this.turn(false);
    element("no-voice").hidden = true;
  },

  /** After a change of language somebody who listened goes on listening, as loud as before. */
  restore() {
    level = kept("level") ?? 0;
    if (level) this.turn(true);
  },
};

/**
 * The question, its answers, help; at the start also what stands above.
 * @param {Page.Sentence[]} [before]
 */
function read(before = []) {
  if (!speech.on || current() === "busy") return;
  const welcome = current() === "start" ? sentencesIn(within(document, ".top")) : [];
  say([...before, ...sentencesIn(picture()), ...sentencesIn(within(document, ".help")), ...welcome]);
}

/**
 * « Êtes-vous encore là ? » is spoken to everybody: it runs out, and somebody who looks elsewhere must know (European
 * Accessibility Act, annex I: more than one sense). Not after the ticket: nothing is lost, and the hall has enough voices.
 * @param {string} before
 */
function ask(before) {
  if (speech.on) return read();
  if (before === "done") return;
  speakAt(USUAL);
  say(sentencesIn(picture()));
}

/** @param {number} loudness */
function speakAt(loudness) {
  speaker ??= new Speaker({ language: root.lang });
  speaker.volume = LEVELS[loudness - 1] ?? 1;
  return speaker;
}

/** @param {Page.Sentence[]} sentences */
async function say(sentences) {
  waiting = [];
  const heard = root.dataset.spoken;
  const turn = ++said;
  const whole = await speaker?.say(sentences);
  if (turn !== said) return;
  // Not one clip could be played: silence with a pressed button would be a lie.
  if (speech.on && !whole && sentences.length && root.dataset.spoken === heard && current() !== "lost") {
    speech.turn(false);
    element("no-voice").hidden = false;
  } else if (waiting.length) say(waiting);
}
let said = 0;

function silence() {
  said += 1;
  waiting = [];
  speaker?.stop();
}

function show() {
  button.setAttribute("aria-pressed", String(level > 0));
  root.classList.toggle("listening", level > 0);
  root.dataset.volume = level ? String(level) : "";
  element("strip").hidden = !level;
  keep("level", level);
  for (const [at, bar] of all(element("level"), "i").entries()) bar.classList.toggle("full", at < level);
}

document.addEventListener(
  "pointerdown",
  () => {
    byKey = false;
    silence();
  },
  { capture: true },
);
document.addEventListener(
  "keydown",
  () => {
    byKey = true;
    silence();
  },
  { capture: true },
);
document.addEventListener("picture", (event) => {
  if (current() !== "warning") read();
  else if (event instanceof CustomEvent) ask(event.detail);
});
document.addEventListener("focusin", ({ target }) => {
  if (byKey && target instanceof HTMLButtonElement) speech.target(target);
});
