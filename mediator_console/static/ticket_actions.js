// The buttons of a ticket's dialog: which acts there are the office says, by situation; here each has its words and its command.
import { say } from "../../static/texts.js";
import { actsOf, machinesFor, needOf, outcomeOf } from "./choices.js";
import { choosePark } from "./park.js";
import { choosePlace } from "./place_choice.js";

/** @typedef {import("./ticket_dialog.js").TicketDialog} TicketDialog */
/** @typedef {"counter" | "banker" | "machine"} Destination where a button of the dialog sends */
/** @typedef {"machine_done" | "appointment" | "left" | "mistake"} Ending an act that ends the visit with one tap */

/**
 * The foot of the dialog: what usually follows, the most likely in sun under the thumb.
 * @param {TicketDialog} dialog
 * @returns {Page.Action[]}
 */
export function firstActions(dialog) {
  const { likely, first } = actsOf(dialog.card);
  const actions = drawn(dialog, first);
  const name = likely === "send" ? destination(dialog) : likely;
  const sun = actions.find((action) => action.name === name);
  return sun ? [{ ...sun, kind: "action" }, ...actions.filter((action) => action !== sun)] : actions;
}

/**
 * The rarer endings.
 * @param {TicketDialog} dialog
 * @returns {Page.Action[]}
 */
export function otherActions(dialog) {
  return drawn(dialog, actsOf(dialog.card).others);
}

/**
 * The first prevention: something is missing, and it is said before the person queues for nothing.
 * @param {TicketDialog} dialog
 * @returns {Page.Action[]}
 */
export function missingAction(dialog) {
  const offered = actsOf(dialog.card).changes.includes("missing") && needOf(dialog.draft.need).ready.length > 0;
  return offered ? [step("missing", () => dialog.missing.start())] : [];
}

/**
 * @param {TicketDialog} dialog
 * @param {Office.Act[]} acts
 */
function drawn(dialog, acts) {
  return acts.flatMap((act) => BUTTONS[act]?.(dialog) ?? []);
}

/** @type {Partial<Record<Office.Act, (dialog: TicketDialog) => Page.Action | Page.Action[]>>} */
const BUTTONS = {
  send: (dialog) =>
    needOf(dialog.draft.need).destinations.map((route) => send(dialog, /** @type {Destination} */ (route))),
  help: (dialog) => endHelp(dialog) ?? beginHelp(dialog),
  answered,
  machine_done: (dialog) => finish(dialog, "machine_done"),
  failed: (dialog) => back(dialog, "failed"),
  has_document: (dialog) => back(dialog, "has_document"),
  return: (dialog) => back(dialog, "return"),
  is_here: (dialog) => back(dialog, "is_here"),
  recall: (dialog) => ask(dialog, "recall", { type: "Recall", seen: undefined }),
  reopen: (dialog) => ask(dialog, "reopen", { type: "ReopenTicket", seen: undefined }),
  give,
  park: (dialog) => step("park", () => choosePark(dialog)),
  elsewhere: (dialog) => step("elsewhere", () => choosePlace(dialog)),
  workshop,
  later,
  appointment: (dialog) => finish(dialog, "appointment"),
  absent: (dialog) => ask(dialog, "absent", { type: "MarkAbsent" }),
  reprint: (dialog) => ask(dialog, "reprint", { type: "ReprintTicket", seen: undefined }),
  left: (dialog) => finish(dialog, "left"),
  mistake: (dialog) => finish(dialog, "mistake"),
};

/**
 * The button of the likely destination: help begins where the mediator is.
 * @param {TicketDialog} dialog
 */
function destination({ card, draft }) {
  const route = (draft.need === card.need && card.destination) || needOf(draft.need).likely;
  return route === "mediator" ? "help" : route;
}

/**
 * To a counter, or to a machine: of the office's machines one is chosen with its state.
 * @param {TicketDialog} dialog
 * @param {Destination} route
 * @returns {Page.Action}
 */
function send(dialog, route) {
  const machines = machinesFor(dialog.draft.need);
  if (route === "machine" && machines) return step("machine", () => dialog.machines.start(machines));
  const command = () => /** @type {const} */ ({ type: "Prequalify", ...dialog.findings(), route });
  return {
    name: route,
    words: say(`console.act.${route === "counter" ? counterWords(dialog) : route}`),
    picto: PICTO[route],
    go: () => dialog.does(command(), say(`route.${route}`)),
  };
}

