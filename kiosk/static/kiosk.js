// The kiosk: a tap changes the picture; the last tap takes the ticket. Nothing about the last client stays.

import { write } from "../../static/draw.js";
import { all, element, touched, within } from "../../static/elements.js";
import { clock, open } from "../../static/live.js";
import { newKey, post } from "../../static/post.js";
import { hour, isWord } from "../../static/texts.js";
import { waitNamed } from "../../static/wait.js";
import { comfort } from "./comfort.js";
import { answerPaper, forget, holdsTicket, paperSaid, showAgain, showTicket } from "./done.js";
import { watchIdle } from "./idle.js";
import { listenToKeys } from "./keypad.js";
import { keepAwayPage, leaveFor } from "./leaving.js";
import { showLong } from "./long.js";
import { current, go, picture } from "./picture.js";
import { tell } from "./sentence.js";
import { fitTo } from "./sizes.js";
import { speech } from "./speech.js";
import { forgetVisit } from "./visit.js";

const page = element("kiosk");
const language = document.documentElement.lang;

/** How long a page that lost its rights says so, before it is loaded anew. */
const STALE_MS = 5_000;

/** A language that is not there after so long is said to come. */
const SLOW_MS = 600;

let view = /** @type {Page.View | null} */ (null);
let need = "";
let taking = false;
let away = false;
let before = "start";

/** @type {Record<string, (value: string, button: HTMLElement) => void>} */
const deeds = {
  tile: (value) => go(`tile:${value}`),
  go,
  need: choose,
  route: (value) => take(need, /** @type {Office.Route} */ (value) || null),
  "long-take": () => take(need, null),
  "long-machine": () => take(need, "machine"),
  "long-mediator": () => take(need, "mediator"),
  languages: chooseLanguage,
  language: (value) => leave(value === page.dataset.first ? "/kiosk" : `/kiosk?lang=${value}`),
  listen: () => speech.turn(!speech.on),
  repeat: () => speech.repeat(),
  softer: () => speech.change(-1),
  louder: () => speech.change(1),
  large: turn,
  contrast: turn,
  legal: declare,
  restart,
  back,
  continue: () => idle.stay(),
  "paper-out": () => answerPaper(true, () => view),
  "paper-none": () => answerPaper(false, () => view),
};

document.addEventListener("click", (event) => {
  const button = touched(event, "[data-do]");
  if (button && !taking) deeds[button.dataset.do ?? ""]?.(button.dataset.value ?? "", button);
});

/**
 * A long wait is told, a choice between the machine and a person is asked; any other need gives the ticket at once.
 * @param {string} value
 */
function choose(value) {
  need = value;
  // Whom the law gives priority does not wait as long as the others.
  const last = person();
  if (last?.long && !comfort.legal) return showLong(offered(), Boolean(view?.mediator));
  if (!last || offered().length < 2) return take(value, null);
  const [now, other] = all(document, '[data-screen="choice"] [data-wait]');
  if (now) tell(now, "kiosk.now");
  if (other) about(other, last.wait);
  const [, toPerson] = all(document, '[data-screen="choice"] .tile');
  if (toPerson) toPerson.dataset.value = last.route;
  go("choice");
}

function offered() {
  return view?.offers[need] ?? [];
}

function person() {
  return offered().at(-1);
}

/**
 * @param {string} what
 * @param {Office.Route | null} route
 */
async function take(what, route) {
  taking = true;
  need = what;
  go("busy");
  /** @type {Office.TakeTicket} */
  const command = { type: "TakeTicket", need: what, language, legal: comfort.legal, route };
  const answer = await post("/kiosk/commands", command, { key: newKey() });
  taking = false;
  if (answer.ok) {
    showTicket(answer, what, view);
    return go("done");
  }
  const told = `refusal.${answer.reason}`;
  tell(element("message"), isWord(told) ? told : "kiosk.not_reached");
  go("message");
  // The page is older than its rights (the device was paired anew, its session is gone): a fresh one mends it.
  if (answer.reason === "not_allowed") setTimeout(() => location.reload(), STALE_MS);
}

