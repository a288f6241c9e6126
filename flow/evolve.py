"""An event becomes the new state. Nothing is decided here: it has happened already."""

from typing import assert_never

from immutables import Map
from msgspec.structs import replace

from flow import events
from flow.acting import elsewhere
from flow.desks import evolve_staff
from flow.events import (
    AnyTicketEvent,
    DayOpened,
    JournalEntry,
    PrinterEvent,
    QueueEvent,
    StaffEvent,
    TicketEvent,
    TicketPrequalified,
    TicketTaken,
)
from flow.fence_events import FenceEvent
from flow.fencing import evolve_fence
from flow.hall.rules import evolve_hall
from flow.hall_events import HallEvent
from flow.needs import Route
from flow.paper import Paper, PaperState
from flow.plan import MINUTE, SECOND
from flow.printing import evolve_paper
from flow.state import OfficeState, without
from flow.tallying import kept_tally
from flow.tickets import State, Ticket, state_on
from flow.time_events import TimeEvent
from flow.timekeeping import evolve_time


def evolve(state: OfficeState, recorded: JournalEntry[QueueEvent]) -> OfficeState:
    """The state after this event; version becomes the event's seq."""
    after = _after(state, recorded, recorded.event)
    return replace(after, version=recorded.seq, tally=kept_tally(state, after, recorded.event))


def _after(state: OfficeState, recorded: JournalEntry[QueueEvent], event: QueueEvent) -> OfficeState:
    at, by = recorded.at, recorded.by
    if isinstance(event, TicketEvent):
        return _ticket_event(state, recorded, event)
    if isinstance(event, PrinterEvent):
        return evolve_paper(state, event, at)
    if isinstance(event, StaffEvent):
        return evolve_staff(state, event, at, by)
    if isinstance(event, HallEvent):
        return evolve_hall(state, event, at, by)
    if isinstance(event, TimeEvent):
        return evolve_time(state, event)
    if isinstance(event, FenceEvent):
        return evolve_fence(state, event, recorded.seq)
    match event:
        case events.DayOpened():
            return _opened(state, event)
        case events.KioskLocked():
            return replace(state, kiosk_locked=True)
        case events.KioskUnlocked():
            return replace(state, kiosk_locked=False)
        case _:
            assert_never(event)


def _opened(state: OfficeState, event: DayOpened) -> OfficeState:
    """A new day: of the one before only the machines, the printers and the doubt of the clock are left."""
    return OfficeState(
        state.plan,
        event.date,
        next_number=event.first_number,
        opened=event.date,
        epochs=(event.epoch,) if event.epoch else (),
        out_of_order=frozenset(event.out_of_order),
        printers=state.printers,
        rolls=Map(event.rolls),
        doubt=state.doubt,
    )


def _ticket_event(state: OfficeState, recorded: JournalEntry[QueueEvent], event: AnyTicketEvent) -> OfficeState:
    if isinstance(event, TicketTaken):
        return _taken(state, event, recorded)
    was = state.open.get(event.ticket) or state.closed[event.ticket]
    at, by = recorded.at, recorded.by
    match event:
        case events.TicketCalled(counter=counter):
            return _changed(state, recorded, was, was.called(counter, at, elsewhere(by, counter)))
        case events.TicketRecalled():
            return _changed(state, recorded, was, was.recalled(at))
        case events.TicketArrived():
            return _changed(state, recorded, was, was.arrived(at))
        case events.TicketClosed(outcome=outcome, where=where):
            return _changed(state, recorded, was, was.closed(outcome, where))
        case events.TicketTransferred(route=route, need=need):
            return _changed(state, recorded, was, was.sent_to(route).for_need(need))
        case events.TicketParked():
            return _changed(state, recorded, was, was.parked_for(event.parked()))
        case events.TicketAbsent():
            return _changed(state, recorded, was, was.absent())
        case events.TicketReturned(order_key=order_key):
            return _changed(state, recorded, was, was.waiting_again(_queue_of(state, was), order_key))
        case events.TicketReopened():
            return _changed(state, recorded, was, was.waiting_again(_queue_of(state, was)))
        case events.TicketPrequalified():
            return _changed(state, recorded, was, _prequalified(state, event, was))
        case events.TicketAdvanced(minutes=minutes, overtook=overtook):
            return _with_overtakings(_changed(state, recorded, was, was.advanced(minutes, overtook)), overtook, 1)
        case events.TicketMoved(order_key=order_key, reason=reason, overtook=overtook, shifted=shifted):
            moved = _changed(_given_way(state, shifted), recorded, was, was.moved_to(order_key, reason, overtook))
            return _with_overtakings(moved, overtook, 1)
        case events.ChangeUndone():
            back = was.undone(by, at)
            return _with_overtakings(_put(state, back), was.overtook[len(back.overtook) :], -1)
        case _:
            assert_never(event)


