// Those who signed up for a workshop, by their codes: with a seat or waiting; once the doors are open, who came.

import { copy, fill, keyed } from "../../static/draw.js";
import { all, within } from "../../static/elements.js";
import { clock } from "../../static/live.js";
import { say } from "../../static/texts.js";

/**
 * Those with a seat, then those who wait. unsentOf(code): the words of what waits to be sent.
 * @param {HTMLElement} box
 * @param {Office.Planned} workshop
 * @param {(code: string) => string[]} unsentOf
 */
export function drawSigned(box, workshop, unsentOf) {
  const seated = workshop.signed.filter((person) => person.seated);
  const waiting = workshop.signed.filter((person) => !person.seated);
  fill(box, {
    seated: say("workshop.seated", { count: seated.length }),
    waits: say("workshop.waits", { count: waiting.length }),
  });
  drawPeople(box, "seated", { workshop, people: seated, unsentOf });
  drawPeople(box, "waits", { workshop, people: waiting, unsentOf });
}

/**
 * « 2e de la liste », « première de la liste ».
 * @param {"workshop.waits_at" | "workshop.place_waiting"} name
 * @param {number} place
 */
export function placed(name, place) {
  return say(place === 1 ? `${name}_one` : name, { place });
}

/**
 * @param {HTMLElement} box
 * @param {"seated" | "waits"} name
 * @param {{ workshop: Office.Planned, people: Office.SignedUp[], unsentOf: (code: string) => string[] }} list
 */
function drawPeople(box, name, { workshop, people, unsentOf }) {
  within(box, `[data-part="${name}"]`).hidden = people.length === 0;
  const marked = name === "seated" && workshop.doors <= clock() && !workshop.cancelled;
  keyed(
    within(box, `[data-list="${name}"]`),
    people,
    (person) => person.code,
    () => copy("one-signed"),
    (li, person) => {
      fill(li, { code: person.code, more: moreWords(person, people, unsentOf(person.code)) });
      li.classList.toggle("given", Boolean(person.given));
      li.classList.toggle("marked", marked);
      within(li, ".picto", SVGElement).classList.toggle("visually-hidden", marked);
      for (const button of all(li, "[data-present]", HTMLButtonElement)) {
        const present = button.dataset.present === "true";
        button.hidden = !marked;
        button.disabled = Boolean(workshop.counts);
        button.setAttribute("aria-pressed", String(person.present === present));
        button.setAttribute("aria-label", say(present ? "workshop.is_here" : "workshop.not_here", person));
      }
    },
  );
}

/**
 * Their place on the list, their ticket, a seat that they do not know of, what is not sent yet.
 * @param {Office.SignedUp} person
 * @param {Office.SignedUp[]} people
 * @param {string[]} unsent
 */
function moreWords(person, people, unsent) {
  const parts = [
    person.seated ? "" : placed("workshop.place_waiting", people.indexOf(person) + 1),
    person.number ? say("workshop.ticket", person) : "",
    person.given ? say("workshop.given") : "",
    ...unsent.map((what) => say("unsent.mark", { what: what.replace(`${person.code} `, "") })),
  ];
  return parts.filter(Boolean).join(" · ");
}
