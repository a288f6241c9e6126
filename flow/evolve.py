"""An event becomes the new state. Nothing is decided here: what happened, happened."""

from typing import Any, TypeVar, assert_never

import msgspec
from immutables import Map

from flow import events as happened
from flow.acting import elsewhere
from flow.events import PaperQueued, Recorded, TicketPrequalified, TicketTaken
from flow.fence_events import FenceEvent
from flow.fencing import evolve_fence
from flow.hall import evolve_hall
from flow.hall_events import HallEvent
from flow.needs import Route
from flow.paper import Paper, PaperState, PrinterReport
from flow.plan import MINUTE, SECOND
from flow.state import Desk, DeskState, OfficeState
from flow.tallying import kept_tally
from flow.tickets import State, Ticket
from flow.time_events import TimeEvent
from flow.timekeeping import evolve_time

replace = msgspec.structs.replace
_T = TypeVar("_T")
_NOWHERE: dict[str, Any] = {"counter": None, "called_from": "", "parked": None, "machine": "", "accompanied": False}


def evolve(state: OfficeState, recorded: Recorded) -> OfficeState:
    """The state after this event; version becomes the event's seq."""
    after = _after(state, recorded)
    return replace(after, version=recorded.seq, tally=kept_tally(state, after, recorded.event))


def _after(state: OfficeState, recorded: Recorded) -> OfficeState:
    at, by, event = recorded.at, recorded.by, recorded.event
    if isinstance(event, HallEvent):
        return evolve_hall(state, event, at, by)
    if isinstance(event, TimeEvent):
        return evolve_time(state, event)
    if isinstance(event, FenceEvent):
        return evolve_fence(state, event, recorded.seq)
    match event:
        case happened.DayOpened(date, first_number, rolls, out_of_order, epoch):
            day = OfficeState(state.plan, date, next_number=first_number, opened=date, epochs=(epoch,) if epoch else ())
            broken = frozenset(out_of_order)
            return replace(day, out_of_order=broken, printers=state.printers, rolls=Map(rolls), doubt=state.doubt)
        case happened.TicketTaken():
            return _taken(state, event, recorded)
        case happened.TicketCalled(ticket, counter):
            fields = {
                "state": State.CALLED,
                "counter": counter,
                "called_at": at,
                "calls": 1,
                "last_call_at": at,
                "called_as": at,
            }
            return _change(state, recorded, ticket, **_NOWHERE | fields | {"called_from": elsewhere(by, counter)})
        case happened.TicketRecalled(ticket):
            return _change(state, recorded, ticket, calls=state.open[ticket].calls + 1, last_call_at=at, called_as=at)
        case happened.TicketArrived(ticket):
            return _change(state, recorded, ticket, state=State.SERVING, served_at=at)
        case happened.TicketClosed(ticket, outcome, where):
            return _change(state, recorded, ticket, state=State.CLOSED, outcome=outcome, where=where)
        case happened.TicketTransferred(ticket, route, need):
            return _change(state, recorded, ticket, **_routed(route), need=need)
        case happened.TicketParked(ticket):
            aside = _NOWHERE | {"state": State.PARKED, "parked": event.parked()}
            return _change(state, recorded, ticket, **aside)
        case happened.TicketAbsent(ticket):
            return _change(state, recorded, ticket, state=State.ABSENT, parked=None)
        case happened.TicketReturned(ticket, order_key):
            fields = {"state": State.WAITING, **_NOWHERE, "route": _queue_of(state, state.open[ticket])}
            return _change(state, recorded, ticket, **fields, **({} if order_key is None else {"order_key": order_key}))
        case happened.TicketReopened(ticket):
            gone = state.closed[ticket]
            fields = {"state": State.WAITING, "outcome": None, "where": "", "route": _queue_of(state, gone)}
            return _change(state, recorded, ticket, **_NOWHERE, **fields)
        case happened.TicketPrequalified():
            return _prequalified(state, event, recorded)
        case happened.TicketAdvanced(ticket, minutes, overtook):
            was = state.open[ticket]
            fields = {"order_key": was.order_key - minutes * MINUTE, "advance_minutes": was.advance_minutes + minutes}
            return _counted(_change(state, recorded, ticket, **fields, overtook=was.overtook + overtook), overtook, 1)
        case happened.TicketMoved(ticket, order_key, reason, overtook, shifted=shifted):
            was = state.open[ticket]
            for other, key in shifted:
                state = replace(state, open=state.open.set(other, _shifted(state.open[other], key)))
            moved = {"order_key": order_key, "moved": reason, "overtook": was.overtook + overtook}
            return _counted(_change(state, recorded, ticket, **moved), overtook, 1)
        case happened.ChangeUndone(ticket):
            return _undone(state, recorded, ticket)
        case happened.CounterOpened(counter):
            return _desk(state, counter, DeskState.OPEN, recorded)
        case happened.CounterPaused(counter):
            return _desk(state, counter, DeskState.PAUSED, recorded)
        case happened.CounterClosed(counter):
            return _desk(state, counter, DeskState.CLOSED, recorded)
        case happened.PresenceStarted():
            return replace(state, present=(*state.present, by.name))
        case happened.PresenceEnded(mediator):
            return replace(state, present=tuple(name for name in state.present if name != (mediator or by.name)))
        case happened.KioskLocked():
            return replace(state, kiosk_locked=True)
        case happened.KioskUnlocked():
            return replace(state, kiosk_locked=False)
        case happened.PaperClaimed(ticket, copy, printer):
            return _due(state, ticket, state=PaperState.PRINTING, copy=copy, printer=printer)
        case happened.PaperQueued():
            return _queued(state, event, at)
        case happened.PaperHeldUp(ticket, _copy, deadline):
            return _due(state, ticket, deadline=deadline)
        case happened.PaperReported(ticket, copy, printer, outcome, reason, mm=mm):
            was_paper = state.paper(ticket) or Paper(copy, outcome, at)
            paper = replace(was_paper, state=outcome, copy=copy, printer=printer, reason=reason)
            used = {"rolls": state.rolls.set(printer, state.rolls.get(printer, 0) + mm)} if mm else {}
            return replace(state, spool=_without(state.spool, ticket), papers=state.papers.set(ticket, paper), **used)
        case happened.RollChanged(printer):
            return replace(state, rolls=state.rolls.set(printer, 0))
        case happened.PrinterReported(printer, printer_state):
            return replace(state, printers=state.printers.set(printer, PrinterReport(printer_state, at)))
        case _:
            assert_never(event)


