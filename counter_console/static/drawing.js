// What the counter's screen shows of a view.
import { copy, fill, keyed, pictogram, write } from "../../static/draw.js";
import { counted, say } from "../../static/texts.js";

const byId = (id) => document.getElementById(id);

/** All that a view decides. own: the counter of this device, when it is another's: there the head says so already. */
export function drawDesk(view, own) {
  const desk = say(`desk.${view.desk}`);
  write(byId("desk-state"), view.desk_from && view.desk_from !== own ? say("desk.from", { desk, counter: view.desk_from }) : desk);
  button("open").hidden = view.desk === "open";
  button("pause").hidden = view.desk !== "open";
  button("close").hidden = view.desk === "closed";
  drawServed(view.served, own);
  drawCall(view);
  write(byId("queue-title"), say("queue.count", { count: view.queue.length }));
  rows("queue", view.queue, (row) => ({ act: "this", label: say("call.this", row) }));
  write(byId("aside-title"), say("aside.count", { count: view.aside.length }));
  byId("aside-box").hidden = view.aside.length === 0;
  rows("aside", view.aside, (row) => (row.state === "closed" ? { act: "reopen", label: say("reopen.this", row) } : { act: "this", label: say("call.this", row) }));
  write(byId("others"), counted("others", view.others));
}

/** What the clock decides: timers in words, when a recall is due. */
export function drawTimes(view, now) {
  const served = view.served;
  if (!served) return;
  const walking = served.state === "called";
  const since = walking ? served.called_at : served.served_at ?? served.called_at;
  const waited = Math.max(0, Math.floor((served.called_at - served.arrival) / 60_000));
  write(byId("timer"), `${say(walking ? "walking" : "serving", { time: lasted(now - since) })} · ${say("waited", { minutes: waited })}`);
  if (!walking) return;
  const left = Math.ceil(view.recall_after - (now - served.last_call_at) / 1000);
  const recall = byId("recall");
  recall.classList.toggle("action", left <= 0 && served.calls <= view.recalls);
  write(recall, left > 0 ? say("recall.in", { s: left }) : say(served.calls > 1 ? "recalled" : "recall"));
  // After the last recall the next step is « absent »: said by the button, never done by a clock behind the agent's back.
  const absent = button("absent");
  absent.classList.toggle("action", left <= 0 && served.calls > view.recalls);
}

/** Each machine's state, and the button that says it has changed. */
export function drawMachines(view) {
  for (const row of document.querySelectorAll("[data-machine]")) {
    const broken = view.out_of_order.includes(row.dataset.machine);
    write(row.querySelector("small"), say(broken ? "machine.broken" : "machine.works"));
    write(row.querySelector("button"), say(broken ? "machine.report_works" : "machine.report_broken"));
  }
}

function drawServed(served, own) {
  byId("served").hidden = !served;
  byId("nobody").hidden = Boolean(served);
  if (!served) return;
  write(byId("number"), served.number);
  write(byId("need"), say(`need.${served.need}`));
  write(byId("declared"), served.declared === served.need ? "" : say("declared", { need: say(`need.${served.declared}`) }));
  write(byId("seen"), served.seen.length ? say("seen", { what: list(served.seen) }) : "");
  write(byId("missing"), served.checked && served.missing.length ? say("missing", { what: list(served.missing) }) : "");
  write(byId("called-from"), served.called_from && served.called_from !== own ? say("called.from", { counter: served.called_from }) : "");
  byId("walking-acts").hidden = served.state !== "called";
  byId("serving-acts").hidden = served.state !== "serving";
  const chips = [];
  if (served.urgent) chips.push(["urgent", "danger", "alert-triangle"]);
  if (served.legal) chips.push(["legal", "", "priority"]);
  chips.push(served.checked ? ["checked", "done", "check"] : ["unchecked", "", "info-circle"]);
  const shown = chips.map(([name, kind, picto]) => ({ text: say(name), kind, picto }));
  if (served.language !== "fr") shown.push({ text: say("language", { language: named(served.language) }), kind: "attention", picto: "language" });
  keyed(byId("chips"), shown, (chip) => chip.text, (chip) => {
    const li = document.createElement("li");
    li.className = `chip ${chip.kind}`;
    li.append(pictogram(chip.picto), chip.text);
    return li;
  }, () => {});
}

function drawCall(view) {
  const call = byId("call");
  const next = view.queue[0];
  const open = view.desk === "open";
  const walking = view.served?.state === "called";
  write(byId("call-do"), say(!open ? (view.desk === "paused" ? "call.resume" : "call.open") : view.served?.state === "serving" ? "call.finish" : "call.next"));
  write(byId("call-who"), next ? say("next.who", { number: next.number, need: say(`need.${next.need}`) }) : say("next.none"));
  write(byId("call-why"), next ? because(next) : "");
  // While the called person walks nobody else is called; with nobody waiting a visit ends by its own button.
  call.disabled = open && (walking || !next);
}

function rows(id, items, deed) {
  keyed(byId(id), items, (row) => row.id, () => copy("one-row"), (el, row) => {
    const away = row.state === "closed" ? say("outcome.issued_in_error") : row.state === "waiting" ? because(row) : `${say(`state.${row.state}`)} · ${say("next.why", row.why)}`;
    fill(el, { number: row.number, need: say(`need.${row.need}`), why: away });
    const act = el.querySelector("[data-act]");
    const { act: name, label } = deed(row);
    act.dataset.do = name;
    act.dataset.value = row.id;
    write(act, label);
  });
}

/** « attend 12 min + avance 10 = 22 », and what else decides its place. */
function because(row) {
  const parts = [say("next.why", row.why)];
  if (row.why.advance) parts.push(say("next.advance", row.why));
  if (row.why.legal) parts.push(say("next.legal"));
  const sum = row.why.advance ? say("next.total", { parts: parts.join(" + "), total: row.why.total }) : parts.join(" + ");
  const marks = [row.why.ceiling && "next.ceiling", row.why.moved && "next.moved", row.backup && "next.backup", row.urgent && "urgent"];
  return [sum, ...marks.filter(Boolean).map((mark) => say(mark))].join(" · ");
}

function lasted(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return seconds < 60 ? say("seconds", { s: seconds }) : say("minutes", { m: Math.floor(seconds / 60) });
}

function list(codes) {
  return codes.map((code) => say(`ready.${code}`)).join(", ");
}

function named(language) {
  return new Intl.DisplayNames([document.documentElement.lang], { type: "language" }).of(language);
}

function button(name) {
  return document.querySelector(`[data-do="${name}"]`);
}
