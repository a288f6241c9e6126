"""A kiosk's button has a brake, what it gave in a rush a broom, and its device a short memory.

All of it is decided from the tickets that the kiosk's device gave, so that a restart changes nothing.
"""

import math
from collections.abc import Iterator
from operator import attrgetter
from typing import Annotated, assert_never

import msgspec
from msgspec import Meta

from flow import kiosk_commands as commands
from flow.bounds import SWEPT_AT_ONCE
from flow.decision import Decision
from flow.events import KioskLocked, KioskUnlocked, PaperReported, QueueEvent, TicketClosed
from flow.hall_events import HallEvent, KioskRushed, RushSettled
from flow.kiosk_commands import KioskCommand, SweepTickets
from flow.paper import PaperState
from flow.plan import MINUTE, SECOND
from flow.refusals import Reason, Refused
from flow.state import OfficeState, Rush
from flow.tickets import Actor, Outcome, Ticket


class RushNotice(msgspec.Struct, frozen=True):
    """A rush that somebody must look at."""

    id: Annotated[str, Meta(description="as commands name it")]
    count: Annotated[int, Meta(description="tickets that the kiosk gave in it")]
    since: Annotated[int, Meta(description="its first ticket, in milliseconds")]
    until: Annotated[int, Meta(description="its last ticket, in milliseconds")]
    tickets: Annotated[tuple[str, ...], Meta(description="ids of those that are still as the kiosk gave them")]
    numbers: Annotated[tuple[int, ...], Meta(description="of the same tickets, which nobody of the staff has touched")]


def decide_kiosk(state: OfficeState, command: KioskCommand) -> Decision[QueueEvent]:
    """What staff do about a kiosk; what is so already is no event. Raises Refused (rush_unknown, rush_settled, ticket_unknown)."""
    match command:
        case commands.SweepTickets():
            return _sweep(state, command)
        case commands.SettleRush(rush):
            return Decision(_settle(state, rush))
        case commands.LockKiosk():
            return Decision(() if state.kiosk_locked else (KioskLocked(),))
        case commands.UnlockKiosk():
            return Decision((KioskUnlocked(),) if state.kiosk_locked else ())
        case _:
            assert_never(command)


def brake(state: OfficeState, kiosk: int, now: int) -> None:
    """Raises Refused (too_many_tickets; seconds: until it gives one again) when this kiosk gave as many in a minute as it may.

    kiosk 0: no device is known, as in a simulation; there is nothing to count.
    """
    most = state.plan.figures.kiosk_tickets_a_minute
    lately = _lately(state, kiosk, now) if kiosk and most else []
    if lately and len(lately) >= most:
        free = lately[-most].arrival + MINUTE
        raise Refused(Reason.TOO_MANY_TICKETS, seconds=math.ceil((free - now) / SECOND))


def rushed(state: OfficeState, kiosk: int, now: int) -> tuple[KioskRushed, ...]:
    """What the next ticket makes of the last minute of this kiosk: nothing, or a rush that begins or goes on."""
    last, most = state.next_number, state.plan.figures.kiosk_tickets_a_minute
    before = _lately(state, kiosk, now) if kiosk and most else []
    if not most or len(before) + 1 < most:
        return ()
    first = before[0].number if before else last
    rushes = [rush for rush in state.rushes.values() if rush.kiosk == kiosk and rush.last >= first]
    going_on = next((rush for rush in rushes if not rush.settled), None)
    if going_on is not None:
        return (KioskRushed(going_on.id, kiosk, going_on.first, last),)
    # What real people took is no part of what comes after it.
    first = max((rush.last + 1 for rush in rushes), default=first)
    return (KioskRushed(f"rush-{state.version + 1}", kiosk, first, last),)


def notices(state: OfficeState) -> tuple[RushNotice, ...]:
    """The rushes that nobody has dealt with yet, the oldest first."""
    rush_notices = []
    for rush in state.rushes.values():
        untouched = [] if rush.settled else list(_untouched(state, rush))[:SWEPT_AT_ONCE]
        if untouched:
            tickets = list(_tickets_of(state, rush))
            ids, numbers = tuple(t.id for t in untouched), tuple(t.number for t in untouched)
            rush_notices.append(
                RushNotice(rush.id, len(tickets), tickets[0].arrival, tickets[-1].arrival, ids, numbers)
            )
    return tuple(sorted(rush_notices, key=lambda notice: notice.since))


