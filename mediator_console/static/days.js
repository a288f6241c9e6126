// Days and hours on the office's own clock, whatever zone this device is in.
import { hour, say } from "../../static/texts.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const { lang, dataset } = document.documentElement;

/**
 * The business-like day of a moment (milliseconds): « 2026-11-27 ».
 * @param {number} moment
 */
export function dayOf(moment) {
  const { year, month, day } = wall(moment);
  return `${year}-${month}-${day}`;
}

/**
 * « Aujourd'hui, vendredi 27 novembre »; the year only when it is another one.
 * @param {number} moment
 * @param {number} now
 */
export function dayWords(moment, now) {
  const near =
    dayOf(moment) === dayOf(now) ? "workshop.today" : dayOf(moment) === dayOf(now + DAY) ? "workshop.tomorrow" : null;
  const year = dayOf(moment).slice(0, 4) === dayOf(now).slice(0, 4) ? {} : /** @type {const} */ ({ year: "numeric" });
  const day = new Intl.DateTimeFormat(dataset.locale ?? lang, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...year,
    timeZone: dataset.zone,
  }).format(moment);
  return near ? say(near, { day }) : day.charAt(0).toUpperCase() + day.slice(1);
}

/**
 * « de 14:00 à 16:00 ».
 * @param {{ starts: number, ends: number }} workshop
 */
export function hoursWords({ starts, ends }) {
  return say("workshop.hours", { from: hour(starts), to: hour(ends) });
}

/**
 * The moment (milliseconds) of a day « 2026-11-27 » and an hour « 14:30 » in the office; NaN when one of them is missing.
 * @param {string} day
 * @param {string} time
 */
export function momentOf(day, time) {
  const asUtc = Date.parse(`${day}T${time}Z`);
  if (Number.isNaN(asUtc)) return NaN;
  // The zone's distance from UTC at about that moment, then at the moment found: right on the days when the clocks change too.
  const first = asUtc - distance(asUtc);
  return asUtc - distance(first);
}

/** @param {number} moment */
function distance(moment) {
  const { year, month, day, hour: h, minute } = wall(moment);
  return (
    Date.UTC(Number(year), Number(month) - 1, Number(day), Number(h), Number(minute)) -
    Math.floor(moment / MINUTE) * MINUTE
  );
}

/** @param {number} moment */
function wall(moment) {
  const parts = new Intl.DateTimeFormat("en-CA", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    numberingSystem: "latn",
    timeZone: dataset.zone,
  }).formatToParts(moment);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}
