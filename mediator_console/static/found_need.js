// The need that the mediator finds instead of the one that was declared: a tile, then one of the needs behind it.

import { fill } from "../../static/draw.js";
import { within } from "../../static/elements.js";
import { say } from "../../static/texts.js";
import { choices, needWords } from "./choices.js";
import { buttons } from "./pickers.js";

export class FoundNeed {
  /** @param {import("./ticket_dialog.js").TicketDialog} dialog */
  constructor(dialog) {
    this.dialog = dialog;
  }

  start() {
    const { dialog } = this;
    fill(dialog.box, { ask_need: say("console.ask_need") });
    const tiles = choices.tiles.map((tile) => ({
      name: tile.id,
      words: say(`tile.${tile.id}`),
      go: () => this.#open(tile),
    }));
    buttons(within(dialog.box, '[data-is="tiles"]'), [...tiles, this.#need("help")]);
    dialog.go("tiles");
  }

  /** @param {Office.TileChoice} tile */
  #open(tile) {
    const { dialog } = this;
    fill(dialog.box, { tile: say(`tile.${tile.id}`) });
    buttons(
      within(dialog.box, '[data-is="needs"]'),
      tile.needs.map((need) => this.#need(need)),
    );
    dialog.go("needs");
  }

  /**
   * @param {string} need
   * @returns {Page.Action}
   */
  #need(need) {
    return { name: need, words: needWords(need), go: () => this.dialog.correct(need) };
  }
}
