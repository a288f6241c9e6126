// Rows of buttons, kept by name so that focus and fingers stay where they are.
import { keyed, pictogram, show, write } from "/static/draw.js";

/** actions: {name, words, go, picto, pressed, disabled, kind}; kind "action": in sun, the most likely one. */
export function buttons(row, actions) {
  keyed(row, actions, (action) => action.name, make, (el, action) => {
    el.className = `button ${action.kind ?? ""}`;
    el.disabled = Boolean(action.disabled);
    if (action.pressed !== undefined) el.setAttribute("aria-pressed", String(action.pressed));
    if (action.picto) show(el.querySelector(".picto"), action.picto);
    write(el.querySelector("span"), action.words);
    el.onclick = action.go;
  });
}

/** One of several: {name, words, pick}; the first one is chosen at the start unless `none`. */
export function radios(row, options, { none = false } = {}) {
  let chosen = none ? null : options[0].name;
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

function make(action) {
  const el = document.createElement("button");
  el.type = "button";
  if (action.picto) el.append(pictogram(action.picto));
  el.append(document.createElement("span"));
  return el;
}
