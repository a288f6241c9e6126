// The waiting room: the office's view becomes what is seen and heard. Which call, and when, is calls.js.
import { clock, open } from "../../static/live.js";
import { Chime } from "../../static/chime.js";
import { copy, fill, keyed, show, write } from "../../static/draw.js";
import { counted, hour, say, unbroken, wait } from "../../static/texts.js";
import { Speaker } from "../../static/voice.js";
import { Announcer } from "./announcer.js";
import { Calls } from "./calls.js";
import { fit } from "./fit.js";

/** Keys of calls that were said, kept by this window: a page that is loaded again says none of them. */
const SAID = "calls-said";
const SAID_KEPT = 100;
const TURN_MS = 250;
/** Messages are read one at a time; with more, the next one comes after so long. */
const READING_MS = 20_000;
const PICTOGRAMS = { counter: "counter-desk", mediator: "mediator", banker: "banker", machine: "machine", workshop: "school", elsewhere: "walk" };
const NUMBER_SHARE = 0.03;
/** Of 1rem, a twelfth of the number's height: nothing is written smaller. Its capitals are 5 minutes of arc high from where the
 *  number is 3 % of the distance: what an eye of 10/10 just reads. */
const SMALLEST = 0.875;

const byId = (id) => document.getElementById(id);
const root = document.documentElement;
const room = byId("room");
const sound = byId("sound");

const calls = new Calls(JSON.parse(sessionStorage.getItem(SAID) ?? "[]"));
const chime = new Chime({ ontell: (ready) => { sound.hidden = ready; } });
const speaker = new Speaker({ language: "fr" });
const announcer = new Announcer({ calls, chime, speaker, clock, onsay });
let view = null;

function draw(newest) {
  view = newest;
  calls.hear(view.calls, clock());
  announcer.turn();
  drawAll();
}

/** A call begins to be said: the same words for those who read the screen by ear or by touch. */
function onsay(call, again) {
  if (!again) {
    write(byId("spoken"), say("call", call));
    const said = [...JSON.parse(sessionStorage.getItem(SAID) ?? "[]"), call.key];
    sessionStorage.setItem(SAID, JSON.stringify(said.slice(-SAID_KEPT)));
  }
  drawAll();
}

function drawAll() {
  const now = clock();
  const current = calls.current(now);
  const waiting = view.flows.some((flow) => flow.waiting > 0);
  const shut = !view.tickets && !waiting && !current;
  room.classList.toggle("quiet", !current && !shut);
  room.classList.toggle("shut", shut);
  byId("current").hidden = !current;
  byId("calm").hidden = Boolean(current) || shut;
  byId("closed").hidden = !shut;
  drawCall(current);
  drawPast(calls.past(now));
  drawFlows(waiting, current);
  drawMessages(now);
  if (shut) drawClosed();
  for (const time of document.querySelectorAll("[data-is=time]")) write(time, hour(now));
  fitAll();
}

function drawCall(current) {
  if (!current) return;
  write(byId("number"), current.number);
  byId("number").classList.toggle("long", current.number > 999);
  drawCounter(byId("counter"), current);
}

function drawPast(past) {
  room.classList.toggle("nopast", past.length === 0);
  keyed(byId("past"), past, (call) => call.key, () => copy("one-call"), (el, call) => {
    fill(el, { number: call.number });
    el.firstElementChild.classList.toggle("long", call.number > 999);
    el.classList.toggle("said", calls.saying?.call.key === call.key);
    drawCounter(el, call);
  });
}

function drawCounter(el, call) {
  fill(el, { digit: call.counter });
  show(el.querySelector(".sign"), `shape-${call.shape}`);
}

function drawFlows(waiting, current) {
  keyed(byId("flows"), view.flows, (flow) => flow.route, () => copy("one-flow"), (el, flow) => {
    const about = flow.waiting && flow.wait ? howLong(flow) : "";
    show(el.querySelector(".picto"), PICTOGRAMS[flow.route]);
    fill(el, { route: say(`route.${flow.route}`), count: counted("people", flow.waiting), wait: about });
  });
  const hint = view.tickets ? (waiting ? "" : say("take_ticket")) : say("no_more_tickets");
  write(byId("hint"), hint);
  room.classList.toggle("hinting", Boolean(hint) && !current);
}

/** Whoever waits for the mediator is not told to speak to the mediator. */
function howLong({ route, wait: known }) {
  return route === "mediator" && known.high === null ? say("more_than", known) : wait(known);
}

function drawMessages(now) {
  const turn = Math.floor(now / READING_MS) % (view.messages.length || 1);
  const messages = view.messages.slice(turn, turn + 1);
  room.classList.toggle("announcing", messages.length > 0);
  keyed(byId("messages"), messages, (id) => id, () => copy("one-message"), (el, id) => fill(el, { text: unbroken(say(`announcement.${id}`)) }));
}

function drawClosed() {
  write(byId("why"), say(view.open ? "kiosk_stopped" : "closed"));
  write(byId("what"), view.open ? say("ask_somebody") : "");
  byId("week").hidden = view.open;
  const day = new Intl.DateTimeFormat("en", { weekday: "short", timeZone: root.dataset.zone }).format(clock());
  const today = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(day);
  [...byId("week").rows].forEach((row, at) => row.classList.toggle("today", at === today));
}

/** What may be of any length is as large as its place allows. Measured only when something is another: it costs. */
let fitted = "";
function fitAll() {
  const shown = [room.className, sound.hidden, innerWidth, innerHeight, byId("flows").textContent, byId("messages").textContent].join("|");
  if (shown === fitted) return;
  fitted = shown;
  const rem = parseFloat(getComputedStyle(root).fontSize);
  const quiet = room.classList.contains("quiet"), announcing = room.classList.contains("announcing");
  fit(byId("flows"), rem, (quiet ? 5.2 : announcing ? 1.2 : 1.6) * rem);
  if (announcing) fit(byId("messages"), rem, 1.6 * rem);
  fit(byId("small"), SMALLEST * rem, 1.45 * rem);
  tellIfTooSmall(rem);
}

/** The window is not the screen that was configured: the last seat cannot read it. */
function tellIfTooSmall(rem) {
  const { pitch, farthest } = room.dataset;
  const metres = (12 * rem * Number(pitch)) / 1000 / NUMBER_SHARE;
  byId("too-small").hidden = metres >= Number(farthest) - 0.05 || window !== top;
  write(byId("too-small"), say("too_small", { farthest: Number(farthest).toLocaleString(root.lang) }));
}

function link(state, age) {
  byId("paused").hidden = state === "live";
  if (state === "live") return;
  write(byId("paused"), say("paused", { age }));
  const rem = parseFloat(getComputedStyle(root).fontSize);
  fit(byId("paused"), SMALLEST * rem, 1.3 * rem);
}

function turn() {
  if (!view) return;
  announcer.turn();
  drawAll();
}

sound.addEventListener("click", async () => {
  await chime.wake();
  chime.play();
});
addEventListener("resize", turn);
document.fonts.addEventListener("loadingdone", () => { fitted = ""; turn(); });
setInterval(turn, TURN_MS);
// What is on the wall since when is of the time before: drawn anew, and what was said is not said again.
open({ screen: "display", draw, link, calm: () => !calls.saying, moved: () => location.reload() });
