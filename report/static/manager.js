// The manager's page: today's figures, drawn from each view.
import { ClockLine } from "../../static/clock.js";
import { open, send } from "../../static/live.js";
import { FenceLine } from "../../static/fence.js";
import { Rushes } from "../../static/rush.js";
import { copy, fill, keyed } from "../../static/draw.js";
import { hour, say } from "../../static/texts.js";

const MINUTES = new Set(["wait_minutes", "longest_minutes"]);
const byId = (id) => document.getElementById(id);

const rushes = new Rushes({ ask: hand, done: (_answer, sentence) => told(sentence) });

const fenceLine = new FenceLine({ ask: hand, done: told });
const clockLine = new ClockLine({ ask: hand, done: told });

function draw(view) {
  rushes.draw(view.rushes);
  fenceLine.draw(view.fence);
  clockLine.draw(view.clock);
  for (const figure of document.querySelectorAll("[data-figure]")) {
    const value = view[figure.dataset.figure];
    figure.textContent = value === null ? "–" : MINUTES.has(figure.dataset.figure) ? say("minutes", { n: value }) : String(value);
  }
  table("by_outcome", Object.entries(view.by_outcome), (key) => say(`outcome.${key}`));
  table("by_need", Object.entries(view.by_need).sort((a, b) => b[1] - a[1]), (key) => say(`need.${key}`));
  orEmpty("printers", view.printers);
  keyed(byId("printers"), view.printers, (printer) => printer.name, () => copy("printer"), drawPrinter);
  byId("paper").hidden = view.without_paper.length === 0;
  byId("paper").textContent = view.without_paper.length ? say("paper_lost", { numbers: view.without_paper.join(", ") }) : "";
}

function drawPrinter(el, printer) {
  const well = printer.state === "ready";
  fill(el, {
    name: printer.name,
    model: printer.model,
    state: printer.state ? say(`printer.${printer.state}`) : say("unheard"),
    since: printer.since ? say("since", { time: hour(printer.since) }) : "",
    roll: say(printer.low ? "roll_low" : "roll", { metres: printer.left_m.toLocaleString("fr") }),
    test: printer.test ? say(`paper.${printer.test}`) : "",
  });
  el.querySelector('[data-is="state"]').className = `chip ${well ? "done" : printer.state === "near_end" ? "attention" : printer.state ? "danger" : ""}`;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-do]");
  if (!button) return;
  await hand({ type: button.dataset.do, printer: button.closest("tr").dataset.key });
});

/** Hands in a command; why not, if it is refused. */
async function hand(command) {
  const answer = await send(command);
  told(answer.ok ? "" : answer.sentence || say("not_reached"));
  return answer;
}

function told(sentence) {
  byId("answer").hidden = !sentence;
  byId("answer").textContent = sentence;
}

function table(id, rows, label) {
  orEmpty(id, rows);
  keyed(byId(id), rows, (row) => row[0], () => copy("row"), (el, row) => {
    el.querySelector("th").textContent = label(row[0]);
    el.querySelector("td").textContent = String(row[1]);
  });
}

/** A table with nothing in it is a sentence. */
function orEmpty(id, rows) {
  const shown = byId(id).closest("table");
  shown.hidden = rows.length === 0;
  shown.nextElementSibling.hidden = rows.length > 0;
}

open({ screen: "manager", place: "", draw, link(state, age) {
  byId("link").hidden = state === "live";
  byId("link").textContent = state === "live" ? "" : say("lost", { age });
} });
