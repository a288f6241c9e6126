"""The office's time on a machine whose clock jumps: nothing is deleted, no day opens, nothing stands still, nothing comes twice."""

import pytest

from flow.commands import CallNext, LeaveQueue, MarkAbsent, OpenCounter, Recall, StartPresence
from flow.refusals import Reason
from flow.tickets import Outcome, State
from flow.time_commands import TrustClock
from flow.timekeeping import JUMP_MS
from server.clock import Machine, OfficeClock, now_ms
from server.time_source import time_of_source
from tests.server.turned_clock import DAY, HOUR, MINUTE, NOON, SECOND, Turned

YEAR_2099 = 4_080_000_000_000
YEAR_1970 = 3_600_000
TODAY, TOMORROW = "2025-11-24", "2025-11-25"
WRONG_FOR_ONE_TICK = {
    "a day": NOON + DAY,
    "2099": YEAR_2099,
    "1970": YEAR_1970,
    "+1 h": NOON + HOUR,
    "-1 h": NOON - HOUR,
}


@pytest.fixture
def turned(tmp_path, settings):
    """An office at noon, with three tickets."""
    started = Turned(tmp_path / "lens", settings)
    for _ in range(3):
        started.take()
    yield started
    started.journal._database.close()


class OldRule:
    """The control: the machine's time, never before the last event, as it was before this change."""

    def __init__(self, wall):
        self.wall, self.last = wall, 0

    def now(self):
        """Milliseconds."""
        self.last = max(self.wall(), self.last)
        return self.last

    def due(self, _doubt):
        """It compares with nothing."""


@pytest.mark.parametrize("wrong", WRONG_FOR_ONE_TICK.values(), ids=WRONG_FOR_ONE_TICK)
def test_a_wrong_time_for_one_tick_takes_nothing_from_anybody_and_is_over_by_itself(turned, wrong):
    right = turned.wall
    turned.wall = wrong
    turned.tick()
    assert turned.office.state.doubt is not None
    events = turned.events()

    turned.wall = right
    turned.later(5 * SECOND)

    assert (turned.numbers(), turned.office.state.date) == ([101, 102, 103], TODAY)
    assert turned.office.state.doubt is None
    assert turned.events() == events + 1, "nothing was deleted: the jump's end came beside all that was there"
    assert turned.take().number == 104
    assert turned.office.now() == turned.wall


@pytest.mark.parametrize("wrong", [NOON + DAY, YEAR_2099])
def test_under_the_old_rule_a_wrong_time_for_one_tick_takes_the_tickets(turned, wrong):
    turned.office._clock = OldRule(lambda: turned.wall)
    turned.wall = wrong
    turned.tick()

    assert turned.numbers() == []
    assert turned.office.state.date > TODAY


@pytest.mark.parametrize("wrong", WRONG_FOR_ONE_TICK.values(), ids=WRONG_FOR_ONE_TICK)
def test_a_program_that_starts_again_on_a_wrong_time_goes_on_where_it_was(turned, wrong):
    turned.restart(off=MINUTE, wall=wrong)
    turned.tick()

    assert (turned.numbers(), turned.office.state.date) == ([101, 102, 103], TODAY)
    assert turned.office.now() == NOON + MINUTE
    assert turned.office.state.doubt is not None
    assert turned.take().number == 104

    turned.wall = NOON + MINUTE
    turned.tick()
    assert turned.office.state.doubt is None
    assert turned.numbers() == [101, 102, 103, 104]


@pytest.mark.parametrize("wrong", [YEAR_1970, YEAR_2099, NOON - DAY])
def test_a_machine_that_starts_without_the_time_goes_on_with_the_last_day_until_the_time_arrives(turned, wrong):
    turned.boot_again(wall=wrong)
    turned.tick()
    assert turned.office.state.date == TODAY
    assert turned.take().number == 104

    turned.wall = NOON + 5 * MINUTE
    turned.later(5 * SECOND)

    assert (turned.numbers(), turned.office.state.date) == ([101, 102, 103, 104], TODAY)
    assert turned.office.state.doubt is None
    assert abs(turned.office.now() - turned.wall) < SECOND
    assert turned.take().number == 105


