// What is kept of a visit, from one page to the next of another language: this browser tab only, gone when the visit ends.

const KEY = "visit";

/**
 * What a visit may keep. taken: the answer to TakeTicket and the need; level: of the voice.
 * @typedef {{
 *   comfort?: ("large" | "contrast" | "legal")[],
 *   taken?: { answer: Page.Answer, need: string },
 *   level?: number,
 * }} Visit
 */

/**
 * What is kept under this name; undefined when nothing is.
 * @template {keyof Visit} N
 * @param {N} name
 * @returns {Visit[N]}
 */
export function kept(name) {
  return all()[name];
}

/**
 * Keeps it.
 * @template {keyof Visit} N
 * @param {N} name
 * @param {Visit[N]} what
 */
export function keep(name, what) {
  sessionStorage.setItem(KEY, JSON.stringify({ ...all(), [name]: what }));
}

/** Nothing is left. */
export function forgetVisit() {
  sessionStorage.removeItem(KEY);
}

/** @returns {Visit} */
function all() {
  return JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
}
