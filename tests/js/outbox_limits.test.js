import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { back, heard, office, outbox, park, settled, WORDS, withoutLink } from "./outbox.mjs";

test("what is refused after the person had gone on is kept until they have seen why", async () => {
  const box = outbox();
  await withoutLink(box, park());
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
  await withoutLink(box, park(), back());
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
  await withoutLink(box, park());
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
  const answers = await withoutLink(box, ...Array.from({ length: 51 }, () => park()));

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
  await withoutLink(box, park());
  await box.flush();
  mock.restoreAll();

  assert.deepEqual(office.commands, [park()]);
});
