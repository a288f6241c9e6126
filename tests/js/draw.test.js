import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const { copy, fill, keyed, write } = await import("../../screen/static/draw.js");

let list;
let made;
let put;

beforeEach(() => {
  document.body.innerHTML =
    '<ul id="list"></ul><template id="row"><li><b data-is="number"></b><i data-is="why"></i></li></template>';
  list = document.getElementById("list");
  made = [];
  put = [];
  for (const act of ["insertBefore", "removeChild"]) {
    const real = list[act].bind(list);
    list[act] = (node, ...rest) => {
      put.push(node.textContent);
      return real(node, ...rest);
    };
  }
});

function draw(keys) {
  put = [];
  const make = (key) => {
    made.push(key);
    return document.createElement("li");
  };
  keyed(
    list,
    keys,
    (key) => key,
    make,
    (el, key) => {
      el.textContent = String(key);
    },
  );
  return [...list.children].map((el) => el.textContent);
}

test("a list is in the order of its items, whatever the order before", () => {
  const orders = [[1, 2, 3], [3, 2, 1], [2, 3, 1, 4], [], [4, 1], [1, 4, 5, 2], [2]];
  for (const order of orders) assert.deepEqual(draw(order), order.map(String));
});

test("an element stays the same as long as its key does", () => {
  draw([1, 2, 3]);
  const [, second] = list.children;
  draw([2, 3, 4]);

  assert.equal(list.children[0], second);
  assert.deepEqual(made, [1, 2, 3, 4]);
});

test("what did not move is not touched: a finger on it stays on it", () => {
  draw([1, 2, 3]);
  draw([1, 2, 3]);
  assert.deepEqual(put, []);
});

test("one that moves to the end moves alone", () => {
  draw([1, 2, 3, 4, 5]);
  draw([2, 3, 4, 5, 1]);
  assert.deepEqual(put, ["1"]);
});

test("one that moves to the front moves alone", () => {
  draw([1, 2, 3, 4, 5]);
  draw([5, 1, 2, 3, 4]);
  assert.deepEqual(put, ["5"]);
});

test("those behind one that is gone are not touched", () => {
  draw([1, 2, 3, 4]);
  const kept = [...list.children].slice(1);
  draw([2, 3, 4]);
  assert.deepEqual([...list.children], kept);
  assert.deepEqual(
    put.filter((key) => key !== "1"),
    [],
  );
});

test("two items of one list may have a number and a text of the same digits as key only once", () => {
  assert.deepEqual(draw(["10", "9"]), ["10", "9"]);
  assert.deepEqual(draw([9, 10]), ["9", "10"]);
  assert.deepEqual(made, ["10", "9"]);
});

test("a text is written only when it is another one", () => {
  const node = document.createElement("p");
  write(node, "avant");
  const [first] = node.childNodes;
  write(node, "avant");
  assert.equal(node.childNodes[0], first);
  write(node, 0);
  assert.equal(node.textContent, "0");
  for (const nothing of [null, undefined, ""]) {
    write(node, nothing);
    assert.equal(node.textContent, "");
  }
});

test("a copy of a template is filled by name, and a name that it lacks is nobody's", () => {
  const li = copy("row");
  fill(li, { number: 104, why: null, other: "x" });
  assert.equal(li.querySelector("b").textContent, "104");
  assert.equal(li.textContent, "104");
  assert.notEqual(copy("row"), copy("row"));
});

test("a template that the page lacks is named", () => {
  assert.throws(() => copy("card"), /#card/);
});
