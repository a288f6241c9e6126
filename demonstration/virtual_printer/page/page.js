// The papers as they come out, newest first, and the switches as they stand: asked twice a second.

const PERIOD = 500;
const KEPT = 30;
const form = document.getElementById("faults");
const papers = document.getElementById("papers");
const line = document.getElementById("state");
const SAYS = {
  near_end: "bientôt plus de papier", paper_out: "plus de papier", cover_open: "capot ouvert", cutter: "massicot bloqué",
  unrecoverable: "en panne", paused: "en pause", hang: "figée", mute: "muette", stuck: "bloquée",
  not_taken: "ticket non pris",
};
let shown = 0;
let hanging = 0;
let asking = 0;

form.addEventListener("change", (event) => turn({ [event.target.name]: valueOf(event.target) }));
form.addEventListener("submit", (event) => event.preventDefault());
document.getElementById("mend").addEventListener("click", () => {
  const inputs = [...form.elements].filter((input) => input.name);
  const mended = (input) => (input.type !== "checkbox" ? (input.name === "speed" ? 0 : null) : input.name.startsWith("process"));
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

function draw(state) {
  for (const [name, value] of Object.entries(state.faults)) setSwitch(form.elements[name], value);
  drawHanging(state.hanging);
  if (state.papers < shown) papers.querySelectorAll(".cut").forEach((paper) => paper.remove());
  if (state.papers < shown) shown = 0;
  for (shown = Math.max(shown, state.papers - KEPT); shown < state.papers; ) addPaper(++shown);
  [...papers.querySelectorAll(".cut")].slice(KEPT).forEach((paper) => paper.remove());
  document.getElementById("none").hidden = state.papers > 0 || state.hanging > 0;
  const wrong = Object.keys(SAYS).filter((name) => state.faults[name]).map((name) => SAYS[name]);
  const count = state.papers > 1 ? `${state.papers} papiers` : `${state.papers} papier`;
  say(`${sentence(wrong.join(", ") || "prête")} · ${count}`, wrong.length ? "wrong" : "well");
}

function setSwitch(input, value) {
  if (!input || input === document.activeElement && input.type === "number") return;
  if (input.type === "checkbox") input.checked = value;
  else input.value = value ?? "";
}

function addPaper(number) {
  const paper = document.createElement("figure");
  paper.className = "cut";
  paper.append(picture(`/paper/${number}.png`, `Papier ${number}`), caption(`Papier ${number}`));
  const first = papers.querySelector(".cut");
  papers.insertBefore(paper, first);
}

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

function picture(source, words) {
  const image = document.createElement("img");
  image.src = source;
  image.alt = words;
  return image;
}

function caption(words) {
  const text = document.createElement("figcaption");
  text.textContent = words;
  return text;
}

function say(words, kind) {
  if (line.textContent !== words) line.textContent = words;
  line.className = kind;
}

function sentence(words) {
  return words[0].toUpperCase() + words.slice(1);
}

async function turn(switches) {
  const number = ++asking;
  try {
    const answer = await fetch("/faults", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(switches),
    });
    if (answer.ok && number === asking) draw(await answer.json());
    else if (!answer.ok) look();
  } catch {
    say("L’imprimante virtuelle ne répond plus.", "away");
  }
}

function valueOf(input) {
  if (input.type === "checkbox") return input.checked;
  if (input.value === "") return input.name === "speed" ? 0 : null;
  return input.valueAsNumber;
}
