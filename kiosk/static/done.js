// The last picture: the number, about how long, where to wait, what to have ready, what became of the paper.
import { say, wait } from "/static/texts.js";
import { show, write } from "/static/draw.js";
import { post } from "/static/post.js";

const SAID = {
  queued: "paper.coming", printing: "paper.coming", printed: "paper.take", sent_unconfirmed: "paper.take",
  not_sent: "paper.missing", cleared: "paper.missing", expired: "paper.missing", uncertain: "paper.perhaps",
};
const MISSING = new Set(["paper.missing", "paper.perhaps"]);
let answered = false;
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
  const state = view.papers[ticket] ?? "queued";
  if (state !== "uncertain") answered = false;
  const said = answered ? "paper.again" : SAID[state];
  write(byId("done-paper-said"), say(said));
  byId("paper-asked").hidden = said !== "paper.perhaps";
  show(byId("done-paper").querySelector(".picto"), MISSING.has(said) ? "paper-off" : "printer");
}

/** The client's answer to « votre ticket est-il sorti ? »: no gives another paper, marked as a reprint. */
export async function answerPaper(out, view) {
  answered = !out;
  byId("paper-asked").hidden = true;
  const answer = await post("/kiosk/commands", { type: out ? "ConfirmPaper" : "ReprintTicket", ticket });
  if (!answer.ok) {
    answered = false;
    paperSaid({ papers: { [ticket]: "not_sent" } });
  } else paperSaid(view());
}

/** Nothing of this visit stays on screen. */
export function forget() {
  ticket = "";
  answered = false;
  write(byId("number"), "");
  byId("qr").removeAttribute("src");
  byId("qr").hidden = true;
}
