// The counter's screen: a button is a command; what it shows is always the office's view.
import { Calls } from "../../static/calls.js";
import { ClockLine } from "../../static/clock.js";
import { around, element, touched } from "../../static/elements.js";
import { FenceLine } from "../../static/fence.js";
import { clock, open, send } from "../../static/live.js";
import { Rushes } from "../../static/rush.js";
import { say } from "../../static/texts.js";
import { forgetChange, lastChange, refuse, tell, undoable } from "../../static/toast.js";
import { drawDesk, drawMachines, drawTimes } from "./drawing.js";

const desk = element("desk");
const { place = "", own } = desk.dataset;

/** A swept ticket's rev: it was as the kiosk gave it, then it was ended. */
const SWEPT_REV = 2;

let view = /** @type {Page.View | null} */ (null);
let asking = false;
/** The tickets that « Annuler » puts back, after a sweep. */
/** @type {string[]} */
let swept = [];
const calls = new Calls({
  where: place,
  ask: (command) => ask(command, () => (command.type === "RaiseHelp" ? say("calls.raised") : ""), { undo: false }),
});
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

/** @type {Record<string, (value: string, view: Page.View) => void>} */
const deeds = {
  open: () => ask({ type: "OpenCounter", counter: place }),
  pause: () => ask({ type: "PauseCounter", counter: place }),
  close: () => ask({ type: "CloseCounter", counter: place }),
  call: (_value, shown) => callNext(shown),
  this: (ticket, shown) =>
    ask({ type: "CallTicket", counter: place, ticket, ...ending(shown) }, (answer) => say("done.call", answer)),
  reopen: (ticket) => ask({ type: "ReopenTicket", ticket }, (answer) => say("done.back", answer)),
  back: (ticket) => ask({ type: "ReturnTicket", ticket }, (answer) => say("done.back", answer)),
  arrived: (_value, { served }) => served && ask({ type: "MarkArrived", ticket: served.id }),
  recall: (_value, { served }) =>
    served && ask({ type: "Recall", ticket: served.id }, (answer) => say("done.call", answer)),
  absent: (_value, { served }) =>
    served && ask({ type: "MarkAbsent", ...seen(served) }, (answer) => say("done.absent", answer)),
  finish: (outcome, { served }) => served && finish(served, /** @type {Office.Outcome} */ (outcome)),
  elsewhere: (where, { served }) => served && finish(served, "oriented_elsewhere", { where }),
  transfer: (route, { served }) => served && transfer(served, /** @type {Office.Route} */ (route)),
  park: (why, { served }) =>
    served &&
    ask({ type: "ParkTicket", ...seen(served), why: /** @type {Office.ParkReason} */ (why) }, (answer) =>
      say("done.park", answer),
    ),
  help: () => calls.raise(),
  machine: (machine, shown) =>
    ask({ type: "ReportMachine", machine, in_order: shown.out_of_order.includes(machine) }, () => say("machine.done"), {
      undo: false,
    }),
  difficulty: (kind, { served }) => reportDifficulty(/** @type {Office.Difficulty} */ (kind), served?.id ?? ""),
  undo: () => (swept.length ? takeBack() : undo()),
};

document.addEventListener("click", (event) => {
  const button = touched(event, "button");
  // Before the first view nothing is known: neither whether the counter is open, nor who is there.
  if (!button || !view) return;
  if (button.dataset.open) {
    if (view.served) element("transfer-need", HTMLSelectElement).value = view.served.need;
    element(button.dataset.open, HTMLDialogElement).showModal();
  } else if ("close" in button.dataset) {
    around(button, "dialog", HTMLDialogElement).close();
  } else if (button.dataset.do && !asking) {
    button.closest("dialog")?.close();
    deeds[button.dataset.do]?.(button.dataset.value ?? "", view);
  }
});

/** @param {Page.View} shown */
function callNext(shown) {
  const { step } = shown.next;
  if (step === "open" || step === "resume") return ask({ type: "OpenCounter", counter: place });
  return ask({ type: "CallNext", counter: place, ...ending(shown) }, (answer) =>
    answer.number ? say("done.call", answer) : "",
  );
}

/**
 * A call while somebody is served says how that visit ended.
 * @param {Page.View} shown
 * @returns {{ finish?: Office.Outcome }}
 */
function ending({ next: { finish } }) {
  return finish ? { finish } : {};
}

/** @param {Office.Served} served */
function seen(served) {
  return { ticket: served.id, seen: served.rev };
}

/**
 * @param {Office.Served} served
 * @param {Office.Outcome} outcome
 * @param {{ where?: string }} [elsewhere]
 */
function finish(served, outcome, elsewhere = {}) {
  const command = /** @type {const} */ ({ type: "FinishTicket", ...seen(served), outcome, ...elsewhere });
  return ask(command, ({ number }) => say("done.finish", { number, outcome: say(`outcome.${outcome}`) }));
}

/**
 * @param {Office.Served} served
 * @param {Office.Route} route
 */
function transfer(served, route) {
  const need = element("transfer-need", HTMLSelectElement).value;
  const command = /** @type {const} */ ({ type: "TransferTicket", ...seen(served), route, need });
  return ask(command, ({ number }) => say("done.transfer", { number, route: say(`route.${route}`) }));
}

/**
 * @param {Office.Difficulty} kind
 * @param {string} ticket
 */
function reportDifficulty(kind, ticket) {
  const words = () => say("difficulty.done", { what: say(`difficulty.${kind}`) });
  return ask({ type: "ReportDifficulty", kind, ticket }, words, { undo: false });
}

function undo() {
  const change = lastChange();
  if (!change?.ticket || change.seen === undefined) return null;
  return ask({ type: "Undo", ticket: change.ticket, seen: change.seen }, (answer) => say("undone", answer), {
    undo: false,
  });
}

/**
 * One command at a time; words(answer): what is told when it is done, with the offer to undo it.
 * @param {Page.Command} command
 * @param {((answer: Page.Answer) => string) | null} [words]
 * @param {{ undo?: boolean }} [how]
 */
async function ask(command, words = null, { undo = true } = {}) {
  asking = true;
  swept = [];
  const answer = await send(command);
  asking = false;
  if (!answer.ok) refuse(answer.sentence || say("not_reached"));
  else if (!undo) forgetChange(words?.(answer) ?? "");
  else if (words?.(answer)) undoable(answer, words(answer), Number(desk.dataset.undo));
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

/** @param {Page.View} fresh */
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
      const banner = element("link");
      banner.hidden = state === "live";
      banner.textContent = state === "live" ? "" : say("lost", { age });
    },
  });
}

// Another counter's device: nothing is shown or done before somebody said so; the page forgets it when it is left.
if (own) {
  const instead = element("instead", HTMLDialogElement);
  instead.addEventListener("cancel", (event) => event.preventDefault());
  element("instead-yes").addEventListener(
    "click",
    () => {
      instead.close();
      begin();
    },
    { once: true },
  );
  instead.showModal();
} else begin();
setInterval(() => view && drawTimes(view, clock()), 1000);
