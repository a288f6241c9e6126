// After a workshop: how many came, and by what was said of themselves; numbers only, and no sum larger than the whole.
import { copy, fill, keyed, write } from "../../static/draw.js";
import { counted, say } from "../../static/texts.js";
import { choices } from "./choices.js";

const KINDS = ["genre", "tranche_age", "statut_social"];
const NOT_SAID = "non_communique";

export class Counting {
  constructor(sheet) {
    this.sheet = sheet;
    this.box = sheet.box.querySelector('[data-shown="record"]');
  }

  /** Starts with what was recorded, else with as many as were marked present. */
  start() {
    const { counts, signed } = this.sheet.one;
    const here = signed.filter((one) => one.present).length;
    this.draft = { total: counts?.total ?? here, ...Object.fromEntries(KINDS.map((kind) => [kind, { ...counts?.[kind] }])) };
    this.sheet.note("");
    this.sheet.go("record");
    this.draw();
  }

  draw() {
    const { total } = this.draft;
    fill(this.box, { total });
    this.#ends(this.box.querySelector(".stepper"), { what: say("workshop.total"), least: Math.max(...KINDS.map((kind) => this.#sum(kind))), count: total, most: choices.workshops.seats });
    for (const kind of KINDS) {
      const part = this.box.querySelector(`[data-kind="${kind}"]`);
      const rest = total - this.#sum(kind);
      write(part.querySelector("[data-rest]"), say("workshop.not_said", { count: rest }));
      keyed(part.querySelector(".counts"), choices.record[kind].filter((code) => code !== NOT_SAID), (code) => code, () => copy("one-count"), (li, code) => {
        const count = this.draft[kind][code] ?? 0;
        const what = say(`${kind}.${code}`);
        fill(li, { what, count });
        this.#ends(li, { what, least: 0, count, most: count + rest });
      });
    }
    this.sheet.foot([{ name: "save", kind: "action", picto: "check", words: counted("workshop.save", total), go: () => this.save() }]);
  }

  /** A tap on + or −, of the whole or of one line. */
  step(button) {
    const by = Number(button.dataset.by);
    const line = button.closest(".count-line");
    if (line) {
      const group = this.draft[button.closest("[data-kind]").dataset.kind];
      group[line.dataset.key] = (group[line.dataset.key] ?? 0) + by;
    } else {
      this.draft.total += by;
    }
    this.draw();
  }

  async save() {
    const said = (kind) => Object.fromEntries(Object.entries(this.draft[kind]).filter(([, count]) => count > 0));
    const counts = { total: this.draft.total, ...Object.fromEntries(KINDS.map((kind) => [kind, said(kind)])) };
    const { sheet } = this;
    sheet.settled(await sheet.kept({ type: "RecordWorkshop", workshop: sheet.one.id, counts }, { what: say("workshop.recorded") }));
  }

  #sum(kind) {
    return Object.entries(this.draft[kind]).reduce((sum, [code, count]) => (code === NOT_SAID ? sum : sum + count), 0);
  }

  #ends(row, { what, least, count, most }) {
    for (const button of row.querySelectorAll("[data-by]")) {
      const more = button.dataset.by === "1";
      button.disabled = more ? count >= most : count <= least;
      button.setAttribute("aria-label", say(more ? "workshop.more" : "workshop.less", { what }));
    }
  }
}