def test_tickets_taken_in_1970_in_the_morning_follow_the_day_that_then_arrives(turned):
    turned.boot_again(wall=YEAR_1970)
    first = turned.take()
    assert (first.number, turned.office.state.date) == (104, TODAY)
    turned.later(10 * MINUTE)

    turned.wall = NOON + 20 * HOUR
    turned.tick()
    state = turned.office.state

    assert state.date == TOMORROW
    assert turned.numbers() == [104], "yesterday's are over, this morning's is not"
    assert state.open[first.ticket].arrival == turned.office.now() - 10 * MINUTE, "who waits has waited ten minutes"
    assert turned.take().number == 105
    assert turned.office.ticket_url(first.ticket) == first.url, "the address on the paper still holds"


def test_tickets_taken_in_1970_are_still_there_after_another_start_and_the_next_day_opens_as_usual(turned):
    turned.boot_again(wall=YEAR_1970)
    first = turned.take()
    turned.wall = NOON + 20 * HOUR
    turned.tick()
    second = turned.take()

    turned.restart(off=MINUTE)
    assert sorted(turned.office.state.open) == sorted([first.ticket, second.ticket])
    assert turned.office.state.date == TOMORROW

    turned.later(DAY, tick=HOUR)
    third = turned.take()
    assert (third.number, third.ticket) == (101, "2025-11-26-101")


def test_a_served_number_of_a_morning_without_the_time_is_not_given_again(turned):
    turned.boot_again(wall=YEAR_1970)
    turned.do(LeaveQueue(turned.take().ticket), "client")
    assert turned.numbers() == [101, 102, 103]

    turned.wall = NOON + 20 * HOUR
    turned.tick()

    assert turned.take().number == 105


@pytest.mark.parametrize("away", [20 * HOUR, 3 * DAY, 21 * DAY, 44 * DAY])
def test_an_office_that_was_off_opens_in_the_morning_without_a_question(turned, away):
    turned.boot_again(off=away)

    assert turned.office.state.doubt is None
    assert turned.office.state.date > TODAY
    assert turned.take().number == 101


def test_an_office_that_was_off_for_three_months_asks_before_it_opens_a_day(turned):
    turned.boot_again(off=90 * DAY)
    assert turned.office.state.date == TODAY
    held = turned.office.state.doubt

    turned.do(TrustClock(held.ahead), "console")

    assert (turned.office.state.date, turned.office.state.doubt) == ("2026-02-22", None)
    assert turned.take().number == 101


@pytest.mark.parametrize("by", [HOUR, -HOUR, -40 * MINUTE, 3 * MINUTE])
def test_time_goes_on_after_a_step_and_what_is_due_is_done(turned, by):
    """B01, L3: recall, waits, absences, deadlines."""
    turned.do(OpenCounter("1"))
    called = turned.do(CallNext("1")).ticket
    turned.jump(by)

    turned.later(45 * SECOND)
    recalled = turned.do(Recall(called)).ticket
    assert turned.office.state.open[recalled].calls == 2
    turned.do(MarkAbsent(called))
    waiting = next(t for t in turned.office.state.open.values() if t.state is State.WAITING)
    turned.later(11 * MINUTE)

    assert turned.office.state.closed[called].outcome is Outcome.NO_SHOW
    assert turned.office.now() - waiting.arrival == 45 * SECOND + 11 * MINUTE


def test_under_the_old_rule_time_stands_still_after_a_step_back(turned):
    turned.office._clock = OldRule(lambda: turned.wall)
    turned.do(OpenCounter("1"))
    called = turned.do(CallNext("1")).ticket
    turned.jump(-HOUR)
    turned.later(45 * SECOND)

    turned.do(Recall(called))

    assert turned.office.state.open[called].calls == 1, "answered, and nothing was done"


