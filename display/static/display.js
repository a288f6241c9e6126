// The waiting room: each new call is shown and chimed once, in turn; an old call never again.
import { clock, open } from "/static/live.js";
import { copy, fill, keyed, write } from "/static/draw.js";
import { hour, say, wait } from "/static/texts.js";
import { Chime } from "./chime.js";

const ON_SCREEN_MS = 6_000;
/** A call older than this when we first hear of it is history: the display was away, the person has gone or was told. */
const NEWS_MS = 30_000;
/** After this a person who was called is at the counter, or lost: the calm page comes back. */
const CURRENT_MS = 90_000;
const DIGIT_SHARE = 0.03;
const CAPITALS = 0.668;
const PAST = 3;

const byId = (id) => document.getElementById(id);
const chime = new Chime(byId("sound"));

let calls = [];
let heard = null;
let coming = [];
let current = null;
let since = 0;

function draw(view) {
  calls = view.calls;
  if (heard === null) heard = new Set(calls.filter((call) => view.now - call.at > NEWS_MS || !call.walking).map((call) => call.key));
  const fresh = calls.filter((call) => !heard.has(call.key) && view.now - call.at <= NEWS_MS);
  // The oldest of the new ones first; a key is kept while the view knows it.
  coming.push(...fresh.reverse());
  heard = new Set(calls.map((call) => call.key));
  current = calls.find((call) => call.key === current?.key) ?? null;
  coming = coming.filter((call) => heard.has(call.key));
  drawFlows(view);
  turn();
}

/** The next call takes the screen when the one before has had its time. */
function turn() {
  const now = clock();
  if (coming.length && (!current || now - since >= ON_SCREEN_MS)) {
    current = coming.shift();
    since = now;
    chime.play();
  } else if (!current) {
    current = calls.find((call) => call.walking && now - call.at < CURRENT_MS && !coming.includes(call)) ?? null;
  } else if (now - current.at > CURRENT_MS || (!current.walking && now - since > ON_SCREEN_MS * 2)) {
    current = null;
  }
  drawCalls();
}

function drawCalls() {
  byId("current").hidden = !current;
  byId("calm").hidden = Boolean(current);
  byId("room").classList.toggle("quiet", !current);
  if (current) {
    write(byId("number"), current.number);
    write(byId("counter"), say("counter", current));
    sign(byId("sign"), current.shape);
  }
  const waiting = new Set(coming.map((call) => call.key));
  const past = calls.filter((call) => call.key !== current?.key && !waiting.has(call.key)).slice(0, PAST);
  keyed(byId("past"), past, (call) => call.key, () => copy("one-call"), (el, call) => {
    fill(el, { number: call.number, counter: say("counter", call) });
    sign(el.querySelector(".sign"), call.shape);
  });
}

function drawFlows(view) {
  keyed(byId("flows"), view.flows, (flow) => flow.route, () => copy("one-flow"), (el, flow) => {
    const people = flow.waiting === 0 ? "people_none" : flow.waiting === 1 ? "people_one" : "people";
    const about = flow.waiting && flow.wait ? wait(flow.wait) : "";
    fill(el, { route: say(`route.${flow.route}`), count: say(people, { count: flow.waiting }), wait: about });
  });
}

function sign(svg, shape) {
  const href = `/pictograms.svg#shape-${shape}`;
  const use = svg.querySelector("use");
  if (use.getAttribute("href") !== href) use.setAttribute("href", href);
}

/** The digits are 3 % of the distance of the farthest seat high, however large the screen is. */
function size() {
  const { pitch, farthest } = byId("room").dataset;
  const pixels = (Number(farthest) * 1000 * DIGIT_SHARE) / Number(pitch) / CAPITALS;
  document.documentElement.style.setProperty("--digit", `${Math.ceil(pixels)}px`);
}

function link(state, age) {
  byId("paused").hidden = state === "live";
  if (state !== "live") write(byId("paused"), say("paused", { age }));
}

function time() {
  write(byId("time"), hour(clock()));
}

size();
time();
setInterval(() => { time(); turn(); }, 1000);
open({ screen: "display", draw, link });
