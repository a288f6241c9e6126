// A short help without a ticket, given on the way along the queue: how long, then what; the second tap records it.
import { element, touched, within } from "../../static/elements.js";
import { say } from "../../static/texts.js";
import { choices } from "./choices.js";
import { buttons, radios } from "./pickers.js";

const MINUTES = [1, 2, 5, 10];
const USUAL = 2;

export class Quick {
  /** @param {{ ask: Page.HandIn }} console */
  constructor({ ask }) {
    this.box = element("quick", HTMLDialogElement);
    this.ask = ask;
    this.box.addEventListener("click", (event) => {
      if (event.target === this.box || touched(event, '[data-act="close"]')) this.box.close();
    });
  }

  open() {
    let minutes = USUAL;
    const times = MINUTES.map((time) => ({
      name: time,
      words: say("help.minutes", { minutes: time }),
      pick: () => {
        minutes = time;
      },
    }));
    radios(within(this.box, '[data-pick="minutes"]'), times, { chosen: USUAL });
    buttons(
      within(this.box, '[data-pick="nature"]'),
      choices.record.nature.map((nature) => ({
        name: nature,
        words: say(`nature.${nature}`),
        go: async () => {
          const answer = await this.ask(
            { type: "NoteHelp", nature, minutes },
            { what: say("help.recorded", { minutes }), number: "" },
          );
          if (answer.ok) this.box.close();
        },
      })),
    );
    this.box.showModal();
  }
}
