// Actions kept on this device until the office has answered each one: in order, under their keys, whatever the Wi-Fi does.
// They survive a reload. The page itself does not load without the office: a browser keeps pages (service worker) on https only.
import { clock, connected, send } from "../../static/live.js";
import { newKey } from "../../static/post.js";
import { say } from "../../static/texts.js";

const MOST = 50;
const AWHILE_MS = 2000;
/** Not an answer yet: asked again under the same key. @type {Set<Page.Answer["reason"]>} */
const AGAIN = new Set(["not_reached", "not_stored", "not_allowed"]);
/** @typedef {"unsent" | "refused"} Kept */

/**
 * An action that is kept. and, andKey: what is asked once it is done; answered: the answer to the first of the two. at: milliseconds.
 * date: the business day that it was meant for. tried: it may be on its way. sentence: why the office refused it.
 * @typedef {{
 *   key: string,
 *   command: Page.Command,
 *   and?: Page.Command,
 *   andKey?: string,
 *   answered?: Page.Answer,
 *   what: string,
 *   number?: number | "" | undefined,
 *   at: number,
 *   date: string,
 *   tried: boolean,
 *   sentence?: string,
 * }} Entry
 */

/**
 * The ticket that a command is about; "" for one that is about none.
 * @param {Page.Command} command
 */
export function ticketOf(command) {
  return ("ticket" in command && command.ticket) || "";
}

export class Outbox {
  /**
   * owner: whose actions these are. changed(): the marks must be drawn again. refused(): one more was not done.
   * dropped(count): what was meant for another day. office: the link. commands: the types of those that may wait for the link; of those
   * that give something out, which are asked again under the same key when no answer came, so that nobody's seat is taken twice.
   * @param {{
   *   owner: string,
   *   changed: () => void,
   *   refused: () => void,
   *   dropped: (count: number) => void,
   *   commands: { may_wait: string[], gives: string[] },
   *   office?: { clock: () => number, connected: () => boolean, send: typeof send },
   * }} console
   */
  constructor({ owner, changed, refused, dropped, commands, office = { clock, connected, send } }) {
    this.office = office;
    this.mayWait = new Set(commands.may_wait);
    this.gives = new Set(commands.gives);
    this.places = { unsent: `unsent:${owner}`, refused: `refused:${owner}` };
    this.events = { changed, refused, dropped };
    /** @type {Map<string, (answer: Page.Answer) => void>} */
    this.watched = new Map();
    /** @type {Record<Kept, Entry[]>} */
    this.inMemory = { unsent: [], refused: [] };
    /** @type {Map<string, string>} */
    this.unanswered = new Map();
    this.date = "";
    this.busy = false;
  }

  /**
   * The office's answer; {ok: true, later: true} when it is kept for later. words: {what, number}, to name it in a list.
   * and: a second command, asked once the first is done, and not at all if it is not; its `made` is in the answer.
   * @param {Page.Command} command
   * @param {{ what: string, number?: number | "" | undefined }} words
   * @param {Page.Command | null} [and]
   * @returns {Promise<Page.Answer>}
   */
  async ask(command, words, and = null) {
    if (!this.mayWait.has(command.type))
      return this.office.connected() ? this.#now(command) : { ok: false, sentence: say("unsent.now_only") };
    if (this.#read("unsent").length >= MOST) return { ok: false, sentence: say("unsent.full", { most: MOST }) };
    /** @type {Entry} */
    const entry = {
      key: newKey(),
      command,
      ...(and && { and, andKey: newKey() }),
      ...words,
      at: this.office.clock(),
      date: this.date,
      tried: false,
    };
    /** @type {Promise<Page.Answer>} */
    const answered = new Promise((done) => {
      this.watched.set(entry.key, done);
    });
    this.#change("unsent", (list) => [...list, entry]);
    /** @type {Promise<Page.Answer>} */
    const later = new Promise((done) => {
      setTimeout(done, this.office.connected() ? AWHILE_MS : 0, { ok: true, later: true });
    });
    this.flush();
    const answer = await Promise.race([answered, later]);
    this.watched.delete(entry.key);
    if (answer.later) this.events.changed();
    return answer;
  }

  /** What the person knows to be unsent: the one whose answer is still expected at any moment is not among them. */
  unsent() {
    return this.#read("unsent").filter((entry) => !this.watched.has(entry.key));
  }

  /** True when nothing waits for its answer. */
  get empty() {
    return this.unanswered.size === 0 && this.#read("unsent").length === 0;
  }

  /** What the office refused after the person had gone on: {…entry, sentence}, the oldest first. */
  refused() {
    return this.#read("refused");
  }

  /**
   * The person saw why it was not done.
   * @param {string} key
   */
  seen(key) {
    this.#change("refused", (list) => list.filter((entry) => entry.key !== key));
  }

  /**
   * Takes back an action that was never on its way.
   * @param {string} key
   */
  takeBack(key) {
    this.#change("unsent", (list) => list.filter((entry) => entry.key !== key || entry.tried));
    this.events.changed();
  }

  /**
   * The office's business day, known with each view: what was meant for another day is dropped, with a word.
   * @param {string} date
   */
  today(date) {
    this.date = date;
    const old = this.#read("unsent").filter((entry) => entry.date && entry.date !== date);
    if (old.length) {
      this.#change("unsent", (list) => list.filter((entry) => !old.some((kept) => kept.key === entry.key)));
      this.events.dropped(old.length);
    }
    this.flush();
  }

  /** Sends what waits, one after the other, while the link stands. */
  async flush() {
    if (this.busy || !this.date) return;
    this.busy = true;
    while (this.office.connected()) {
      const entry = this.#first();
      if (!entry) break;
      const answer = await this.office.send(entry.command, (entry.answered && entry.andKey) || entry.key, 1);
      if (AGAIN.has(answer.reason)) break;
      this.#settle(entry, answer);
    }
    this.busy = false;
  }

  /** @param {Page.Command} command */
  async #now(command) {
    const what = JSON.stringify(command);
    const key = this.unanswered.get(what) ?? newKey();
    if (this.gives.has(command.type)) this.unanswered.set(what, key);
    const answer = await this.office.send(command, key);
    if (!AGAIN.has(answer.reason)) this.unanswered.delete(what);
    return answer;
  }

