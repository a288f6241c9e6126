// The manager's page: today's figures, drawn from each view.
import { ClockLine } from "../../static/clock.js";
import { copy, fill, keyed } from "../../static/draw.js";
import { all, around, element, rowKey, touched, within } from "../../static/elements.js";
import { FenceLine } from "../../static/fence.js";
import { open, send } from "../../static/live.js";
import { Rushes } from "../../static/rush.js";
import { hour, say } from "../../static/texts.js";

/** @typedef {"taken" | "waiting" | "open" | "wait_minutes" | "longest_minutes" | "wrong_declarations" | "present" | "counters_open"} Figure */

const MINUTES = new Set(["wait_minutes", "longest_minutes"]);

const rushes = new Rushes({ ask: hand, done: (_answer, sentence) => report(sentence) });

const fenceLine = new FenceLine({ ask: hand, done: report });
const clockLine = new ClockLine({ ask: hand, done: report });

/** @param {Page.View} view */
function draw(view) {
  rushes.draw(view.rushes);
  fenceLine.draw(view.fence);
  clockLine.draw(view.clock);
  for (const figure of all(document, "[data-figure]")) {
    const name = /** @type {Figure} */ (figure.dataset.figure);
    const value = view[name];
    figure.textContent = value === null ? "–" : MINUTES.has(name) ? say("minutes", { minutes: value }) : String(value);
  }
  table("by_outcome", Object.entries(view.by_outcome), (key) => say(`outcome.${/** @type {Office.Outcome} */ (key)}`));
  table(
    "by_need",
    Object.entries(view.by_need).sort((a, b) => b[1] - a[1]),
    (key) => say(`need.${key}`),
  );
  orEmpty("printers", view.printers);
  keyed(
    element("printers"),
    view.printers,
    (printer) => printer.name,
    () => copy("printer"),
    drawPrinter,
  );
  element("paper").hidden = view.without_paper.length === 0;
  element("paper").textContent = view.without_paper.length
    ? say("paper_lost", { numbers: view.without_paper.join(", ") })
    : "";
}

/** @type {Record<Office.Care, string>} */
const CARE = { none: "done", soon: "attention", now: "danger" };

/**
 * @param {HTMLElement} el
 * @param {Office.ReportPrinter} printer
 */
function drawPrinter(el, printer) {
  fill(el, {
    name: printer.name,
    model: printer.model,
    state: printer.state ? say(`printer.${printer.state}`) : say("unheard"),
    since: printer.since ? say("since", { time: hour(printer.since) }) : "",
    roll: say(printer.low ? "roll_low" : "roll", {
      metres: printer.left_m.toLocaleString(document.documentElement.lang),
    }),
    test: printer.test ? say(`paper.${printer.test}`) : "",
  });
  within(el, '[data-is="state"]').className = `chip ${printer.care ? CARE[printer.care] : ""}`;
}

document.addEventListener("click", async (event) => {
  const button = touched(event, "[data-do]");
  if (!button) return;
  const type = /** @type {"PrintTest" | "ChangeRoll"} */ (button.dataset.do);
  await hand({ type, printer: rowKey(button) });
});

/**
 * Hands in a command; why not, if it is refused.
 * @param {Page.Command} command
 */
async function hand(command) {
  const answer = await send(command);
  report(answer.ok ? "" : answer.sentence || say("not_reached"));
  return answer;
}

/** @param {string} sentence */
function report(sentence) {
  element("answer").hidden = !sentence;
  element("answer").textContent = sentence;
}

/**
 * @param {string} id
 * @param {[string, number][]} rows
 * @param {(key: string) => string} label
 */
function table(id, rows, label) {
  orEmpty(id, rows);
  keyed(
    element(id),
    rows,
    (row) => row[0],
    () => copy("row"),
    (el, row) => {
      within(el, "th").textContent = label(row[0]);
      within(el, "td").textContent = String(row[1]);
    },
  );
}

/**
 * A table with nothing in it is a sentence.
 * @param {string} id
 * @param {unknown[]} rows
 */
function orEmpty(id, rows) {
  const shown = around(element(id), "table");
  shown.hidden = rows.length === 0;
  const sentence = shown.nextElementSibling;
  if (sentence instanceof HTMLElement) sentence.hidden = rows.length > 0;
}

open({
  screen: "manager",
  place: "",
  draw,
  link(state, age) {
    element("link").hidden = state === "live";
    element("link").textContent = state === "live" ? "" : say("lost", { age });
  },
});
