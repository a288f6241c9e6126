// The head of the page: who waits, the load, the counters, the printer, the kiosk. Two words where two words do.

import { keyed, write } from "../../static/draw.js";
import { element, within } from "../../static/elements.js";
import { counted, say } from "../../static/texts.js";
import { drawTension } from "./hall.js";

const NAMED = 6;
const WELL = new Set(["ready"]);

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
  alarm(
    "printer",
    view.printers
      .filter((p) => !WELL.has(p.state))
      .map(
        (p) =>
          `${say("console.printer")} ${p.name} : ${say(`printer.${p.state}`)} (${say("console.since", { minutes: Math.max(0, Math.floor((view.now - p.since) / 60_000)) })})`,
      )
      .join(" · "),
  );
  const bare = view.queue.filter((card) => card.paper && card.paper !== "uncertain").map((card) => card.number);
  alarm(
    "paper",
    bare.length
      ? say("console.without_paper", {
          numbers: bare.length > NAMED ? `${bare.slice(0, NAMED).join(", ")}…` : bare.join(", "),
        })
      : "",
  );
  alarm("kiosk", view.kiosk_locked ? say("console.kiosk_locked") : view.kiosk_open ? "" : say("console.kiosk_shut"));
  write(within(element("lock"), "span"), say(view.kiosk_locked ? "console.unlock" : "console.lock"));
  keyed(element("desks"), view.counters, (desk) => desk.id, makeDesk, drawDesk);
}

/**
 * What somebody must look after in the office: printers, a kiosk that gives no ticket.
 * @param {Page.View} view
 */
export function toLookAfter(view) {
  return view.printers.filter((printer) => !WELL.has(printer.state)).length + Number(view.kiosk_locked);
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
