// What may follow for a ticket, from where it stands: the most likely one in sun under the thumb, the others above.
import { say } from "../../static/texts.js";
import { choices, counterRoute, LACKS, machinesFor, needOf } from "./choices.js";
import { hasSheets } from "./give.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {"counter" | "banker" | "machine" | "mediator"} Route where a button of the sheet sends */
/** @typedef {"solved_by_mediator" | "solved_at_machine" | "appointment" | "left" | "issued_in_error"} Ending */

/**
 * The foot of the sheet: at most three actions.
 * @param {Sheet} sheet
 */
export function footer(sheet) {
  sheet.foot(FOOT[sheet.card.state]?.(sheet) ?? []);
}

/** @type {Partial<Record<Office.State, (sheet: Sheet) => Page.Action[]>>} */
const FOOT = {
  waiting: (sheet) => [...routes(sheet), answered(sheet)],
  with_mediator: (sheet) => [
    { ...(ending(sheet) ?? answered(sheet)), kind: "action" },
    ...(ending(sheet) ? [] : [withMe(sheet)]),
    ...routes(sheet, { plain: true }).filter((one) => one.name !== "mediator"),
  ],
  at_machine: (sheet) => [
    { ...(ending(sheet) ?? finish(sheet, "solved_at_machine", "machine_done")), kind: "action" },
    back(sheet, "failed"),
    ...(ending(sheet) ? [] : [withMe(sheet)]),
  ],
  parked: (sheet) => [
    { ...back(sheet, LACKS.has(sheet.card.parked) ? "has_document" : "return"), kind: "action" },
    withMe(sheet),
  ],
  absent: (sheet) => [{ ...back(sheet, "is_here"), kind: "action" }],
  called: (sheet) => [act(sheet, "recall", { type: "Recall", seen: undefined })],
  closed: (sheet) => [{ ...act(sheet, "reopen", { type: "ReopenTicket", seen: undefined }), kind: "action" }],
};

/**
 * The first prevention: something is missing, and it is said before the person queues for nothing.
 * @param {Sheet} sheet
 */
export function lacking(sheet) {
  const asked = ["waiting", "with_mediator"].includes(sheet.card.state) && needOf(sheet.draft.need).ready.length > 0;
  return asked
    ? [{ name: "missing", words: say("console.act.missing"), picto: "papers", go: () => sheet.missing.start() }]
    : [];
}

/**
 * The rarer endings.
 * @param {Sheet} sheet
 * @returns {Page.Action[]}
 */
export function follow(sheet) {
  const state = sheet.card.state;
  const list = hasSheets ? [give(sheet)] : [];
  if (["called", "serving", "closed"].includes(state)) return list;
  if (state !== "parked" && state !== "absent")
    list.push({ name: "park", words: say("console.act.park"), picto: "player-pause", go: () => sheet.park() });
  list.push({
    name: "elsewhere",
    words: say("console.act.elsewhere"),
    picto: "external-link",
    go: () => sheet.choosePlace(),
  });
  if (choices.workshops.titles.length)
    list.push({ name: "workshop", words: say("workshop.act"), picto: "school", go: () => sheet.workshops.start() });
  if (state === "waiting" && sheet.card.route !== "mediator") list.push(later(sheet));
  list.push(finish(sheet, "appointment", "appointment"));
  if (state === "waiting") list.push(act(sheet, "absent", { type: "MarkAbsent" }));
  list.push(act(sheet, "reprint", { type: "ReprintTicket", seen: undefined }));
  list.push(finish(sheet, "left", "left"), finish(sheet, "issued_in_error", "mistake"));
  return list;
}

/**
 * A guide, so that the person does it alone next time; its need is the one that was found.
 * @param {Sheet} sheet
 * @returns {Page.Action}
 */
function give(sheet) {
  const to = () => ({ ticket: sheet.card.id, number: sheet.card.number, need: sheet.draft.need });
  return { name: "give", words: say("give.title"), picto: "form", go: () => sheet.give(to()) };
}

/**
 * Counter, machine, with me: the likely one first, in sun.
 * @param {Sheet} sheet
 * @param {{ plain?: boolean }} [how]
 * @returns {Page.Action[]}
 */
function routes(sheet, { plain = false } = {}) {
  const need = needOf(sheet.draft.need);
  const changed = sheet.draft.need !== sheet.card.need;
  /** @type {Page.Action[]} */
  const list = [];
  if (need.counter)
    list.push(prequalify(sheet, counterRoute(sheet.draft.need), plain ? "counter" : changed ? "save" : "confirm"));
  if (need.routes.includes("machine")) list.push(...toMachine(sheet));
  list.push(withMe(sheet));
  if (plain) return list;
  const first = list.find((one) => one.name === likely(sheet)) ?? list[0];
  return first ? [{ ...first, kind: "action" }, ...list.filter((one) => one !== first)] : [];
}

