// What tests of the outbox share: the office at the other end of the link, and an outbox of a mediator's device; new ones for each test.
import { beforeEach, mock } from "node:test";
import { putWords } from "./words.mjs";

putWords({ "unsent.now_only": "Pas sans liaison", "unsent.full": "Trop d'actions : {most}" });
const { Outbox } = await import("../../mediator_console/static/outbox.js");

const MAY_WAIT = ["ParkTicket", "ReturnTicket", "FinishTicket", "ReopenTicket", "NoteHelp"];
export const TODAY = "2026-11-27";
export const WORDS = { what: "vu", number: 104 };
export const TICKET = `${TODAY}-104`;

/** The office at the other end of the link: it answers what it is told to, and keeps what it was asked. */
class Office {
  asked = [];
  answers = [];
  isConnected = true;
  now = 1000;

  clock = () => this.now;
  connected = () => this.isConnected;
  send = async (command, key, tries) => {
    this.asked.push({ command, key, tries });
    return this.answers.shift() ?? { ok: true, ticket: TICKET, rev: 5 };
  };

  get commands() {
    return this.asked.map(({ command }) => command);
  }
}

/** @type {Office} */
export let office;
/** What the outbox says of itself. */
export let heard;

beforeEach(() => {
  localStorage.clear();
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  office = new Office();
  heard = [];
});

/** An outbox of this mediator's device, today. */
export function outbox(owner = "Médiatrice 1") {
  const box = new Outbox({
    owner,
    changed: () => heard.push("changed"),
    refused: () => heard.push("refused"),
    dropped: (count) => heard.push(`dropped ${count}`),
    commands: { may_wait: MAY_WAIT, gives: ["SignUp"] },
    office,
  });
  box.today(TODAY);
  return box;
}

/** The commands are handed in while there is no link, which is back afterwards; their answers. */
export async function withoutLink(box, ...commands) {
  office.isConnected = false;
  const asked = commands.map((command) => box.ask(command, WORDS));
  mock.timers.tick(0);
  const answers = await Promise.all(asked);
  office.isConnected = true;
  return answers;
}

/** Until all that was begun is done. */
export async function settled() {
  for (let turn = 0; turn < 50; turn += 1) await null;
}

export const park = (seen = 4) => ({ type: "ParkTicket", ticket: TICKET, seen, why: "break", minutes: null });
export const back = (seen = 4) => ({ type: "ReturnTicket", ticket: TICKET, seen });
