// The presences of a day: a form is a CorrectPresence. What was typed stays until the office has said yes.

import { all, around, element, touched, within } from "../../static/elements.js";
import { clock, open, send } from "../../static/live.js";
import { say } from "../../static/texts.js";

const page = element("presences");
const { date = "", noon, night, nightEnds } = page.dataset;
const MINUTE = 60_000;

document.addEventListener("submit", (event) => {
  const form = touched(event, "form.correct", HTMLFormElement);
  if (!form) return;
  event.preventDefault();
  correct(form);
});

document.addEventListener("click", (event) => {
  if (!(event.target instanceof HTMLElement && "close" in event.target.dataset)) return;
  const form = around(event.target, "form", HTMLFormElement);
  form.reset();
  complain(form, "");
  const details = around(form, "details", HTMLDetailsElement);
  details.open = false;
  within(details, "summary").focus();
});

// A form that opens has the hand in it: the end, where the end was forgotten.
for (const details of all(page, "details.edit", HTMLDetailsElement)) {
  details.addEventListener(
    "toggle",
    () => details.open && within(details, "first" in details.dataset ? '[name="ended"]' : "input").focus(),
  );
}

/** @param {HTMLFormElement} form */
async function correct(form) {
  const mediator = within(form, '[name="mediator"]', HTMLInputElement);
  const started = within(form, '[name="started"]', HTMLInputElement);
  const ended = within(form, '[name="ended"]', HTMLInputElement);
  const reason = within(form, '[name="reason"]', HTMLSelectElement);
  const running = Boolean(form.dataset.running);
  const begins = moment(started);
  // Begun by mistake: a period that ends as it begins counts nothing.
  const ends = reason.value === "started_by_mistake" ? begins : moment(ended);
  /** @type {[isWrong: boolean, sentence: Page.Word, field: HTMLInputElement | HTMLSelectElement][]} */
  const faults = [
    [!mediator.value.trim(), "who", mediator],
    [begins === null, "start", started],
    [ends === null && !running, "end", ended],
    [ends === null && mediator.value.trim() !== mediator.defaultValue, "end_another", ended],
    [ended.validity.badInput, "end_running", ended],
    [ends !== null && begins !== null && ends < begins, "order", ended],
    [begins !== null && begins > clock(), "not_yet", started],
    [ends !== null && ends > clock(), "not_yet", ended],
    [!reason.value, "reason", reason],
  ];
  const fault = faults.find(([isWrong]) => isWrong);
  if (fault) return complain(form, say(fault[1]), fault[2]);
  complain(form, "");
  const button = within(form, ".action", HTMLButtonElement);
  button.disabled = true;
  const answer = await send({
    type: "CorrectPresence",
    presence: form.dataset.presence ?? "",
    mediator: mediator.value,
    date,
    started: begins ?? 0,
    ended: ends ?? 0,
    reason: /** @type {Office.PresenceReason} */ (reason.value),
  });
  button.disabled = false;
  if (!answer.ok) return complain(form, answer.sentence || say("not_reached"), button);
  location.assign(`/manager/presences?date=${date}&corrected=${answer.made}`);
}

/**
 * Milliseconds of an hour typed as "09:30"; to the second what it was, where it was not changed; null for none.
 * @param {HTMLInputElement} field
 */
function moment(field) {
  if (!field.value) return null;
  if (field.value === field.defaultValue) return Number(field.dataset.at);
  const [hours = 0, minutes = 0] = field.value.split(":").map(Number);
  // From noon, not from midnight: a change of summer time falls in between. Before 3 it is the night after.
  return hours < Number(nightEnds)
    ? Number(night) + (hours * 60 + minutes) * MINUTE
    : Number(noon) + ((hours - 12) * 60 + minutes) * MINUTE;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} sentence
 * @param {HTMLInputElement | HTMLSelectElement | HTMLButtonElement | null} [field]
 */
function complain(form, sentence, field = null) {
  const problem = within(form, '[data-is="problem"]');
  problem.hidden = !sentence;
  problem.textContent = sentence;
  for (const input of form.elements) input.removeAttribute("aria-invalid");
  if (!field) return;
  if (field.name) field.setAttribute("aria-invalid", "true");
  field.focus();
}

open({
  screen: "manager",
  draw() {},
  calm: () => !all(document, "form input", HTMLInputElement).some((field) => field.value !== field.defaultValue),
  link(state) {
    const banner = element("link");
    banner.hidden = state === "live";
    banner.textContent = state === "live" ? "" : say("lost");
  },
});
