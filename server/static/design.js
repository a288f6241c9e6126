// The page that shows what screens are made of: each pair of colours drawn with its own tokens, and two buttons to see it otherwise.

import { all, touched } from "./elements.js";

for (const swatch of all(document, ".swatch")) {
  swatch.style.color = `var(--${swatch.dataset.drawn})`;
  swatch.style.background = `var(--${swatch.dataset.ground})`;
}

/** @type {Record<string, (on: boolean) => void>} */
const turns = {
  contrast: (on) => document.documentElement.classList.toggle("contrast", on),
  rtl: (on) => {
    document.documentElement.dir = on ? "rtl" : "ltr";
  },
};

document.addEventListener("click", (event) => {
  const button = touched(event, "[data-turn]");
  if (!button) return;
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(on));
  turns[button.dataset.turn ?? ""]?.(on);
});