@pytest.mark.parametrize("by", [HOUR, -HOUR, DAY, -DAY, 400 * DAY])
def test_when_somebody_says_that_the_time_is_right_the_office_follows_and_every_age_stays(turned, by):
    turned.do(StartPresence(), "console")
    turned.do(OpenCounter("1"))
    called = turned.do(CallNext("1")).ticket
    turned.later(10 * MINUTE)
    turned.do(MarkAbsent(called))
    before = turned.office.now()
    ages = {one.id: before - one.arrival for one in turned.office.state.open.values()}
    order = sorted(turned.office.state.open.values(), key=lambda one: one.order_key)
    turned.jump(by)

    turned.do(TrustClock(by), "console")
    state, now = turned.office.state, turned.office.now()

    assert (state.doubt, now) == (None, before + by)
    assert {one.id: now - one.arrival for one in state.open.values()} == ages
    assert [one.id for one in sorted(state.open.values(), key=lambda one: one.order_key)] == [one.id for one in order]
    assert state.open[called].state is State.ABSENT, "an hour that nobody lived closes nobody's ticket"
    assert state.present == ("T",)
    assert state.date == turned.office.state.date
    assert turned.take().number == 104
    turned.restart()
    assert turned.office.now() == now
    assert turned.numbers() == [101, 102, 103, 104]


def test_a_day_that_was_opened_in_2099_is_corrected_and_loses_nothing(tmp_path, settings):
    turned = Turned(tmp_path / "lens", settings, wall=NOON + 20 * 365 * DAY)
    given = [turned.take().number for _ in range(3)]
    wrong = turned.office.state.date

    turned.boot_again(wall=NOON)
    assert turned.office.state.date == wrong
    given.append(turned.take().number)
    turned.do(TrustClock(turned.office.state.doubt.ahead), "manager")

    assert turned.office.state.date == TODAY
    assert turned.numbers() == given == [101, 102, 103, 104]
    assert all(one.arrival <= turned.office.now() for one in turned.office.state.open.values())
    turned.later(DAY, tick=HOUR)
    turned.later(2 * HOUR, tick=HOUR)
    assert turned.office.state.date == TOMORROW
    kept = turned.journal._database.execute("select distinct day from event").fetchall()
    assert (wrong,) not in kept, "what was stored under a day that never was does not stay for ever"
    late = turned.journal._database.execute("select count(*) from answer where at > ?", (turned.office.now(),))
    assert late.fetchone()[0] == 0
    assert turned.take().number == 101


def test_a_day_opened_too_early_is_taken_back_and_no_number_of_it_comes_again_under_its_date(turned):
    turned.jump(DAY)
    turned.do(TrustClock(DAY), "console")
    early = [turned.take().ticket for _ in range(2)]
    turned.jump(-DAY)
    turned.do(TrustClock(-DAY), "console")
    assert turned.office.state.date == TODAY
    assert turned.numbers() == [101, 102, 103, 104, 105]

    turned.later(DAY, tick=HOUR)
    next_day = turned.take()

    assert turned.office.state.date == TOMORROW
    assert next_day.ticket not in early


def test_a_time_that_nobody_was_shown_is_not_trusted_by_an_old_tap(turned):
    turned.jump(DAY)
    turned.jump(5 * DAY)

    refused = turned.ask(TrustClock(DAY), "console")

    assert refused.reason == Reason.CLOCK_MOVED.value
    assert turned.numbers() == [101, 102, 103]
    assert turned.ask(TrustClock(6 * DAY), "console").ok


def test_two_who_say_at_once_that_the_time_is_right_say_it_once(turned):
    turned.jump(HOUR)
    turned.do(TrustClock(HOUR), "console")
    now = turned.office.now()

    turned.do(TrustClock(HOUR), "counter")

    assert turned.office.now() == now


