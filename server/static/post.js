// Commands over HTTP: the same key until there is an answer, so that a retry never does a thing twice.

const TRIES = 4;
const PAUSE_MS = [0, 300, 1000, 2000];
const PATIENCE_MS = 5000;

/** A key that nobody else has: 128 random bits, hex. (crypto.randomUUID is not there on plain http addresses.) */
export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Sends a command; the answer as {ok, …}. Without any answer: {ok: false, reason: "not_reached"}. */
export async function post(url, command, { key = newKey() } = {}) {
  for (let tried = 0; tried < TRIES; tried += 1) {
    await new Promise((done) => setTimeout(done, PAUSE_MS[tried]));
    const answer = await once(url, command, key);
    if (answer) return answer;
  }
  return { ok: false, reason: "not_reached", sentence: "" };
}

async function once(url, command, key) {
  const headers = { "Content-Type": "application/json", "Idempotency-Key": key };
  const token = document.querySelector('meta[name="csrf"]');
  if (token) headers["X-CSRFToken"] = token.content;
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(command), signal });
    // A server that starts or cannot store is asked again; everything else is an answer.
    if (answer.status === 502 || answer.status === 504) return null;
    return await answer.json();
  } catch {
    return null;
  }
}
