import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { putWords } from "./words.mjs";

putWords({ "unsent.now_only": "Pas sans liaison", "unsent.full": "Trop d'actions : {most}" });
const { Outbox, ticketOf } = await import("../../mediator_console/static/outbox.js");

const MAY_WAIT = ["ParkTicket", "ReturnTicket", "FinishTicket", "ReopenTicket", "NoteHelp"];
const TODAY = "2026-11-27";
const WORDS = { what: "vu", number: 104 };
const TICKET = `${TODAY}-104`;

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

let office;
let heard;

function outbox(owner = "Médiatrice 1") {
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

/** Until all that was begun is done. */
async function settled() {
  for (let turn = 0; turn < 50; turn += 1) await null;
}

beforeEach(() => {
  localStorage.clear();
  office = new Office();
  heard = [];
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
});

const park = (seen = 4) => ({ type: "ParkTicket", ticket: TICKET, seen, why: "break", minutes: null });
const back = (seen = 4) => ({ type: "ReturnTicket", ticket: TICKET, seen });

test("the office's answer is the answer, and nothing is left to send", async () => {
  const box = outbox();
  const answer = await box.ask(park(), WORDS);

  assert.deepEqual(answer, { ok: true, ticket: TICKET, rev: 5 });
  assert.ok(box.empty);
  assert.equal(office.asked[0].tries, 1);
});

test("without a link it is kept for later, and sent under its first key when the link is back", async () => {
  const box = outbox();
  office.isConnected = false;
  const asked = box.ask(park(), WORDS);
  mock.timers.tick(0);
  assert.deepEqual(await asked, { ok: true, later: true });
  const [{ key, number, what, at, tried }] = box.unsent();
  assert.deepEqual([number, what, at, tried], [104, "vu", 1000, false]);

  office.isConnected = true;
  await box.flush();
  assert.deepEqual(
    office.asked.map((each) => each.key),
    [key],
  );
  assert.ok(box.empty);
});

test("no answer is asked again under the same key", async () => {
  const box = outbox();
  office.answers = [{ ok: false, reason: "not_reached", sentence: "" }];
  const asked = box.ask(park(), WORDS);
  await settled();
  mock.timers.tick(2000);
  assert.equal((await asked).later, true);

  await box.flush();
  const [first, second] = office.asked;
  assert.equal(first.key, second.key);
  assert.ok(box.empty);
});

test("what waits outlives the page", async () => {
  office.isConnected = false;
  const asked = outbox().ask(park(), WORDS);
  mock.timers.tick(0);
  await asked;
  office.isConnected = true;

  const fresh = outbox();
  await settled();
  assert.deepEqual(office.commands, [park()]);
  assert.ok(fresh.empty);
});

test("another mediator's actions on this device are not sent for this one", async () => {
  office.isConnected = false;
  const asked = outbox("Médiatrice 2").ask(park(), WORDS);
  mock.timers.tick(0);
  await asked;
  office.isConnected = true;

  const box = outbox("Médiatrice 1");
  await settled();
  assert.deepEqual(office.asked, []);
  assert.ok(box.empty);
});

test("actions are sent in order, one after the other, and the next waits for the one that has no answer", async () => {
  const box = outbox();
  office.isConnected = false;
  const asked = [box.ask(park(), WORDS), box.ask(back(), WORDS)];
  mock.timers.tick(0);
  await Promise.all(asked);
  office.isConnected = true;
  office.answers = [{ ok: false, reason: "not_stored", sentence: "" }];
  await box.flush();

  assert.deepEqual(office.commands, [park()]);
  assert.equal(box.unsent().length, 2);
});

test("the next action on the ticket is meant for what this one made of it", async () => {
  const box = outbox();
  office.isConnected = false;
  const other = { type: "ReturnTicket", ticket: `${TODAY}-105`, seen: 4 };
  const asked = [box.ask(park(), WORDS), box.ask(other, WORDS), box.ask(back(), WORDS)];
  mock.timers.tick(0);
  await Promise.all(asked);
  office.isConnected = true;
  office.answers = [{ ok: true, ticket: TICKET, rev: 9 }];
  await box.flush();

  assert.deepEqual(office.commands, [park(), other, back(9)]);
});

test("an action that looked at another rev is not moved to the new one", async () => {
  const box = outbox();
  office.isConnected = false;
  const asked = [box.ask(park(), WORDS), box.ask(back(7), WORDS)];
  mock.timers.tick(0);
  await Promise.all(asked);
  office.isConnected = true;
  await box.flush();

  assert.deepEqual(office.commands, [park(), back(7)]);
});

test("what says nothing of a rev goes on without one: the office knows no such field of it", async () => {
  const box = outbox();
  office.isConnected = false;
  const help = { type: "NoteHelp", nature: "information", minutes: 2, ticket: TICKET };
  const asked = [box.ask({ type: "ReopenTicket", ticket: TICKET, seen: undefined }, WORDS), box.ask(help, WORDS)];
  mock.timers.tick(0);
  await Promise.all(asked);
  office.isConnected = true;
  await box.flush();

  assert.deepEqual(office.commands[1], help);
});

test("a second command is asked once the first is done, under a key of its own, and its made is in the answer", async () => {
  const box = outbox();
  office.answers = [
    { ok: true, ticket: TICKET, rev: 6 },
    { ok: true, made: "a1" },
  ];
  const help = { type: "NoteHelp", nature: "information", minutes: 2, ticket: TICKET };
  const answer = await box.ask({ type: "FinishTicket", ticket: TICKET, seen: 4, outcome: "left" }, WORDS, help);

  assert.deepEqual(answer, { ok: true, ticket: TICKET, rev: 6, made: "a1" });
  assert.equal(office.commands[1], office.commands.at(-1));
  assert.deepEqual(office.commands[1], help);
  assert.notEqual(office.asked[0].key, office.asked[1].key);
});

test("a second command is not asked when the first is refused", async () => {
  const box = outbox();
  office.answers = [{ ok: false, reason: "ticket_closed", sentence: "Terminé." }];
  const answer = await box.ask(park(), WORDS, { type: "NoteHelp", nature: "information", minutes: 2, ticket: TICKET });

  assert.equal(answer.sentence, "Terminé.");
  assert.equal(office.asked.length, 1);
  assert.ok(box.empty);
  assert.deepEqual(box.refused(), []);
});

test("what is refused after the person had gone on is kept until they have seen why", async () => {
  const box = outbox();
  office.isConnected = false;
  const asked = box.ask(park(), WORDS);
  mock.timers.tick(0);
  await asked;
  office.isConnected = true;
  office.answers = [{ ok: false, reason: "changed_meanwhile", sentence: "Il vient de changer." }];
  await box.flush();

  const [refused] = box.refused();
  assert.equal(refused.sentence, "Il vient de changer.");
  assert.deepEqual(heard.slice(-2), ["refused", "changed"]);
  box.seen(refused.key);
  assert.deepEqual(box.refused(), []);
});

test("an action can be taken back until it may be on its way", async () => {
  const box = outbox();
  office.isConnected = false;
  const asked = [box.ask(park(), WORDS), box.ask(back(), WORDS)];
  mock.timers.tick(0);
  await Promise.all(asked);
  office.isConnected = true;
  office.answers = [{ ok: false, reason: "not_reached", sentence: "" }];
  await box.flush();

  for (const { key } of box.unsent()) box.takeBack(key);
  assert.deepEqual(
    box.unsent().map(({ command, tried }) => [command.type, tried]),
    [["ParkTicket", true]],
  );
});

test("what was meant for another day is dropped, with a word", async () => {
  const box = outbox();
  office.isConnected = false;
  const asked = box.ask(park(), WORDS);
  mock.timers.tick(0);
  await asked;
  office.isConnected = true;
  box.today("2026-11-28");
  await settled();

  assert.deepEqual(office.asked, []);
  assert.deepEqual(heard.at(-1), "dropped 1");
  assert.ok(box.empty);
});

test("what says something about now is asked now or not at all", async () => {
  const box = outbox();
  office.isConnected = false;
  assert.deepEqual(await box.ask({ type: "LockKiosk" }, WORDS), { ok: false, sentence: "Pas sans liaison" });
  assert.ok(box.empty);

  office.isConnected = true;
  assert.equal((await box.ask({ type: "LockKiosk" }, WORDS)).ok, true);
});

test("a seat that may have been given is asked again under the same key, and the next one under another", async () => {
  const box = outbox();
  const signUp = { type: "SignUp", workshop: "w1" };
  office.answers = [{ ok: false, reason: "not_reached", sentence: "" }];
  await box.ask(signUp, WORDS);
  assert.equal(box.empty, false);
  await box.ask(signUp, WORDS);
  await box.ask(signUp, WORDS);

  const [first, again, another] = office.asked.map(({ key }) => key);
  assert.equal(first, again);
  assert.notEqual(again, another);
  assert.ok(box.empty);
});

test("fifty actions wait at most", async () => {
  const box = outbox();
  office.isConnected = false;
  const asked = Array.from({ length: 51 }, () => box.ask(park(), WORDS));
  mock.timers.tick(0);
  const answers = await Promise.all(asked);

  assert.deepEqual(answers.at(-1), { ok: false, sentence: "Trop d'actions : 50" });
  assert.equal(box.unsent().length, 50);
});

test("a device without storage keeps its actions as long as the page is open", async () => {
  const box = outbox();
  mock.method(localStorage, "setItem", () => {
    throw new Error("no storage");
  });
  mock.method(localStorage, "getItem", () => {
    throw new Error("no storage");
  });
  office.isConnected = false;
  const asked = box.ask(park(), WORDS);
  mock.timers.tick(0);
  await asked;
  office.isConnected = true;
  await box.flush();
  mock.restoreAll();

  assert.deepEqual(office.commands, [park()]);
});

test("a command that is about no ticket has none", () => {
  assert.deepEqual([ticketOf(park()), ticketOf({ type: "LockKiosk" })], [TICKET, ""]);
});
