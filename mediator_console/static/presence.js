// The mediator's own working periods of today, counted by the office: nobody fills a sheet.
import { clock } from "/static/live.js";
import { write } from "/static/draw.js";
import { hour, say } from "/static/texts.js";

const MINUTE = 60_000;

/** presences: of today, every mediator's; person: whose console this is. */
export function drawPresence(presences, person) {
  const mine = presences.filter((one) => one.mediator === person).sort((a, b) => a.started - b.started);
  const last = mine.at(-1);
  const hours = lasted(mine.reduce((sum, one) => sum + (one.ended ?? clock()) - one.started, 0));
  const sentence = !last ? say("presence.none") : last.ended === null ? say("presence.since", { from: hour(last.started), hours }) : say("presence.over", { to: hour(last.ended), hours });
  write(document.getElementById("my-day"), sentence);
}

function lasted(ms) {
  const minutes = Math.max(0, Math.floor(ms / MINUTE));
  if (minutes < 60) return say("presence.minutes", { m: minutes });
  return say("presence.hours", { h: Math.floor(minutes / 60), m: String(minutes % 60).padStart(2, "0") });
}
