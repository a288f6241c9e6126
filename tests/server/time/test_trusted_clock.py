"""Somebody says that the machine's time is right, or nobody does: what the office makes of a jump until then, and after."""

import pytest

from flow.commands import CallNext, MarkAbsent, OpenCounter, StartPresence
from flow.refusals import Reason
from flow.tickets import State
from flow.time_commands import TrustClock
from tests.server.turned_clock import DAY, HOUR, MINUTE, NOON, TODAY, TOMORROW, YEAR_1970, YEAR_2099, Turned


@pytest.mark.parametrize("by", [HOUR, -HOUR, DAY, -DAY, 400 * DAY])
def test_when_somebody_says_that_the_time_is_right_the_office_follows_and_every_age_stays(turned, by):
    turned.do(StartPresence(), "console")
    turned.do(OpenCounter("1"))
    called = turned.do(CallNext("1")).ticket
    turned.later(10 * MINUTE)
    turned.do(MarkAbsent(called))
    before = turned.office.now()
    ages = {ticket.id: before - ticket.arrival for ticket in turned.office.state.open.values()}
    order = sorted(turned.office.state.open.values(), key=lambda ticket: ticket.order_key)
    turned.jump(by)

    turned.do(TrustClock(by), "console")
    state, now = turned.office.state, turned.office.now()

    assert (state.doubt, now) == (None, before + by)
    assert {ticket.id: now - ticket.arrival for ticket in state.open.values()} == ages
    assert [ticket.id for ticket in sorted(state.open.values(), key=lambda ticket: ticket.order_key)] == [
        ticket.id for ticket in order
    ]
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
    assert all(ticket.arrival <= turned.office.now() for ticket in turned.office.state.open.values())
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
