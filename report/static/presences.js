// The presences of a day: a form is a CorrectPresence. What was typed stays until the office has said yes.
import { clock, open, send } from "../../static/live.js";
import { say } from "../../static/texts.js";

const page = document.getElementById("presences");
const { date, noon, night, nightEnds } = page.dataset;
const MINUTE = 60_000;

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form.correct");
  if (!form) return;
  event.preventDefault();
  correct(form);
});

document.addEventListener("click", (event) => {
  if (!("close" in event.target.dataset)) return;
  const form = event.target.closest("form");
  form.reset();
  complain(form, "");
  form.closest("details").open = false;
  form.closest("details").querySelector("summary").focus();
});

// A form that opens has the hand in it: the end, where the end was forgotten.
for (const details of page.querySelectorAll("details.edit")) {
  details.addEventListener("toggle", () => details.open && details.querySelector("first" in details.dataset ? '[name="ended"]' : "input").focus());
}

async function correct(form) {
  const { mediator, started, ended, reason } = form.elements;
  const running = Boolean(form.dataset.running);
  const begins = moment(started);
  // Begun by mistake: a period that ends as it begins counts nothing.
  const ends = reason.value === "started_by_mistake" ? begins : moment(ended);
  const faults = [
    [!mediator.value.trim(), "who", mediator],
    [begins === null, "start", started],
    [ends === null && !running, "end", ended],
    [ends === null && mediator.value.trim() !== mediator.defaultValue, "end_another", ended],
    [ended.validity.badInput, "end_running", ended],
    [ends !== null && ends < begins, "order", ended],
    [begins > clock(), "not_yet", started],
    [ends !== null && ends > clock(), "not_yet", ended],
    [!reason.value, "reason", reason],
  ];
  const fault = faults.find(([wrong]) => wrong);
  if (fault) return complain(form, say(fault[1]), fault[2]);
  complain(form, "");
  const button = form.querySelector(".action");
  button.disabled = true;
  const answer = await send({
    type: "CorrectPresence",
    presence: form.dataset.presence,
    mediator: mediator.value,
    date,
    started: begins,
    ended: ends ?? 0,
    reason: reason.value,
  });
  button.disabled = false;
  if (!answer.ok) return complain(form, answer.sentence || say("not_reached"), button);
  location.assign(`/manager/presences?date=${date}&corrected=${answer.made}`);
}

/** Milliseconds of an hour typed as "09:30"; to the second what it was, where it was not changed; null for none. */
function moment(field) {
  if (!field.value) return null;
  if (field.value === field.defaultValue) return Number(field.dataset.at);
  const [hours, minutes] = field.value.split(":").map(Number);
  // From noon, not from midnight: a change of summer time falls in between. Before 3 it is the night after.
  return hours < Number(nightEnds) ? Number(night) + (hours * 60 + minutes) * MINUTE : Number(noon) + ((hours - 12) * 60 + minutes) * MINUTE;
}

function complain(form, sentence, field = null) {
  const problem = form.querySelector('[data-is="problem"]');
  problem.hidden = !sentence;
  problem.textContent = sentence;
  for (const one of form.elements) one.removeAttribute("aria-invalid");
  if (!field) return;
  if (field.name) field.setAttribute("aria-invalid", "true");
  field.focus();
}

open({
  screen: "manager",
  draw() {},
  calm: () => ![...document.querySelectorAll("form input")].some((field) => field.value !== field.defaultValue),
  link(state) {
    const banner = document.getElementById("link");
    banner.hidden = state === "live";
    banner.textContent = state === "live" ? "" : say("lost");
  },
});
