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
  const open = helped.filter((help) => !help.recorded);
  const recorded = helped.filter((help) => help.recorded && help.mediator === person);
  element("running-none").hidden = open.length > 0;
  keyed(
    element("running"),
    open,
    (help) => help.id,
    () => copy("help-card"),
    (li, help) => {
      fill(li, {
        number: help.number ?? "",
        need: titleOf(help),
        since: sinceWhen(help, person),
        end: say(help.stopped ? "help.record" : "help.end"),
      });
      within(li, "button").hidden = help.mediator !== person;
    },
  );
  element("recorded-none").hidden = recorded.length > 0;
  keyed(
    element("recorded"),
    recorded,
    (help) => help.id,
    () => copy("help-row"),
    (li, help) => {
      const nature = say(`nature.${help.details.nature}`);
      fill(li, {
        number: help.number ?? "",
        what: help.need ? needWords(help.need) : nature,
        when: [help.need && nature, say("help.minutes", help.details), hour(help.recorded ?? 0)]
          .filter(Boolean)
          .join(" · "),
      });
    },
  );
}

/**
 * What it is about: the need, or that there is no ticket.
 * @param {Office.Helped} help
 */
export function titleOf(help) {
  return help.need ? needWords(help.need) : say("help.no_ticket");
}

/**
 * Whole minutes of help, at least one, by the office's clock.
 * @param {Office.Helped} help
 */
export function minutesOf(help) {
  return Math.max(1, Math.round(((help.stopped || clock()) - help.started) / MINUTE));
}

/**
 * @param {Office.Helped} help
 * @param {string} person
 */
function sinceWhen(help, person) {
  const minutes = Math.max(0, Math.floor(((help.stopped || clock()) - help.started) / MINUTE));
  if (help.stopped) return say("help.stopped", { minutes: minutesOf(help) });
  return say(help.mediator === person ? "help.since" : "help.since_with", { minutes, name: help.mediator });
}
