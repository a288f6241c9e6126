// The manager's page: today's figures, drawn from each view.
import { open } from "/static/live.js";
import { keyed, copy } from "/static/draw.js";
import { say } from "/static/texts.js";

const MINUTES = new Set(["wait_minutes", "longest_minutes"]);
const byId = (id) => document.getElementById(id);

function draw(view) {
  for (const figure of document.querySelectorAll("[data-figure]")) {
    const value = view[figure.dataset.figure];
    figure.textContent = value === null ? "–" : MINUTES.has(figure.dataset.figure) ? say("minutes", { n: value }) : String(value);
  }
  table("by_outcome", Object.entries(view.by_outcome), (key) => say(`outcome.${key}`));
  table("by_need", Object.entries(view.by_need).sort((a, b) => b[1] - a[1]), (key) => say(`need.${key}`));
  table("printers", view.printers.map((p) => [p.name, say(`printer.${p.state}`)]), (key) => key);
  byId("paper").textContent = view.without_paper.length ? say("paper_lost", { numbers: view.without_paper.join(", ") }) : "";
}

function table(id, rows, label) {
  keyed(byId(id), rows, (row) => row[0], () => copy("row"), (el, row) => {
    el.querySelector("th").textContent = label(row[0]);
    el.querySelector("td").textContent = String(row[1]);
  });
}

open({ screen: "manager", place: "", draw, link(state, age) {
  byId("link").hidden = state === "live";
  byId("link").textContent = state === "live" ? "" : say("lost", { age });
} });