/**
 * Where the need is tried first; where it was sent, once the mediator has seen the person or the client has chosen the counter.
 * @param {Sheet} sheet
 */
function likely({ card, draft }) {
  const [first] = needOf(draft.need).routes;
  const decided = draft.need === card.need && (card.prequalified || first !== "mediator");
  return decided ? card.route : first;
}

/**
 * To a machine of the office, which is chosen with its state; in an office that names none, to the machine.
 * @param {Sheet} sheet
 * @returns {Page.Action[]}
 */
function toMachine(sheet) {
  const machines = machinesFor(sheet.draft.need);
  if (machines === null) return [prequalify(sheet, "machine", "machine")];
  return machines.length
    ? [
        {
          name: "machine",
          words: say("console.act.machine"),
          picto: "machine",
          go: () => sheet.machines.start(machines),
        },
      ]
    : [];
}

/**
 * @param {Sheet} sheet
 * @param {Route} route
 * @param {"counter" | "save" | "confirm" | "machine"} words
 * @returns {Page.Action}
 */
function prequalify(sheet, route, words) {
  const command = () => /** @type {const} */ ({ type: "Prequalify", ...sheet.found(), route });
  const shown = route === "banker" ? "banker" : words;
  return {
    name: route,
    words: say(`console.act.${shown}`),
    picto: PICTO[route],
    go: () => sheet.does(command(), say(`route.${route}`)),
  };
}

/**
 * Goes on waiting, but for the mediator: no counter calls this person.
 * @param {Sheet} sheet
 * @returns {Page.Action}
 */
function later(sheet) {
  const command = () => /** @type {const} */ ({ type: "Prequalify", ...sheet.found(), route: "mediator", stays: true });
  return {
    name: "later",
    words: say("console.act.later"),
    picto: PICTO.mediator,
    go: () => sheet.does(command(), say("console.act.later")),
  };
}

/**
 * Help begins, and with it its record.
 * @param {Sheet} sheet
 * @returns {Page.Action}
 */
function withMe(sheet) {
  return {
    name: "mediator",
    words: say("console.act.with_me"),
    picto: PICTO.mediator,
    go: () => sheet.does({ type: "StartAccompaniment" }, say("help.began")),
  };
}

/**
 * The end of the help that this person has had; null when none was begun.
 * @param {Sheet} sheet
 * @returns {Page.Action | undefined}
 */
function ending(sheet) {
  const help = sheet.helpOf(sheet.card.id);
  return (
    help && {
      name: "ending",
      words: say(help.stopped ? "help.record" : "help.end"),
      picto: "check",
      go: () => {
        sheet.close();
        sheet.end(help);
      },
    }
  );
}

/**
 * A first answer, on the spot: a short help, and the end of the visit.
 * @param {Sheet} sheet
 * @returns {Page.Action}
 */
function answered(sheet) {
  const outcome = "solved_by_mediator";
  return {
    ...finish(sheet, outcome, "answered"),
    go: () => sheet.does({ type: "FinishTicket", outcome }, say(`outcome.${outcome}`), sheet.shortHelp("information")),
  };
}

/**
 * @param {Sheet} sheet
 * @param {Ending} outcome
 * @param {"answered" | "machine_done" | "appointment" | "left" | "mistake"} words
 * @returns {Page.Action}
 */
function finish(sheet, outcome, words) {
  return {
    name: outcome,
    words: say(`console.act.${words}`),
    picto: PICTO[outcome],
    go: () => sheet.does({ type: "FinishTicket", outcome }, say(`outcome.${outcome}`)),
  };
}

/**
 * @param {Sheet} sheet
 * @param {"failed" | "has_document" | "return" | "is_here"} words
 * @returns {Page.Action}
 */
function back(sheet, words) {
  const failed = words === "failed";
  return {
    name: "return",
    words: say(`console.act.${words}`),
    picto: "undo",
    go: () => sheet.does({ type: "ReturnTicket", failed }, say("console.took_place")),
  };
}

/**
 * @param {Sheet} sheet
 * @param {"recall" | "reopen" | "absent" | "reprint"} name
 * @param {Page.About} command
 * @returns {Page.Action}
 */
function act(sheet, name, command) {
  return {
    name,
    words: say(`console.act.${name}`),
    picto: PICTO[name],
    go: () => sheet.does(command, say(`console.act.${name}`)),
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
