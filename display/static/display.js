// The waiting room: the office's view becomes what is seen and heard. Which call, and when, is calls.js.

import { Chime } from "../../static/chime.js";
import { copy, fill, keyed, show, write } from "../../static/draw.js";
import { all, element, within } from "../../static/elements.js";
import { clock, open } from "../../static/live.js";
import { counted, hour, say, unbroken } from "../../static/texts.js";
import { Speaker } from "../../static/voice.js";
import { wait } from "../../static/wait.js";
import { Announcer } from "./announcer.js";
import { Calls } from "./calls.js";
import { fit } from "./fit.js";

/** Keys of calls that were said, kept by this window: a page that is loaded again says none of them. */
const SAID = "calls-said";
const SAID_KEPT = 100;
const TURN_MS = 250;
/** Messages are read one at a time; with more, the next one comes after so long. */
const READING_MS = 20_000;
/** @type {Record<Office.Route, string>} */
const PICTOGRAMS = {
  counter: "counter-desk",
  mediator: "mediator",
  banker: "banker",
  machine: "machine",
  workshop: "school",
  elsewhere: "walk",
};
const NUMBER_SHARE = 0.03;
/** Of 1rem, a twelfth of the number's height: nothing is written smaller. Its capitals are 5 minutes of arc high from where the
 *  number is 3 % of the distance: what an eye of 10/10 just reads. */
const SMALLEST = 0.875;

const root = document.documentElement;
const room = element("room");
const sound = element("sound");

const calls = new Calls(JSON.parse(sessionStorage.getItem(SAID) ?? "[]"));
const chime = new Chime({
  ontell: (ready) => {
    sound.hidden = ready;
  },
});
const speaker = new Speaker({ language: "fr" });
const announcer = new Announcer({ calls, chime, speaker, clock, onsay });
let view = /** @type {Page.View | null} */ (null);

/** @param {Page.View} newest */
function draw(newest) {
  view = newest;
  calls.hear(view.calls, clock());
  announcer.turn();
  drawAll(view);
}

/**
 * A call begins to be said: the same words for those who read the screen by ear or by touch.
 * @param {Office.Call} call
 * @param {boolean} again
 */
function onsay(call, again) {
  if (!again) {
    write(element("spoken"), say("call", call));
    const said = [...JSON.parse(sessionStorage.getItem(SAID) ?? "[]"), call.key];
    sessionStorage.setItem(SAID, JSON.stringify(said.slice(-SAID_KEPT)));
  }
  if (view) drawAll(view);
}

/** @param {Page.View} view */
function drawAll(view) {
  const now = clock();
  const current = calls.current(now);
  const waiting = view.flows.some((flow) => flow.waiting > 0);
  const shut = !view.tickets && !waiting && !current;
  room.classList.toggle("quiet", !current && !shut);
  room.classList.toggle("shut", shut);
  element("current").hidden = !current;
  element("calm").hidden = Boolean(current) || shut;
  element("closed").hidden = !shut;
  drawCall(current);
  drawPast(calls.past(now));
  drawFlows(view, waiting, current);
  drawMessages(view, now);
  if (shut) drawClosed(view);
  for (const time of all(document, "[data-is=time]")) write(time, hour(now));
  fitAll();
}

/** @param {Office.Call | null} current */
function drawCall(current) {
  if (!current) return;
  write(element("number"), current.number);
  element("number").classList.toggle("long", current.number > 999);
  drawCounter(element("counter"), current);
}

/** @param {Office.Call[]} past */
function drawPast(past) {
  room.classList.toggle("nopast", past.length === 0);
  keyed(
    element("past"),
    past,
    (call) => call.key,
    () => copy("one-call"),
    (el, call) => {
      fill(el, { number: call.number });
      el.firstElementChild?.classList.toggle("long", call.number > 999);
      el.classList.toggle("said", calls.saying?.call.key === call.key);
      drawCounter(el, call);
    },
  );
}

/**
 * @param {HTMLElement} el
 * @param {Office.Call} call
 */
function drawCounter(el, call) {
  fill(el, { digit: call.counter });
  show(within(el, ".sign", SVGElement), `shape-${call.shape}`);
}

