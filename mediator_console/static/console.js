// The mediator's console: the queue, live, in one hand. What is shown is always the office's view; a change is always asked.

import { Calls } from "../../static/calls.js";
import { ClockLine } from "../../static/clock.js";
import { keyed, write } from "../../static/draw.js";
import { element, rowKey, touched, within } from "../../static/elements.js";
import { FenceLine } from "../../static/fence.js";
import { clock, open } from "../../static/live.js";
import { Rushes } from "../../static/rush.js";
import { counted, hour, say } from "../../static/texts.js";
import { forgetChange, refuse, tell, undoable } from "../../static/toast.js";
import { Alarms } from "./alarms.js";
import { drawCard, makeCard } from "./cards.js";
import { choices } from "./choices.js";
import { letDrag } from "./drag.js";
import { Hall } from "./hall.js";
import { Handout } from "./handout.js";
import { drawHead, toLookAfter } from "./head.js";
import { drawHelping } from "./helping.js";
import { drawMachines } from "./machines.js";
import { Outbox, ticketOf } from "./outbox.js";
import { count, go, seen } from "./places.js";
import { Planning } from "./planning.js";
import { drawPresence, PresenceButton } from "./presence.js";
import { Quick } from "./quick.js";
import { Record } from "./record.js";
import { TicketDialog } from "./ticket_dialog.js";
import { Unsent } from "./unsent.js";
import { WorkshopDialog } from "./workshop_dialog.js";
import { drawWorkshops, toRecord } from "./workshops.js";

/** @type {Exclude<Page.Group, "queue">[]} */
const GROUPS = ["with_mediator", "at_machine", "parked", "absent", "at_counter", "closed"];
const CAN_UNDO = new Set(choices.commands.can_undo);
const HELP_REDRAWN_MS = 15_000;
const SWEPT_REV = 2;
const { person = "" } = element("hand").dataset;

let view = /** @type {Page.View | null} */ (null);
let held = /** @type {Page.View | null} */ (null);
/** What « Annuler » asks, in its order; number: of the ticket that is told. */
/** @type {{ commands: Page.Command[], number?: number, said?: string }} */
let back = { commands: [] };

const outbox = new Outbox({
  owner: person,
  changed: () => view && draw(view),
  refused: () => unsent.next(),
  dropped: (old) => refuse(counted("unsent.dropped", old)),
  commands: choices.commands,
});
const handout = new Handout({ ask: kept, papers: () => view?.papers ?? {} });
const record = new Record({ ask: kept, find, helpOf, give: (to) => handout.open(to) });
const quick = new Quick({ ask: kept });
const hall = new Hall({ kept, go });
const calls = new Calls({
  where: "",
  ask: (command) => kept(command, { what: command.type === "RaiseHelp" ? say("hall.called") : "" }),
});
const rushes = new Rushes({ ask: (command) => kept(command, { what: "", quiet: true }), done: swept });
const clockLine = new ClockLine({ ask: (command) => kept(command, { what: "", quiet: true }), done: tell });
const fenceLine = new FenceLine({ ask: (command) => kept(command, { what: "", quiet: true }), done: tell });
const alarms = new Alarms();
const presence = new PresenceButton(element("presence"), {
  begin: () => kept({ type: "StartPresence" }, { what: say("presence.began") }),
  end: () => kept({ type: "EndPresence" }, { what: say("presence.ended") }),
  tell,
  open: () => Boolean(view?.helped.some((one) => !one.recorded && one.mediator === person)),
});
const planning = new Planning({ kept });
const workshop = new WorkshopDialog({
  kept,
  unsentOf: unsentAtWorkshop,
  visitOver: (ticket) =>
    ask({ type: "FinishTicket", ticket, outcome: "workshop", seen: find(ticket)?.card.rev }, say("outcome.workshop")),
});
const dialog = new TicketDialog({
  ask,
  find,
  unsentOf,
  helpOf,
  end: endHelp,
  give: (to) => handout.open(to),
  machines: () => view?.machines ?? [],
  workshops: () => view?.workshops ?? [],
  signUp: (id, ticket) => workshop.signUp(id, ticket),
});
const unsent = new Unsent(outbox, { show: (ticket) => dialog.open(ticket) });
letDrag(element("queue"), {
  // Cards keep still under the finger; what came meanwhile is drawn after.
  start: () => {
    held = view;
  },
  end(ticket, before) {
    const latest = held ?? view;
    held = null;
    if (latest) draw(latest, true);
    if (ticket) dialog.openAt(ticket, { before });
  },
});

