// The mediator's console: the queue, live, in one hand. What is shown is always the office's view; a change is always asked.
import { clock, open } from "/static/live.js";
import { keyed, write } from "/static/draw.js";
import { hour, say } from "/static/texts.js";
import { forgetChange, lastChange, refuse, tell, undoable } from "/static/telling.js";
import { drawCard, makeCard } from "./cards.js";
import { drawHead } from "./head.js";
import { letDrag } from "./drag.js";
import { Outbox } from "./outbox.js";
import { count } from "./places.js";
import { Sheet } from "./sheet.js";
import { Unsent } from "./unsent.js";
import { choices } from "./choices.js";

const GROUPS = ["with_mediator", "at_machine", "parked", "absent", "at_counter", "closed"];
/** Paper is beside the queue: there is no change of a ticket to take back. */
const NO_UNDO = new Set(["ReprintTicket"]);
const byId = (id) => document.getElementById(id);

let view = null;
let held = null;
let helps = null;

const outbox = new Outbox({
  owner: byId("hand").dataset.person,
  changed: () => view && draw(view),
  refused: () => unsent.next(),
  dropped: (old) => refuse(say(old === 1 ? "unsent.dropped_one" : "unsent.dropped", { count: old })),
});
const sheet = new Sheet({ ask, find, unsentOf });
const unsent = new Unsent(outbox, { show: (ticket) => sheet.open(ticket) });
letDrag(byId("queue"), {
  // Cards keep still under the finger; what came meanwhile is drawn after.
  start: () => { held = view; },
  end(ticket, before) {
    const latest = held ?? view;
    held = null;
    draw(latest, true);
    if (ticket) sheet.openAt(ticket, { before });
  },
});

const deeds = {
  open: (button) => sheet.open(button.closest("li").dataset.key),
  presence: () => ask({ type: byId("presence").getAttribute("aria-pressed") === "true" ? "EndPresence" : "StartPresence" }),
  lock: () => ask({ type: view.kiosk_locked ? "UnlockKiosk" : "LockKiosk" }),
  async undo() {
    const answer = await ask({ type: "Undo", ...lastChange() });
    if (answer.ok) forgetChange(say("console.undone", answer));
  },
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button && deeds[button.dataset.do]) deeds[button.dataset.do](button);
});

/** Hands in a command. what: the words of what was done; then it can be undone for some seconds. */
async function ask(command, what = "") {
  const number = command.ticket ? find(command.ticket)?.card.number : "";
  const answer = await outbox.ask(command, { what, number });
  if (answer.later) tell(say("unsent.kept"));
  else if (!answer.ok) refuse(answer.sentence || say("not_reached"));
  else if (what && NO_UNDO.has(command.type)) tell(say("console.done", { number: answer.number, what }));
  else if (what) undoable(answer, say("console.done", { number: answer.number, what }), choices.undo_seconds);
  return answer;
}

/** The ticket's card in the newest view. */
function find(ticket) {
  for (const group of ["queue", ...GROUPS]) {
    const found = view[group].find((card) => card.id === ticket);
    if (found) return { card: found, group, queue: view.queue };
  }
  return null;
}

function draw(fresh, force = false) {
  if (held !== null && !force) {
    held = fresh;
    return;
  }
  view = fresh;
  outbox.today(view.date);
  drawHead(view);
  count("queue", view.help);
  unsent.draw();
  list("queue", view.queue);
  byId("empty").hidden = view.queue.length > 0;
  for (const group of GROUPS) {
    const box = document.querySelector(`[data-group="${group}"]`);
    box.hidden = view[group].length === 0;
    write(box.querySelector(".count"), view[group].length);
    list(group, view[group]);
  }
  announceHelp();
  sheet.refresh();
}

function list(id, cards) {
  keyed(byId(id), cards, (card) => card.id, makeCard, (el, card) => drawCard(el, card, { place: id === "queue", now: view.now, unsent: unsentOf(card.id) }));
}

/** The words of what was asked for this ticket and is not sent yet. */
function unsentOf(ticket) {
  return outbox.unsent().filter((entry) => entry.command.ticket === ticket).map((entry) => entry.what);
}

/** A new request for help is felt and heard; the ones that were there when the page opened are only shown. */
function announceHelp() {
  const asking = new Set(view.queue.filter((card) => card.need === "help" && !card.prequalified).map((card) => card.number));
  const fresh = helps ? [...asking].filter((number) => !helps.has(number)) : [];
  helps = asking;
  if (!fresh.length) return;
  write(byId("said"), say("console.new_help", { number: fresh[0] }));
  // A browser that nobody has touched yet would log an error instead.
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([200, 100, 200]);
}

function link(state, seconds) {
  const lost = state !== "live";
  byId("link").hidden = !lost;
  document.body.classList.toggle("lost", lost);
  if (lost) write(byId("link"), say("console.lost", { age: seconds < 60 ? say("console.seconds", { s: seconds }) : say("console.minutes", { m: Math.floor(seconds / 60) }), time: hour(clock() - seconds * 1000) }));
}

open({ screen: "console", draw, link });
unsent.draw();
unsent.next();
