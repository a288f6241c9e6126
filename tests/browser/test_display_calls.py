"""B3: calls are spoken one after another, each once and once again, in order, none over another, however many come at once."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser):
    """A page beside the display's modules: they need no office."""
    page = browser.new_page()
    page.route("**/*", _module)
    page.goto("http://office.test/")
    yield page
    page.close()


def _module(route):
    name = route.request.url.rsplit("/", 1)[1]
    file = Path("display/static", name) if name else None
    body, kind = (file.read_text(encoding="utf-8"), "text/javascript") if file else ("", "text/html")
    route.fulfill(body=body, content_type=kind)


# The display's own queue and announcer, in a real page, with a clock and a player of the test's: a day takes a moment.
BURST = """async ([guarded, burst, speaks = true]) => {
  const { Calls } = await import("/display/static/calls.js");
  const { Announcer } = await import("/display/static/announcer.js");
  class Unguarded extends Calls {
    next(now) {
      const before = this.saying;
      this.saying = null;
      return super.next(now) ?? void (this.saying = before);
    }
    said(now) { if (this.saying) super.said(now); }
  }
  const START = 1_000_000, PLAY_MS = { chime: 1_200, voice: 2_600 };
  let now = START;
  const timers = [];
  const after = (ms) => new Promise((done) => timers.push({ at: now + ms, done }));
  const sounds = [];
  const sound = (what) => {
    sounds.push({ what, from: now, to: now + PLAY_MS[what.kind] });
    return after(PLAY_MS[what.kind]);
  };
  const chime = { play: () => sound({ kind: "chime" }) };
  const speaker = { say: async (sentences) => {
    for (const { facts, language } of sentences) await sound({ kind: "voice", number: facts.number, counter: facts.counter, language });
    return true;
  } };
  const calls = new (guarded ? Calls : Unguarded)();
  const announcer = new Announcer({ calls, chime, speaker, clock: () => now });
  const made = [];
  const screen = new Map();
  calls.hear([], now);
  for (let tick = 0; tick < 4 * 60 * 20; tick += 1) {
    // Sixty calls within six seconds: a view every quarter of a second, two or three new ones in each.
    while (made.length < burst && now - START >= made.length * 100) {
      const number = 101 + made.length;
      const counter = String(1 + (number % 4));
      // One in ten took the ticket in Polish, and the office speaks a call in both.
      const spoken_in = !speaks ? [] : number % 10 ? ["fr"] : ["fr", "pl"];
      made.unshift({ key: `k${number}`, number, counter, shape: "circle", at: now, walking: true, spoken_in });
    }
    calls.hear(made, now);
    announcer.turn();
    for (const call of [calls.current(now), ...calls.past(now)]) if (call) screen.set(call.number, (screen.get(call.number) ?? 0) + 250);
    now += 250;
    for (let due = timers.findIndex((one) => one.at <= now); due >= 0; due = timers.findIndex((one) => one.at <= now)) {
      timers.splice(due, 1)[0].done();
      for (let turns = 0; turns < 8; turns += 1) await null;
    }
    if (calls.past(now).length > 3) throw new Error("more than three past calls");
  }
  const all = sounds.filter(({ what }) => what.kind === "voice");
  if (!speaks) return { voices: all.length, chimes: sounds.length, gaps: sounds.slice(1).map((one, at) => one.from - sounds[at].to) };
  const voices = all.filter(({ what }) => what.language === "fr");
  const followed = all.map(({ what }, at) => [what, all[at - 1]?.what]).filter(([{ language }]) => language === "pl");
  const seen = new Map();
  const said = voices.map(({ what, from, to }) => {
    const times = seen.get(what.number) ?? 0;
    seen.set(what.number, times + 1);
    return { number: what.number, again: times > 0, from, to };
  });
  const overlaps = sounds.filter((one, at) => at > 0 && one.from < Math.max(...sounds.slice(0, at).map(({ to }) => to))).length;
  const first = said.filter((one) => !one.again), again = said.filter((one) => one.again);
  const gaps = again.map((one) => one.from - first.find(({ number }) => number === one.number).to);
  return { first: first.map((one) => one.number), again: again.map((one) => one.number), overlaps, gaps,
    also: followed.map(([what, before]) => what.number === before.number && before.language === "fr" && what.number),
    chimes: sounds.length - all.length, least: Math.min(...screen.values()), lasted: (said.at(-1).to - START) / 1000 };
}"""


