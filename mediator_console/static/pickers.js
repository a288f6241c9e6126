// Rows of buttons, kept by name so that focus and fingers stay where they are.
import { keyed, pictogram, show, write } from "../../static/draw.js";

/** actions: {name, words, more, go, picto, pressed, disabled, kind}; kind "action": in sun, the most likely one. */
export function buttons(row, actions) {
  keyed(row, actions, (action) => action.name, make, (el, action) => {
    el.className = `button ${action.kind ?? ""}`;
    el.disabled = Boolean(action.disabled);
    if (action.pressed !== undefined) el.setAttribute("aria-pressed", String(action.pressed));
    if (action.picto) show(el.querySelector(".picto"), action.picto);
    write(el.querySelector("span"), action.words);
    if (action.more) write(el.querySelector("small"), action.more);
    el.onclick = action.go;
  });
}

/** One of several: {name, words, pick}; the first one is chosen at the start unless `none`, or `chosen` is. */
export function radios(row, options, { none = false, chosen = none ? null : options[0].name } = {}) {
  const draw = () => buttons(row, options.map((option) => ({
    ...option,
    pressed: option.name === chosen,
    go: () => {
      chosen = option.name;
      option.pick();
      draw();
    },
  })));
  draw();
}

/** Codes as toggles that wrap; chosen: those that are pressed. pick(code): a tap. */
export function chips(row, codes, chosen, words, pick) {
  buttons(row, codes.map((code) => ({ name: code, words: words(code), pressed: chosen.includes(code), go: () => pick(code) })));
}

function make(action) {
  const el = document.createElement("button");
  el.type = "button";
  if (action.picto) el.append(pictogram(action.picto));
  el.append(document.createElement("span"));
  if (action.more) el.append(document.createElement("small"));
  return el;
}