/**
 * What is confirmed by sending somebody who waits, or corrected.
 * @param {TicketDialog} dialog
 */
function counterWords({ card, draft }) {
  if (actsOf(card).likely !== "send") return "counter";
  return draft.need === card.need ? "confirm" : "save";
}

/**
 * Help begins, and with it its record.
 * @param {TicketDialog} dialog
 * @returns {Page.Action}
 */
function beginHelp(dialog) {
  return {
    name: "help",
    words: say("console.act.with_me"),
    picto: PICTO.help,
    go: () => dialog.does({ type: "StartAccompaniment" }, say("help.began")),
  };
}

/**
 * The end of the help that this person has had; undefined when none was begun.
 * @param {TicketDialog} dialog
 * @returns {Page.Action | undefined}
 */
function endHelp(dialog) {
  const help = dialog.helpOf(dialog.card.id);
  return (
    help && {
      name: "help",
      words: say(help.stopped ? "help.record" : "help.end"),
      picto: "check",
      go: () => {
        dialog.close();
        dialog.end(help);
      },
    }
  );
}

/**
 * A first answer, on the spot: a short help, and the end of the visit.
 * @param {TicketDialog} dialog
 * @returns {Page.Action}
 */
function answered(dialog) {
  const outcome = outcomeOf("answered");
  return step("answered", () =>
    dialog.does({ type: "FinishTicket", outcome }, say(`outcome.${outcome}`), dialog.shortHelp("information")),
  );
}

/**
 * @param {TicketDialog} dialog
 * @param {Ending} act
 * @returns {Page.Action}
 */
function finish(dialog, act) {
  const outcome = outcomeOf(act);
  return step(act, () => dialog.does({ type: "FinishTicket", outcome }, say(`outcome.${outcome}`)));
}

/**
 * @param {TicketDialog} dialog
 * @param {"failed" | "has_document" | "return" | "is_here"} act
 * @returns {Page.Action}
 */
function back(dialog, act) {
  return step(act, () => dialog.does({ type: "ReturnTicket", failed: act === "failed" }, say("console.took_place")));
}

/**
 * A guide, so that the person does it alone next time; its need is the one that was found.
 * @param {TicketDialog} dialog
 * @returns {Page.Action}
 */
function give(dialog) {
  const to = () => ({ ticket: dialog.card.id, number: dialog.card.number, need: dialog.draft.need });
  return { name: "give", words: say("handout.title"), picto: PICTO.give, go: () => dialog.give(to()) };
}

/**
 * @param {TicketDialog} dialog
 * @returns {Page.Action}
 */
function workshop(dialog) {
  return {
    name: "workshop",
    words: say("workshop.act"),
    picto: PICTO.workshop,
    go: () => dialog.workshops.start(),
  };
}

/**
 * Goes on waiting, but for the mediator: no counter calls this person.
 * @param {TicketDialog} dialog
 * @returns {Page.Action}
 */
function later(dialog) {
  const command = () =>
    /** @type {const} */ ({ type: "Prequalify", ...dialog.findings(), route: "mediator", stays: true });
  return step("later", () => dialog.does(command(), say("console.act.later")));
}

/**
 * @param {TicketDialog} dialog
 * @param {"recall" | "reopen" | "absent" | "reprint"} act
 * @param {Page.About} command
 * @returns {Page.Action}
 */
function ask(dialog, act, command) {
  return step(act, () => dialog.does(command, say(`console.act.${act}`)));
}

/**
 * A button with the act's own words and pictogram.
 * @template {keyof typeof PICTO & Page.ActWord} A
 * @param {A} act
 * @param {() => unknown} go
 * @returns {Page.Action}
 */
function step(act, go) {
  return { name: act, words: say(`console.act.${act}`), picto: PICTO[act], go };
}

const PICTO = {
  counter: "counter-desk",
  banker: "banker",
  machine: "machine",
  help: "mediator",
  answered: "check",
  machine_done: "check",
  failed: "undo",
  has_document: "undo",
  return: "undo",
  is_here: "undo",
  recall: "bell",
  reopen: "undo",
  give: "form",
  park: "player-pause",
  elsewhere: "external-link",
  workshop: "school",
  later: "mediator",
  appointment: "calendar",
  absent: "eye",
  reprint: "printer",
  left: "door-exit",
  mistake: "x",
  missing: "papers",
};
