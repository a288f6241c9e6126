// About how long somebody waits, in the office's words.
import { say } from "./texts.js";

/**
 * About how long: {low, high} in minutes, high null past the longest that is said; null when nobody knows.
 * @param {Office.Wait | null | undefined} about
 */
export function wait(about) {
  const { name, facts } = waitNamed(about);
  return say(name, facts);
}

/**
 * The same as the name of its sentence and its facts, for what is also spoken.
 * @param {Office.Wait | null | undefined} about
 * @returns {{ name: "wait.unknown" | "wait.long" | "wait.short" | "wait.range", facts: object }}
 */
export function waitNamed(about) {
  if (!about) return { name: "wait.unknown", facts: {} };
  const { low, high } = about;
  if (high === null || high === undefined) return { name: "wait.long", facts: { low } };
  return low === 0 ? { name: "wait.short", facts: { high } } : { name: "wait.range", facts: { low, high } };
}
