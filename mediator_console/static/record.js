// The record of one help: proposed from times and need, everything a chip, confirmed in one tap; corrected all day.
import { fill } from "../../static/draw.js";
import { say } from "../../static/texts.js";
import { choices, counterRoute, needOf } from "./choices.js";
import { minutesOf, titleOf } from "./helping.js";
import { note } from "./noting.js";
import { chips } from "./pickers.js";

const { record: codes } = choices;
const NOT_SAID = "non_communique";
const EMPTY = { posture: null, themes: [], equipment: [], autonomy_before: null, autonomy_after: null, reoriented: null, procedure: "", genre: NOT_SAID, tranche_age: NOT_SAID, statut_social: NOT_SAID, mandate: false };
const DONE_FOR = "done_for";
const PROCEDURES = "aide_aux_demarches_administratives";

export class Record {
  /** ask(command, {what, number}): hands in a command. find(ticket): its card, where there is one. give(to): a hand-out sheet. */
  constructor({ ask, find, give }) {
    this.box = document.getElementById("record");
    this.ask = ask;
    this.find = find;
    this.give = give;
    this.box.addEventListener("click", (event) => this.#clicked(event));
  }

  /** one: as in the view. */
  open(one) {
    this.one = one;
    this.was = { ...EMPTY, ...one.details, minutes: one.recorded ? one.details.minutes : Math.min(codes.longest, minutesOf(one)) };
    this.draft = structuredClone(this.was);
    this.ends = "done";
    this.where = null;
    this.allThemes = false;
    this.#note("");
    for (const more of this.box.querySelectorAll("details")) more.open = false;
    this.#draw();
    if (!this.box.open) this.box.showModal();
    this.box.querySelector("section").scrollTop = 0;
  }

  async save() {
    const { one, draft } = this;
    const same = JSON.stringify(draft) === JSON.stringify(this.was);
    const number = one.number ?? "";
    if (one.recorded) {
      if (same) return this.box.close();
      return this.#settled(await this.ask({ type: "EditAccompaniment", accompaniment: one.id, details: draft }, { what: say("help.corrected"), number }));
    }
    if (!(await this.#leaves())) return null;
    const ends = this.ends === "elsewhere" ? { outcome: "oriented_elsewhere", where: this.where } : {};
    // Help whose end the office has not heard of yet lasted as long as was on screen here, however late that comes through.
    const proposed = same && one.stopped;
    const command = { type: "RecordAccompaniment", accompaniment: one.id, details: proposed ? null : draft, ...ends };
    return this.#settled(await this.ask(command, { what: say("help.recorded", draft), number }));
  }

  /** Somebody who is not done goes on: to a counter, or back to the place they had. */
  async #leaves() {
    const card = this.#card();
    if (!card || !["counter", "queue"].includes(this.ends)) return true;
    const { id, rev, need, ticks = [], tags = [] } = card;
    const command = this.ends === "queue"
      ? { type: "ReturnTicket", ticket: id, seen: rev }
      : { type: "Prequalify", ticket: id, seen: rev, need, route: counterRoute(need), ticks, tags };
    const answer = await this.ask(command, { what: say(`help.ends.${this.ends}`), number: card.number });
    if (!answer.ok) this.#note(answer.sentence || say("not_reached"));
    return answer.ok;
  }

  #settled(answer) {
    if (answer.ok) this.box.close();
    else this.#note(answer.sentence || say("not_reached"));
    return answer;
  }

  #card() {
    const found = this.one.ticket ? this.find(this.one.ticket)?.card : null;
    return found && ["with_mediator", "at_machine"].includes(found.state) ? found : null;
  }

