"""The day rolls over: what was left unfinished is finished by the clock, marked as such, and nothing is lost."""

from collections.abc import Iterator

from msgspec.structs import replace

from flow.commands import OpenDay
from flow.decide import decide as decide_queue
from flow.events import CounterClosed, PresenceEnded, TicketClosed
from flow.state import DeskState
from flow.tickets import CLOCK, Outcome
from flow.time_events import DayCorrected
from mediation.accompaniments import proposed
from mediation.events import AccompanimentRecorded, AnyEvent
from mediation.presence import left_open
from mediation.state import OfficeDay
from mediation.workshops import carried


def open_day(office_day: OfficeDay, command: OpenDay, now: int) -> tuple[AnyEvent, ...]:
    """A new business day, never an earlier one. The last day's presences and accompaniments are finished before its tickets."""
    if command.begins and command.date > office_day.queue.date and _under_way(office_day, command.begins):
        return tuple(_followed(office_day, command, now))
    opened = decide_queue(office_day.queue, command, now, CLOCK).events
    return (
        (*left_open(office_day, now), *_unrecorded(office_day, now), *opened, *carried(office_day, now))
        if opened
        else ()
    )


def _under_way(office_day: OfficeDay, begins: int) -> bool:
    """Somebody came, or works, since the day began: its first hours were lived under yesterday's date, on an untrusted clock."""
    queue = office_day.queue
    came = any(ticket.arrival >= begins for tickets in (queue.open, queue.closed) for ticket in tickets.values())
    works = any(desk.since >= begins and desk.state is not DeskState.CLOSED for desk in queue.desks.values())
    return came or works or any(presence.started >= begins for presence in office_day.mediation.presences.values())


def _followed(office_day: OfficeDay, command: OpenDay, now: int) -> Iterator[AnyEvent]:
    """What is of today follows the day, numbers go on; what is of yesterday ends as it does at a roll-over."""
    queue, begins = office_day.queue, command.begins
    for left in left_open(office_day, now):
        presence = office_day.mediation.presences[left.presence]
        if presence.started < begins:
            yield PresenceEnded(presence.mediator)
            yield left
    for recorded in _unrecorded(office_day, now):
        if office_day.mediation.accompaniments[recorded.accompaniment].started < begins:
            yield recorded
    yesterdays = sorted(ticket.id for ticket in queue.open.values() if ticket.arrival < begins)
    yield from (TicketClosed(ticket, Outcome.REMOVED_AT_CLOSE) for ticket in yesterdays)
    for counter, desk in sorted(queue.desks.items()):
        if desk.since < begins and desk.state is not DeskState.CLOSED:
            yield CounterClosed(counter)
    yield DayCorrected(command.date)


def _unrecorded(office_day: OfficeDay, now: int) -> Iterator[AccompanimentRecorded]:
    """Help that was given counts, as proposed. How long it took is not known where nobody stopped it: its need's mean time."""
    # In the order they began: a map's own order is chance, and the same day must always close with the same events.
    for helped in sorted(office_day.mediation.accompaniments.values(), key=lambda each: (each.started, each.id)):
        if helped.recorded is None:
            details = proposed(office_day, helped, now)
            if helped.running:
                details = replace(details, minutes=max(1, round(office_day.queue.plan.mean_service(helped.need))))
            yield AccompanimentRecorded(helped.id, details, helped.need, confirmed=False)
