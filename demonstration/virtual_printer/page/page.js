// The papers as they come out, newest first, and the switches as they stand: asked twice a second.

const PERIOD = 500;
const KEPT = 30;
/** @typedef {string | number | boolean | null} Switch */
/** @typedef {{ faults: { [name: string]: Switch }, hanging: number, papers: number }} State as GET /state answers it */

const form = element("faults", HTMLFormElement);
const papers = element("papers", HTMLElement);
const line = element("state", HTMLElement);
/** @type {{ [name: string]: string }} */
const SAYS = {
  near_end: "bientôt plus de papier",
  paper_out: "plus de papier",
  cover_open: "capot ouvert",
  cutter: "massicot bloqué",
  unrecoverable: "en panne",
  paused: "en pause",
  hang: "figée",
  mute: "muette",
  stuck: "bloquée",
  not_taken: "ticket non pris",
};
let shown = 0;
let hanging = 0;
let asking = 0;

form.addEventListener("change", ({ target }) => {
  if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement)
    turn({ [target.name]: turnedTo(target) });
});
form.addEventListener("submit", (event) => event.preventDefault());
element("mend", HTMLElement).addEventListener("click", () => {
  const inputs = switches().filter((input) => input.name);
  /** @param {HTMLInputElement | HTMLSelectElement} input */
  const mended = (input) =>
    input.type !== "checkbox" ? (input.name === "speed" ? 0 : null) : input.name.startsWith("process");
  turn(Object.fromEntries(inputs.map((input) => [input.name, mended(input)])));
});

for (;;) {
  await look();
  await new Promise((resolve) => setTimeout(resolve, PERIOD));
}

async function look() {
  const number = ++asking;
  try {
    const state = await (await fetch("/state")).json();
    // A switch turned meanwhile has brought a newer answer.
    if (number === asking) draw(state);
  } catch {
    say("L’imprimante virtuelle ne répond plus.", "away");
  }
}

/** @param {State} state */
function draw(state) {
  for (const input of switches()) if (input.name in state.faults) setSwitch(input, state.faults[input.name] ?? null);
  drawHanging(state.hanging);
  if (state.papers < shown) for (const paper of papers.querySelectorAll(".cut")) paper.remove();
  if (state.papers < shown) shown = 0;
  for (shown = Math.max(shown, state.papers - KEPT); shown < state.papers; ) addPaper(++shown);
  for (const paper of [...papers.querySelectorAll(".cut")].slice(KEPT)) paper.remove();
  element("none", HTMLElement).hidden = state.papers > 0 || state.hanging > 0;
  const wrong = Object.keys(SAYS)
    .filter((name) => state.faults[name])
    .map((name) => SAYS[name]);
  const count = state.papers > 1 ? `${state.papers} papiers` : `${state.papers} papier`;
  say(`${sentence(wrong.join(", ") || "prête")} · ${count}`, wrong.length ? "wrong" : "well");
}

function switches() {
  return [...form.elements].filter((one) => one instanceof HTMLInputElement || one instanceof HTMLSelectElement);
}

/**
 * @param {HTMLInputElement | HTMLSelectElement} input
 * @param {Switch} value
 */
function setSwitch(input, value) {
  if (input === document.activeElement && input.type === "number") return;
  if (input instanceof HTMLInputElement && input.type === "checkbox") input.checked = Boolean(value);
  else input.value = String(value ?? "");
}

/** @param {number} number */
function addPaper(number) {
  const paper = document.createElement("figure");
  paper.className = "cut";
  paper.append(picture(`/paper/${number}.png`, `Papier ${number}`), caption(`Papier ${number}`));
  const first = papers.querySelector(".cut");
  papers.insertBefore(paper, first);
}

/** @param {number} size */
function drawHanging(size) {
  if (size === hanging) return;
  hanging = size;
  papers.querySelector(".hanging")?.remove();
  if (!size) return;
  const paper = document.createElement("figure");
  paper.className = "hanging";
  paper.append(picture(`/hanging.png?${size}`, "Papier en cours"), caption("En cours : pas encore coupé"));
  papers.prepend(paper);
}

/**
 * @param {string} source
 * @param {string} words
 */
function picture(source, words) {
  const image = document.createElement("img");
  image.src = source;
  image.alt = words;
  return image;
}

/** @param {string} words */
function caption(words) {
  const text = document.createElement("figcaption");
  text.textContent = words;
  return text;
}

/**
 * @param {string} words
 * @param {string} kind
 */
function say(words, kind) {
  if (line.textContent !== words) line.textContent = words;
  line.className = kind;
}

/** @param {string} words */
function sentence(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** @param {{ [name: string]: Switch }} switches */
async function turn(switches) {
  const number = ++asking;
  try {
    const answer = await fetch("/faults", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(switches),
    });
    if (answer.ok && number === asking) draw(await answer.json());
    else if (!answer.ok) look();
  } catch {
    say("L’imprimante virtuelle ne répond plus.", "away");
  }
}

/**
 * @param {HTMLInputElement | HTMLSelectElement} input
 * @returns {Switch}
 */
function turnedTo(input) {
  if (input instanceof HTMLSelectElement) return input.value || null;
  if (input.type === "checkbox") return input.checked;
  if (input.value === "") return input.name === "speed" ? 0 : null;
  return input.valueAsNumber;
}

/**
 * @template {HTMLElement} E
 * @param {string} id
 * @param {{ new (): E, readonly prototype: E }} kind
 * @returns {E}
 */
function element(id, kind) {
  const node = document.getElementById(id);
  if (node instanceof kind) return node;
  throw new Error(`The page has no #${id}`);
}
