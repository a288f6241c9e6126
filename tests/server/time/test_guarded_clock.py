"""The office's time on a machine whose clock jumps: nothing is deleted, no day opens, nothing stands still, nothing comes twice."""

import pytest

from flow.commands import CallNext, LeaveQueue, MarkAbsent, OpenCounter, Recall
from flow.tickets import Outcome, State
from flow.time_commands import TrustClock
from server.time.clock import Machine, OfficeClock, now_ms
from server.time.time_source import time_of_source
from tests.server.turned_clock import DAY, HOUR, MINUTE, NOON, SECOND, TODAY, TOMORROW, YEAR_1970, YEAR_2099, Turned

WRONG_FOR_ONE_TICK = {
    "a day": NOON + DAY,
    "2099": YEAR_2099,
    "1970": YEAR_1970,
    "+1 h": NOON + HOUR,
    "-1 h": NOON - HOUR,
}


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
    turned.office.clock = OldRule(lambda: turned.wall)
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
    turned.office.clock = OldRule(lambda: turned.wall)
    turned.do(OpenCounter("1"))
    called = turned.do(CallNext("1")).ticket
    turned.jump(-HOUR)
    turned.later(45 * SECOND)

    turned.do(Recall(called))

    assert turned.office.state.open[called].calls == 1, "answered, and nothing was done"


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
    source_time = time_of_source()

    assert source_time is None or abs(source_time - now_ms()) < MINUTE


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
    machine = Machine(lambda: wall[0], lambda: elapsed[0], boot="boot", time_file=kept)
    OfficeClock(machine, NOON, None)
    assert machine.remembered() == NOON
    assert Machine(machine.wall, machine.elapsed, boot="other", time_file=kept).remembered() is None

    kept.write_bytes(b"")
    assert machine.remembered() is None
    assert OfficeClock(machine, NOON, None).now() == NOON
