// The counter's screen: a button is a command; what it shows is always the office's view.
import { Calls } from "../../static/calls.js";
import { ClockLine } from "../../static/clock.js";
import { FenceLine } from "../../static/fence.js";
import { clock, open, send } from "../../static/live.js";
import { Rushes } from "../../static/rush.js";
import { say } from "../../static/texts.js";
import { drawDesk, drawMachines, drawTimes } from "./drawing.js";
import { tell, undoable, refuse, lastChange, forgetChange } from "../../static/telling.js";

const desk = document.getElementById("desk");
const { place, own } = desk.dataset;

/** A swept ticket's rev: it was as the kiosk gave it, then it was ended. */
const SWEPT_REV = 2;

let view = null;
let asking = false;
/** The tickets that « Annuler » puts back, after a sweep. */
let swept = [];
const calls = new Calls({ where: place, ask: (command) => ask(command, () => (command.type === "RaiseHelp" ? say("calls.told") : ""), { undo: false }) });
const rushes = new Rushes({
  ask: (command) => ask(command, () => "", { undo: false }),
  done(answer, sentence) {
    swept = answer.tickets ?? [];
    if (swept.length) undoable({}, sentence, Number(desk.dataset.undo));
    else tell(sentence);
  },
});

const fenceLine = new FenceLine();
const clockLine = new ClockLine({ ask: (command) => ask(command, () => "", { undo: false }), done: tell });

const deeds = {
  open: () => ask({ type: "OpenCounter", counter: place }),
  pause: () => ask({ type: "PauseCounter", counter: place }),
  close: () => ask({ type: "CloseCounter", counter: place }),
  call: callNext,
  this: (ticket) => ask({ type: "CallTicket", counter: place, ticket, ...ending() }, (answer) => say("done.call", answer)),
  reopen: (ticket) => ask({ type: "ReopenTicket", ticket }, (answer) => say("done.back", answer)),
  back: (ticket) => ask({ type: "ReturnTicket", ticket }, (answer) => say("done.back", answer)),
  arrived: () => ask({ type: "MarkArrived", ticket: view.served.id }),
  recall: () => ask({ type: "Recall", ticket: view.served.id }, (answer) => say("done.call", answer)),
  absent: () => ask({ type: "MarkAbsent", ...served() }, (answer) => say("done.absent", answer)),
  finish: (outcome) => ask({ type: "FinishTicket", ...served(), outcome }, (answer) => ended(answer, outcome)),
  elsewhere: (where) => ask({ type: "FinishTicket", ...served(), outcome: "oriented_elsewhere", where }, (answer) => ended(answer, "oriented_elsewhere")),
  transfer: (route) => ask({ type: "TransferTicket", ...served(), route, need: document.getElementById("transfer-need").value }, (answer) => say("done.transfer", { number: answer.number, route: say(`route.${route}`) })),
  park: (why) => ask({ type: "ParkTicket", ...served(), why }, (answer) => say("done.park", answer)),
  help: () => calls.raise(),
  machine: (machine) => ask({ type: "ReportMachine", machine, in_order: view.out_of_order.includes(machine) }, () => say("machine.done"), { undo: false }),
  difficulty: (kind) => ask({ type: "ReportDifficulty", kind, ticket: view.served?.id ?? "" }, () => say("difficulty.done", { what: say(`difficulty.${kind}`) }), { undo: false }),
  undo: () => (swept.length ? takeBack() : ask({ type: "Undo", ...lastChange() }, (answer) => say("undone", answer), { undo: false })),
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  // Before the first view nothing is known: neither whether the counter is open, nor who is there.
  if (!button || !view) return;
  if (button.dataset.open) {
    if (view.served) document.getElementById("transfer-need").value = view.served.need;
    document.getElementById(button.dataset.open).showModal();
  } else if ("close" in button.dataset) {
    button.closest("dialog").close();
  } else if (button.dataset.do && !asking) {
    button.closest("dialog")?.close();
    deeds[button.dataset.do](button.dataset.value);
  }
});

function callNext() {
  if (view.desk !== "open") return ask({ type: "OpenCounter", counter: place });
  return ask({ type: "CallNext", counter: place, ...ending() }, (answer) => (answer.number ? say("done.call", answer) : ""));
}

/** A call while somebody is served says how that visit ended: served. */
function ending() {
  return view.served?.state === "serving" ? { finish: "served" } : {};
}

function served() {
  return { ticket: view.served.id, seen: view.served.rev };
}

function ended(answer, outcome) {
  return say("done.finish", { number: answer.number, outcome: say(`outcome.${outcome}`) });
}

/** One command at a time; said(answer): what is told when it is done, with the offer to undo it. */
async function ask(command, said = null, { undo = true } = {}) {
  asking = true;
  swept = [];
  const answer = await send(command);
  asking = false;
  if (!answer.ok) refuse(answer.sentence || say("not_reached"));
  else if (!undo) forgetChange(said(answer));
  else if (said && said(answer)) undoable(answer, said(answer), Number(desk.dataset.undo));
  else tell("");
  return answer;
}

/** What was swept is back in the queue, one after the other; the first that cannot be says why. */
async function takeBack() {
  for (const ticket of swept) {
    const answer = await ask({ type: "Undo", ticket, seen: SWEPT_REV }, () => say("rush.undone"), { undo: false });
    if (!answer.ok) return;
  }
}

function draw(fresh) {
  view = fresh;
  drawDesk(view, own);
  drawTimes(view, clock());
  drawMachines(view);
  calls.draw(view.calls);
  rushes.draw(view.rushes);
  fenceLine.draw(view.fence);
  clockLine.draw(view.clock);
}

function begin() {
  open({
    screen: "counter",
    place,
    actingFor: own ? place : "",
    draw,
    calm: () => !asking,
    link(state, age) {
      const banner = document.getElementById("link");
      banner.hidden = state === "live";
      banner.textContent = state === "live" ? "" : say("lost", { age });
    },
  });
}

// Another counter's device: nothing is shown or done before somebody said so; the page forgets it when it is left.
if (own) {
  const instead = document.getElementById("instead");
  instead.addEventListener("cancel", (event) => event.preventDefault());
  document.getElementById("instead-yes").addEventListener("click", () => { instead.close(); begin(); }, { once: true });
  instead.showModal();
} else begin();
setInterval(() => view && drawTimes(view, clock()), 1000);
