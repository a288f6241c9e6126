"""What is kept of the day equals what a walk over it finds: also where many tickets change at once. Any day: test_machine.py."""

import statistics

import pytest
from msgspec.structs import replace
from queue_day import MEDIATOR, MONDAY, Day, plan_of
from walked_day import walked

from flow.commands import (
    CallNext,
    FinishTicket,
    OpenDay,
    PassTime,
    PrintTest,
    ReportPaper,
    TakeTicket,
    Undo,
)
from flow.events import JournalEntry, TicketClosed
from flow.evolve import evolve
from flow.kiosk_commands import SweepTickets
from flow.kiosks import notices
from flow.paper import PaperState
from flow.plan import MINUTE
from flow.state import OfficeState
from flow.tally import Tally
from flow.tickets import CLOCK, Actor, Outcome
from flow.time_events import ClockTrusted, DayCorrected


def morning(evolve=evolve) -> Day:
    """Served, not answered, taken back, without paper, swept, and still waiting; and a test page."""
    day = Day(plan_of(always_open=True), evolve=evolve)
    day.open("1", "2")
    for _ in range(12):
        day.do(TakeTicket("parcel"), Actor("kiosk", "kiosk", device=3))
        day.now += 4_000
    for number in (101, 102, 103):
        day.do(ReportPaper(day.id(number), 1, "entree", PaperState.UNCERTAIN))
    for _ in range(5):
        day.now += 7 * MINUTE
        called = day.do(CallNext("1"))[0].ticket
        day.do(FinishTicket(called, Outcome.NO_SHOW if day.state.any_ticket(called).number % 2 else Outcome.SERVED))
    taken = day.do(CallNext("2"))[0].ticket
    day.do(Undo(taken, day.state.open[taken].rev))
    (rush,) = notices(day.state)
    day.do(SweepTickets(rush.id, rush.tickets[:3]), MEDIATOR)
    day.do(PrintTest("entree"))
    return day


def test_the_tally_of_a_morning_is_what_a_walk_over_it_finds():
    state = morning().state

    assert state.tally == walked(state)
    assert all(getattr(state.tally, field) for field in Tally.__struct_fields__ if field != "wrong_declarations")


def test_a_share_that_is_forgotten_is_found():
    def forgets(state, recorded):
        after = evolve(state, recorded)
        return replace(after, tally=state.tally) if isinstance(recorded.event, TicketClosed) else after

    state = morning(forgets).state

    assert state.tally != walked(state)


@pytest.mark.parametrize(
    "event", [ClockTrusted(3 * 3_600_000, 0), ClockTrusted(-5 * MINUTE, 0), DayCorrected("2025-11-23")]
)
def test_when_the_time_of_the_whole_day_moves_its_tally_moves_with_it(event):
    before = morning().state

    after = evolve(before, JournalEntry(before.version + 1, 0, CLOCK, event))

    assert after.tally == walked(after)
    moved = isinstance(event, ClockTrusted)
    assert (after.tally.closed != before.tally.closed) is moved
    assert after.tally.waits == before.tally.waits, "how long somebody waited is no moment"


def test_a_new_day_begins_with_nothing():
    day = morning()

    day.do(OpenDay("2025-11-25"), CLOCK)

    assert day.state.tally == Tally() == walked(day.state)


def test_the_median_wait_is_that_of_all_who_were_called():
    day = morning()
    tickets = [*day.state.open.values(), *day.state.closed.values()]

    waits = [(t.called_at - t.arrival) / MINUTE for t in tickets if t.called_at is not None]

    assert day.state.tally.median_wait == statistics.median(waits)
    assert OfficeState(day.plan, MONDAY).tally.median_wait is None


def test_the_clocks_turn_keeps_the_tally():
    day = morning()
    for _ in range(8):
        day.now += 3 * MINUTE
        day.do(PassTime(), CLOCK)
        assert day.state.tally == walked(day.state)