def test_a_time_before_there_was_this_product_is_never_trusted(turned):
    turned.jump(YEAR_1970 - NOON)

    assert turned.ask(TrustClock(turned.office.state.doubt.ahead), "console").reason == Reason.CLOCK_IMPOSSIBLE.value
    assert turned.numbers() == [101, 102, 103]


@pytest.mark.parametrize("ahead", [HOUR, DAY, -HOUR, YEAR_2099 - NOON, YEAR_1970 - NOON])
def test_a_jump_that_nobody_settled_is_still_held_after_a_start(turned, ahead):
    turned.jump(ahead)
    turned.restart(off=MINUTE)
    turned.tick()

    assert turned.office.state.doubt is not None
    assert turned.office.now() == NOON + MINUTE
    assert turned.numbers() == [101, 102, 103]


@pytest.mark.parametrize("ahead", [HOUR, DAY, 30 * DAY])
def test_a_clock_that_is_still_ahead_after_the_machine_was_off_is_still_held(turned, ahead):
    turned.jump(ahead)
    turned.boot_again(off=10 * MINUTE)
    turned.tick()

    assert (turned.office.now(), turned.office.state.date) == (NOON + 10 * MINUTE, TODAY)
    assert turned.numbers() == [101, 102, 103]


@pytest.mark.parametrize("ahead", [HOUR, DAY, 30 * DAY, -HOUR])
def test_a_jump_is_over_when_the_machine_starts_the_next_morning_with_the_right_time(turned, ahead):
    turned.jump(ahead)
    turned.boot_again(wall=NOON + 20 * HOUR)
    turned.tick()

    if ahead == HOUR:
        # An hour ahead, or right: the machine alone cannot know. Nothing is lost, and the line on the screens asks.
        assert turned.office.state.doubt is not None
        turned.do(TrustClock(turned.office.state.doubt.ahead), "console")
    assert (turned.office.state.doubt, turned.office.state.date) == (None, TOMORROW)
    assert turned.take().number == 101


def test_while_the_time_is_not_trusted_the_night_opens_no_day_and_deletes_nothing(turned):
    turned.jump(3 * HOUR)
    events = turned.events()
    turned.later(20 * HOUR, tick=5 * MINUTE)
    assert (turned.office.state.date, turned.numbers()) == (TODAY, [101, 102, 103])
    assert turned.events() >= events
    morning = turned.take()
    assert morning.number == 104

    turned.jump(-3 * HOUR)

    assert (turned.office.state.date, turned.numbers()) == (TOMORROW, [104]), (
        "this morning's goes on, yesterday's are over"
    )


@pytest.mark.parametrize("by", [HOUR, -HOUR, 90 * DAY])
def test_a_jump_that_a_time_source_made_needs_nobody_and_one_that_it_contradicts_is_held(turned, by):
    turned.source = turned.wall
    turned.jump(by)
    turned.later(10 * SECOND)
    assert turned.office.state.doubt is not None
    assert turned.office.state.date == TODAY

    turned.source = turned.wall
    turned.tick()

    assert (turned.office.state.doubt, turned.numbers()) == (None, [101, 102, 103])
    assert turned.office.now() == turned.wall


def test_the_kernel_is_asked_and_says_the_time_or_nothing():
    said = time_of_source()

    assert said is None or abs(said - now_ms()) < MINUTE


def test_a_slow_drift_is_followed_smoothly_and_never_held(turned):
    """A quartz that loses a second every three minutes, and a time server that corrects by a second at a time."""
    last = turned.office.now()
    for step in range(400):
        turned.elapsed += 5 * SECOND
        turned.wall += 5 * SECOND + (30 if step < 200 else -30)
        turned.tick()
        passed, last = turned.office.now() - last, turned.office.now()
        assert 4 * SECOND < passed < 6 * SECOND
    assert turned.office.state.doubt is None
    assert abs(turned.office.now() - turned.wall) < 100


