import assert from "node:assert/strict";
import { test } from "node:test";
import { putChoices } from "./words.mjs";

const PROCEDURES = "aide_aux_demarches_administratives";
putChoices({
  record: {
    theme: ["email", "sante", PROCEDURES, "logement", "argent_impots"],
    administrative: ["logement", "argent_impots"],
    digital: { digital_help: "email" },
    longest: 240,
    needs_mandate: ["done_for"],
    procedures_theme: PROCEDURES,
  },
});
const { asksProcedure, lackOf, ofProcedures, opened, stepped, themesOffered, themesWith } = await import(
  "../../mediator_console/static/details.js"
);

const HELP = { id: "a1", mediator: "Médiatrice 1", started: 0, details: { nature: "information", minutes: 3 } };

function draft(changes = {}) {
  return { ...opened(HELP, 12), ...changes };
}

test("a help that is not recorded yet is as long as it lasted, as far as one may last", () => {
  assert.equal(opened(HELP, 12).minutes, 12);
  assert.equal(opened(HELP, 999).minutes, 240);
});

test("a recorded help keeps its minutes, and what nobody said is not said", () => {
  const details = opened({ ...HELP, recorded: 1 }, 12);
  assert.equal(details.minutes, 3);
  assert.deepEqual(
    [details.posture, details.genre, details.themes, details.mandate],
    [null, "non_communique", [], false],
  );
});

test("by five, minutes are round: 1, 5, 10, and 12 goes to 15 or 10", () => {
  assert.deepEqual(
    [1, 5, 12, 240].map((minutes) => stepped(minutes, 5)),
    [5, 10, 15, 240],
  );
  assert.deepEqual(
    [15, 12, 10, 5, 1].map((minutes) => stepped(minutes, -5)),
    [10, 10, 5, 1, 1],
  );
});

test("by one, minutes are what they are, at least one", () => {
  assert.deepEqual([stepped(12, 1), stepped(12, -1), stepped(1, -1)], [13, 11, 1]);
});

test("digital help proposes its theme where none is said", () => {
  assert.deepEqual(themesWith(draft(), "digital_help"), ["email"]);
  assert.deepEqual(themesWith(draft({ themes: ["sante"] }), "digital_help"), ["sante"]);
  assert.deepEqual(themesWith(draft(), "information"), []);
});

test("the themes that are said are offered, the rest behind one tap, those of procedures only beside them", () => {
  assert.deepEqual(themesOffered(draft({ themes: ["sante"] }), false), ["sante"]);
  assert.deepEqual(themesOffered(draft({ themes: ["sante"] }), true), ["email", "sante", PROCEDURES]);
  assert.deepEqual(themesOffered(draft({ themes: [PROCEDURES] }), true), [
    "email",
    "sante",
    PROCEDURES,
    "logement",
    "argent_impots",
  ]);
});

test("without « démarches administratives » neither its themes nor the procedure stay", () => {
  const without = ofProcedures(draft({ themes: ["sante", "logement"], procedure: "income-tax" }));
  assert.deepEqual(without, { themes: ["sante"], procedure: "" });
  const beside = draft({ themes: [PROCEDURES, "logement"], procedure: "income-tax" });
  assert.deepEqual(ofProcedures(beside), { themes: [PROCEDURES, "logement"], procedure: "income-tax" });
  assert.deepEqual([asksProcedure(beside), asksProcedure(draft())], [true, false]);
});

test("what was done for somebody lacks a mandate until there is one", () => {
  assert.equal(lackOf(draft({ posture: "done_for" }), "done", null), "mandate");
  assert.equal(lackOf(draft({ posture: "done_for", mandate: true }), "done", null), "");
  assert.equal(lackOf(draft({ posture: "done_together" }), "done", null), "");
});

test("somebody who is sent elsewhere is sent to a place", () => {
  assert.equal(lackOf(draft(), "elsewhere", null), "where");
  assert.equal(lackOf(draft(), "elsewhere", "ccas"), "");
});
