// The last picture: the number, about how long, where to wait, what to have ready, what became of the paper.
import { say, wait } from "/static/texts.js";
import { show, write } from "/static/draw.js";

const SAID = {
  queued: "paper.coming", printing: "paper.coming", printed: "paper.take", sent_unconfirmed: "paper.take",
  not_sent: "paper.missing", cleared: "paper.missing", expired: "paper.missing", uncertain: "paper.perhaps",
};
const MISSING = new Set(["paper.missing", "paper.perhaps"]);
const byId = (id) => document.getElementById(id);

let ticket = "";

/** Fills the picture from the answer to TakeTicket. */
export function showTicket(answer, need, view) {
  ticket = answer.ticket;
  write(byId("number"), answer.number);
  write(byId("done-wait"), answer.route === "machine" ? say("wait.now") : wait(answer.wait));
  write(byId("done-where"), say(`place.${answer.route}`));
  const ready = document.querySelector(`template[data-ready="${need}"]`).content.textContent.trim();
  byId("done-ready").hidden = !ready;
  write(byId("done-list"), ready);
  const qr = byId("qr");
  qr.src = `/kiosk/qr.svg?ticket=${encodeURIComponent(ticket)}`;
  qr.hidden = false;
  paperSaid(view);
}

/** What became of the paper, as far as the view knows. */
export function paperSaid(view) {
  if (!ticket || !view) return;
  const said = SAID[view.papers[ticket] ?? "queued"];
  write(byId("done-paper-said"), say(said));
  show(byId("done-paper").querySelector(".picto"), MISSING.has(said) ? "paper-off" : "printer");
}

/** Nothing of this visit stays on screen. */
export function forget() {
  ticket = "";
  write(byId("number"), "");
  byId("qr").removeAttribute("src");
  byId("qr").hidden = true;
}
