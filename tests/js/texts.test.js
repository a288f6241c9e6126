import assert from "node:assert/strict";
import { test } from "node:test";
import { putWords } from "./words.mjs";

putWords({
  "call.this": "Appeler le {number}",
  people: "{count} personnes",
  people_one: "1 personne",
  people_none: "personne",
  "wait.range": "environ {low} à {high} minutes",
  "wait.short": "moins de {high} minutes",
  "wait.long": "plus de {low} minutes",
  "wait.unknown": "un agent vous dira",
});
const { counted, hour, isWord, say, unbroken } = await import("../../screen/static/texts.js");
const { wait, waitNamed } = await import("../../screen/static/wait.js");

test("a sentence has its facts in place of their names", () => {
  assert.equal(say("call.this", { number: 104 }), "Appeler le 104");
  assert.equal(say("call.this", { number: 0 }), "Appeler le 0");
});

test("a fact that nobody gave is seen, and so is a sentence that the page does not have", () => {
  assert.equal(say("call.this", { counter: 2 }), "Appeler le {number}");
  assert.equal(say("call.that"), "call.that");
  assert.deepEqual([isWord("call.this"), isWord("call.that"), isWord("toString")], [true, false, false]);
});

test("a count has a sentence for none, one and more", () => {
  assert.deepEqual(
    [counted("people", 0), counted("people", 1), counted("people", 2)],
    ["personne", "1 personne", "2 personnes"],
  );
});

test("no line begins with a sign of punctuation, and a space before a word may break", () => {
  assert.equal(unbroken("Est-ce vous ? Oui : moi !"), "Est-ce vous\u00a0? Oui\u00a0: moi\u00a0!");
});

test("an hour is the office's, on the day when the clocks go back too", () => {
  assert.equal(hour(Date.UTC(2026, 6, 1, 7, 5)), "09:05");
  assert.equal(hour(Date.UTC(2026, 9, 25, 0, 30)), "02:30");
  assert.equal(hour(Date.UTC(2026, 9, 25, 1, 30)), "02:30");
});

test("a wait is said as a range, as less than, as more than, or not at all", () => {
  assert.equal(wait({ low: 10, high: 15 }), "environ 10 à 15 minutes");
  assert.equal(wait({ low: 0, high: 5 }), "moins de 5 minutes");
  assert.equal(wait({ low: 60, high: null }), "plus de 60 minutes");
  assert.equal(wait(null), "un agent vous dira");
});

test("what is spoken of a wait has the name and the facts of what is written", () => {
  assert.deepEqual(waitNamed({ low: 10, high: 15 }), { name: "wait.range", facts: { low: 10, high: 15 } });
  assert.deepEqual(waitNamed({ low: 0, high: 5 }), { name: "wait.short", facts: { high: 5 } });
});
