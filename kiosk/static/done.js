// The last picture: the number, about how long, where to wait, what to have ready, what became of the paper.
import { waitNamed } from "../../static/texts.js";
import { show, write } from "../../static/draw.js";
import { post } from "../../static/post.js";
import { tell } from "./sentence.js";
import { speech } from "./speech.js";
import { keep, kept } from "./visit.js";

const SAID = {
  queued: "coming", printing: "coming", printed: "take", sent_unconfirmed: "take",
  not_sent: "missing", cleared: "missing", expired: "missing", uncertain: "perhaps",
};
const byId = (id) => document.getElementById(id);

let ticket = "";
let answered = false;
/** The version in which it was taken: an older view does not know it yet. */
let since = 0;

/** Fills the picture from the answer to TakeTicket; it is kept until the visit ends, whatever the language becomes. */
export function showTicket(answer, need, view) {
  keep("taken", { answer, need });
  ticket = answer.ticket;
  answered = false;
  byId("done-number").dataset.say = "kiosk.number";
  byId("done-number").dataset.facts = JSON.stringify({ number: answer.number });
  write(byId("number"), answer.number);
  const { name, facts } = waitNamed(answer.wait);
  if (need === "help") tell(byId("done-wait"), "kiosk.person_comes");
  else if (answer.route === "machine") tell(byId("done-wait"), "kiosk.now");
  else tell(byId("done-wait"), name, facts);
  tell(byId("done-where"), `place.${answer.route}`);
  byId("done-list").replaceChildren(document.querySelector(`template[data-ready="${need}"]`).content.cloneNode(true));
  byId("done-ready").hidden = !byId("done-list").textContent.trim();
  since = answer.version;
  if (isKnown(view)) {
    byId("qr").src = `/kiosk/qr.svg?ticket=${encodeURIComponent(ticket)}`;
    page().hidden = false;
  }
  paperSaid(view);
}

/** The ticket that was taken before the language was changed, on screen again; false without one. */
export function showAgain(view) {
  const taken = kept("taken");
  if (taken) showTicket(taken.answer, taken.need, view);
  return Boolean(taken);
}

/** True from the ticket to the end of the visit. */
export function holdsTicket() {
  return ticket !== "";
}

/** What became of the paper, as far as the view knows. */
export function paperSaid(view) {
  if (!ticket) return;
  byId("done-paper").hidden = !isKnown(view);
  if (!isKnown(view)) return forgetPaper();
  const state = view?.papers[ticket] ?? "queued";
  if (state !== "uncertain") answered = false;
  const said = answered ? "again" : SAID[state];
  const node = byId("done-paper-said");
  const news = node.dataset.say !== `kiosk.paper_${said}`;
  tell(node, `kiosk.paper_${said}`);
  byId("paper-asked").hidden = said !== "perhaps";
  show(byId("done-paper").querySelector(".picto"), said === "missing" || said === "perhaps" ? "paper-off" : "printer");
  if (news && node.checkVisibility()) speech.news(byId("done-paper"));
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
  byId("legal-late").hidden = true;
  write(byId("number"), "");
  forgetPaper();
}

/** After two minutes a kiosk knows nothing of a ticket: it says no more about its paper, and gives its page's address to nobody. */
function isKnown(view) {
  return !view || view.version < since || ticket in view.papers;
}

function forgetPaper() {
  tell(byId("done-paper-said"), "");
  byId("paper-asked").hidden = true;
  byId("qr").removeAttribute("src");
  page().hidden = true;
}

/** The picture of the page's address, with its sentence. */
function page() {
  return byId("qr").parentElement;
}