def _sweep(state: OfficeState, command: SweepTickets) -> Decision[QueueEvent]:
    """Ends the named tickets of the rush that nobody has touched; their papers that are due are not printed.

    Raises Refused (rush_unknown, rush_settled, ticket_unknown).
    """
    rush = _rush(state, command.rush)
    if not all(state.any_ticket(ticket) for ticket in command.tickets):
        raise Refused(Reason.TICKET_UNKNOWN)
    if rush.settled:
        raise Refused(Reason.RUSH_SETTLED)
    named = set(command.tickets)
    swept = [ticket.id for ticket in _untouched(state, rush) if ticket.id in named]
    papers = ((ticket, state.spool.get(ticket)) for ticket in swept)
    not_printed = (
        PaperReported(ticket, paper.copy, paper.printer, PaperState.NOT_SENT, "swept", 0)
        for ticket, paper in papers
        if paper is not None and paper.state is PaperState.QUEUED
    )
    closed = (TicketClosed(ticket, Outcome.ISSUED_IN_ERROR) for ticket in swept)
    return Decision((*closed, *not_printed), tickets=tuple(swept))


def swept(state: OfficeState) -> list[Ticket]:
    """The tickets of rushes that were ended as given in error, the newest first: a real client may be among them."""
    from_rushes = {t.id: t for rush in state.rushes.values() for t in _tickets_of(state, rush)}
    issued_in_error = [ticket for ticket in from_rushes.values() if ticket.outcome is Outcome.ISSUED_IN_ERROR]
    return sorted(issued_in_error, key=lambda ticket: ticket.number, reverse=True)[:SWEPT_AT_ONCE]


def _settle(state: OfficeState, rush: str) -> tuple[HallEvent, ...]:
    """Real people took them. Raises Refused (rush_unknown)."""
    return () if _rush(state, rush).settled else (RushSettled(rush),)


def check_own(state: OfficeState, ticket_id: str, by: Actor, now: int) -> None:
    """Raises Refused (not_your_ticket) when a kiosk names a ticket that it did not give just now; the staff may name any."""
    if by.role == "kiosk" and not is_own(state, state.any_ticket(ticket_id), by.device, now):
        raise Refused(Reason.NOT_YOUR_TICKET)


def is_own(state: OfficeState, ticket: Ticket | None, kiosk: int, now: int) -> bool:
    """True when this kiosk's device gave the ticket, so lately that its client may still stand there."""
    if ticket is None or not kiosk or ticket.kiosk != kiosk:
        return False
    return ticket.arrival > _forgotten(state, now)


def own_tickets(state: OfficeState, kiosk: int, now: int) -> list[Ticket]:
    """The open tickets that are this kiosk's own now, the newest first."""
    forgotten = _forgotten(state, now)
    own = [t for t in state.open.values() if t.kiosk == kiosk and t.arrival > forgotten] if kiosk else []
    return sorted(own, key=attrgetter("number"), reverse=True)


def _forgotten(state: OfficeState, now: int) -> int:
    """What came until then is no kiosk's own any more."""
    return now - state.plan.figures.kiosk_remembers_seconds * SECOND


def _lately(state: OfficeState, kiosk: int, now: int) -> list[Ticket]:
    """The tickets that this kiosk gave within the last minute, the oldest first."""
    tickets = []
    for ticket in _newest_first(state):
        if now - ticket.arrival >= MINUTE:
            break
        if ticket.kiosk == kiosk:
            tickets.append(ticket)
    return tickets[::-1]


def _newest_first(state: OfficeState) -> Iterator[Ticket]:
    number = state.next_number - 1
    while (ticket := state.numbered(number)) is not None:
        yield ticket
        number -= 1


def _tickets_of(state: OfficeState, rush: Rush) -> Iterator[Ticket]:
    for number in range(rush.first, rush.last + 1):
        ticket = state.numbered(number)
        if ticket is not None and ticket.kiosk == rush.kiosk:
            yield ticket


def _untouched(state: OfficeState, rush: Rush) -> Iterator[Ticket]:
    """Open, and as the kiosk gave them: any change gives a ticket another rev, and to some a colleague is on the way."""
    met = {call.origin for call in state.help_calls.values() if call.coming}
    return (t for t in _tickets_of(state, rush) if t.rev == 1 and t.id in state.open and t.id not in met)


def _rush(state: OfficeState, rush_id: str) -> Rush:
    rush = state.rushes.get(rush_id)
    if rush is None:
        raise Refused(Reason.RUSH_UNKNOWN)
    return rush
