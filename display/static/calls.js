// Which calls are shown, and which is said next. Knows no page, no sound and no clock: the time is handed in (milliseconds).
// What it holds to: each call is said once, and once more some seconds later while the person is still on the way; never two
// at once; in order; each stays on screen for 30 s in all, as the current call or among the past ones, however many come.

/** A call older than this when it is first heard of is history: the display was away, the person has gone or was told. */
const NEWS_MS = 30_000;
/** Each call is on screen for so long in all. */
const KEPT_MS = 30_000;
/** The time between two calls that take the screen, however many wait. */
const LEAST_MS = 6_000;
/** From the end of the first saying to the second. */
const AGAIN_MS = 10_000;
/** After this a person who was called is at the counter, or lost: the calm page comes back. */
const CURRENT_MS = 90_000;
/** A call whose person has arrived stays the current one for so long. */
const ARRIVED_MS = 12_000;
/** While nobody is called, a call older than this is no news to anybody. */
const PAST_MS = 600_000;
export const PAST = 3;

/**
 * A call that is to be said; again: for the second time.
 * @typedef {{ call: Office.Call, again: boolean }} Due
 *
 * A call on screen. again: when it is due to be said again, null when it is not.
 * @typedef {{ call: Office.Call, since: number, again: number | null }} Shown
 */

export class Calls {
  /**
   * known: keys of calls that were said before this page was loaded.
   * @param {string[]} [known]
   */
  constructor(known = []) {
    this.known = new Set(known);
    /** @type {Set<string> | null} */
    this.heard = null;
    /** @type {Office.Call[]} */
    this.waiting = [];
    /** @type {Shown[]} the newest first */
    this.shown = [];
    /** @type {Due | null} */
    this.saying = null;
    this.entered = -Infinity;
  }

  /**
   * The calls of a view, the newest first. A call that was undone is not among them any more.
   * @param {Office.Call[]} calls
   * @param {number} now
   */
  hear(calls, now) {
    const said = this.heard ?? this.known;
    const first = this.heard === null;
    const unheard = calls.filter((call) => !said.has(call.key));
    const news = unheard.filter((call) => now - call.at <= NEWS_MS && (call.walking || !first));
    const byKey = new Map(calls.map((call) => [call.key, call]));
    this.heard = new Set(byKey.keys());
    this.waiting = this.waiting.flatMap((call) => byKey.get(call.key) ?? []);
    this.shown = this.shown.flatMap(({ call, since, again }) => {
      const newest = byKey.get(call.key);
      return newest ? [{ call: newest, since, again: newest.walking ? again : null }] : [];
    });
    const silent = (first ? calls : unheard).filter((call) => !news.includes(call));
    this.shown.push(...silent.map((call) => ({ call, since: call.at, again: null })));
    this.shown.sort((a, b) => b.call.at - a.call.at || b.call.number - a.call.number);
    this.makeRoom(PAST + 1, now);
    this.waiting.push(...news.reverse());
  }

  /**
   * What is to be said now: { call, again }, or null. Nothing else is until said().
   * @param {number} now
   */
  next(now) {
    if (this.saying) return null;
    const again = this.shown.findLast((one) => one.again !== null && one.again <= now);
    if (again) {
      again.again = null;
      this.saying = { call: again.call, again: true };
      return this.saying;
    }
    const [call] = this.waiting;
    if (call && this.mayEnter(now)) {
      this.waiting.shift();
      this.makeRoom(PAST, now);
      this.shown.unshift({ call, since: now, again: Infinity });
      this.entered = now;
      this.saying = { call, again: false };
    }
    return this.saying;
  }

  /**
   * What next() gave was said, or could not be.
   * @param {number} now
   */
  said(now) {
    const { saying } = this;
    const one = this.shown.find(({ call }) => call.key === saying?.call.key);
    if (one && !saying?.again) one.again = one.call.walking ? now + AGAIN_MS : null;
    this.saying = null;
  }

  /**
   * The call that takes the screen; null when nobody is on the way: the calm page.
   * @param {number} now
   */
  current(now) {
    return this.shown.find((one) => now - one.since < (one.call.walking ? CURRENT_MS : ARRIVED_MS))?.call ?? null;
  }

  /**
   * The calls before, the newest first.
   * @param {number} now
   */
  past(now) {
    const current = this.current(now);
    const recent = this.shown.filter((one) => current || now - one.since < PAST_MS);
    return recent
      .map((one) => one.call)
      .filter((call) => call.key !== current?.key)
      .slice(0, PAST);
  }

  /** @param {number} now */
  mayEnter(now) {
    if (now - this.entered < LEAST_MS) return false;
    return this.shown.length <= PAST || this.shown.some((one) => hasHadItsTime(one, now));
  }

  /**
   * The oldest leave until `most` are left; never one that has not had its time.
   * @param {number} most
   * @param {number} now
   */
  makeRoom(most, now) {
    while (this.shown.length > most) {
      const gone = this.shown.findLastIndex((one) => hasHadItsTime(one, now));
      if (gone < 0) return;
      this.shown.splice(gone, 1);
    }
  }
}

/**
 * @param {Shown} one
 * @param {number} now
 */
function hasHadItsTime(one, now) {
  return now - one.since >= KEPT_MS && one.again === null;
}
