"""The office's time: when the machine's is not believed, who settles it, and what of the open day moves with it."""

from collections.abc import Callable
from typing import TypeVar, assert_never

from immutables import Map
from msgspec.structs import replace

from flow import time_commands as commands
from flow import time_events as events
from flow.paper import Paper
from flow.plan import MINUTE
from flow.refusals import Reason, Refused
from flow.state import Doubt, OfficeState
from flow.tickets import Ticket
from flow.time_commands import TimeCommand
from flow.time_events import TimeEvent

JUMP_MS = 2 * MINUTE
"""A time that is further from the office's than this has jumped. What an hour needs to be right for a client, and far more than a
quartz loses in a week (20 ppm: 12 s) or a time server corrects at once."""
EARLIEST = 1_577_880_000_000
"""Noon of 1 January 2020, before this product was: no clock that says less is right (a box without a battery starts in 1970)."""
_K = TypeVar("_K")
_T = TypeVar("_T")
Shift = Callable[[int], int]


def decide_time(state: OfficeState, command: TimeCommand, now: int) -> tuple[TimeEvent, ...]:
    """What is so already is no event. Raises Refused (clock_moved, clock_impossible)."""
    doubt = state.doubt
    match command:
        case commands.HoldClock(ahead, since):
            return () if doubt == Doubt(ahead, since) else (events.ClockHeld(ahead, since),)
        case commands.SettleClock(by):
            return () if doubt is None else (events.ClockTrusted(by, doubt.since),)
        case commands.TrustClock(ahead):
            if doubt is None:
                return ()
            if abs(ahead - doubt.ahead) > JUMP_MS:
                raise Refused(Reason.CLOCK_MOVED)
            if not may_be(now + doubt.ahead):
                raise Refused(Reason.CLOCK_IMPOSSIBLE)
            return (events.ClockTrusted(doubt.ahead, doubt.since),)
        case commands.CorrectDay(date):
            return () if date == state.date else (events.DayCorrected(date),)
        case _:
            assert_never(command)


def may_be(moment: int) -> bool:
    """False for a time that no clock says that is right."""
    return moment >= EARLIEST


def evolve_time(state: OfficeState, event: TimeEvent) -> OfficeState:
    """The state after what happened to the time."""
    match event:
        case events.ClockHeld(ahead, since):
            return replace(state, doubt=Doubt(ahead, since))
        case events.ClockTrusted(by, since):
            return replace(_moved(state, shift(by, since)) if by else state, doubt=None)
        case events.DayCorrected(date):
            return replace(state, date=date)
        case _:
            assert_never(event)


def shift(by: int, since: int) -> Shift:
    """Where a moment of the open day goes: all at or after `since` move alike, so that every age stays what it is.

    What was before (another start of the machine, whose time was right) stays, but is never later than what came after it.
    """

    def moved(moment: int) -> int:
        return moment + by if moment >= since else min(moment, since + by)

    return moved


def _moved(state: OfficeState, to: Shift) -> OfficeState:
    return replace(
        state,
        open=_each(state.open, lambda ticket: _ticket(ticket, to)),
        closed=_each(state.closed, lambda ticket: _ticket(ticket, to)),
        desks=_each(state.desks, lambda desk: replace(desk, since=_if_any(desk.since, to))),
        spool=_each(state.spool, lambda paper: _paper(paper, to)),
        papers=_each(state.papers, lambda paper: _paper(paper, to)),
        printers=_each(state.printers, lambda report: replace(report, since=to(report.since))),
        difficulties=tuple(replace(difficulty, at=to(difficulty.at)) for difficulty in state.difficulties),
        tension=_each(state.tension, lambda level: replace(level, since=_if_any(level.since, to))),
        alerts=_each(state.alerts, lambda alert: replace(alert, at=to(alert.at), until=_if_any(alert.until, to))),
        help_calls=_each(state.help_calls, lambda call: replace(call, since=to(call.since))),
        announced=_each(state.announced, to),
        fence=state.fence and replace(state.fence, kept_until=_if_any(state.fence.kept_until, to)),
    )


def _ticket(was: Ticket, to: Shift) -> Ticket:
    parked = was.parked
    if parked is not None and parked.until is not None:
        parked = replace(parked, until=to(parked.until))
    return replace(
        was,
        arrival=to(was.arrival),
        # With the arrival, not by itself: a head start is minutes, not a moment.
        order_key=was.order_key + to(was.arrival) - was.arrival,
        since=to(was.since),
        called_at=None if was.called_at is None else to(was.called_at),
        last_call_at=None if was.last_call_at is None else to(was.last_call_at),
        served_at=None if was.served_at is None else to(was.served_at),
        parked=parked,
        before=None if was.before is None else _ticket(was.before, to),
        changed_at=_if_any(was.changed_at, to),
    )


def _paper(was: Paper, to: Shift) -> Paper:
    return replace(was, deadline=to(was.deadline), queued_at=_if_any(was.queued_at, to))


def _if_any(moment: int, to: Shift) -> int:
    """0 is no moment."""
    return to(moment) if moment else 0


def _each(values: Map[_K, _T], change: Callable[[_T], _T]) -> Map[_K, _T]:
    return Map({key: change(value) for key, value in values.items()})
