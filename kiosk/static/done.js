// The last picture: the number, about how long, where to wait, what to have ready, what became of the paper.

import { show, write } from "../../static/draw.js";
import { around, element, within } from "../../static/elements.js";
import { post } from "../../static/post.js";
import { waitNamed } from "../../static/wait.js";
import { tell } from "./sentence.js";
import { speech } from "./speech.js";
import { keep, kept } from "./visit.js";

/** @type {Record<Office.PaperState, "coming" | "take" | "missing" | "perhaps">} */
const SAID = {
  queued: "coming",
  printing: "coming",
  printed: "take",
  sent_unconfirmed: "take",
  not_sent: "missing",
  cleared: "missing",
  expired: "missing",
  uncertain: "perhaps",
};

let ticket = "";
let answered = false;
/** The version in which it was taken: an older view does not know it yet. */
let since = 0;

/**
 * Fills the picture from the answer to TakeTicket; it is kept until the visit ends, whatever the language becomes.
 * @param {Page.Answer} answer
 * @param {string} need
 * @param {Page.View | null} view
 */
export function showTicket(answer, need, view) {
  keep("taken", { answer, need });
  ticket = answer.ticket ?? "";
  answered = false;
  element("done-number").dataset.say = "kiosk.number";
  element("done-number").dataset.facts = JSON.stringify({ number: answer.number });
  write(element("number"), answer.number);
  const { name, facts } = waitNamed(answer.wait);
  if (need === "help") tell(element("done-wait"), "kiosk.person_comes");
  else if (answer.route === "machine") tell(element("done-wait"), "kiosk.now");
  else tell(element("done-wait"), name, facts);
  if (answer.route) tell(element("done-where"), `place.${answer.route}`);
  element("done-list").replaceChildren(
    within(document, `template[data-ready="${need}"]`, HTMLTemplateElement).content.cloneNode(true),
  );
  element("done-ready").hidden = !element("done-list").textContent?.trim();
  since = answer.version ?? 0;
  if (isKnown(view)) {
    element("qr", HTMLImageElement).src = `/kiosk/qr.svg?ticket=${encodeURIComponent(ticket)}`;
    page().hidden = false;
  }
  paperSaid(view);
}

/**
 * The ticket that was taken before the language was changed, on screen again; false without one.
 * @param {Page.View | null} view
 */
export function showAgain(view) {
  const taken = kept("taken");
  if (taken) showTicket(taken.answer, taken.need, view);
  return Boolean(taken);
}

/** True from the ticket to the end of the visit. */
export function holdsTicket() {
  return ticket !== "";
}

/**
 * What became of the paper, as far as the view knows.
 * @param {Page.View | null} view
 */
export function paperSaid(view) {
  if (!ticket) return;
  element("done-paper").hidden = !isKnown(view);
  if (!isKnown(view)) return forgetPaper();
  paperIs(view?.papers[ticket] ?? "queued");
}

/** @param {Office.PaperState} state */
function paperIs(state) {
  element("done-paper").hidden = false;
  if (state !== "uncertain") answered = false;
  const said = answered ? "again" : SAID[state];
  const node = element("done-paper-said");
  const news = node.dataset.say !== `kiosk.paper_${said}`;
  tell(node, `kiosk.paper_${said}`);
  element("paper-asked").hidden = said !== "perhaps";
  show(
    within(element("done-paper"), ".picto", SVGElement),
    said === "missing" || said === "perhaps" ? "paper-off" : "printer",
  );
  if (news && node.checkVisibility()) speech.news(element("done-paper"));
}

/**
 * The client's answer to « votre ticket est-il sorti ? »: no gives another paper, marked as a reprint.
 * @param {boolean} out
 * @param {() => Page.View | null} view
 */
export async function answerPaper(out, view) {
  answered = !out;
  element("paper-asked").hidden = true;
  const answer = await post("/kiosk/commands", { type: out ? "ConfirmPaper" : "ReprintTicket", ticket });
  if (!answer.ok) {
    answered = false;
    if (ticket) paperIs("not_sent");
  } else paperSaid(view());
}

/** Nothing of this visit stays on screen. */
export function forget() {
  ticket = "";
  answered = false;
  element("legal-late").hidden = true;
  write(element("number"), "");
  forgetPaper();
}

/**
 * After two minutes a kiosk knows nothing of a ticket: it says no more about its paper, and gives its page's address to nobody.
 * @param {Page.View | null} view
 */
function isKnown(view) {
  return !view || view.version < since || ticket in view.papers;
}

function forgetPaper() {
  tell(element("done-paper-said"), "");
  element("paper-asked").hidden = true;
  element("qr").removeAttribute("src");
  page().hidden = true;
}

/** The picture of the page's address, with its sentence. */
function page() {
  return around(element("qr"), "figure");
}
