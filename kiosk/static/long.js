// A long wait is told before the ticket is taken, with what else one may do.
import { all, element, within } from "../../static/elements.js";
import { clock } from "../../static/live.js";
import { waitNamed } from "../../static/wait.js";
import { go } from "./picture.js";
import { tell } from "./sentence.js";

/**
 * offers: those of the need; mediator: one is present.
 * @param {Office.Offer[]} offers
 * @param {boolean} mediator
 */
export function showLong(offers, mediator) {
  const person = offers.at(-1);
  if (!person) return;
  const { name, facts } = waitNamed(person.wait);
  tell(element("long-wait"), name, facts);
  tile("long-machine").hidden = offers.length < 2;
  tile("long-mediator").hidden = !mediator || person.route === "mediator";
  const now = minutes();
  for (const hour of all(document, ".quieter")) hour.hidden = Number(hour.dataset.minutes) <= now;
  go("long");
}

/** @param {string} deed */
function tile(deed) {
  return within(document, `[data-do="${deed}"]`);
}

/** Since midnight, on the office's clock. */
function minutes() {
  const shown = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: document.documentElement.dataset.zone,
  });
  const [hour = 0, minute = 0] = shown.format(clock()).split(":").map(Number);
  return hour * 60 + minute;
}
