// The head of the page: who waits, the load, the counters, the printer, the kiosk. Two words where two words do.
import { keyed, write } from "/static/draw.js";
import { say } from "/static/texts.js";

const NAMED = 6;
const WELL = new Set(["ready"]);
const LEVELS = { calm: "done", busy: "", very_busy: "attention", overloaded: "danger" };
const byId = (id) => document.getElementById(id);

export function drawHead(view) {
  const here = view.present.length > 0;
  const mine = view.present.includes(byId("hand").dataset.person);
  byId("presence").setAttribute("aria-pressed", String(mine));
  write(byId("present"), here ? say("console.present", { names: view.present.join(", ") }) : say("console.present_none"));
  write(byId("people"), counted("console.people", view.queue.length));
  drawCharge(view.charge);
  write(byId("open-desks"), counted("console.open_desks", view.counters.filter((desk) => desk.state === "open").length));
  alarm("helps", view.help ? counted("console.helps", view.help) : "");
  alarm("stranded", view.charge.stranded ? counted("console.stranded", view.charge.stranded) : "");
  alarm("printer", view.printers.filter((p) => !WELL.has(p.state)).map((p) => `${say("console.printer")} ${p.name} : ${say(`printer.${p.state}`)} (${say("console.since", { minutes: Math.max(0, Math.floor((view.now - p.since) / 60_000)) })})`).join(" · "));
  const bare = view.queue.filter((card) => card.paper && card.paper !== "uncertain").map((card) => card.number);
  alarm("paper", bare.length ? say("console.without_paper", { numbers: bare.length > NAMED ? `${bare.slice(0, NAMED).join(", ")}…` : bare.join(", ") }) : "");
  alarm("kiosk", view.kiosk_locked ? say("console.kiosk_locked") : view.kiosk_open ? "" : say("console.kiosk_shut"));
  write(byId("lock").querySelector("span"), say(view.kiosk_locked ? "console.unlock" : "console.lock"));
  keyed(byId("desks"), view.counters, (desk) => desk.id, makeDesk, drawDesk);
}

function drawCharge(charge) {
  const shown = byId("charge");
  shown.className = `chip ${LEVELS[charge.level]}`;
  const minutes = charge.minutes === null ? say("console.charge_no_counter") : say("console.charge_minutes", charge);
  write(shown, say(`console.charge.${charge.level}`));
  shown.title = minutes;
}

function makeDesk() {
  return document.createElement("li");
}

function drawDesk(li, desk) {
  const doing = desk.number ? say(desk.serving ? "console.desk.serving" : "console.desk.called", desk) : say(`console.desk.${desk.state}`);
  li.className = `desk ${desk.number ? "taken" : desk.state}`;
  write(li, `${desk.id} ${doing}`);
}

function alarm(id, sentence) {
  byId(id).hidden = !sentence;
  write(byId(id).querySelector("span") ?? byId(id), sentence);
}

function counted(name, count) {
  return say(count === 0 ? `${name}_none` : count === 1 ? `${name}_one` : name, { count });
}
