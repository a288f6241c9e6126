// The mediator's console: the queue, live, in one hand. What is shown is always the office's view; a change is always asked.
import { Calls } from "../../static/calls.js";
import { clock, open } from "../../static/live.js";
import { ClockLine } from "../../static/clock.js";
import { FenceLine } from "../../static/fence.js";
import { Rushes } from "../../static/rush.js";
import { keyed, write } from "../../static/draw.js";
import { counted, hour, say } from "../../static/texts.js";
import { forgetChange, refuse, tell, undoable } from "../../static/telling.js";
import { Alarms } from "./alarms.js";
import { drawCard, makeCard } from "./cards.js";
import { drawHead, toLookAfter } from "./head.js";
import { Give } from "./give.js";
import { letDrag } from "./drag.js";
import { Hall } from "./hall.js";
import { drawHelping } from "./helping.js";
import { drawMachines } from "./machines.js";
import { Outbox } from "./outbox.js";
import { count, go, seen } from "./places.js";
import { Planning } from "./planning.js";
import { Here, drawPresence } from "./presence.js";
import { Quick } from "./quick.js";
import { Record } from "./record.js";
import { Sheet } from "./sheet.js";
import { Unsent } from "./unsent.js";
import { Workshop } from "./workshop.js";
import { drawWorkshops, toRecord } from "./workshops.js";
import { choices } from "./choices.js";

const GROUPS = ["with_mediator", "at_machine", "parked", "absent", "at_counter", "closed"];
/** Paper is beside the queue: there is no change of a ticket to take back. */
const NO_UNDO = new Set(["ReprintTicket"]);
const HELP_REDRAWN_MS = 15_000;
const SWEPT_REV = 2;
const byId = (id) => document.getElementById(id);
const { person } = byId("hand").dataset;

let view = null;
let held = null;
/** What « Annuler » asks, in its order; number: of the ticket that is told. */
let back = { commands: [], number: "" };

const outbox = new Outbox({
  owner: person,
  changed: () => view && draw(view),
  refused: () => unsent.next(),
  dropped: (old) => refuse(counted("unsent.dropped", old)),
});
const give = new Give({ ask: kept, papers: () => view.papers });
const record = new Record({ ask: kept, find, give: (to) => give.open(to) });
const quick = new Quick({ ask: kept });
const hall = new Hall({ kept, go });
const calls = new Calls({ where: "", ask: (command) => kept(command, { what: command.type === "RaiseHelp" ? say("hall.called") : "" }) });
const rushes = new Rushes({ ask: (command) => kept(command, { what: "", quiet: true }), done: swept });
const clockLine = new ClockLine({ ask: (command) => kept(command, { what: "", quiet: true }), done: tell });
const fenceLine = new FenceLine({ ask: (command) => kept(command, { what: "", quiet: true }), done: tell });
const alarms = new Alarms();
const here = new Here(byId("presence"), {
  begin: () => kept({ type: "StartPresence" }, { what: say("presence.began") }),
  end: () => kept({ type: "EndPresence" }, { what: say("presence.ended") }),
  tell,
  open: () => view.helped.some((one) => !one.recorded && one.mediator === person),
});
const planning = new Planning({ kept });
const workshop = new Workshop({ kept, unsentOf: unsentAtWorkshop, visitOver: (ticket) => ask({ type: "FinishTicket", ticket, outcome: "workshop", seen: find(ticket)?.card.rev }, say("outcome.workshop")) });
const sheet = new Sheet({ ask, find, unsentOf, helpOf, end: endHelp, give: (to) => give.open(to), machines: () => view.machines, workshops: () => view.workshops, signUp: (id, ticket) => workshop.signUp(id, ticket) });
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
  lock: () => ask({ type: view.kiosk_locked ? "UnlockKiosk" : "LockKiosk" }),
  async undo() {
    const { commands, number, said } = back;
    for (const command of commands) {
      const answer = await ask(command);
      if (!answer.ok) return;
    }
    forgetChange(said ?? (number ? say("console.undone", { number }) : say("help.dropped")));
  },
  "help-alone": () => ask({ type: "StartAccompaniment" }, say("help.began_alone")),
  call: () => calls.raise(),
  machine(button) {
    const { id, in_order } = view.machines.find((one) => one.id === button.closest("li").dataset.key);
    kept({ type: "ReportMachine", machine: id, in_order: !in_order }, { what: say("machine.done") });
  },
  alert: (button) => hall.answer(button.closest("li").dataset.key, button.dataset.value === "true"),
  announce: (button) => hall.announce(button.closest("li").dataset.key),
  workshop: (button) => workshop.open(button.closest("li").dataset.key),
  plan: () => planning.open(),
  "help-quick": () => quick.open(),
  give: () => give.open(),
  "help-end": (button) => endHelp(helpNamed(button)),
  "help-edit": (button) => record.open(helpNamed(button)),
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button && deeds[button.dataset.do]) deeds[button.dataset.do](button);
});

