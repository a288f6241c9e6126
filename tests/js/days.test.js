import assert from "node:assert/strict";
import { test } from "node:test";
import { putWords } from "./words.mjs";

putWords({
  "workshop.today": "Aujourd'hui, {day}",
  "workshop.tomorrow": "Demain, {day}",
  "workshop.hours": "de {from} à {to}",
});
const { dayOf, dayWords, hoursWords, momentOf } = await import("../../mediator_console/static/days.js");

const MORNING = Date.UTC(2026, 10, 27, 8, 30);
const HOUR = 3_600_000;

test("a day is the office's: shortly after midnight in Paris it is the next one, whatever UTC says", () => {
  assert.equal(dayOf(Date.UTC(2026, 10, 27, 22, 59)), "2026-11-27");
  assert.equal(dayOf(Date.UTC(2026, 10, 27, 23, 0)), "2026-11-28");
});

test("today and tomorrow are named, other days are written out", () => {
  assert.equal(dayWords(MORNING + HOUR, MORNING), "Aujourd'hui, vendredi 27 novembre");
  assert.equal(dayWords(MORNING + 24 * HOUR, MORNING), "Demain, samedi 28 novembre");
  assert.equal(dayWords(MORNING + 72 * HOUR, MORNING), "Lundi 30 novembre");
});

test("the year is said only when it is another one", () => {
  assert.equal(dayWords(Date.UTC(2027, 0, 4, 9), MORNING), "Lundi 4 janvier 2027");
});

test("hours are from when to when", () => {
  assert.equal(hoursWords({ starts: MORNING, ends: MORNING + 2 * HOUR }), "de 09:30 à 11:30");
});

test("a day and an hour of the office are one moment, in summer and in winter", () => {
  assert.equal(momentOf("2026-11-27", "09:30"), MORNING);
  assert.equal(momentOf("2026-07-01", "09:30"), Date.UTC(2026, 6, 1, 7, 30));
});

test("on the days when the clocks change an hour after the change is right too", () => {
  assert.equal(momentOf("2026-03-29", "01:30"), Date.UTC(2026, 2, 29, 0, 30));
  assert.equal(momentOf("2026-03-29", "03:30"), Date.UTC(2026, 2, 29, 1, 30));
  assert.equal(momentOf("2026-10-25", "01:30"), Date.UTC(2026, 9, 24, 23, 30));
  assert.equal(momentOf("2026-10-25", "03:30"), Date.UTC(2026, 9, 25, 2, 30));
});

test("a moment and its day and hour are the same, on every hour of a year", () => {
  for (let moment = Date.UTC(2026, 0, 1); moment < Date.UTC(2027, 0, 1); moment += 7 * HOUR) {
    const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "Europe/Paris" }).format(moment);
    const back = momentOf(dayOf(moment), time);
    // The hour that is there twice in October is the second one of the two or the first.
    assert.ok(
      back === moment || (Math.abs(back - moment) === HOUR && dayOf(moment) === "2026-10-25"),
      `${dayOf(moment)} ${time}`,
    );
  }
});

test("without a day or an hour there is no moment", () => {
  assert.ok(Number.isNaN(momentOf("", "09:30")));
  assert.ok(Number.isNaN(momentOf("2026-11-27", "")));
});
