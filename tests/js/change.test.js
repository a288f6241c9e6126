import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { putChoices, putWords } from "./words.mjs";

putWords({
  "console.move": "avant le {before}",
  "console.advance": "+{minutes}",
  "console.done": "{number} : {what}",
  "console.price": "{people} personnes attendent {minutes} min de plus",
  "console.price_one": "1 personne attend {minutes} min de plus",
  "console.price_none": "Personne n'attend plus",
});
putChoices({ move_reasons: ["distress", "calming"] });
const { Change } = await import("../../mediator_console/static/change.js");

/** The dialog of ticket 106, as far as a change asks it. */
class TicketDialog {
  card = { id: "2026-11-27-106", number: 106, rev: 3 };
  queue = [{ id: "2026-11-27-104", number: 104 }, this.card];
  step = "main";
  actions = [];
  done = [];

  constructor() {
    this.box = document.createElement("div");
    this.box.innerHTML = '<p data-is="price"></p><p data-is="ask_reason"></p><div data-is="reasons"></div>';
  }

  go(step) {
    this.step = step;
  }

  foot(actions) {
    this.actions = actions;
  }

  does(command, what) {
    this.done.push([command, what]);
  }

  get confirm() {
    return this.actions[0];
  }

  choose(reason) {
    this.box.querySelector(`[data-key="${reason}"]`).click();
  }

  get price() {
    return this.box.querySelector('[data-is="price"]').textContent;
  }
}

let dialog;
let asked;
let price;

beforeEach(() => {
  dialog = new TicketDialog();
  asked = [];
  price = { ok: true, people: 3, minutes: 5 };
  mock.method(globalThis, "fetch", async (address) => {
    asked.push(new URL(address, "http://bureau.test"));
    if (price instanceof Error) throw price;
    return Response.json(price);
  });
});

/** Until the price is there. */
async function priced() {
  for (let turn = 0; turn < 50; turn += 1) await null;
  await new Promise(setImmediate);
}

test("a move says what it costs the others before it can be confirmed", async () => {
  new Change(dialog).move("2026-11-27-104");
  assert.equal(dialog.confirm.disabled, true);
  await priced();

  assert.equal(dialog.price, "106 : avant le 104. 3 personnes attendent 5 min de plus");
  const question = Object.fromEntries(asked[0].searchParams);
  assert.deepEqual(question, { ticket: "2026-11-27-106", seen: "3", before: "2026-11-27-104" });
});

test("a move needs a reason, and with it says the command", async () => {
  new Change(dialog).move("2026-11-27-104");
  await priced();
  assert.equal(dialog.confirm.disabled, true);
  dialog.confirm.go();
  assert.deepEqual(dialog.done, []);

  dialog.choose("calming");
  assert.equal(dialog.confirm.disabled, false);
  dialog.confirm.go();
  assert.deepEqual(dialog.done, [
    [{ type: "MoveTicket", before: "2026-11-27-104", reason: "calming" }, "avant le 104"],
  ]);
});

test("a reason alone confirms nothing while the price is not known", () => {
  new Change(dialog).move(null);
  dialog.choose("distress");
  assert.equal(dialog.confirm.disabled, true);
  assert.equal(asked[0].searchParams.get("before"), "end");
});

test("an advance asks for no reason", async () => {
  price = { ok: true, people: 1, minutes: 5 };
  new Change(dialog).advance(10);
  await priced();

  assert.equal(dialog.price, "106 : +10. 1 personne attend 5 min de plus");
  assert.equal(dialog.confirm.disabled, false);
  dialog.confirm.go();
  assert.deepEqual(dialog.done, [[{ type: "AdvanceTicket", minutes: 10 }, "+10"]]);
});

test("a change that costs nobody anything says so", async () => {
  price = { ok: true, people: 0, minutes: 0 };
  new Change(dialog).advance(5);
  await priced();
  assert.equal(dialog.price, "106 : +5. Personne n'attend plus");
});

test("a change that the rules refuse says why and cannot be confirmed", async () => {
  price = { ok: false, reason: "advance_too_large", sentence: "Le 106 a déjà son avance." };
  new Change(dialog).advance(10);
  await priced();
  assert.deepEqual([dialog.price, dialog.confirm.disabled], ["Le 106 a déjà son avance.", true]);
});

test("without an answer nothing can be confirmed", async () => {
  price = new Error("no link");
  new Change(dialog).advance(10);
  await priced();
  assert.deepEqual([dialog.price, dialog.confirm.disabled], ["not_reached", true]);
});

test("a price that comes when the person has gone on is not shown", async () => {
  new Change(dialog).advance(10);
  dialog.step = "main";
  await priced();
  assert.equal(dialog.price, "console.price_asked");
});