def _taken(state: OfficeState, event: TicketTaken, recorded: Recorded) -> OfficeState:
    figures, at = state.plan.figures, recorded.at
    ticket = Ticket(
        id=event.ticket,
        number=event.number,
        need=event.need,
        declared=event.need,
        arrival=at,
        order_key=at - (figures.legal_head_start_minutes * MINUTE if event.legal else 0),
        route=event.route,
        state=_routed(event.route)["state"],
        since=at,
        language=event.language,
        legal=event.legal,
        announced=event.wait,
        token_hash=event.token_hash,
        kiosk=recorded.by.device,
        changed_by=recorded.by,
        changed_at=at,
    )
    return replace(
        state,
        next_number=event.number + 1,
        open=state.open.set(ticket.id, ticket),
        spool=state.spool.set(
            ticket.id, Paper(1, PaperState.QUEUED, at + figures.paper_seconds * SECOND, queued_at=at)
        ),
        tokens=state.tokens.set(event.token_hash, ticket.id) if event.token_hash else state.tokens,
    )


def _prequalified(state: OfficeState, event: TicketPrequalified, recorded: Recorded) -> OfficeState:
    was = state.open[event.ticket]
    head = state.plan.figures.legal_head_start_minutes * MINUTE
    where = _routed(event.route, helped=True) | {"machine": event.machine, "accompanied": event.accompanied}
    found: dict[str, Any] = ({"route": event.route} if event.stays else where) | {
        "need": event.need,
        "ticks": event.ticks,
        "legal": event.legal,
        "order_key": was.order_key + (head if was.legal else 0) - (head if event.legal else 0),
        "tags": event.tags,
        "prequalified": True,
    }
    return _change(state, recorded, event.ticket, **found)


