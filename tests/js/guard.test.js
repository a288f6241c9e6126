import assert from "node:assert/strict";
import { test } from "node:test";

const { TouchGuard } = await import("../../kiosk/static/guard.js");

const yes = { name: "yes" };
const no = { name: "no" };

test("a second tap on the same button within half a second is a hand that trembles", () => {
  const guard = new TouchGuard();
  assert.equal(guard.allows(yes, 1000), true);
  assert.equal(guard.allows(yes, 1499), false);
  assert.equal(guard.allows(yes, 1500), true);
});

test("a tap that was held back does not make the wait longer", () => {
  const guard = new TouchGuard();
  guard.allows(yes, 1000);
  guard.allows(yes, 1400);
  assert.equal(guard.allows(yes, 1500), true);
});

test("another button at once is meant", () => {
  const guard = new TouchGuard();
  guard.allows(yes, 1000);
  assert.equal(guard.allows(no, 1100), true);
});

test("no button of the next picture is pressed within half a second of its coming", () => {
  const guard = new TouchGuard();
  guard.allows(yes, 1000);
  guard.changed(1010);
  assert.equal(guard.allows(no, 1509), false);
  assert.equal(guard.allows(no, 1510), true);
});

test("the very first tap of a page counts, as early as it comes", () => {
  assert.equal(new TouchGuard().allows(yes, 0), true);
});