/** Hands in a command. what: the words of what was done; then it can be undone for some seconds. and: a command that goes with it. */
async function ask(command, what = "", and = null) {
  const number = command.ticket ? find(command.ticket)?.card.number : "";
  const answer = await kept(command, { what, number, and });
  if (answer.later || !answer.ok || !what || NO_UNDO.has(command.type)) return answer;
  const began = [command, and].some((one) => one?.type === "StartAccompaniment");
  const changed = command.type === "StartAccompaniment" ? [] : [{ type: "Undo", ticket: answer.ticket, seen: answer.rev }];
  const made = answer.made ? [{ type: "DropAccompaniment", accompaniment: answer.made }] : [];
  back = { number: answer.number, commands: [...changed, ...made] };
  undoable(answer, doneIs(answer.number, what), choices.undo_seconds);
  if (began) go("help");
  return answer;
}

/** Hands in a command, kept on this device until it is answered; what was done is told unless `quiet`, or why not. */
async function kept(command, { what, number = "", and = null, quiet = false }) {
  const answer = await outbox.ask(command, { what, number }, and);
  if (answer.later) tell(say("unsent.kept"));
  else if (!answer.ok) refuse(answer.sentence || say("not_reached"));
  else if (what && !quiet) tell(doneIs(number || answer.number, what));
  return answer;
}

function doneIs(number, what) {
  return number ? say("console.done", { number, what }) : what.charAt(0).toUpperCase() + what.slice(1);
}

/** What a sweep ended can be taken back whole: each ticket was as the kiosk gave it, then it was ended. */
function swept(answer, sentence) {
  const tickets = answer.tickets ?? [];
  if (!tickets.length) return tell(answer.later ? say("unsent.kept") : sentence);
  back = { said: say("rush.undone"), commands: tickets.map((ticket) => ({ type: "Undo", ticket, seen: SWEPT_REV })) };
  return undoable({}, sentence, choices.undo_seconds);
}

/** The help that this button stands beside. */
function helpNamed(button) {
  return view.helped.find((one) => one.id === button.closest("li").dataset.key);
}

/** The help of this ticket that is not recorded yet. */
function helpOf(ticket) {
  return view.helped.find((one) => one.ticket === ticket && !one.recorded);
}

/** The clock stops, and its record is on screen: one tap from recorded. */
function endHelp(one) {
  if (!one.stopped) kept({ type: "StopAccompaniment", accompaniment: one.id }, { what: say("help.ended"), number: one.number ?? "", quiet: true });
  record.open(one);
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
  here.draw(view.presences, person);
  count("queue", view.help);
  count("help", view.helped.filter((one) => !one.recorded && one.mediator === person).length);
  count("hall", view.alerts.filter((alert) => !alert.until && alert.right === null).length + view.calls.filter((call) => !call.coming).length);
  count("workshops", toRecord(view.workshops));
  count("office", toLookAfter(view));
  drawPlace();
  unsent.draw();
  list("queue", view.queue);
  byId("empty").hidden = view.queue.length > 0;
  for (const group of GROUPS) {
    const box = document.querySelector(`[data-group="${group}"]`);
    box.hidden = view[group].length === 0;
    write(box.querySelector(".count"), view[group].length);
    list(group, view[group]);
  }
  calls.draw(view.calls);
  rushes.draw(view.rushes);
  fenceLine.draw(view.fence);
  clockLine.draw(view.clock);
  alarms.draw(view);
  sheet.refresh();
  workshop.refresh(view);
  give.refresh();
}

/** What only one place shows is drawn while it is on screen: a move in the queue costs nothing else. */
function drawPlace() {
  if (seen("help")) drawHelping(view.helped, person);
  if (seen("hall")) hall.draw(view);
  if (seen("workshops")) drawWorkshops(view.workshops);
  if (!seen("office")) return;
  drawMachines(view.machines);
  drawPresence(view.presences, person);
}

function list(id, cards) {
  keyed(byId(id), cards, (card) => card.id, makeCard, (el, card) => drawCard(el, card, { place: id === "queue", now: view.now, unsent: unsentOf(card.id) }));
}

/** The words of what was asked for this ticket and is not sent yet. */
function unsentOf(ticket) {
  return outbox.unsent().filter((entry) => entry.command.ticket === ticket).map((entry) => entry.what);
}

/** The words of what was asked for this code and is not sent yet. */
function unsentAtWorkshop(id, code) {
  return outbox.unsent().filter(({ command }) => command.workshop === id && command.code === code).map((entry) => entry.what);
}

function link(state, seconds) {
  const lost = state !== "live";
  byId("link").hidden = !lost;
  document.body.classList.toggle("lost", lost);
  if (lost) write(byId("link"), say("console.lost", { age: seconds < 60 ? say("console.seconds", { s: seconds }) : say("console.minutes", { m: Math.floor(seconds / 60) }), time: hour(clock() - seconds * 1000) }));
}

open({ screen: "console", draw, link, calm: () => held === null && outbox.empty });
// Minutes of help go by while nothing else happens.
setInterval(() => view && drawPlace(), HELP_REDRAWN_MS);
addEventListener("hashchange", () => view && drawPlace());
unsent.draw();
unsent.next();
