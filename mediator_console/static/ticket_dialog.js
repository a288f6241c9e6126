// The dialog of one ticket: what it is about, its place, what follows. It knows the rev that the person looks at.

import { fill } from "../../static/draw.js";
import { all, element, touched, within } from "../../static/elements.js";
import { clock } from "../../static/live.js";
import { say } from "../../static/texts.js";
import { because, drawChips } from "./cards.js";
import { Change } from "./change.js";
import { actsOf, choices, needOf, needWords } from "./choices.js";
import { FoundNeed } from "./found_need.js";
import { note } from "./live_region.js";
import { Machines } from "./machines.js";
import { Missing } from "./missing.js";
import { buttons, chips } from "./pickers.js";
import { drawPlace } from "./queue_place.js";
import { firstActions, missingAction, otherActions } from "./ticket_actions.js";
import { WorkshopChoice } from "./workshop_choice.js";

export class TicketDialog {
  /**
   * helpOf(ticket): its help that is not recorded yet; end(help): stops it and shows its record. give(to): a hand-out sheet.
   * @param {{
   *   ask: Page.Ask,
   *   find: (ticket: string) => Page.Found | null,
   *   unsentOf: (ticket: string) => string[],
   *   helpOf: (ticket: string) => Office.Helped | undefined,
   *   end: (help: Office.Helped) => void,
   *   give: (to: Page.Client) => void,
   *   machines: () => Office.Machine[],
   *   workshops: () => Office.Planned[],
   *   signUp: (workshop: string, ticket: { id: string, number: number }) => Promise<Page.Answer>,
   * }} console
   */
  constructor({ ask, find, unsentOf, helpOf, end, give, machines, workshops, signUp }) {
    this.box = element("ticket-dialog", HTMLDialogElement);
    this.helpOf = helpOf;
    this.end = end;
    this.give = give;
    this.ask = ask;
    this.find = find;
    this.unsentOf = unsentOf;
    /** @type {string | null} */
    this.ticket = null;
    this.opened = 0;
    this.step = "main";
    /** @type {Office.Card[]} */
    this.queue = [];
    this.change = new Change(this);
    this.missing = new Missing(this);
    this.foundNeed = new FoundNeed(this);
    this.machines = new Machines(this, machines);
    this.workshops = new WorkshopChoice(this, { workshops, signUp });
    this.box.addEventListener("click", (event) => this.clicked(event));
    this.box.addEventListener("close", () => {
      this.ticket = null;
    });
  }

  /** @type {Office.Card | null} */
  #card = null;
  /** @type {{ need: string, ticks: Set<string>, tags: Set<string> } | null} */
  #draft = null;