  #draw() {
    const { one, draft } = this;
    fill(this.box, { number: one.number ?? "", title: titleOf(one), minutes: say("help.minutes", draft), save: say(one.recorded ? "help.correct" : "help.record") });
    this.#one("nature", codes.nature, (nature) => this.#proposeTheme(nature));
    this.#one("posture", codes.posture, () => { draft.mandate &&= draft.posture === DONE_FOR; }, { mayBeNone: true });
    this.#mandate();
    this.#themes();
    this.#one("autonomy_before", codes.autonomy, null, { mayBeNone: true, words: "autonomy" });
    this.#one("autonomy_after", codes.autonomy, null, { mayBeNone: true, words: "autonomy" });
    this.#many("equipment", codes.equipment, "equipment");
    this.#one("reoriented", codes.structure, null, { mayBeNone: true, words: "structure" });
    for (const name of ["genre", "tranche_age", "statut_social"]) this.#one(name, codes[name]);
    this.#ends();
    const lacks = draft.posture === DONE_FOR && !draft.mandate ? "mandate" : this.ends === "elsewhere" && !this.where ? "where" : "";
    fill(this.box, { lacks: lacks && say(`help.lacks.${lacks}`) });
    this.box.querySelector('[data-act="save"]').disabled = Boolean(lacks);
    this.#sure(false);
  }

  #row(name) {
    return this.box.querySelector(`[data-pick="${name}"]`);
  }

  #one(name, list, then = null, { mayBeNone = false, words = name } = {}) {
    chips(this.#row(name), list, [this.draft[name]], (code) => say(`${words}.${code}`), (code) => {
      this.draft[name] = mayBeNone && this.draft[name] === code ? null : code;
      then?.(code);
      this.#draw();
    });
  }

  #many(name, list, words) {
    chips(this.#row(name), list, this.draft[name], (code) => say(`${words}.${code}`), (code) => {
      const had = this.draft[name];
      this.draft[name] = had.includes(code) ? had.filter((one) => one !== code) : [...had, code];
      this.#draw();
    });
  }

  /** Digital help names at least one theme: the need's own, else the nature's. */
  #proposeTheme(nature) {
    if (!this.draft.themes.length && codes.digital[nature]) this.draft.themes = [codes.digital[nature]];
  }

  /** « Fait à la place » needs a signed mandate. */
  #mandate() {
    const { draft } = this;
    chips(this.#row("mandate"), draft.posture === DONE_FOR ? ["mandate"] : [], [draft.mandate && "mandate"], () => say("help.mandate"), () => {
      draft.mandate = !draft.mandate;
      this.#draw();
    });
  }

  /** The themes that are said, then the rest behind one tap; a kind of procedure only beside « démarches administratives ». */
  #themes() {
    const { draft } = this;
    const procedures = draft.themes.includes(PROCEDURES);
    if (!procedures) {
      draft.themes = draft.themes.filter((code) => !codes.administrative.includes(code));
      draft.procedure = "";
    }
    const rest = (code) => this.allThemes && (procedures || !codes.administrative.includes(code));
    this.#many("themes", codes.theme.filter((code) => draft.themes.includes(code) || rest(code)), "theme");
    chips(this.#row("more"), this.allThemes ? [] : ["themes"], [], () => say("help.all_themes"), () => { this.allThemes = true; this.#draw(); });
    this.box.querySelector('[data-part="procedure"]').hidden = !procedures || !codes.procedures.length;
    chips(this.#row("procedure"), procedures ? codes.procedures : [], [draft.procedure], (code) => say(`procedure.${code}`), (code) => {
      draft.procedure = draft.procedure === code ? "" : code;
      this.#draw();
    });
  }

  #ends() {
    const card = this.one.recorded ? null : this.#card();
    this.box.querySelector('[data-part="ends"]').hidden = !card;
    if (!card) return;
    const offered = ["done", ...(needOf(card.need).counter ? ["counter"] : []), "queue", ...(choices.places.length ? ["elsewhere"] : [])];
    const words = (end) => say(`help.ends.${end === "counter" && needOf(card.need).banker ? "banker" : end}`);
    chips(this.#row("ends"), offered, [this.ends], words, (end) => { this.ends = end; this.where = null; this.#draw(); });
    const places = this.ends === "elsewhere" ? choices.places.map((place) => place.id) : [];
    chips(this.#row("where"), places, [this.where], (id) => choices.places.find((place) => place.id === id).name, (id) => { this.where = id; this.#draw(); });
  }

  /** What is erased does not come back: a second tap says that it was meant. */
  #sure(asked) {
    this.erases = asked;
    this.box.querySelector('[data-act="drop"]').classList.toggle("danger", asked);
    fill(this.box, { drop: say(asked ? "help.drop_sure" : "help.drop") });
  }

  #note(sentence) {
    note(this.box.querySelector("[data-note]"), sentence);
  }

  async #clicked(event) {
    if (event.target === this.box) return this.box.close();
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (act === "close") this.box.close();
    else if (act === "step") this.#step(Number(event.target.closest("[data-by]").dataset.by));
    else if (act === "save") await this.save();
    else if (act === "give") this.give({ ticket: this.one.ticket, number: this.one.number, need: this.one.need });
    else if (act === "drop" && !this.erases) this.#sure(true);
    else if (act === "drop") this.#settled(await this.ask({ type: "DropAccompaniment", accompaniment: this.one.id }, { what: say("help.dropped"), number: this.one.number ?? "" }));
    return null;
  }

  #step(by) {
    // From 1 by five to 5, 10, 15: hours are told in round numbers.
    const { minutes } = this.draft;
    const to = Math.abs(by) > 1 ? (by > 0 ? Math.floor(minutes / by + 1) * by : Math.ceil(minutes / -by - 1) * -by) : minutes + by;
    this.draft.minutes = Math.min(codes.longest, Math.max(1, to));
    this.#draw();
  }
}
