// What may follow for a ticket, from where it stands: the most likely one in sun under the thumb, the others above.
import { say } from "../../static/texts.js";
import { choices, counterRoute, LACKS, machinesFor, needOf } from "./choices.js";
import { hasSheets } from "./handout.js";

/** @typedef {import("./ticket_dialog.js").TicketDialog} TicketDialog */
/** @typedef {"counter" | "banker" | "machine" | "mediator"} Route where a button of the dialog sends */
/** @typedef {"solved_by_mediator" | "solved_at_machine" | "appointment" | "left" | "issued_in_error"} Ending */

/**
 * The foot of the dialog: at most three actions.
 * @param {TicketDialog} dialog
 */
export function footer(dialog) {
  dialog.foot(FOOT[dialog.card.state]?.(dialog) ?? []);
}

/** @type {Partial<Record<Office.State, (dialog: TicketDialog) => Page.Action[]>>} */
const FOOT = {
  waiting: (dialog) => [...routes(dialog), answered(dialog)],
  with_mediator: (dialog) => [
    { ...(ending(dialog) ?? answered(dialog)), kind: "action" },
    ...(ending(dialog) ? [] : [withMe(dialog)]),
    ...routes(dialog, { plain: true }).filter((one) => one.name !== "mediator"),
  ],
  at_machine: (dialog) => [
    { ...(ending(dialog) ?? finish(dialog, "solved_at_machine", "machine_done")), kind: "action" },
    back(dialog, "failed"),
    ...(ending(dialog) ? [] : [withMe(dialog)]),
  ],
  parked: (dialog) => [
    { ...back(dialog, LACKS.has(dialog.card.parked) ? "has_document" : "return"), kind: "action" },
    withMe(dialog),
  ],
  absent: (dialog) => [{ ...back(dialog, "is_here"), kind: "action" }],
  called: (dialog) => [act(dialog, "recall", { type: "Recall", seen: undefined })],
  closed: (dialog) => [{ ...act(dialog, "reopen", { type: "ReopenTicket", seen: undefined }), kind: "action" }],
};

/**
 * The first prevention: something is missing, and it is said before the person queues for nothing.
 * @param {TicketDialog} dialog
 */
export function lacking(dialog) {
  const asked = ["waiting", "with_mediator"].includes(dialog.card.state) && needOf(dialog.draft.need).ready.length > 0;
  return asked
    ? [{ name: "missing", words: say("console.act.missing"), picto: "papers", go: () => dialog.missing.start() }]
    : [];
}

/**
 * The rarer endings.
 * @param {TicketDialog} dialog
 * @returns {Page.Action[]}
 */
export function follow(dialog) {
  const state = dialog.card.state;
  const list = hasSheets ? [give(dialog)] : [];
  if (["called", "serving", "closed"].includes(state)) return list;
  if (state !== "parked" && state !== "absent")
    list.push({ name: "park", words: say("console.act.park"), picto: "player-pause", go: () => dialog.park() });
  list.push({
    name: "elsewhere",
    words: say("console.act.elsewhere"),
    picto: "external-link",
    go: () => dialog.choosePlace(),
  });
  if (choices.workshops.titles.length)
    list.push({ name: "workshop", words: say("workshop.act"), picto: "school", go: () => dialog.workshops.start() });
  if (state === "waiting" && dialog.card.route !== "mediator") list.push(later(dialog));
  list.push(finish(dialog, "appointment", "appointment"));
  if (state === "waiting") list.push(act(dialog, "absent", { type: "MarkAbsent" }));
  list.push(act(dialog, "reprint", { type: "ReprintTicket", seen: undefined }));
  list.push(finish(dialog, "left", "left"), finish(dialog, "issued_in_error", "mistake"));
  return list;
}

/**
 * A guide, so that the person does it alone next time; its need is the one that was found.
 * @param {TicketDialog} dialog
 * @returns {Page.Action}
 */
function give(dialog) {
  const to = () => ({ ticket: dialog.card.id, number: dialog.card.number, need: dialog.draft.need });
  return { name: "give", words: say("handout.title"), picto: "form", go: () => dialog.give(to()) };
}

/**
 * Counter, machine, with me: the likely one first, in sun.
 * @param {TicketDialog} dialog
 * @param {{ plain?: boolean }} [how]
 * @returns {Page.Action[]}
 */
function routes(dialog, { plain = false } = {}) {
  const need = needOf(dialog.draft.need);
  const changed = dialog.draft.need !== dialog.card.need;
  /** @type {Page.Action[]} */
  const list = [];
  if (need.counter)
    list.push(prequalify(dialog, counterRoute(dialog.draft.need), plain ? "counter" : changed ? "save" : "confirm"));
  if (need.routes.includes("machine")) list.push(...toMachine(dialog));
  list.push(withMe(dialog));
  if (plain) return list;
  const first = list.find((one) => one.name === likely(dialog)) ?? list[0];
  return first ? [{ ...first, kind: "action" }, ...list.filter((one) => one !== first)] : [];
}

