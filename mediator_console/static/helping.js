// The place « Aide »: what runs with its minutes, what is to be recorded, what was recorded today and may be corrected.

import { copy, fill, keyed } from "../../static/draw.js";
import { element, within } from "../../static/elements.js";
import { clock } from "../../static/live.js";
import { hour, say } from "../../static/texts.js";
import { needWords } from "./choices.js";

const MINUTE = 60_000;

/**
 * person: whose console this is. helped: as in the view.
 * @param {Office.Helped[]} helped
 * @param {string} person
 */
export function drawHelping(helped, person) {
  const open = helped.filter((one) => !one.recorded);
  const recorded = helped.filter((one) => one.recorded && one.mediator === person);
  element("running-none").hidden = open.length > 0;
  keyed(
    element("running"),
    open,
    (one) => one.id,
    () => copy("help-card"),
    (li, one) => {
      fill(li, {
        number: one.number ?? "",
        need: titleOf(one),
        since: sinceWhen(one, person),
        end: say(one.stopped ? "help.record" : "help.end"),
      });
      within(li, "button").hidden = one.mediator !== person;
    },
  );
  element("recorded-none").hidden = recorded.length > 0;
  keyed(
    element("recorded"),
    recorded,
    (one) => one.id,
    () => copy("help-row"),
    (li, one) => {
      const nature = say(`nature.${one.details.nature}`);
      fill(li, {
        number: one.number ?? "",
        what: one.need ? needWords(one.need) : nature,
        when: [one.need && nature, say("help.minutes", one.details), hour(one.recorded ?? 0)]
          .filter(Boolean)
          .join(" · "),
      });
    },
  );
}

/**
 * What it is about: the need, or that there is no ticket.
 * @param {Office.Helped} one
 */
export function titleOf(one) {
  return one.need ? needWords(one.need) : say("help.no_ticket");
}

/**
 * Whole minutes of help, at least one, by the office's clock.
 * @param {Office.Helped} one
 */
export function minutesOf(one) {
  return Math.max(1, Math.round(((one.stopped || clock()) - one.started) / MINUTE));
}

/**
 * @param {Office.Helped} one
 * @param {string} person
 */
function sinceWhen(one, person) {
  const minutes = Math.max(0, Math.floor(((one.stopped || clock()) - one.started) / MINUTE));
  if (one.stopped) return say("help.stopped", { minutes: minutesOf(one) });
  return say(one.mediator === person ? "help.since" : "help.since_with", { minutes, name: one.mediator });
}
