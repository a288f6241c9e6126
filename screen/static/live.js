// The link to the office: whole views in, commands out. A lost message is healed by the next view, by the one that comes on
// connecting, or by the tick, which names the newest version.

import { showNotices } from "./notices.js";
import { newKey } from "./post.js";
import { renew } from "./renewal.js";
import { note, seen } from "./seen.js";
import { io } from "./vendor/socket.io-client/socket.io.esm.min.js";

/** With a look each quarter of a second a lost link is said within 10 s, whenever it is lost. */
const SILENCE_MS = 9_500;
const LOOK_MS = 250;
const ACKNOWLEDGED_MS = 4_000;
const TRIES = 3;
const AGAIN_MS = 5_000;
const STORE_AGAIN_MS = 1_000;
const USED_MS = 12 * 3_600_000;

/**
 * What is used of the vendored client, which has no types here.
 * @typedef {{
 *   connected: boolean,
 *   active: boolean,
 *   on(event: "connect", hear: () => void): void,
 *   on(event: "view", hear: (view: Page.View) => void): void,
 *   on(event: "tick", hear: (tick: Office.Tick) => void): void,
 *   on(event: "notices", hear: (sentences: string[]) => void): void,
 *   on(event: "disconnect", hear: (reason: string) => void): void,
 *   on(event: "connect_error", hear: (error: Error) => void): void,
 *   connect(): void,
 *   emit(event: "refresh"): void,
 *   emit(event: "clock", now: number): void,
 *   timeout(ms: number): {
 *     emitWithAck(event: "command", message: { key: string, command: Page.Command }): Promise<Page.Answer>,
 *   },
 * }} Socket
 */

/** @type {Socket | null} */
let socket = null;
/** From performance.now(), which nobody sets, to the office's time; null before the office said it. */
let offset = /** @type {number | null} */ (null);
/** The office's own time was corrected by more than a link can be late. */
const MOVED_MS = 60_000;

/**
 * Connects a screen. draw(view): every view that is not older than the one shown.
 * actingFor: the counter that somebody at another counter's device says they act for.
 * link("lost", seconds): before nothing was heard for 10 s, then every 10 s; link("live", 0): when it is back.
 * moved(): the office's time was corrected: moments that the page kept are of another time.
 * calm(): whether the page may be loaded anew, when the office was updated; nothing on it would be lost.
 * @param {{
 *   screen: string,
 *   place?: string,
 *   actingFor?: string,
 *   draw: (view: Page.View) => void,
 *   link?: (state: "live" | "lost", seconds: number) => void,
 *   calm?: () => boolean,
 *   moved?: () => void,
 * }} page
 */
export function open({
  screen,
  place = "",
  actingFor = "",
  draw,
  link = () => {},
  calm = () => true,
  moved = () => {},
}) {
  let shown = -1;
  let heard = performance.now();
  let lost = false;
  let lastSaid = 0;

  /** @param {number} now */
  const hear = (now) => {
    heard = performance.now();
    const was = offset;
    offset = now - heard;
    if (was !== null && Math.abs(offset - was) > MOVED_MS) moved();
    if (lost) {
      lost = false;
      link("live", 0);
    }
  };
  // Said with each connection: what this screen saw last, so that an office that lost something hears of it.
  /** @param {(said: object) => void} answer */
  const auth = (answer) =>
    answer({ screen, place, ...(actingFor && { acting_for: actingFor }), ...(seen() && { seen: seen() }) });
  const connection = /** @type {(options: object) => Socket} */ (io)({
    auth,
    transports: ["websocket"],
    reconnectionDelay: 300,
    reconnectionDelayMax: 2000,
  });
  socket = connection;
  // The first view of a connection is the truth, whatever was shown before it (a journal restored from a copy is shorter).
  connection.on("connect", () => {
    shown = -1;
  });
  connection.on("view", (view) => {
    hear(view.now);
    if (view.version < shown) return;
    shown = view.version;
    draw(view);
  });
  connection.on("tick", (tick) => {
    hear(tick.now);
    note(tick.seen);
    if (tick.version > shown) connection.emit("refresh");
    if (tick.held) connection.emit("clock", Date.now());
    renew(tick.pages, calm);
  });
  connection.on("notices", showNotices);
  connection.on("disconnect", (reason) => {
    // The office sent us away: it wants to check again who we are.
    if (reason === "io server disconnect") setTimeout(() => connection.connect(), 500);
  });
  connection.on("connect_error", (error) => {
    // Not a lost link but a lost right: the page itself knows where to go (pairing, signing in).
    if (error.message === "not allowed" || error.message === "not your counter") location.reload();
    // Turned away for now (too many connections, nothing to show): it asks again, which it does not by itself.
    else if (!connection.active) setTimeout(() => connection.connect(), AGAIN_MS);
  });
  // A page stays open for weeks: asking for anything keeps its device's cookie, which otherwise ends on a date that nobody sees.
  setInterval(() => fetch("/healthz").catch(() => {}), USED_MS);
  setInterval(() => {
    const age = performance.now() - heard;
    if (age < SILENCE_MS) return;
    const seconds = Math.round(age / 1000);
    // Said again every ten seconds only: a reader of the screen would speak without end.
    if (lost && (seconds % 10 || seconds === lastSaid)) return;
    link("lost", seconds);
    lost = true;
    lastSaid = seconds;
  }, LOOK_MS);
}

/** The office's time, in milliseconds. */
export function clock() {
  return offset === null ? Date.now() : performance.now() + offset;
}

/** True while the link to the office stands, as far as this screen knows: a silent loss is noticed some seconds later. */
export function connected() {
  return Boolean(socket?.connected);
}

/**
 * Hands in a command; the same key until there is an answer. Without any: {ok: false, reason: "not_reached"}.
 * @param {Page.Command} command
 * @returns {Promise<Page.Answer>}
 */
export async function send(command, key = newKey(), tries = TRIES) {
  for (let tried = 0; tried < tries; tried += 1) {
    try {
      if (!socket) break;
      const answer = await socket.timeout(ACKNOWLEDGED_MS).emitWithAck("command", { key, command });
      if (answer.reason !== "not_stored" || tried + 1 === tries) return answer;
      await new Promise((done) => {
        setTimeout(done, STORE_AGAIN_MS);
      });
    } catch {
      /* no acknowledgement in time: asked again under the same key */
    }
  }
  return { ok: false, reason: "not_reached", sentence: "" };
}
