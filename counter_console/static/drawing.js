// What the counter's screen shows of a view.
import { copy, fill, keyed, pictogram, write } from "../../static/draw.js";
import { all, element, within } from "../../static/elements.js";
import { counted, say } from "../../static/texts.js";

/** @type {Record<Office.Step, Page.Word>} */
const CALL_WORDS = { open: "call.open", resume: "call.resume", call: "call.next", finish: "call.finish" };

/**
 * All that a view decides. own: the counter of this device, when it is another's: there the head says so already.
 * @param {Page.View} view
 * @param {string | undefined} own
 */
export function drawDesk(view, own) {
  const desk = say(`desk.${view.desk}`);
  write(
    element("desk-state"),
    view.desk_from && view.desk_from !== own ? say("desk.from", { desk, counter: view.desk_from }) : desk,
  );
  button("open").hidden = view.desk === "open";
  button("pause").hidden = view.desk !== "open";
  button("close").hidden = view.desk === "closed";
  drawServed(view.served, own);
  drawCall(view);
  write(element("queue-title"), say("queue.count", { count: view.queue.length }));
  rows("queue", view.queue, (row) => ({ act: "this", label: say("call.this", row) }));
  write(element("aside-title"), say("aside.count", { count: view.aside.length }));
  element("aside-box").hidden = view.aside.length === 0;
  rows("aside", view.aside, (row) =>
    row.act === "reopen"
      ? { act: "reopen", label: say("reopen.this", row) }
      : { act: "this", label: say("call.this", row) },
  );
  write(element("others"), counted("others", view.others));
}

/**
 * What the clock decides: timers in words, when a recall is due.
 * @param {Page.View} view
 * @param {number} now
 */
export function drawTimes(view, now) {
  const served = view.served;
  if (!served) return;
  const walking = served.state === "called";
  const since = walking ? served.called_at : (served.served_at ?? served.called_at);
  const waited = Math.max(0, Math.floor((served.called_at - served.arrival) / 60_000));
  write(
    element("timer"),
    `${say(walking ? "walking" : "serving", { time: lasted(now - since) })} · ${say("waited", { minutes: waited })}`,
  );
  if (!walking) return;
  const left = Math.ceil(view.recall_after - (now - served.last_call_at) / 1000);
  const recall = element("recall");
  recall.classList.toggle("action", left <= 0 && served.calls <= view.recalls);
  write(recall, left > 0 ? say("recall.in", { s: left }) : say(served.calls > 1 ? "recalled" : "recall"));
  // After the last recall the next step is « absent »: said by the button, never done by a clock behind the agent's back.
  const absent = button("absent");
  absent.classList.toggle("action", left <= 0 && served.calls > view.recalls);
}

/**
 * Each machine's state, and the button that says it has changed.
 * @param {Page.View} view
 */
export function drawMachines(view) {
  for (const row of all(document, "[data-machine]")) {
    const broken = view.out_of_order.includes(row.dataset.machine ?? "");
    write(within(row, "small"), say(broken ? "machine.broken" : "machine.works"));
    write(within(row, "button"), say(broken ? "machine.report_works" : "machine.report_broken"));
  }
}

/**
 * @param {Office.Served | null} served
 * @param {string | undefined} own
 */
function drawServed(served, own) {
  element("served").hidden = !served;
  element("nobody").hidden = Boolean(served);
  if (!served) return;
  write(element("number"), served.number);
  write(element("need"), say(`need.${served.need}`));
  write(
    element("declared"),
    served.declared === served.need ? "" : say("declared", { need: say(`need.${served.declared}`) }),
  );
  write(element("seen"), served.seen.length ? say("seen", { what: list(served.seen) }) : "");
  write(
    element("missing"),
    served.checked && served.missing.length ? say("missing", { what: list(served.missing) }) : "",
  );
  write(
    element("called-from"),
    served.called_from && served.called_from !== own ? say("called.from", { counter: served.called_from }) : "",
  );
  element("walking-acts").hidden = served.state !== "called";
  element("serving-acts").hidden = served.state !== "serving";
  /** @type {[name: "urgent" | "legal" | "checked" | "unchecked", kind: string, picto: string][]} */
  const chips = [];
  if (served.urgent) chips.push(["urgent", "danger", "alert-triangle"]);
  if (served.legal) chips.push(["legal", "", "priority"]);
  chips.push(served.checked ? ["checked", "done", "check"] : ["unchecked", "", "info-circle"]);
  const shown = chips.map(([name, kind, picto]) => ({ text: say(name), kind, picto }));
  if (served.language !== document.documentElement.dataset.first)
    shown.push({ text: say("language", { language: named(served.language) }), kind: "attention", picto: "language" });
  keyed(
    element("chips"),
    shown,
    (chip) => chip.text,
    (chip) => {
      const li = document.createElement("li");
      li.className = `chip ${chip.kind}`;
      li.append(pictogram(chip.picto), chip.text);
      return li;
    },
    () => {},
  );
}

/** @param {Page.View} view */
function drawCall(view) {
  const call = element("call", HTMLButtonElement);
  const next = view.queue[0];
  write(element("call-do"), say(CALL_WORDS[view.next.step]));
  write(
    element("call-who"),
    next ? say("next.who", { number: next.number, need: say(`need.${next.need}`) }) : say("next.none"),
  );
  write(element("call-why"), next ? because(next) : "");
  call.disabled = !view.next.possible;
}

/**
 * @param {string} id
 * @param {Office.Row[]} items
 * @param {(row: Office.Row) => { act: string, label: string }} deed
 */
function rows(id, items, deed) {
  keyed(
    element(id),
    items,
    (row) => row.id,
    () => copy("one-row"),
    (el, row) => {
      const away =
        row.state === "closed"
          ? say("outcome.issued_in_error")
          : row.state === "waiting"
            ? because(row)
            : `${say(`state.${row.state}`)} · ${say("next.why", row.why)}`;
      fill(el, { number: row.number, need: say(`need.${row.need}`), why: away });
      const act = within(el, "[data-act]");
      const { act: name, label } = deed(row);
      act.dataset.do = name;
      act.dataset.value = row.id;
      write(act, label);
    },
  );
}

/**
 * « attend 12 min + avance 10 = 22 », and what else decides its place.
 * @param {Office.Row} row
 */
function because(row) {
  const parts = [say("next.why", row.why)];
  if (row.why.advance) parts.push(say("next.advance", row.why));
  if (row.why.legal) parts.push(say("next.legal"));
  const sum = row.why.advance
    ? say("next.total", { parts: parts.join(" + "), total: row.why.total })
    : parts.join(" + ");
  const marks = [
    row.why.ceiling && say("next.ceiling"),
    row.why.moved && say("next.moved"),
    row.backup && say("next.backup"),
    row.urgent && say("urgent"),
  ];
  return [sum, ...marks.filter(Boolean)].join(" · ");
}

/** @param {number} ms */
function lasted(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return seconds < 60 ? say("seconds", { s: seconds }) : say("minutes", { m: Math.floor(seconds / 60) });
}

/** @param {string[]} codes */
function list(codes) {
  return codes.map((code) => say(`ready.${code}`)).join(", ");
}

/** @param {string} language */
function named(language) {
  return new Intl.DisplayNames([document.documentElement.lang], { type: "language" }).of(language);
}

/** @param {string} name */
function button(name) {
  return within(document, `[data-do="${name}"]`);
}