  /** The card as in the newest view. */
  get card() {
    if (this.#card) return this.#card;
    throw new Error("The dialog shows no card");
  }

  /** What the person has found and ticked, and not handed in yet. */
  get draft() {
    const { need, ticks, tags } = this.card;
    this.#draft ??= { need, ticks: new Set(ticks), tags: new Set(tags) };
    return this.#draft;
  }

  /**
   * Opens the dialog of a ticket.
   * @param {string} ticket
   */
  open(ticket) {
    this.ticket = ticket;
    this.opened = clock();
    this.#card = null;
    this.#draft = null;
    this.note("");
    within(this.box, '[data-part="tags"]', HTMLDetailsElement).open = false;
    this.go("main");
    this.refresh(true);
    if (this.ticket) this.box.showModal();
  }

  /**
   * Opens it at « put this ticket before that one », after a drag.
   * @param {string} ticket
   * @param {{ before: string | null }} place
   */
  openAt(ticket, { before }) {
    this.open(ticket);
    if (this.ticket) this.change.move(before);
  }

  /** The newest view is drawn; what somebody else changed is said. */
  refresh(first = false) {
    if (!this.ticket) return;
    const newest = this.find(this.ticket);
    if (!newest) return this.close();
    const { card, queue } = newest;
    const changed = !first && card.rev !== this.card.rev;
    if (changed) {
      this.note(say("console.changed", card));
      this.#draft = null;
      this.#card = null;
      this.go("main");
    }
    this.#card = card;
    this.queue = queue;
    this.drawMain();
    if (this.step === "machines") this.machines.draw();
  }

  close() {
    this.ticket = null;
    this.box.close();
  }

  /**
   * One of main, tiles, needs, places, machines, workshops, park, missing, change.
   * @param {string} step
   */
  go(step) {
    this.step = step;
    for (const section of all(this.box, "[data-shown]")) section.hidden = section.dataset.shown !== step;
    element("ticket-dialog-back").hidden = step === "main";
    this.foot(step === "main" && this.#card ? firstActions(this) : []);
  }

  /**
   * Asks the office; done: the dialog closes. and: a command that goes with it.
   * @param {Page.About} command
   * @param {string} what
   * @param {Page.Command | null} [and]
   */
  async does(command, what, and = null) {
    const seen = command.type === "Prequalify" ? this.card.rev : await this.noted();
    const whole = /** @type {Page.Command} */ ({ ticket: this.card.id, seen, ...command });
    /** @type {Page.Answer} */
    const answer = seen === null ? { ok: false } : await this.ask(whole, what, and);
    if (answer.ok) return this.close();
    this.note(answer.sentence || say("not_reached"));
    this.go("main");
  }

  /** What was found and ticked is noted before another end is given; the rev after it, null when it was refused. */
  async noted() {
    const { card, draft } = this;
    const same = draft.need === card.need && sameCodes(draft.ticks, card.ticks) && sameCodes(draft.tags, card.tags);
    if (same || !actsOf(card).changes.includes("correct")) return card.rev;
    const answer = await this.ask(
      { type: "Prequalify", ticket: card.id, seen: card.rev, ...this.findings(), stays: true },
      say("console.prequalified"),
    );
    if (answer.later) return card.rev;
    return answer.ok ? (answer.rev ?? card.rev) : null;
  }

  /** What the mediator found: the need, what was seen of its papers, tags about the service. */
  findings() {
    const { need, ticks, tags } = this.draft;
    return { need, ticks: [...ticks], tags: [...tags] };
  }

  /**
   * A short help given on the way, as long as this dialog was open.
   * @param {Office.Nature} nature
   * @returns {Office.NoteHelp}
   */
  shortHelp(nature) {
    const minutes = Math.max(1, Math.round((clock() - this.opened) / 60_000));
    return { type: "NoteHelp", nature, minutes, ticket: this.card.id };
  }

  /** @param {string} sentence */
  note(sentence) {
    note(within(this.box, "[data-live]"), sentence);
  }

  /** @param {Page.Action[]} actions */
  foot(actions) {
    buttons(within(this.box, '[data-is="footer"]'), actions);
  }

  drawMain() {
    const { card, draft } = this;
    const { changes } = actsOf(card);
    const others = otherActions(this);
    fill(this.box, {
      number: card.number,
      title: needWords(draft.need),
      why: card.state === "waiting" ? because(card) : say(`state.${card.state}`),
    });
    fill(this.box, {
      wait: "",
      need: needWords(draft.need),
      declared: card.declared === draft.need ? "" : say("console.need_was", { need: needWords(card.declared) }),
    });
    drawChips(within(this.box, '[data-is="chips"]'), card, this.unsentOf(card.id));
    this.part("need", changes.includes("correct"));
    this.part("place", changes.includes("move"));
    this.drawTicks();
    this.drawTags();
    buttons(within(this.box, '[data-is="lacking"]'), missingAction(this));
    if (changes.includes("move")) drawPlace(this);
    buttons(within(this.box, '[data-is="others"]'), others);
    this.part("other", others.length > 0);
    if (this.step === "main") this.foot(firstActions(this));
  }

  /**
   * @param {string} name
   * @param {boolean} shown
   */
  part(name, shown) {
    within(this.box, `[data-part="${name}"]`).hidden = !shown;
  }

  drawTicks() {
    const ready = needOf(this.draft.need).ready;
    const toggles = ready.map((item) => ({
      name: item,
      words: say(`ready.${item}`),
      pressed: this.draft.ticks.has(item),
      picto: this.draft.ticks.has(item) ? "check" : "plus",
      go: () => {
        this.draft.ticks.has(item) ? this.draft.ticks.delete(item) : this.draft.ticks.add(item);
        this.drawTicks();
      },
    }));
    buttons(within(this.box, '[data-is="ticks"]'), toggles);
  }

  drawTags() {
    const { tags } = this.draft;
    this.part("tags", choices.tags.length > 0);
    fill(this.box, {
      tagged: tags.size
        ? say("console.tags_some", { tags: [...tags].map((tag) => say(`tag.${tag}`)).join(", ") })
        : say("console.tags"),
    });
    chips(
      within(this.box, '[data-is="tags"]'),
      choices.tags,
      [...tags],
      (tag) => say(`tag.${tag}`),
      (tag) => {
        if (!tags.delete(tag)) tags.add(tag);
        this.drawTags();
      },
    );
  }

  /** @param {string} need */
  correct(need) {
    this.draft.need = need;
    this.go("main");
    this.drawMain();
  }

  /** @param {Event} event */
  clicked(event) {
    if (event.target === this.box || touched(event, "#ticket-dialog-close")) return this.close();
    const step = touched(event, "[data-step]")?.dataset.step;
    if (step === "tiles") this.foundNeed.start();
    else if (step) this.go(step);
  }
}

/**
 * @param {Set<string>} drafted
 * @param {string[]} [saved]
 */
function sameCodes(drafted, saved = []) {
  return drafted.size === saved.length && saved.every((code) => drafted.has(code));
}
