// The kiosk: a tap changes the picture; the last tap takes the ticket. Nothing about the last client stays.
import { open, clock } from "/static/live.js";
import { newKey, post } from "/static/post.js";
import { hour, say, wait } from "/static/texts.js";
import { write } from "/static/draw.js";
import { comfort } from "./comfort.js";
import { watchIdle } from "./idle.js";
import { answerPaper, forget, paperSaid, showTicket } from "./done.js";
import { current, go } from "./picture.js";

const page = document.getElementById("kiosk");
const language = document.documentElement.lang;

/** How long a page that lost its rights says so, before it is loaded anew. */
const STALE_MS = 5_000;

let view = null;
let need = "";
let taking = false;

const deeds = {
  tile: (value) => go(`tile:${value}`),
  need: choose,
  route: (value) => take(need, value || null),
  languages: () => go("languages"),
  language: (value) => location.assign(value === page.dataset.first ? "/kiosk" : `/kiosk?lang=${value}`),
  large: () => comfort.turn("large"),
  contrast: () => comfort.turn("contrast"),
  legal: () => comfort.turn("legal"),
  restart,
  continue: () => idle.stay(),
  "paper-out": () => answerPaper(true, () => view),
  "paper-none": () => answerPaper(false, () => view),
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button && !taking) deeds[button.dataset.do](button.dataset.value);
});

/** A need where the client may choose between the machine and a person asks which; any other gives the ticket. */
function choose(value) {
  need = value;
  const offers = view?.offers[value] ?? [];
  if (offers.length < 2) return take(value, null);
  const [machine, person] = document.querySelectorAll('[data-screen="choice"] .tile');
  write(machine.querySelector("[data-wait]"), say("wait.now"));
  write(person.querySelector("[data-wait]"), about(offers[1].wait));
  person.dataset.value = offers[1].route;
  go("choice");
}

async function take(what, route) {
  taking = true;
  go("busy");
  const command = { type: "TakeTicket", need: what, language, legal: comfort.legal, route };
  const answer = await post("/kiosk/commands", command, { key: newKey() });
  taking = false;
  if (answer.ok) {
    showTicket(answer, what, view);
    go("done");
  } else {
    write(document.getElementById("message"), answer.sentence || say("not_reached"));
    go("message");
    // The page is older than its rights (the device was paired anew, its session is gone): a fresh one mends it.
    if (answer.reason === "not_allowed") setTimeout(() => location.reload(), STALE_MS);
  }
}

/** Back to the start: language, text size, contrast, priority, number, all of it is forgotten. */
function restart() {
  comfort.clear();
  forget();
  need = "";
  if (language !== page.dataset.first) location.assign("/kiosk");
  else go(home());
}

function home() {
  return view && !view.open ? "closed" : "start";
}

function draw(fresh) {
  view = fresh;
  for (const tile of document.querySelectorAll('[data-do="need"]')) {
    const offers = view.offers[tile.dataset.value];
    const said = tile.querySelector("[data-wait]");
    if (said && offers) write(said, about(offers[offers.length - 1].wait));
  }
  document.getElementById("no-paper").hidden = view.paper;
  paperSaid(view);
  if (["start", "closed", "lost"].includes(current())) go(home());
}

/** On a tile an unknown wait says nothing: the person who is asked will say it. */
function about(known) {
  return known ? wait(known) : "";
}

function link(state) {
  // A client who holds a number keeps it on screen; everybody else is told where to go.
  if (state === "lost" && current() !== "done") go("lost");
  if (state === "live" && current() === "lost") restart();
}

function showTime() {
  write(document.getElementById("time"), hour(clock()));
}

const idle = watchIdle({
  seconds: Number(page.dataset.idle),
  warning: Number(page.dataset.warning),
  // Nobody is here: the start as it always is, or a page that says where to go.
  resting: () => ["lost", "closed"].includes(current()) || (current() === "start" && !comfort.changed && language === page.dataset.first),
  busy: () => taking,
  end: restart,
});
// Targets stay in the part of the screen that somebody in a wheelchair reaches.
page.style.setProperty("--reach", page.dataset.reach);
showTime();
setInterval(showTime, 5000);
comfort.restore();
open({ screen: "kiosk", draw, link });