/** @type {{ [deed: string]: (button: HTMLElement) => unknown }} */
const deeds = {
  open: (button) => dialog.open(rowKey(button)),
  lock: () => ask({ type: view?.kiosk_locked ? "UnlockKiosk" : "LockKiosk" }),
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
    const machine = view?.machines.find((one) => one.id === rowKey(button));
    if (machine)
      kept({ type: "ReportMachine", machine: machine.id, in_order: !machine.in_order }, { what: say("machine.done") });
  },
  alert: (button) => hall.answer(rowKey(button), button.dataset.value === "true"),
  announce: (button) => hall.announce(rowKey(button)),
  workshop: (button) => workshop.open(rowKey(button)),
  plan: () => planning.open(),
  "help-quick": () => quick.open(),
  give: () => handout.open(),
  "help-end": (button) => withHelp(button, endHelp),
  "help-edit": (button) => withHelp(button, (help) => record.open(help)),
};

document.addEventListener("click", (event) => {
  const button = touched(event, "[data-do]");
  if (button) deeds[button.dataset.do ?? ""]?.(button);
});

/**
 * Hands in a command. what: the words of what was done; then it can be undone for some seconds. and: a command that goes with it.
 * @type {Page.Ask}
 */
async function ask(command, what = "", and = null) {
  const about = ticketOf(command);
  const number = about ? find(about)?.card.number : "";
  const answer = await kept(command, { what, number, and });
  if (answer.later || !answer.ok || !what || !CAN_UNDO.has(command.type)) return answer;
  const began = [command, and].some((one) => one?.type === "StartAccompaniment");
  /** @type {Page.Command[]} */
  const changed =
    command.type === "StartAccompaniment" ? [] : [{ type: "Undo", ticket: answer.ticket ?? "", seen: answer.rev ?? 0 }];
  /** @type {Page.Command[]} */
  const made = answer.made ? [{ type: "DropAccompaniment", accompaniment: answer.made }] : [];
  back = { number: answer.number, commands: [...changed, ...made] };
  undoable(answer, doneIs(answer.number, what), choices.undo_seconds);
  if (began) go("help");
  return answer;
}

/**
 * Hands in a command, kept on this device until it is answered; what was done is told unless `quiet`, or why not.
 * @type {Page.Keep}
 */
async function kept(command, { what, number = "", and = null, quiet = false }) {
  const answer = await outbox.ask(command, { what, number }, and);
  if (answer.later) tell(say("unsent.kept"));
  else if (!answer.ok) refuse(answer.sentence || say("not_reached"));
  else if (what && !quiet) tell(doneIs(number || answer.number, what));
  return answer;
}

/**
 * @param {number | "" | undefined} number
 * @param {string} what
 */
function doneIs(number, what) {
  return number ? say("console.done", { number, what }) : what.charAt(0).toUpperCase() + what.slice(1);
}

/**
 * What a sweep ended can be taken back whole: each ticket was as the kiosk gave it, then it was ended.
 * @param {Page.Answer} answer
 * @param {string} sentence
 */
function swept(answer, sentence) {
  const tickets = answer.tickets ?? [];
  if (!tickets.length) return tell(answer.later ? say("unsent.kept") : sentence);
  back = { said: say("rush.undone"), commands: tickets.map((ticket) => ({ type: "Undo", ticket, seen: SWEPT_REV })) };
  return undoable({}, sentence, choices.undo_seconds);
}

/**
 * Does it with the help that this button stands beside.
 * @param {HTMLElement} button
 * @param {(help: Office.Helped) => void} deed
 */
function withHelp(button, deed) {
  const help = view?.helped.find((one) => one.id === rowKey(button));
  if (help) deed(help);
}

/**
 * The help of this ticket that is not recorded yet.
 * @param {string} ticket
 */
function helpOf(ticket) {
  return view?.helped.find((one) => one.ticket === ticket && !one.recorded);
}

