// The head of the page: who waits, the load, the counters, the printer, the kiosk. Two words where two words do.

import { keyed, write } from "../../static/draw.js";
import { element, within } from "../../static/elements.js";
import { counted, say } from "../../static/texts.js";
import { drawTension } from "./hall.js";

const NAMED = 6;

/** @param {Page.View} view */
export function drawHead(view) {
  const here = view.present.length > 0;
  write(
    element("present"),
    here ? say("console.present", { names: view.present.join(", ") }) : say("console.present_none"),
  );
  write(element("people"), counted("console.people", view.queue.length));
  drawTension(view.tension);
  write(
    element("open-desks"),
    counted("console.open_desks", view.counters.filter((desk) => desk.state === "open").length),
  );
  alarm("helps", view.help ? counted("console.helps", view.help) : "");
  alarm("stranded", view.charge.stranded ? counted("console.stranded", view.charge.stranded) : "");
  const printers = view.printers.filter((printer) => printer.care !== "none");
  alarm("printer", printers.map((printer) => printerWords(printer, view.now)).join(" · "));
  // A printer that prints is no alarm: somebody brings a roll when they come by.
  element("printer").classList.toggle(
    "calm",
    printers.every((printer) => printer.care === "soon"),
  );
  const { without_paper: numbers } = view;
  const named = numbers.length > NAMED ? `${numbers.slice(0, NAMED).join(", ")}…` : numbers.join(", ");
  alarm("paper", named && say("console.without_paper", { numbers: named }));
  alarm("kiosk", view.kiosk_locked ? say("console.kiosk_locked") : view.kiosk_open ? "" : say("console.kiosk_shut"));
  write(within(element("lock"), "span"), say(view.kiosk_locked ? "console.unlock" : "console.lock"));
  keyed(element("desks"), view.counters, (desk) => desk.id, makeDesk, drawDesk);
}

/**
 * What somebody must look after in the office: printers, a kiosk that gives no ticket.
 * @param {Page.View} view
 */
export function toLookAfter(view) {
  return view.printers.filter((printer) => printer.care !== "none").length + Number(view.kiosk_locked);
}

/**
 * « Imprimante entrée : plus de papier (depuis 4 min) ».
 * @param {Office.MediatorPrinter} printer
 * @param {number} now
 */
function printerWords({ name, state, since }, now) {
  const minutes = Math.max(0, Math.floor((now - since) / 60_000));
  return `${say("console.printer")} ${name} : ${say(`printer.${state}`)} (${say("console.since", { minutes })})`;
}

function makeDesk() {
  return document.createElement("li");
}

/**
 * @param {HTMLElement} li
 * @param {Office.MediatorCounter} desk
 */
function drawDesk(li, desk) {
  const doing = desk.number
    ? say(desk.serving ? "console.desk.serving" : "console.desk.called", desk)
    : say(`console.desk.${desk.state}`);
  li.className = `desk ${desk.number ? "taken" : desk.state}`;
  write(li, `${desk.id} ${doing}`);
}

/**
 * @param {string} id
 * @param {string} sentence
 */
function alarm(id, sentence) {
  element(id).hidden = !sentence;
  write(element(id).querySelector("span") ?? element(id), sentence);
}
