import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { back, office, outbox, park, settled, TICKET, TODAY, WORDS, withoutLink } from "./outbox.mjs";

const { ticketOf } = await import("../../mediator_console/static/outbox.js");

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
  await withoutLink(outbox(), park());

  const fresh = outbox();
  await settled();
  assert.deepEqual(office.commands, [park()]);
  assert.ok(fresh.empty);
});

test("another mediator's actions on this device are not sent for this one", async () => {
  await withoutLink(outbox("Médiatrice 2"), park());

  const box = outbox("Médiatrice 1");
  await settled();
  assert.deepEqual(office.asked, []);
  assert.ok(box.empty);
});

test("actions are sent in order, one after the other, and the next waits for the one that has no answer", async () => {
  const box = outbox();
  await withoutLink(box, park(), back());
  office.answers = [{ ok: false, reason: "not_stored", sentence: "" }];
  await box.flush();

  assert.deepEqual(office.commands, [park()]);
  assert.equal(box.unsent().length, 2);
});

test("the next action on the ticket is meant for what this one made of it", async () => {
  const box = outbox();
  const other = { type: "ReturnTicket", ticket: `${TODAY}-105`, seen: 4 };
  await withoutLink(box, park(), other, back());
  office.answers = [{ ok: true, ticket: TICKET, rev: 9 }];
  await box.flush();

  assert.deepEqual(office.commands, [park(), other, back(9)]);
});

test("an action that looked at another rev is not moved to the new one", async () => {
  const box = outbox();
  await withoutLink(box, park(), back(7));
  await box.flush();

  assert.deepEqual(office.commands, [park(), back(7)]);
});

test("what says nothing of a rev goes on without one: the office knows no such field of it", async () => {
  const box = outbox();
  const help = { type: "NoteHelp", nature: "information", minutes: 2, ticket: TICKET };
  await withoutLink(box, { type: "ReopenTicket", ticket: TICKET, seen: undefined }, help);
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

test("a command that is about no ticket has none", () => {
  assert.deepEqual([ticketOf(park()), ticketOf({ type: "LockKiosk" })], [TICKET, ""]);
});
