import assert from "node:assert/strict";
import { test } from "node:test";

const { Calls, PAST } = await import("../../display/static/calls.js");
const { Announcer } = await import("../../display/static/announcer.js");

const NOON = Date.UTC(2026, 10, 27, 11);
const S = 1000;

function call(number, { at = NOON, walking = true, key = `${number}-1`, spoken_in = ["fr"] } = {}) {
  return { key, number, counter: "1", shape: "circle", at, walking, spoken_in };
}

/** A display that was opened before the calls. */
function opened() {
  const calls = new Calls();
  calls.hear([], NOON);
  return calls;
}

function sayNext(calls, now) {
  const due = calls.next(now);
  if (due) calls.said(now);
  return due && [due.call.number, due.again];
}

test("a call is said once, and once more ten seconds later while the person is on the way", () => {
  const calls = opened();
  calls.hear([call(104)], NOON);

  assert.deepEqual(sayNext(calls, NOON), [104, false]);
  assert.equal(sayNext(calls, NOON + 9 * S), null);
  assert.deepEqual(sayNext(calls, NOON + 10 * S), [104, true]);
  assert.equal(sayNext(calls, NOON + 60 * S), null);
});

test("the same view again says nothing", () => {
  const calls = opened();
  calls.hear([call(104)], NOON);
  sayNext(calls, NOON);
  calls.hear([call(104)], NOON + S);

  assert.equal(sayNext(calls, NOON + 8 * S), null);
});

test("a person who has arrived is not called a second time", () => {
  const calls = opened();
  calls.hear([call(104)], NOON);
  sayNext(calls, NOON);
  calls.hear([call(104, { walking: false })], NOON + 5 * S);

  assert.equal(sayNext(calls, NOON + 60 * S), null);
});

test("a person who arrives while they are being called is not called a second time", () => {
  const calls = opened();
  calls.hear([call(104)], NOON);
  calls.next(NOON);
  calls.hear([call(104, { walking: false })], NOON + S);
  calls.said(NOON + 2 * S);

  assert.equal(sayNext(calls, NOON + 60 * S), null);
});

test("a call of a person who has arrived stays the current one for twelve seconds", () => {
  const calls = opened();
  calls.hear([call(104)], NOON);
  sayNext(calls, NOON);
  calls.hear([call(104, { walking: false })], NOON + 5 * S);

  assert.equal(calls.current(NOON + 11 * S).number, 104);
  assert.equal(calls.current(NOON + 12 * S), null);
});

test("a call that is first heard of within half a minute is news, an older one is history", () => {
  const calls = opened();
  calls.hear([call(105), call(104, { at: NOON - 1 })], NOON + 30 * S);

  assert.deepEqual(sayNext(calls, NOON + 30 * S), [105, false]);
  assert.equal(sayNext(calls, NOON + 37 * S), null);
  assert.deepEqual(
    calls.past(NOON + 37 * S).map((each) => each.number),
    [104],
  );
});

test("what was said before the page was loaded again is not said again, and a call of before is only shown", () => {
  const calls = new Calls(["104-1"]);
  calls.hear([call(104, { at: NOON - 5 * S }), call(103, { at: NOON - 60 * S })], NOON);

  assert.equal(sayNext(calls, NOON), null);
  assert.equal(calls.current(NOON).number, 104);
  assert.deepEqual(
    calls.past(NOON).map((each) => each.number),
    [103],
  );
});

test("two calls at once are said one after the other, in order, six seconds apart", () => {
  const calls = opened();
  calls.hear([call(105, { at: NOON + 1 }), call(104)], NOON);

  assert.deepEqual(sayNext(calls, NOON), [104, false]);
  assert.equal(sayNext(calls, NOON + 5 * S), null);
  assert.deepEqual(sayNext(calls, NOON + 6 * S), [105, false]);
});

test("nothing is said while something is being said", () => {
  const calls = opened();
  calls.hear([call(105, { at: NOON + 1 }), call(104)], NOON);
  assert.equal(calls.next(NOON).call.number, 104);

  assert.equal(calls.next(NOON + 30 * S), null);
  calls.said(NOON + 30 * S);
  assert.equal(calls.next(NOON + 31 * S).call.number, 105);
});

test("a call that is undone leaves the screen and is not said", () => {
  const calls = opened();
  calls.hear([call(105, { at: NOON + 1 }), call(104)], NOON);
  sayNext(calls, NOON);
  calls.hear([], NOON + S);

  assert.equal(calls.current(NOON + S), null);
  assert.equal(sayNext(calls, NOON + 30 * S), null);
});

test("in a burst each call stays on screen for thirty seconds in all", () => {
  const calls = opened();
  const burst = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => call(100 + n, { at: NOON + n })).reverse();
  calls.hear(burst, NOON);

  const seen = new Map();
  for (let now = NOON; now < NOON + 300 * S; now += 250) {
    sayNext(calls, now);
    const shown = [calls.current(now), ...calls.past(now)].filter(Boolean).map((each) => each.number);
    assert.ok(shown.length <= PAST + 1);
    for (const number of shown) seen.set(number, (seen.get(number) ?? 0) + 250);
  }
  assert.equal(seen.size, 8);
  for (const [number, ms] of seen) assert.ok(ms >= 30 * S, `${number}: ${ms} ms`);
});

test("after a minute and a half nobody is current, and the calm page keeps the calls of ten minutes", () => {
  const calls = opened();
  calls.hear([call(104)], NOON);
  sayNext(calls, NOON);

  assert.equal(calls.current(NOON + 89 * S).number, 104);
  assert.equal(calls.current(NOON + 91 * S), null);
  assert.deepEqual(
    calls.past(NOON + 599 * S).map((each) => each.number),
    [104],
  );
  assert.deepEqual(calls.past(NOON + 601 * S), []);
});

class Sounds {
  heard = [];

  constructor({ voice = true } = {}) {
    this.voice = voice;
  }

  async play() {
    this.heard.push("chime");
  }

  async say(sentences) {
    this.heard.push(...sentences.map(({ language, facts }) => `${language} ${facts.number} ${facts.counter}`));
    return this.voice;
  }
}

function announcing(sounds, calls) {
  let now = NOON;
  const announcer = new Announcer({ calls, chime: sounds, speaker: sounds, clock: () => now });
  return async (seconds) => {
    now = NOON + seconds * S;
    await announcer.turn();
  };
}

test("the chime comes before the voice, and the second time the voice comes alone", async () => {
  const sounds = new Sounds();
  const calls = opened();
  calls.hear([call(104, { spoken_in: ["fr", "ar"] })], NOON);
  const at = announcing(sounds, calls);

  await at(0);
  assert.deepEqual(sounds.heard, ["chime", "fr 104 1", "ar 104 1"]);
  await at(10);
  assert.deepEqual(sounds.heard.slice(3), ["fr 104 1", "ar 104 1"]);
});

test("a call that no voice could say is chimed the second time too", async () => {
  const sounds = new Sounds({ voice: false });
  const calls = opened();
  calls.hear([call(104)], NOON);
  const at = announcing(sounds, calls);

  await at(0);
  await at(10);
  assert.deepEqual(
    sounds.heard.filter((heard) => heard === "chime"),
    ["chime", "chime"],
  );
});