/**
 * The clock stops, and its record is on screen: one tap from recorded.
 * @param {Office.Helped} one
 */
function endHelp(one) {
  if (!one.stopped)
    kept(
      { type: "StopAccompaniment", accompaniment: one.id },
      { what: say("help.ended"), number: one.number ?? "", quiet: true },
    );
  record.open(one);
}

/**
 * The ticket's card in the newest view.
 * @param {string} ticket
 * @returns {Page.Found | null}
 */
function find(ticket) {
  if (!view) return null;
  for (const group of /** @type {Page.Group[]} */ (["queue", ...GROUPS])) {
    const found = view[group].find((card) => card.id === ticket);
    if (found) return { card: found, queue: view.queue };
  }
  return null;
}

/**
 * @param {Page.View} fresh
 * @param {boolean} [force]
 */
function draw(fresh, force = false) {
  if (held !== null && !force) {
    held = fresh;
    return;
  }
  view = fresh;
  outbox.today(view.date);
  drawHead(view);
  presence.draw(view.presences, person);
  count("queue", view.help);
  count("help", view.helped.filter((one) => !one.recorded && one.mediator === person).length);
  count(
    "hall",
    view.alerts.filter((alert) => !alert.until && alert.right === null).length +
      view.calls.filter((call) => !call.coming).length,
  );
  count("workshops", toRecord(view.workshops));
  count("office", toLookAfter(view));
  drawPlace(view);
  unsent.draw();
  list("queue", view.queue, view.now);
  element("empty").hidden = view.queue.length > 0;
  for (const group of GROUPS) {
    const box = within(document, `[data-group="${group}"]`);
    box.hidden = view[group].length === 0;
    write(within(box, ".count"), view[group].length);
    list(group, view[group], view.now);
  }
  calls.draw(view.calls);
  rushes.draw(view.rushes);
  fenceLine.draw(view.fence);
  clockLine.draw(view.clock);
  alarms.draw(view);
  dialog.refresh();
  workshop.refresh(view);
  handout.refresh();
}

/**
 * What only one place shows is drawn while it is on screen: a move in the queue costs nothing else.
 * @param {Page.View} view
 */
function drawPlace(view) {
  if (seen("help")) drawHelping(view.helped, person);
  if (seen("hall")) hall.draw(view);
  if (seen("workshops")) drawWorkshops(view.workshops);
  if (!seen("office")) return;
  drawMachines(view.machines);
  drawPresence(view.presences, person);
}

/**
 * @param {Page.Group} id
 * @param {Office.Card[]} cards
 * @param {number} now
 */
function list(id, cards, now) {
  keyed(
    element(id),
    cards,
    (card) => card.id,
    makeCard,
    (el, card) => drawCard(el, card, { place: id === "queue", now, unsent: unsentOf(card.id) }),
  );
}

/**
 * The words of what was asked for this ticket and is not sent yet.
 * @param {string} ticket
 */
function unsentOf(ticket) {
  return outbox
    .unsent()
    .filter((entry) => ticketOf(entry.command) === ticket)
    .map((entry) => entry.what);
}

/**
 * The words of what was asked for this code and is not sent yet.
 * @param {string} id
 * @param {string} code
 */
function unsentAtWorkshop(id, code) {
  return outbox
    .unsent()
    .filter(({ command }) => "code" in command && command.workshop === id && command.code === code)
    .map((entry) => entry.what);
}

/**
 * @param {"live" | "lost"} state
 * @param {number} seconds
 */
function link(state, seconds) {
  const lost = state !== "live";
  element("link").hidden = !lost;
  document.body.classList.toggle("lost", lost);
  if (lost)
    write(
      element("link"),
      say("console.lost", {
        age:
          seconds < 60
            ? say("console.seconds", { s: seconds })
            : say("console.minutes", { m: Math.floor(seconds / 60) }),
        time: hour(clock() - seconds * 1000),
      }),
    );
}

open({ screen: "console", draw, link, calm: () => held === null && outbox.empty });
// Minutes of help go by while nothing else happens.
setInterval(() => view && drawPlace(view), HELP_REDRAWN_MS);
addEventListener("hashchange", () => view && drawPlace(view));
unsent.draw();
unsent.next();