/**
 * Where the need is tried first; where it was sent, once the mediator has seen the person or the client has chosen the counter.
 * @param {TicketDialog} dialog
 */
function likely({ card, draft }) {
  const [first] = needOf(draft.need).routes;
  const decided = draft.need === card.need && (card.prequalified || first !== "mediator");
  return decided ? card.route : first;
}

/**
 * To a machine of the office, which is chosen with its state; in an office that names none, to the machine.
 * @param {TicketDialog} dialog
 * @returns {Page.Action[]}
 */
function toMachine(dialog) {
  const machines = machinesFor(dialog.draft.need);
  if (machines === null) return [prequalify(dialog, "machine", "machine")];
  return machines.length
    ? [
        {
          name: "machine",
          words: say("console.act.machine"),
          picto: "machine",
          go: () => dialog.machines.start(machines),
        },
      ]
    : [];
}

/**
 * @param {TicketDialog} dialog
 * @param {Route} route
 * @param {"counter" | "save" | "confirm" | "machine"} words
 * @returns {Page.Action}
 */
function prequalify(dialog, route, words) {
  const command = () => /** @type {const} */ ({ type: "Prequalify", ...dialog.found(), route });
  const shown = route === "banker" ? "banker" : words;
  return {
    name: route,
    words: say(`console.act.${shown}`),
    picto: PICTO[route],
    go: () => dialog.does(command(), say(`route.${route}`)),
  };
}

/**
 * Goes on waiting, but for the mediator: no counter calls this person.
 * @param {TicketDialog} dialog
 * @returns {Page.Action}
 */
function later(dialog) {
  const command = () =>
    /** @type {const} */ ({ type: "Prequalify", ...dialog.found(), route: "mediator", stays: true });
  return {
    name: "later",
    words: say("console.act.later"),
    picto: PICTO.mediator,
    go: () => dialog.does(command(), say("console.act.later")),
  };
}

/**
 * Help begins, and with it its record.
 * @param {TicketDialog} dialog
 * @returns {Page.Action}
 */
function withMe(dialog) {
  return {
    name: "mediator",
    words: say("console.act.with_me"),
    picto: PICTO.mediator,
    go: () => dialog.does({ type: "StartAccompaniment" }, say("help.began")),
  };
}

/**
 * The end of the help that this person has had; null when none was begun.
 * @param {TicketDialog} dialog
 * @returns {Page.Action | undefined}
 */
function ending(dialog) {
  const help = dialog.helpOf(dialog.card.id);
  return (
    help && {
      name: "ending",
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
  const outcome = "solved_by_mediator";
  return {
    ...finish(dialog, outcome, "answered"),
    go: () =>
      dialog.does({ type: "FinishTicket", outcome }, say(`outcome.${outcome}`), dialog.shortHelp("information")),
  };
}

/**
 * @param {TicketDialog} dialog
 * @param {Ending} outcome
 * @param {"answered" | "machine_done" | "appointment" | "left" | "mistake"} words
 * @returns {Page.Action}
 */
function finish(dialog, outcome, words) {
  return {
    name: outcome,
    words: say(`console.act.${words}`),
    picto: PICTO[outcome],
    go: () => dialog.does({ type: "FinishTicket", outcome }, say(`outcome.${outcome}`)),
  };
}

/**
 * @param {TicketDialog} dialog
 * @param {"failed" | "has_document" | "return" | "is_here"} words
 * @returns {Page.Action}
 */
function back(dialog, words) {
  const failed = words === "failed";
  return {
    name: "return",
    words: say(`console.act.${words}`),
    picto: "undo",
    go: () => dialog.does({ type: "ReturnTicket", failed }, say("console.took_place")),
  };
}

/**
 * @param {TicketDialog} dialog
 * @param {"recall" | "reopen" | "absent" | "reprint"} name
 * @param {Page.About} command
 * @returns {Page.Action}
 */
function act(dialog, name, command) {
  return {
    name,
    words: say(`console.act.${name}`),
    picto: PICTO[name],
    go: () => dialog.does(command, say(`console.act.${name}`)),
  };
}

/** @type {Record<Route | Ending | "absent" | "recall" | "reopen" | "reprint", string>} */
const PICTO = {
  counter: "counter-desk",
  banker: "banker",
  machine: "machine",
  mediator: "mediator",
  solved_by_mediator: "check",
  solved_at_machine: "check",
  appointment: "calendar",
  left: "door-exit",
  issued_in_error: "x",
  absent: "eye",
  recall: "bell",
  reopen: "undo",
  reprint: "printer",
};
