"""When the office's time is corrected every moment of the day moves, or none: the same day lived an hour later is the same day."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from immutables import Map

from config.loading import load
from flow.commands import (
    AdvanceTicket,
    CallNext,
    ChangeRoll,
    ClaimPaper,
    MarkAbsent,
    MarkArrived,
    OpenCounter,
    ParkTicket,
    PassTime,
    Prequalify,
    Recall,
    ReportPaper,
    ReportPrinter,
    StartPresence,
)
from flow.events import JournalEntry
from flow.hall_commands import Announce, RaiseHelp, ReportDifficulty
from flow.needs import Route
from flow.paper import PaperReason, PaperState, PrinterState
from flow.readings import Difficulty
from flow.tickets import CLOCK, ParkReason, Ticket
from flow.time_events import ClockTrusted
from flow.timekeeping import shift
from mediation.commands import StartAccompaniment
from mediation.evolve import evolve
from mediation.state import OfficeDay
from tests.conftest import MONDAY_NOON, Played

HOUR = 3_600_000
SETTINGS = load("lens", demonstration=True, printer_address="virtual")


def _day(at: int) -> Played:
    """All that keeps a moment: tickets in every state, papers, counters, calls, messages, alerts, help."""
    day = Played(SETTINGS, at)
    day.do(StartPresence(), role="console", name="Ana")
    day.do(OpenCounter("1"))
    tickets = [day.take() for _ in range(7)]
    day.do(ReportPrinter("entree", PrinterState.READY), role="printer")
    day.do(ClaimPaper(tickets[0].id, 1, "entree"), role="printer")
    day.do(ReportPaper(tickets[0].id, 1, "entree", PaperState.PRINTED, PaperReason.NONE, 900, 80), role="printer")
    day.later(3)
    day.do(CallNext("1"))
    day.later(1)
    day.do(Recall(tickets[0].id))
    day.do(MarkArrived(tickets[0].id))
    day.do(ParkTicket(tickets[1].id, ParkReason.FILLING_FORM, 30))
    day.do(AdvanceTicket(tickets[4].id, 5), role="console")
    day.do(Prequalify(tickets[5].id, "parcel_notice", route=Route.COUNTER), role="console")
    day.do(StartAccompaniment(ticket=tickets[6].id), role="console", name="Ana")
    day.do(ReportDifficulty(Difficulty.TENSION), role="console")
    day.do(RaiseHelp("", "page"), role="console")
    day.do(Announce(next(iter(day.state.plan.announcements)), 10), role="console")
    for _ in range(4):
        day.do(ReportDifficulty(Difficulty.ORDER_COMPLAINT), role="console")
        day.later(1)
        day.do(PassTime(), role="clock")
    day.do(CallNext("1", finish="served"))
    day.do(MarkAbsent(day.state.at_counter("1").id))
    day.do(ChangeRoll("entree"), role="manager")
    return day


def _bare(whole: OfficeDay) -> object:
    """Without what names the events and the calls: only the moments may differ."""
    state, helped = whole.queue, whole.mediation
    others = ("plan", "version", "tally")
    named = {name: getattr(state, name) for name in state.__struct_fields__ if name not in others}
    named["open"] = {key: _nameless(ticket) for key, ticket in state.open.items()}
    named["closed"] = {key: _nameless(ticket) for key, ticket in state.closed.items()}
    return msgspec.to_builtins(
        [
            _plain(named),
            _plain(msgspec.structs.asdict(state.tally)),
            dict(helped.accompaniments),
            dict(helped.presences),
        ]
    )


def _plain(named: dict[str, object]) -> dict[str, object]:
    return {name: dict(value) if isinstance(value, Map) else value for name, value in named.items()}


def _nameless(ticket: Ticket) -> Ticket:
    before = ticket.before and msgspec.structs.replace(ticket.before, called_as=0)
    return msgspec.structs.replace(ticket, called_as=0, before=before)


@pytest.mark.parametrize("by", [HOUR, -HOUR, 400 * 24 * HOUR])
def test_a_day_whose_time_is_corrected_is_the_day_that_was_lived_on_the_right_time(by):
    wrong, right = _day(MONDAY_NOON), _day(MONDAY_NOON + by)
    entry = JournalEntry(wrong.state.version + 1, wrong.now, CLOCK, ClockTrusted(by))

    corrected = evolve(wrong.whole, entry)

    assert _bare(corrected) == _bare(right.whole)
    assert _bare(wrong.whole) != _bare(right.whole), "the control: without the correction they differ"


@given(st.integers(-(10**9), 10**9), st.integers(0, 10**9), st.lists(st.integers(0, 2 * 10**9), min_size=2))
def test_no_correction_puts_what_came_first_behind_what_came_after(by, since, moments):
    to = shift(by, since)
    moments.sort()

    assert sorted(map(to, moments)) == [to(moment) for moment in moments]


def test_what_came_before_a_start_without_the_time_stays_at_its_hour():
    to = shift(15 * HOUR, MONDAY_NOON)

    assert to(MONDAY_NOON - HOUR) == MONDAY_NOON - HOUR
    assert to(MONDAY_NOON) == MONDAY_NOON + 15 * HOUR
