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

export class Calls {
  /** known: keys of calls that were said before this page was loaded. */
  constructor(known = []) {
    this.known = new Set(known);
    this.heard = null;
    this.waiting = [];
    this.shown = []; // the newest first: { call, since, again }; again: when it is due to be said again, null when it is not
    this.saying = null;
  }

  /** The calls of a view, the newest first. A call that was undone is not among them any more. */
  hear(calls, now) {
    const said = this.heard ?? this.known;
    const first = this.heard === null;
    const unheard = calls.filter((call) => !said.has(call.key));
    const news = unheard.filter((call) => now - call.at <= NEWS_MS && (call.walking || !first));
    const byKey = new Map(calls.map((call) => [call.key, call]));
    this.heard = new Set(byKey.keys());
    this.waiting = this.waiting.filter((call) => byKey.has(call.key)).map((call) => byKey.get(call.key));
    this.shown = this.shown.filter((one) => byKey.has(one.call.key));
    for (const one of this.shown) {
      one.call = byKey.get(one.call.key);
      if (!one.call.walking) one.again = null;
    }
    const silent = (first ? calls : unheard).filter((call) => !news.includes(call));
    this.shown.push(...silent.map((call) => ({ call, since: call.at, again: null })));
    this.shown.sort((a, b) => b.call.at - a.call.at || b.call.number - a.call.number);
    this.makeRoom(PAST + 1, now);
    this.waiting.push(...news.reverse());
  }

  /** What is to be said now: { call, again }, or null. Nothing else is until said(). */
  next(now) {
    if (this.saying) return null;
    const again = this.shown.findLast((one) => one.again !== null && one.again <= now);
    if (again) {
      again.again = null;
      this.saying = { call: again.call, again: true };
    } else if (this.waiting.length && this.mayEnter(now)) {
      const call = this.waiting.shift();
      this.makeRoom(PAST, now);
      this.shown.unshift({ call, since: now, again: Infinity });
      this.entered = now;
      this.saying = { call, again: false };
    }
    return this.saying;
  }

  /** What next() gave was said, or could not be. */
  said(now) {
    const one = this.shown.find(({ call }) => call.key === this.saying.call.key);
    if (one && !this.saying.again) one.again = one.call.walking ? now + AGAIN_MS : null;
    this.saying = null;
  }

  /** The call that takes the screen; null when nobody is on the way: the calm page. */
  current(now) {
    return this.shown.find((one) => now - one.since < (one.call.walking ? CURRENT_MS : ARRIVED_MS))?.call ?? null;
  }

  /** The calls before, the newest first. */
  past(now) {
    const current = this.current(now);
    const recent = this.shown.filter((one) => current || now - one.since < PAST_MS);
    return recent.map((one) => one.call).filter((call) => call.key !== current?.key).slice(0, PAST);
  }

  mayEnter(now) {
    if (now - (this.entered ?? -Infinity) < LEAST_MS) return false;
    return this.shown.length <= PAST || this.shown.some((one) => hasHadItsTime(one, now));
  }

  /** The oldest leave until `most` are left; never one that has not had its time. */
  makeRoom(most, now) {
    while (this.shown.length > most) {
      const gone = this.shown.findLastIndex((one) => hasHadItsTime(one, now));
      if (gone < 0) return;
      this.shown.splice(gone, 1);
    }
  }
}

function hasHadItsTime(one, now) {
  return now - one.since >= KEPT_MS && one.again === null;
}