  #first() {
    const [entry] = this.#read("unsent");
    if (entry && !entry.tried)
      this.#change("unsent", (list) => list.map((kept) => (kept.key === entry.key ? { ...kept, tried: true } : kept)));
    return entry;
  }

  /**
   * @param {Entry} entry
   * @param {Page.Answer} last
   */
  #settle(entry, last) {
    const answer = entry.answered ? { ...entry.answered, made: last.made } : last;
    const second = answer.ok && !entry.answered ? entry.and : null;
    /** @param {Entry[]} list */
    const rest = (list) =>
      second
        ? list.map((kept) => (kept.key === entry.key ? { ...kept, command: second, answered: answer } : kept))
        : list.filter((kept) => kept.key !== entry.key);
    this.#change("unsent", (list) =>
      rest(list).map((kept) => {
        // The next action on this ticket was meant for what this one made of it: our own change is no surprise to us.
        const follows = answer.ok && answer.rev && isMeantForTheSame(kept.command, entry.command);
        return follows
          ? { ...kept, command: /** @type {Page.Command} */ ({ ...kept.command, seen: answer.rev }) }
          : kept;
      }),
    );
    if (second) return null;
    const waits = this.watched.get(entry.key);
    if (waits) return waits(answer);
    if (!answer.ok) {
      this.#change("refused", (list) => [
        ...list.filter((kept) => kept.key !== entry.key),
        { ...entry, sentence: answer.sentence ?? "" },
      ]);
      this.events.refused();
    }
    return this.events.changed();
  }

  /**
   * Read and written whole each time: another tab of this device may have its own actions in it.
   * @param {Kept} place
   * @param {(list: Entry[]) => Entry[]} change
   */
  #change(place, change) {
    const list = change(this.#read(place)).slice(-MOST);
    this.inMemory[place] = list;
    try {
      localStorage.setItem(this.places[place], JSON.stringify(list));
    } catch {
      /* no storage on this device: kept as long as the page is open */
    }
  }

  /**
   * @param {Kept} place
   * @returns {Entry[]}
   */
  #read(place) {
    try {
      return JSON.parse(localStorage.getItem(this.places[place]) ?? "[]");
    } catch {
      return this.inMemory[place] ?? [];
    }
  }
}

/**
 * Whether both are about the same ticket as it was at the same rev; what was asked whatever its rev goes on as it is.
 * @param {Page.Command} command
 * @param {Page.Command} other
 */
function isMeantForTheSame(command, other) {
  const seen = seenBy(other);
  return typeof seen === "number" && seenBy(command) === seen && ticketOf(command) === ticketOf(other);
}

/** @param {Page.Command} command */
function seenBy(command) {
  return "seen" in command ? command.seen : undefined;
}
