// The self-service machines: which one a person goes to, alone or with the mediator; in order or not, on the place « Bureau ».
import { copy, fill, keyed, write } from "../../static/draw.js";
import { say } from "../../static/texts.js";
import { choices, machineName } from "./choices.js";

export class Machines {
  /** states(): the machines as in the view. */
  constructor(sheet, states) {
    this.sheet = sheet;
    this.states = states;
    sheet.box.querySelector('[data-is="machines"]').addEventListener("click", (event) => this.#chosen(event));
  }

  /** Which of these machines? */
  start(machines) {
    this.offered = machines.map((machine) => machine.id);
    fill(this.sheet.box, { ask_machine: say("console.ask_machine") });
    this.sheet.go("machines");
    this.draw();
  }

  draw() {
    const offered = this.states().filter((one) => this.offered.includes(one.id));
    keyed(this.sheet.box.querySelector('[data-is="machines"]'), offered, (one) => one.id, () => copy("one-machine-choice"), (li, one) => {
      fill(li, { name: machineName(one.id), state: stateWords(one) });
      for (const button of li.querySelectorAll("button")) button.disabled = !one.in_order;
    });
  }

  #chosen(event) {
    const button = event.target.closest("button");
    if (!button) return;
    const machine = button.closest("li").dataset.key;
    const accompanied = "with" in button.dataset;
    const { sheet } = this;
    const help = accompanied ? { type: "StartAccompaniment", ticket: sheet.card.id, nature: "machine_help" } : null;
    const command = { type: "Prequalify", ...sheet.found(), route: "machine", machine, accompanied };
    sheet.does(command, say(accompanied ? "console.machine_with_me" : "console.machine_alone", { name: machineName(machine) }), help);
  }
}

/** The machines of the office with their state, each with what changes it. */
export function drawMachines(machines) {
  const list = document.getElementById("machines");
  list.parentElement.hidden = choices.machines.length === 0;
  keyed(list, machines, (one) => one.id, () => copy("one-machine"), (li, one) => {
    li.classList.toggle("broken", !one.in_order);
    fill(li, { name: machineName(one.id), state: stateWords(one) });
    write(li.querySelector("button"), say(one.in_order ? "machine.report_broken" : "machine.report_works"));
  });
}

function stateWords(one) {
  if (!one.in_order) return say("machine.broken");
  return one.numbers.length ? say("machine.busy", { numbers: one.numbers.join(", ") }) : say("machine.works");
}
