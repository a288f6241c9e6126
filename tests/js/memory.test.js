import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

const { note, seen } = await import("../../screen/static/seen.js");
const { forgetVisit, keep, kept } = await import("../../kiosk/static/visit.js");
const { newKey, post } = await import("../../screen/static/post.js");

const REACHED = { ok: true, ticket: "2026-11-27-104" };
const COMMAND = { type: "TakeTicket", need: "stamps" };

let answers;
let asked;

beforeEach(() => {
  answers = [];
  asked = [];
  mock.method(globalThis, "fetch", async (url, options) => {
    asked.push({ url, ...options });
    const answer = answers.shift() ?? new Error("no link");
    if (answer instanceof Error) throw answer;
    return answer;
  });
  // No pause between two tries: which tries there are is what counts here.
  mock.method(globalThis, "setTimeout", (then) => queueMicrotask(then));
});

afterEach(() => mock.restoreAll());

const notStored = () =>
  Response.json({ ok: false, reason: "not_stored", sentence: "Rien n'a changé." }, { status: 503 });

test("a command is asked again under the same key until there is an answer", async () => {
  answers = [
    new Error("no link"),
    Response.json({ ok: false, reason: "from_a_proxy" }, { status: 502 }),
    Response.json(REACHED),
  ];
  assert.deepEqual(await post("/kiosk/commands", COMMAND), REACHED);

  const keys = new Set(asked.map(({ headers }) => headers["Idempotency-Key"]));
  assert.deepEqual([asked.length, keys.size], [3, 1]);
  assert.deepEqual(JSON.parse(asked[0].body), COMMAND);
});

test("a refusal is an answer", async () => {
  answers = [Response.json({ ok: false, reason: "office_closed", sentence: "Fermé." }, { status: 409 })];
  assert.equal((await post("/kiosk/commands", COMMAND)).reason, "office_closed");
  assert.equal(asked.length, 1);
});

test("an office that cannot store is asked three times, then its sentence is the answer", async () => {
  answers = [notStored(), notStored(), notStored(), Response.json(REACHED)];
  assert.equal((await post("/kiosk/commands", COMMAND)).sentence, "Rien n'a changé.");
  assert.equal(asked.length, 3);
});

test("without any answer it was not reached", async () => {
  assert.equal((await post("/kiosk/commands", COMMAND)).reason, "not_reached");
  assert.equal(asked.length, 6);
});

test("a key is 128 bits, and never the same", () => {
  const keys = Array.from({ length: 100 }, newKey);
  assert.ok(keys.every((key) => /^[0-9a-f]{32}$/.test(key)));
  assert.equal(new Set(keys).size, 100);
});

test("what a screen saw last is handed back with its commands, and outlives the page", async () => {
  note("seen-7");
  note("");
  assert.equal(seen(), "seen-7");
  assert.equal(localStorage.getItem("seen"), "seen-7");

  answers = [Response.json(REACHED)];
  await post("/kiosk/commands", COMMAND);
  assert.equal(asked[0].headers.Seen, "seen-7");
});

test("a visit keeps what belongs to it, and nothing is left of it when it ends", () => {
  keep("comfort", ["large"]);
  keep("level", 3);
  assert.deepEqual([kept("comfort"), kept("level"), kept("taken")], [["large"], 3, undefined]);
  forgetVisit();
  assert.deepEqual([kept("comfort"), kept("level")], [undefined, undefined]);
  assert.equal(sessionStorage.length, 0);
});
