// The page that shows what screens are made of: each pair of colours drawn with its own tokens, and two buttons to see it otherwise.

for (const swatch of document.querySelectorAll(".swatch")) {
  swatch.style.color = `var(--${swatch.dataset.drawn})`;
  swatch.style.background = `var(--${swatch.dataset.ground})`;
}

const turns = {
  contrast: (on) => document.documentElement.classList.toggle("contrast", on),
  rtl: (on) => { document.documentElement.dir = on ? "rtl" : "ltr"; },
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-turn]");
  if (!button) return;
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(on));
  turns[button.dataset.turn](on);
});
