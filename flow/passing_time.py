"""What the clock does by itself: absences end, parked tickets come back, late paper expires, a message's time ends, tension
is read, the day rolls over.
"""

from collections.abc import Iterator

from flow.events import DayOpened, JournalEntry, PaperReported, QueueEvent, TicketClosed, TicketReturned
from flow.evolve import evolve
from flow.hall.alerts import watch_tension
from flow.hall_events import MessageWithdrawn
from flow.paper import PaperState
from flow.plan import MINUTE, SECOND
from flow.state import OfficeState
from flow.tickets import CLOCK, Outcome, State

_WORKER_SECONDS = 12
"""A print takes 8 s at most: a worker that says nothing for longer is gone, and what became of its paper is uncertain."""


def pass_time(state: OfficeState, now: int, began: int = 0) -> tuple[QueueEvent, ...]:
    """All that is due at `now`, in an office that runs since `began`. Tension is read last, as the rest leaves the office."""
    due: tuple[QueueEvent, ...] = (
        *_absent_too_long(state, now, began),
        *_parked_time_over(state, now),
        *_paper_too_late(state, now),
        *_messages_over(state, now),
    )
    after = state
    for event in due:
        after = evolve(after, JournalEntry(after.version + 1, now, CLOCK, event))
    return (*due, *watch_tension(after, now))


def open_day(state: OfficeState, date: str, used: int = 0, epoch: str = "") -> tuple[QueueEvent, ...]:
    """A new business day, never an earlier one: what is still open is removed, then the numbers start again."""
    if date <= state.date:
        return ()
    removed = tuple(TicketClosed(ticket, Outcome.REMOVED_AT_CLOSE) for ticket in state.open)
    broken = tuple(sorted(state.out_of_order))
    # Numbers given under this date already, on a day that was opened too early: never given again.
    first = max(state.plan.figures.first_number, used + 1)
    return (*removed, DayOpened(date, first, dict(state.rolls), broken, epoch))


def _absent_too_long(state: OfficeState, now: int, began: int) -> Iterator[QueueEvent]:
    """While the office did not run nobody could be found again: its whole time begins with it."""
    limit = state.plan.figures.absent_minutes * MINUTE
    for ticket in state.open.values():
        if ticket.state is State.ABSENT and now - max(ticket.since, began) >= limit:
            yield TicketClosed(ticket.id, Outcome.NO_SHOW)


def _parked_time_over(state: OfficeState, now: int) -> Iterator[QueueEvent]:
    for ticket in state.open.values():
        if ticket.parked is not None and ticket.parked.until is not None and now >= ticket.parked.until:
            yield TicketReturned(ticket.id)


def _messages_over(state: OfficeState, now: int) -> Iterator[QueueEvent]:
    for message, until in state.announced.items():
        if now >= until:
            yield MessageWithdrawn(message)


def _paper_too_late(state: OfficeState, now: int) -> Iterator[QueueEvent]:
    for ticket, paper in state.spool.items():
        if paper.state is PaperState.QUEUED and now > paper.deadline:
            yield PaperReported(ticket, paper.copy, paper.printer, PaperState.EXPIRED, paper.reason or "no_worker", 0)
        if paper.state is PaperState.PRINTING and now > paper.deadline + _WORKER_SECONDS * SECOND:
            yield PaperReported(ticket, paper.copy, paper.printer, PaperState.UNCERTAIN, "worker_gone", 0)