/**
 * @param {Page.View} view
 * @param {boolean} waiting
 * @param {Office.Call | null} current
 */
function drawFlows(view, waiting, current) {
  keyed(
    element("flows"),
    view.flows,
    (flow) => flow.route,
    () => copy("one-flow"),
    (el, flow) => {
      const about = flow.waiting && flow.wait ? howLong(flow.route, flow.wait) : "";
      show(within(el, ".picto", SVGElement), PICTOGRAMS[flow.route]);
      fill(el, { route: say(`route.${flow.route}`), count: counted("people", flow.waiting), wait: about });
    },
  );
  const hint = view.tickets ? (waiting ? "" : say("take_ticket")) : say("no_more_tickets");
  write(element("hint"), hint);
  room.classList.toggle("hinting", Boolean(hint) && !current);
}

/**
 * Whoever waits for the mediator is not told to speak to the mediator.
 * @param {Office.Route} route
 * @param {Office.Wait} about
 */
function howLong(route, about) {
  return route === "mediator" && about.high === null ? say("more_than", about) : wait(about);
}

/**
 * @param {Page.View} view
 * @param {number} now
 */
function drawMessages(view, now) {
  const turn = Math.floor(now / READING_MS) % (view.messages.length || 1);
  const messages = view.messages.slice(turn, turn + 1);
  room.classList.toggle("announcing", messages.length > 0);
  keyed(
    element("messages"),
    messages,
    (id) => id,
    () => copy("one-message"),
    (el, id) => fill(el, { text: unbroken(say(`announcement.${id}`)) }),
  );
}

/** @param {Page.View} view */
function drawClosed(view) {
  write(element("why"), say(view.open ? "kiosk_stopped" : "closed"));
  write(element("what"), view.open ? say("ask_somebody") : "");
  element("week").hidden = view.open;
  const day = new Intl.DateTimeFormat("en", { weekday: "short", timeZone: root.dataset.zone }).format(clock());
  const today = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(day);
  for (const [at, row] of [...element("week", HTMLTableElement).rows].entries())
    row.classList.toggle("today", at === today);
}

/** What may be of any length is as large as its place allows. Measured only when something is another: it costs. */
let fitted = "";
function fitAll() {
  const shown = [
    room.className,
    sound.hidden,
    innerWidth,
    innerHeight,
    element("flows").textContent,
    element("messages").textContent,
  ].join("|");
  if (shown === fitted) return;
  fitted = shown;
  const rem = parseFloat(getComputedStyle(root).fontSize);
  const quiet = room.classList.contains("quiet"),
    announcing = room.classList.contains("announcing");
  fit(element("flows"), rem, (quiet ? 5.2 : announcing ? 1.2 : 1.6) * rem);
  if (announcing) fit(element("messages"), rem, 1.6 * rem);
  fit(element("small"), SMALLEST * rem, 1.45 * rem);
  tellIfTooSmall(rem);
}

/**
 * The window is not the screen that was configured: the last seat cannot read it.
 * @param {number} rem
 */
function tellIfTooSmall(rem) {
  const { pitch, farthest } = room.dataset;
  const metres = (12 * rem * Number(pitch)) / 1000 / NUMBER_SHARE;
  element("too-small").hidden = metres >= Number(farthest) - 0.05 || window !== top;
  write(element("too-small"), say("too_small", { farthest: Number(farthest).toLocaleString(root.lang) }));
}

/**
 * @param {"live" | "lost"} state
 * @param {number} age
 */
function link(state, age) {
  element("paused").hidden = state === "live";
  if (state === "live") return;
  write(element("paused"), say("paused", { age }));
  const rem = parseFloat(getComputedStyle(root).fontSize);
  fit(element("paused"), SMALLEST * rem, 1.3 * rem);
}

function turn() {
  if (!view) return;
  announcer.turn();
  drawAll(view);
}

sound.addEventListener("click", async () => {
  await chime.wake();
  chime.play();
});
addEventListener("resize", turn);
document.fonts.addEventListener("loadingdone", () => {
  fitted = "";
  turn();
});
setInterval(turn, TURN_MS);
// What is on the wall since when is of the time before: drawn anew, and what was said is not said again.
open({ screen: "display", draw, link, calm: () => !calls.saying, moved: () => location.reload() });
