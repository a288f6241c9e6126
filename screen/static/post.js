// Commands over HTTP: the same key until there is an answer, so that a retry never does a thing twice.

import { seen } from "./seen.js";

/** An office that ended is there again within five seconds. */
const PAUSE_MS = [0, 300, 1000, 2000, 2000, 2000];
/** An office that answers that it cannot store (a full disk) is asked three times in all: then its sentence is the answer. */
const STORE_TRIES = 3;
const PATIENCE_MS = 5000;

/** A key that nobody else has: 128 random bits, hex. (crypto.randomUUID is not there on plain http addresses.) */
export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Sends a command; the answer as {ok, …}. Without any answer: {ok: false, reason: "not_reached"}.
 * @param {string} url
 * @param {Page.Command} command
 * @param {{ key?: string }} [options]
 * @returns {Promise<Page.Answer>}
 */
export async function post(url, command, { key = newKey() } = {}) {
  let unstored = 0;
  for (const pause of PAUSE_MS) {
    await new Promise((done) => setTimeout(done, pause));
    const answer = await once(url, command, key);
    if (!answer) continue;
    unstored += 1;
    if (answer.reason !== "not_stored" || unstored === STORE_TRIES) return answer;
  }
  return { ok: false, reason: "not_reached", sentence: "" };
}

/**
 * @param {string} url
 * @param {Page.Command} command
 * @param {string} key
 * @returns {Promise<Page.Answer | null>}
 */
async function once(url, command, key) {
  /** @type {Record<string, string>} */
  const headers = { "Content-Type": "application/json", "Idempotency-Key": key, ...(seen() && { Seen: seen() }) };
  const token = document.querySelector('meta[name="csrf"]');
  if (token instanceof HTMLMetaElement) headers["X-CSRFToken"] = token.content;
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(command), signal });
    // From something on the way, while the office starts: no answer of the office's.
    if (answer.status === 502 || answer.status === 504) return null;
    return await answer.json();
  } catch {
    return null;
  }
}