def test_a_burst_of_sixty_calls_is_spoken_once_and_once_again_in_order_and_none_over_another(page):
    heard = page.evaluate(BURST, [True, 60])

    assert heard["overlaps"] == 0
    assert heard["first"] == list(range(101, 161))
    assert heard["again"] == list(range(101, 161))
    assert heard["chimes"] == 60
    assert sorted(heard["also"]) == sorted([*range(110, 161, 10)] * 2), "the other language does not follow French"
    assert all(10_000 <= gap <= 20_000 for gap in heard["gaps"]), heard["gaps"]
    assert heard["least"] >= 30_000, "a call left the screen before it had its time"
    assert heard["lasted"] < 60 * 8 + 30


def test_a_display_that_only_chimes_chimes_twice_for_each_call(page):
    heard = page.evaluate(BURST, [True, 2, False])

    assert (heard["voices"], heard["chimes"]) == (0, 4)
    assert min(heard["gaps"]) >= 0


def test_without_the_guard_calls_are_spoken_over_each_other(page):
    assert page.evaluate(BURST, [False, 60])["overlaps"] > 0
    # One call alone has nothing to speak over: it is the queue that the guard is for.
    assert page.evaluate(BURST, [True, 1])["overlaps"] == 0


QUEUE = """async () => {
  const { Calls } = await import("/display/static/calls.js");
  const same = { counter: "1", shape: "circle", spoken_in: ["fr"] };
  const call = (number, at, walking = true) => ({ ...same, key: `k${number}`, number, at, walking });
  const at = 1_000_000;
  const numbers = (calls, now) => [calls.current(now)?.number ?? null, ...calls.past(now).map((one) => one.number)];
  const loaded = new Calls(["k103"]);
  loaded.hear([call(104, at - 2_000), call(103, at - 5_000), call(102, at - 50_000), call(101, at - 80_000, false)], at);
  const onLoading = [loaded.next(at).call.number, numbers(loaded, at)];
  loaded.said(at + 3_000);

  const away = new Calls();
  away.hear([], at);
  const late = [call(105, at + 40_000), call(104, at + 5_000, false)];
  away.hear(late, at + 45_000);
  const afterAnAbsence = [away.next(at + 45_000).call.number, numbers(away, at + 45_000)];
  away.said(at + 48_000);
  away.hear(late, at + 49_000);
  const repeated = away.next(at + 49_000);
  away.hear([{ ...late[0], walking: false }, late[1]], at + 50_000);
  const arrived = away.next(at + 70_000);

  const undone = new Calls();
  undone.hear([], at);
  undone.hear([call(107, at), call(106, at)], at);
  undone.next(at);
  undone.said(at + 3_000);
  undone.hear([call(106, at)], at + 4_000);
  const gone = undone.next(at + 8_000);
  const screenful = numbers(undone, at + 8_000);

  const calm = new Calls();
  calm.hear([call(108, at)], at);
  calm.next(at);
  calm.said(at + 3_000);
  return { onLoading, afterAnAbsence, repeated, arrived, gone, screenful,
    lost: [numbers(calm, at + 80_000), numbers(calm, at + 95_000), numbers(calm, at + 700_000)] };
}"""


def test_old_calls_are_shown_and_never_said_those_undone_go_and_the_calm_page_comes_back(page):
    queue = page.evaluate(QUEUE)

    # 104 is new to this page, 103 was said before it was loaded again, 102 and 101 are history.
    assert queue["onLoading"] == [104, [104, 103, 102, 101]]
    assert queue["afterAnAbsence"] == [105, [105, 104]]
    assert queue["repeated"] is None
    assert queue["arrived"] is None, "who is at the counter is not called again"
    assert queue["gone"] is None
    assert queue["screenful"] == [106]
    assert queue["lost"] == [[108], [None, 108], [None]]
