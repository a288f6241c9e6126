// The mediator's console: the queue, live, in one hand. What is shown is always the office's view; a change is always asked.

import { Calls } from "../../static/calls.js";
import { ClockLine } from "../../static/clock.js";
import { keyed, write } from "../../static/draw.js";
import { element, rowKey, touched, within } from "../../static/elements.js";
import { FenceLine } from "../../static/fence.js";
import { clock, open } from "../../static/live.js";
import { Rushes } from "../../static/rush.js";
import { counted, hour, say } from "../../static/texts.js";
import { refuse, tell } from "../../static/toast.js";
import { Alarms } from "./alarms.js";
import { drawCard, makeCard } from "./cards.js";
import { choices } from "./choices.js";
import { letDrag } from "./drag.js";
import { Hall } from "./hall.js";
import { HandIn } from "./hand_in.js";
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
const HELP_REDRAWN_MS = 15_000;
const { person = "" } = element("hand").dataset;

let view = /** @type {Page.View | null} */ (null);
let held = /** @type {Page.View | null} */ (null);
const outbox = new Outbox({
  owner: person,
  changed: () => view && draw(view),
  refused: () => unsent.next(),
  dropped: (old) => refuse(counted("unsent.dropped", old)),
  commands: choices.commands,
});
const change = new HandIn(outbox, { numberOf: (ticket) => find(ticket)?.card.number, helpBegan: () => go("help") });
const { ask, handIn } = change;
const handout = new Handout({ ask: handIn, papers: () => view?.papers ?? {} });
const record = new Record({ ask: handIn, find, helpOf, give: (to) => handout.open(to) });
const quick = new Quick({ ask: handIn });
const hall = new Hall({ handIn, go });
const calls = new Calls({
  where: "",
  ask: (command) => handIn(command, { what: command.type === "RaiseHelp" ? say("hall.called") : "" }),
});
/** @param {Page.Command} command */
const quietly = (command) => handIn(command, { what: "", quiet: true });
const rushes = new Rushes({ ask: quietly, done: (answer, sentence) => change.swept(answer, sentence) });
const clockLine = new ClockLine({ ask: quietly, done: tell });
const fenceLine = new FenceLine({ ask: quietly, done: tell });
const alarms = new Alarms();
const presence = new PresenceButton(element("presence"), {
  begin: () => handIn({ type: "StartPresence" }, { what: say("presence.began") }),
  end: () => handIn({ type: "EndPresence" }, { what: say("presence.ended") }),
  tell,
  open: () => Boolean(view?.helped.some((help) => !help.recorded && help.mediator === person)),
});
const planning = new Planning({ handIn });
const workshop = new WorkshopDialog({
  handIn,
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
  undo: () => change.undo(),
  "help-alone": () => ask({ type: "StartAccompaniment" }, say("help.began_alone")),
  call: () => calls.raise(),
  machine(button) {
    const machine = view?.machines.find(({ id }) => id === rowKey(button));
    if (machine)
      handIn(
        { type: "ReportMachine", machine: machine.id, in_order: !machine.in_order },
        { what: say("machine.done") },
      );
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
 * Does it with the help that this button stands beside.
 * @param {HTMLElement} button
 * @param {(help: Office.Helped) => void} deed
 */
function withHelp(button, deed) {
  const help = view?.helped.find(({ id }) => id === rowKey(button));
  if (help) deed(help);
}

/**
 * The help of this ticket that is not recorded yet.
 * @param {string} ticket
 */
function helpOf(ticket) {
  return view?.helped.find((help) => help.ticket === ticket && !help.recorded);
}

/**
 * The clock stops, and its record is on screen: one tap from recorded.
 * @param {Office.Helped} help
 */
function endHelp(help) {
  if (!help.stopped)
    handIn(
      { type: "StopAccompaniment", accompaniment: help.id },
      { what: say("help.ended"), number: help.number ?? "", quiet: true },
    );
  record.open(help);
}

/**
 * The ticket's card in the newest view.
 * @param {string} ticket
 * @returns {Page.Found | null}
 */
function find(ticket) {
  if (!view) return null;
  for (const group of /** @type {Page.Group[]} */ (["queue", ...GROUPS])) {
    const card = view[group].find(({ id }) => id === ticket);
    if (card) return { card, queue: view.queue };
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
  count("help", view.helped.filter((help) => !help.recorded && help.mediator === person).length);
  count("hall", view.unanswered.length + view.calls.filter((call) => !call.coming).length);
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
