// A long wait is told before the ticket is taken, with what else one may do.
import { waitNamed } from "../../static/texts.js";
import { clock } from "../../static/live.js";
import { tell } from "./sentence.js";
import { go } from "./picture.js";

/** offers: those of the need; mediator: one is present. */
export function showLong(offers, mediator) {
  const person = offers[offers.length - 1];
  const { name, facts } = waitNamed(person.wait);
  tell(document.getElementById("long-wait"), name, facts);
  tile("long-machine").hidden = offers.length < 2;
  tile("long-mediator").hidden = !mediator || person.route === "mediator";
  const now = minutes();
  for (const hour of document.querySelectorAll(".quieter")) hour.hidden = Number(hour.dataset.minutes) <= now;
  go("long");
}

function tile(deed) {
  return document.querySelector(`[data-do="${deed}"]`);
}

/** Since midnight, on the office's clock. */
function minutes() {
  const shown = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: document.documentElement.dataset.zone });
  const [hour, minute] = shown.format(clock()).split(":").map(Number);
  return hour * 60 + minute;
}