/**
 * @param {string} _value
 * @param {HTMLElement} button
 */
function turn(_value, button) {
  comfort.turn(/** @type {"large" | "contrast" | "legal"} */ (button.dataset.do));
  speech.target(button);
}

/**
 * Before the ticket it goes with it; afterwards only a person can add it, and the kiosk says so.
 * @param {string} value
 * @param {HTMLElement} button
 */
function declare(value, button) {
  if (!holdsTicket()) return turn(value, button);
  const said = element(comfort.legal ? "legal-said" : "legal-late");
  said.hidden = false;
  speech.news(said);
}

function chooseLanguage() {
  if (current() === "languages") return;
  before = current();
  go("languages");
}

/** The picture before this one. */
function back() {
  if (current() === "languages") go(before);
  else if (current() === "warning") idle.stay();
  else if (current() === "done") restart();
  else {
    const { back: to } = picture().dataset;
    if (to) go(to);
  }
}

/** Back to the start: language, text size, contrast, volume, priority, number, all of it is forgotten. */
function restart() {
  speech.clear();
  comfort.clear();
  forget();
  forgetVisit();
  need = "";
  if (language !== page.dataset.first) leave("/kiosk");
  else go(home());
}

/** @param {string} address */
async function leave(address) {
  const slow = setTimeout(() => go("busy"), SLOW_MS);
  if (await leaveFor(address)) return;
  clearTimeout(slow);
  lose();
}

function lose() {
  away = true;
  go("lost");
}

function home() {
  return view && !view.open ? "closed" : "start";
}

/** @param {Page.View} fresh */
function draw(fresh) {
  const first = !view;
  view = fresh;
  page.dataset.version = String(view.version);
  for (const tile of all(document, '.tiles [data-do="need"]')) {
    const last = view.offers[tile.dataset.value ?? ""]?.at(-1);
    if (last) about(within(tile, "[data-wait]"), last.wait);
  }
  element("no-paper").hidden = view.paper;
  paperSaid(view);
  if (away) comeBack();
  else if (["start", "closed", "lost"].includes(current())) go(home());
  if (first && showAgain(view)) go("done");
}

/**
 * On a tile an unknown wait says nothing: the person who is asked will say it.
 * @param {HTMLElement} node
 * @param {Office.Wait | null} known
 */
function about(node, known) {
  const { name, facts } = waitNamed(known);
  tell(node, known ? name : "", facts);
}

/** @param {"live" | "lost"} state */
function link(state) {
  // A client who holds a number keeps it on screen; everybody else is told where to go.
  if (state === "lost" && current() !== "done") lose();
  if (state === "live" && away) comeBack();
}

function comeBack() {
  away = false;
  restart();
}

function showTime() {
  write(element("time"), hour(clock()));
}

function help() {
  if (!taking && !["lost", "closed"].includes(current())) take("help", null);
}

function headphones() {
  if (speech.on) speech.repeat();
  else speech.turn(true, { keys: true });
}

function nobodyHere() {
  return current() === "start" && !comfort.changed && !speech.on && language === page.dataset.first;
}

const idle = watchIdle({
  seconds: Number(page.dataset.idle),
  warning: Number(page.dataset.warning),
  // Nobody is here: the start as it always is, or a page that says where to go.
  resting: () => ["lost", "closed"].includes(current()) || nobodyHere(),
  busy: () => taking || (speech.speaking && current() !== "warning"),
  end: restart,
});
fitTo(page);
showTime();
setInterval(showTime, 5000);
comfort.restore();
listenToKeys(JSON.parse(element("keys", HTMLScriptElement).text), { back, help, headphones });
open({ screen: "kiosk", draw, link, calm: () => current() === "closed" || nobodyHere() });
speech.restore();
keepAwayPage();
