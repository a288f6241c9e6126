// The counter's screen: a button is a command; what it shows is always the office's view.
import { Calls } from "../../static/calls.js";
import { clock, open, send } from "../../static/live.js";
import { say } from "../../static/texts.js";
import { drawDesk, drawMachines, drawTimes } from "./drawing.js";
import { tell, undoable, refuse, lastChange, forgetChange } from "../../static/telling.js";

const desk = document.getElementById("desk");
const place = desk.dataset.place;

let view = null;
let asking = false;
const calls = new Calls({ where: place, ask: (command) => ask(command, () => (command.type === "RaiseHelp" ? say("calls.told") : ""), { undo: false }) });

const deeds = {
  open: () => ask({ type: "OpenCounter", counter: place }),
  pause: () => ask({ type: "PauseCounter", counter: place }),
  close: () => ask({ type: "CloseCounter", counter: place }),
  call: callNext,
  this: (ticket) => ask({ type: "CallTicket", counter: place, ticket, ...ending() }, (answer) => say("done.call", answer)),
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
  undo: () => ask({ type: "Undo", ...lastChange() }, (answer) => say("undone", answer), { undo: false }),
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
  const answer = await send(command);
  asking = false;
  if (!answer.ok) refuse(answer.sentence || say("not_reached"));
  else if (!undo) forgetChange(said(answer));
  else if (said && said(answer)) undoable(answer, said(answer), Number(desk.dataset.undo));
  else tell("");
}

function draw(fresh) {
  view = fresh;
  drawDesk(view);
  drawTimes(view, clock());
  drawMachines(view);
  calls.draw(view.calls);
}

open({
  screen: "counter",
  place,
  draw,
  calm: () => !asking,
  link(state, age) {
    const banner = document.getElementById("link");
    banner.hidden = state === "live";
    banner.textContent = state === "live" ? "" : say("lost", { age });
  },
});
setInterval(() => view && drawTimes(view, clock()), 1000);
