import assert from "node:assert/strict";
import { test } from "node:test";

const { all, around, element, rowKey, touched, within } = await import("../../screen/static/elements.js");

document.body.innerHTML = `
  <dialog id="sheet"><ul><li data-key="104"><button class="go" data-key="other"><svg><use></use></svg></button></li></ul></dialog>
  <p id="why"></p>`;

test("an element that is not there is named", () => {
  assert.equal(element("why").tagName, "P");
  assert.throws(() => element("because"), /#because/);
  assert.throws(() => within(element("sheet"), ".stop"), /\.stop/);
  assert.throws(() => around(element("why"), "dialog"), /dialog/);
});

test("an element of another kind is not the one that was meant", () => {
  assert.equal(element("sheet", HTMLDialogElement).id, "sheet");
  assert.throws(() => element("why", HTMLDialogElement), /HTMLDialogElement #why/);
  assert.throws(() => within(document, "svg"), /HTMLElement svg/);
  assert.equal(within(document, "svg", SVGElement).tagName, "svg");
});

test("all that a selector names is a list, empty where there is none", () => {
  assert.deepEqual(
    all(document, "button", HTMLButtonElement).map((button) => button.className),
    ["go"],
  );
  assert.deepEqual(all(document, ".stop"), []);
});

test("a touch on the picture of a button is a touch on the button", () => {
  const heard = [];
  document.addEventListener("click", (event) => heard.push(touched(event, "button"), touched(event, ".stop")), {
    once: true,
  });
  document.querySelector("use").dispatchEvent(new MouseEvent("click", { bubbles: true }));
  assert.deepEqual(heard, [document.querySelector("button"), null]);
});

test("the key of a row is its own, not that of a button in it", () => {
  assert.equal(rowKey(document.querySelector("button")), "104");
  assert.equal(rowKey(element("why")), "");
});
