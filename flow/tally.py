"""What screens show of the whole day, kept beside the tickets: no view walks all that happened since the morning.

A ticket's share is taken out and put in again when it changes; `tally_of` counts the day anew, and is what the kept tally equals.
"""

from bisect import bisect_left, insort
from collections.abc import Mapping
from typing import NamedTuple, TypeVar

import msgspec
from immutables import Map

from flow.paper import NO_PAPER, Paper, PaperState
from flow.plan import MINUTE
from flow.tickets import Outcome, State, Ticket

_T = TypeVar("_T", int, str, "tuple[int, int, str]")
PERHAPS_WITHOUT = NO_PAPER | {PaperState.UNCERTAIN}
"""Ends of a paper after which the client may hold none."""


class Tally(msgspec.Struct, frozen=True):
    """Of all tickets of the open day. The tuples are sorted; times are milliseconds.

    by_outcome, by_need: counts of tickets. waits: from arrival to the call. calls: (last_call_at, number, id) of the tickets called to
    a counter. closed: (changed_at, number, id). passed: when closed tickets had waited as long as the longest that was announced to
    them. unanswered: when those did not answer. without_paper: numbers. other_papers: ids of papers that are of no ticket.
    """

    by_outcome: Map[str, int] = Map()
    by_need: Map[str, int] = Map()
    wrong_declarations: int = 0
    waits: tuple[int, ...] = ()
    calls: tuple[tuple[int, int, str], ...] = ()
    closed: tuple[tuple[int, int, str], ...] = ()
    passed: tuple[int, ...] = ()
    unanswered: tuple[int, ...] = ()
    without_paper: tuple[int, ...] = ()
    other_papers: tuple[str, ...] = ()

    @property
    def median_wait(self) -> float | None:
        """From arrival to the call, in minutes, over the tickets called today; None before the first."""
        if not self.waits:
            return None
        count = len(self.waits)
        return (self.waits[(count - 1) // 2] / MINUTE + self.waits[count // 2] / MINUTE) / 2


class Share(NamedTuple):
    """What one ticket, or one paper that is of none, adds to the tally; None or "" for nothing."""

    outcome: str = ""
    need: str = ""
    wrong: int = 0
    wait: int | None = None
    call: tuple[int, int, str] | None = None
    closed: tuple[int, int, str] | None = None
    passed: int | None = None
    unanswered: int | None = None
    without_paper: int | None = None
    other_paper: str | None = None


NOTHING = Share()


def share(key: str, ticket: Ticket | None, paper: Paper | None, ended: Paper | None, recalls: int) -> Share:
    """Of the ticket `key`, or of the paper that is of none. ended: its paper, once its end is known. recalls: how often one calls again."""
    if ticket is None:
        return NOTHING if paper is None else Share(other_paper=key)
    closed = ticket.state is State.CLOSED
    called = ticket.last_call_at is not None and ticket.last_call_at > 0 and ticket.counter
    lost = ended is not None and ended.state in PERHAPS_WITHOUT and ticket.outcome is not Outcome.ISSUED_IN_ERROR
    return Share(
        outcome=str(ticket.outcome or "") if closed else "",
        need=ticket.need,
        wrong=int(ticket.need != ticket.declared),
        wait=None if ticket.called_at is None else ticket.called_at - ticket.arrival,
        call=(ticket.last_call_at or 0, ticket.number, ticket.id) if called else None,
        closed=(ticket.changed_at, ticket.number, ticket.id) if closed else None,
        passed=announced_passed(ticket, ticket.changed_at) if closed else None,
        unanswered=no_answer(ticket, recalls) if closed else None,
        without_paper=ticket.number if lost else None,
    )


def announced_passed(ticket: Ticket, now: int) -> int | None:
    """When the client began to wait longer than the longest that had been announced to them; None when they did not."""
    if ticket.announced is None or ticket.announced.high is None:
        return None
    passed = ticket.arrival + ticket.announced.high * MINUTE
    if passed >= now:
        return None
    ended = now if ticket.state is State.WAITING else ticket.called_at or ticket.since
    return passed if passed < ended else None


def no_answer(ticket: Ticket, recalls: int) -> int | None:
    """When the client was called a second time again, or never came; None when they answered."""
    if ticket.outcome is Outcome.NO_SHOW:
        return ticket.changed_at
    return ticket.last_call_at if ticket.calls > recalls else None


def exchanged(tally: Tally, was: Share, now: Share) -> Tally:
    """The tally once one share is another."""
    if was == now:
        return tally
    return Tally(
        by_outcome=_recounted(tally.by_outcome, was.outcome, now.outcome),
        by_need=_recounted(tally.by_need, was.need, now.need),
        wrong_declarations=tally.wrong_declarations + now.wrong - was.wrong,
        waits=_replaced(tally.waits, was.wait, now.wait),
        calls=_replaced(tally.calls, was.call, now.call),
        closed=_replaced(tally.closed, was.closed, now.closed),
        passed=_replaced(tally.passed, was.passed, now.passed),
        unanswered=_replaced(tally.unanswered, was.unanswered, now.unanswered),
        without_paper=_replaced(tally.without_paper, was.without_paper, now.without_paper),
        other_papers=_replaced(tally.other_papers, was.other_paper, now.other_paper),
    )


def tally_of(
    tickets: Mapping[str, Ticket], spool: Mapping[str, Paper], papers: Mapping[str, Paper], recalls: int
) -> Tally:
    """The tally of these, from nothing."""
    tally = Tally()
    for key in {*tickets, *spool, *papers}:
        ended = papers.get(key)
        tally = exchanged(tally, NOTHING, share(key, tickets.get(key), spool.get(key) or ended, ended, recalls))
    return tally


def _recounted(counts: Map[str, int], was: str, now: str) -> Map[str, int]:
    if was == now:
        return counts
    if was:
        left = counts.get(was, 0) - 1
        counts = counts.set(was, left) if left > 0 else counts.delete(was)
    return counts.set(now, counts.get(now, 0) + 1) if now else counts


def _replaced(values: tuple[_T, ...], was: _T | None, now: _T | None) -> tuple[_T, ...]:
    if was == now:
        return values
    remaining = list(values)
    if was is not None:
        at = bisect_left(remaining, was)
        del remaining[at : at + 1]
    if now is not None:
        insort(remaining, now)
    return tuple(remaining)
