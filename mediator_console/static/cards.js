// One card of the queue: number, need (found over declared), how long, why it stands there, what to know.

import { copy, fill, keyed, pictogram } from "../../static/draw.js";
import { within } from "../../static/elements.js";
import { say } from "../../static/texts.js";
import { machineName, needOf, needWords } from "./choices.js";

export function makeCard() {
  return copy("card");
}

/**
 * place: the card stands in the queue and can be dragged. now: the view's time, for cards aside. unsent: what waits to be sent.
 * @param {HTMLElement} el
 * @param {Office.Card} card
 * @param {{ place: boolean, now: number, unsent: string[] }} around
 */
export function drawCard(el, card, { place, now, unsent }) {
  el.classList.toggle("help", Boolean(card.asks));
  el.classList.toggle("seen", Boolean(card.prequalified));
  within(el, ".grip").hidden = !place;
  fill(el, {
    number: card.number,
    need: needWords(card.need),
    declared: card.declared === card.need ? "" : needWords(card.declared),
    why: place ? because(card) : sinceWhen(card, now),
  });
  drawChips(within(el, '[data-is="chips"]'), card, unsent);
}

/**
 * « attend 12 min + avance 10 = 22 », then what else decides its place.
 * @param {Office.Card} card
 */
export function because(card) {
  const parts = [say("console.waits", { minutes: card.waited })];
  if (card.advance) parts.push(say("console.why_advance", { minutes: card.advance }));
  if (card.head_start) parts.push(say("console.why_legal", { minutes: card.head_start }));
  const sum = parts.length > 1 ? say("console.why", { parts: parts.join(" + "), total: card.total }) : parts[0];
  const marks = [
    card.ceiling && say("console.why_ceiling"),
    card.moved && say("console.why_moved", { reason: say(`move_reason.${card.moved}`) }),
  ];
  return [sum, ...marks.filter(Boolean)].join(" · ");
}

/**
 * @param {Office.Card} card
 * @param {number} now
 */
function sinceWhen(card, now) {
  const since = say("console.since", { minutes: Math.max(0, Math.floor((now - card.since) / 60_000)) });
  const why = card.parked
    ? say(`park_reason.${card.parked}`)
    : card.outcome
      ? say(`outcome.${card.outcome}`)
      : say(`state.${card.state}`);
  const where = card.counter ? say("console.at", { counter: card.counter }) : "";
  return [why, where, since].filter(Boolean).join(" · ");
}

/**
 * A chip: its words, its kind by colour, its pictogram.
 * @typedef {{ text: string, kind: string, picto: string }} Chip
 */

/**
 * Chips by word, shape and colour.
 * @param {HTMLElement} list
 * @param {Office.Card} card
 * @param {string[]} unsent
 */
export function drawChips(list, card, unsent) {
  const waits = unsent.map((what) => ({ text: say("unsent.mark", { what }), kind: "unsent", picto: "send" }));
  keyed(
    list,
    [...waits, ...chipsOf(card)],
    (chip) => chip.text,
    ({ text, kind, picto }) => {
      const el = document.createElement(list.tagName === "UL" ? "li" : "span");
      el.className = `chip ${kind}`;
      el.append(pictogram(picto), text);
      return el;
    },
    () => {},
  );
}

/**
 * @param {Office.Card} card
 * @returns {Chip[]}
 */
function chipsOf(card) {
  const all = needOf(card.need).ready.length;
  const { missing = [] } = card;
  const seen = all - missing.length;
  const fetching = card.situation === "parked_for_document" && missing.length > 0;
  /** @type {(Chip | false | "" | 0 | null | undefined)[]} */
  const chips = [
    fetching && {
      text: say("console.missing", { what: missing.map((item) => say(`ready.${item}`).toLowerCase()).join(", ") }),
      kind: "attention long",
      picto: "papers",
    },
    card.urgent && { text: say("console.urgent"), kind: "danger", picto: "alert-triangle" },
    card.legal && { text: say("console.legal"), kind: "", picto: "priority" },
    card.prequalified &&
      !fetching && {
        text: all ? say("console.need_ready", { seen, all }) : say("console.prequalified"),
        kind: missing.length ? "attention" : "done",
        picto: missing.length ? "papers" : "check",
      },
    card.machine && {
      text: say(card.accompanied ? "console.machine_with_me" : "console.machine_alone", {
        name: machineName(card.machine),
      }),
      kind: "long",
      picto: "machine",
    },
    !card.machine &&
      card.route !== "counter" && {
        text: say(`route.${card.route}`),
        kind: "",
        picto: card.route === "machine" ? "machine" : "mediator",
      },
    card.language !== document.documentElement.dataset.first && {
      text:
        new Intl.DisplayNames([document.documentElement.lang], { type: "language" }).of(card.language) ?? card.language,
      kind: "",
      picto: "language",
    },
    card.paper && {
      text: say(card.paper === "uncertain" ? "paper.uncertain" : "console.no_paper"),
      kind: "attention",
      picto: "paper-off",
    },
    ...(card.tags ?? []).map((tag) => ({ text: say(`tag.${tag}`), kind: "", picto: "info-circle" })),
    card.overtaken && {
      text: say(card.overtaken === 1 ? "console.overtaken_one" : "console.overtaken", { times: card.overtaken }),
      kind: "",
      picto: "users",
    },
  ];
  return chips.flatMap((chip) => chip || []);
}