@pytest.mark.parametrize("by", [JUMP_MS, -JUMP_MS, 90 * SECOND, -90 * SECOND])
def test_a_small_correction_is_made_up_in_a_quarter_of_an_hour_and_no_age_stands_still(turned, by):
    turned.jump(by)
    last = turned.office.now()
    for _ in range(17 * 12):
        turned.later(5 * SECOND)
        assert turned.office.now() - last >= 4 * SECOND
        last = turned.office.now()
    assert turned.office.state.doubt is None
    assert turned.office.now() == turned.wall


def test_a_laptop_that_slept_wakes_in_its_own_time(turned):
    """CLOCK_BOOTTIME counts sleep, as the machine's clock does."""
    turned.wall += 8 * HOUR
    turned.elapsed += 8 * HOUR
    turned.tick()

    assert (turned.office.state.doubt, turned.office.now()) == (None, turned.wall)


@pytest.mark.parametrize("elapsed", [0, 9 * HOUR])
def test_a_machine_whose_running_time_lies_over_a_sleep_asks_and_takes_nothing(turned, elapsed):
    """A virtual machine that was frozen: the running time stood still, or ran on beyond the clock."""
    turned.wall += 4 * HOUR
    turned.elapsed += elapsed
    turned.tick()

    assert turned.office.state.doubt is not None
    assert turned.numbers() == [101, 102, 103]
    turned.do(TrustClock(turned.office.state.doubt.ahead), "console")
    assert turned.office.now() == turned.wall


@pytest.mark.parametrize(
    ("eve", "hours"), [(1_761_426_000_000, 13), (1_774_717_200_000, 11)], ids=["to winter time", "to summer time"]
)
def test_the_day_opens_at_three_in_both_nights_in_which_the_clocks_change(tmp_path, settings, eve, hours):
    """eve: 15:00 UTC on Saturday 25 October 2025 resp. 17:00 UTC on 28 March 2026; hours until 3:00 in Lens, less one minute below."""
    turned = Turned(tmp_path / "lens", settings, wall=eve)
    turned.take()
    day = turned.office.state.date
    until = next(h for h in range(1, 20) if _local(turned, eve + h * HOUR) == "03:00")
    turned.later(until * HOUR - MINUTE, tick=MINUTE)
    assert (turned.office.state.date, turned.numbers()) == (day, [101])

    turned.later(MINUTE, tick=MINUTE)

    assert turned.office.state.date > day
    assert turned.office.state.doubt is None, (
        "the machine's clock counts in UTC: for it nothing happens in these nights"
    )
    assert turned.take().number == 101


def _local(turned, at):
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    return datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(turned.settings.timezone)).strftime("%H:%M")


def test_a_new_office_that_starts_in_1970_gives_tickets_which_follow_when_the_time_arrives(tmp_path, settings):
    turned = Turned(tmp_path / "lens", settings, wall=YEAR_1970)
    given = [turned.take().number for _ in range(2)]
    assert turned.office.state.doubt is not None

    turned.wall = NOON
    turned.tick()

    assert (turned.numbers(), turned.office.state.date) == (given, TODAY)
    assert turned.take().number == 103


def test_a_kept_time_that_is_damaged_or_of_another_boot_is_not_used(tmp_path):
    kept = tmp_path / "clock.json"
    wall, elapsed = [NOON], [HOUR]
    machine = Machine(lambda: wall[0], lambda: elapsed[0], boot="boot", kept=kept)
    OfficeClock(machine, NOON, None)
    assert machine.remembered() == NOON
    assert Machine(machine.wall, machine.elapsed, boot="other", kept=kept).remembered() is None

    kept.write_bytes(b"")
    assert machine.remembered() is None
    assert OfficeClock(machine, NOON, None).now() == NOON