def _due(state: OfficeState, ticket: str, /, **fields: Any) -> OfficeState:
    return replace(state, spool=state.spool.set(ticket, replace(state.spool[ticket], **fields)))


def _queued(state: OfficeState, event: PaperQueued, at: int) -> OfficeState:
    was = state.paper(event.ticket)
    paper = Paper(
        copy=event.copy,
        state=PaperState.QUEUED,
        deadline=event.deadline,
        reason=was.reason if was else "",
        queued_at=at,
        tried=event.tried,
        reprint=event.reprint,
        only=event.only,
        language=event.language,
    )
    return replace(state, spool=state.spool.set(event.ticket, paper), papers=_without(state.papers, event.ticket))


def _routed(route: Route, helped: bool = False) -> dict[str, Any]:
    """Where a ticket stands once its route is chosen; helped: the mediator is already with the person."""
    stands = State.AT_MACHINE if route is Route.MACHINE else State.WAITING
    if helped and route is Route.MEDIATOR:
        stands = State.WITH_MEDIATOR
    return {"route": route, "state": stands, **_NOWHERE}


def _queue_of(state: OfficeState, ticket: Ticket) -> Route:
    """The queue a ticket comes back to: from the machine or from the mediator's side it waits for a counter able to serve it."""
    settled = ticket.route is not Route.MACHINE and ticket.state is not State.WITH_MEDIATOR
    if settled and ticket.route in (Route.COUNTER, Route.BANKER, Route.MEDIATOR):
        return ticket.route
    return Route.COUNTER if state.plan.served_at_counter(ticket.need) else Route.MEDIATOR


def _change(state: OfficeState, recorded: Recorded, ticket_id: str, /, **fields: Any) -> OfficeState:
    was = state.open.get(ticket_id) or state.closed[ticket_id]
    since = recorded.at if fields.get("state", was.state) is not was.state else was.since
    now = replace(
        was,
        **fields,
        since=since,
        rev=was.rev + 1,
        before=replace(was, before=None),
        changed_by=recorded.by,
        changed_at=recorded.at,
    )
    return _put(state, now)


def _put(state: OfficeState, ticket: Ticket) -> OfficeState:
    if ticket.state is State.CLOSED:
        return replace(state, open=_without(state.open, ticket.id), closed=state.closed.set(ticket.id, ticket))
    return replace(state, open=state.open.set(ticket.id, ticket), closed=_without(state.closed, ticket.id))


def _shifted(ticket: Ticket, key: int) -> Ticket:
    """The key gives way; also in what an undo brings back, so that undoing a change of something else keeps the place."""
    before = ticket.before
    if before is not None and before.order_key == ticket.order_key:
        before = replace(before, order_key=key)
    return replace(ticket, order_key=key, before=before)


def _undone(state: OfficeState, recorded: Recorded, ticket_id: str) -> OfficeState:
    was = state.any_ticket(ticket_id)
    assert was is not None
    assert was.before is not None
    back = was.before
    taken_back = was.overtook[len(back.overtook) :]
    by_at = {"changed_by": recorded.by, "changed_at": recorded.at}
    return _counted(_put(state, replace(back, rev=was.rev + 1, before=None, **by_at)), taken_back, -1)


def _counted(state: OfficeState, tickets: tuple[str, ...], step: int) -> OfficeState:
    overtaken = state.overtaken
    for ticket in tickets:
        overtaken = overtaken.set(ticket, overtaken.get(ticket, 0) + step)
    return replace(state, overtaken=overtaken)


def _desk(state: OfficeState, counter: str, desk: DeskState, recorded: Recorded) -> OfficeState:
    return replace(state, desks=state.desks.set(counter, Desk(desk, recorded.at, elsewhere(recorded.by, counter))))


def _without(known: Map[str, _T], key: str) -> Map[str, _T]:
    return known.delete(key) if key in known else known
