// What a module of a page needs in node: a document to draw in, and the addresses that the office gives its files.
import { register } from "node:module";
import { Window } from "./window.mjs";

register("./addresses.mjs", import.meta.url);

const window = new Window({ url: "http://bureau.test/" });
const ours = ["Event", "CustomEvent", "MouseEvent", "document", "location", "localStorage", "sessionStorage"];
for (const name of [...Object.getOwnPropertyNames(window), ...ours]) {
  if (ours.includes(name) || !(name in globalThis)) {
    Object.defineProperty(globalThis, name, { value: window[name], configurable: true, writable: true });
  }
}
globalThis.addEventListener = window.addEventListener.bind(window);

document.documentElement.lang = "fr";
document.documentElement.dataset.zone = "Europe/Paris";
