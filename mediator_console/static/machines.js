// The self-service machines: which one a person goes to, alone or with the mediator; in order or not, on the place « Bureau ».

import { copy, fill, keyed, write } from "../../static/draw.js";
import { all, around, element, rowKey, touched, within } from "../../static/elements.js";
import { say } from "../../static/texts.js";
import { choices, machineName } from "./choices.js";

export class Machines {
  /**
   * states(): the machines as in the view.
   * @param {import("./ticket_dialog.js").TicketDialog} dialog
   * @param {() => Office.Machine[]} states
   */
  constructor(dialog, states) {
    this.dialog = dialog;
    this.states = states;
    /** @type {string[]} */
    this.offered = [];
    within(dialog.box, '[data-is="machines"]').addEventListener("click", (event) => this.#chosen(event));
  }

  /**
   * Which of these machines?
   * @param {Office.MachineChoice[]} machines
   */
  start(machines) {
    this.offered = machines.map((machine) => machine.id);
    fill(this.dialog.box, { ask_machine: say("console.ask_machine") });
    this.dialog.go("machines");
    this.draw();
  }

  draw() {
    const offered = this.states().filter((machine) => this.offered.includes(machine.id));
    keyed(
      within(this.dialog.box, '[data-is="machines"]'),
      offered,
      (machine) => machine.id,
      () => copy("one-machine-choice"),
      (li, machine) => {
        fill(li, { name: machineName(machine.id), state: stateWords(machine) });
        for (const button of all(li, "button", HTMLButtonElement)) button.disabled = !machine.in_order;
      },
    );
  }

  /** @param {Event} event */
  #chosen(event) {
    const button = touched(event, "button");
    if (!button) return;
    const machine = rowKey(button);
    const accompanied = "with" in button.dataset;
    const { dialog } = this;
    /** @type {Office.StartAccompaniment | null} */
    const help = accompanied ? { type: "StartAccompaniment", ticket: dialog.card.id } : null;
    const command = /** @type {const} */ ({
      type: "Prequalify",
      ...dialog.findings(),
      route: "machine",
      machine,
      accompanied,
    });
    dialog.does(
      command,
      say(accompanied ? "console.machine_with_me" : "console.machine_alone", { name: machineName(machine) }),
      help,
    );
  }
}

/**
 * The machines of the office with their state, each with what changes it.
 * @param {Office.Machine[]} machines
 */
export function drawMachines(machines) {
  const list = element("machines");
  around(list, "section").hidden = choices.machines.length === 0;
  keyed(
    list,
    machines,
    (machine) => machine.id,
    () => copy("one-machine"),
    (li, machine) => {
      li.classList.toggle("broken", !machine.in_order);
      fill(li, { name: machineName(machine.id), state: stateWords(machine) });
      write(within(li, "button"), say(machine.in_order ? "machine.report_broken" : "machine.report_works"));
    },
  );
}

/** @param {Office.Machine} machine */
function stateWords(machine) {
  if (!machine.in_order) return say("machine.broken");
  return machine.numbers.length ? say("machine.busy", { numbers: machine.numbers.join(", ") }) : say("machine.works");
}