def _taken(state: OfficeState, event: TicketTaken, recorded: JournalEntry[QueueEvent]) -> OfficeState:
    figures, at = state.plan.figures, recorded.at
    ticket = Ticket(
        id=event.ticket,
        number=event.number,
        need=event.need,
        declared=event.need,
        arrival=at,
        order_key=at - (figures.legal_head_start_minutes * MINUTE if event.legal else 0),
        route=event.route,
        state=state_on(event.route),
        since=at,
        language=event.language,
        legal=event.legal,
        announced=event.wait,
        token_hash=event.token_hash,
        kiosk=recorded.by.device,
        changed_by=recorded.by,
        changed_at=at,
    )
    due = Paper(1, PaperState.QUEUED, at + figures.paper_seconds * SECOND, queued_at=at)
    return replace(
        state,
        next_number=event.number + 1,
        open=state.open.set(ticket.id, ticket),
        spool=state.spool.set(ticket.id, due),
        tokens=state.tokens.set(event.token_hash, ticket.id) if event.token_hash else state.tokens,
    )


def _prequalified(state: OfficeState, event: TicketPrequalified, was: Ticket) -> Ticket:
    head_start = state.plan.figures.legal_head_start_minutes * MINUTE
    ticket = was.prequalified_as(event.need, event.ticks, event.tags).with_priority(event.legal, head_start)
    if event.stays:
        return ticket.for_route(event.route)
    return ticket.sent_to(event.route, event.machine, event.accompanied, helped=True)


def _queue_of(state: OfficeState, ticket: Ticket) -> Route:
    """The queue a ticket comes back to: from the machine or from the mediator's side it waits for a counter able to serve it."""
    settled = ticket.route is not Route.MACHINE and ticket.state is not State.WITH_MEDIATOR
    if settled and ticket.route in (Route.COUNTER, Route.BANKER, Route.MEDIATOR):
        return ticket.route
    return Route.COUNTER if state.plan.served_at_counter(ticket.need) else Route.MEDIATOR


def _given_way(state: OfficeState, shifted: tuple[tuple[str, int], ...]) -> OfficeState:
    if not shifted:
        return state
    waiting = state.open
    for ticket, order_key in shifted:
        waiting = waiting.set(ticket, waiting[ticket].given_way(order_key))
    return replace(state, open=waiting)


def _changed(state: OfficeState, recorded: JournalEntry[QueueEvent], was: Ticket, ticket: Ticket) -> OfficeState:
    return _put(state, ticket.changed_from(was, recorded.by, recorded.at))


def _put(state: OfficeState, ticket: Ticket) -> OfficeState:
    if ticket.state is State.CLOSED:
        return replace(state, open=without(state.open, ticket.id), closed=state.closed.set(ticket.id, ticket))
    return replace(state, open=state.open.set(ticket.id, ticket), closed=without(state.closed, ticket.id))


def _with_overtakings(state: OfficeState, tickets: tuple[str, ...], step: int) -> OfficeState:
    """How often each was overtaken."""
    overtaken = state.overtaken
    for ticket in tickets:
        overtaken = overtaken.set(ticket, overtaken.get(ticket, 0) + step)
    return replace(state, overtaken=overtaken)
