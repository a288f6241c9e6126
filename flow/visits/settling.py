"""A ticket is finished, left, sent elsewhere, kept aside, comes back, or its last change is undone."""

from flow.commands import FinishTicket, LeaveQueue, ParkTicket, ReopenTicket, ReturnTicket, TransferTicket, Undo
from flow.events import (
    ChangeUndone,
    QueueEvent,
    TicketClosed,
    TicketParked,
    TicketReopened,
    TicketReturned,
    TicketTransferred,
)
from flow.needs import Route
from flow.plan import MINUTE, SECOND
from flow.refusals import Reason, Refused
from flow.state import DeskState, OfficeState
from flow.tickets import Actor, Outcome, State, Ticket
from flow.visits.checks import counter_free, facts_of, ticket_for
from flow.visits.possible import may_end_as

_AT_COUNTER = (State.CALLED, State.SERVING)


def finish(state: OfficeState, command: FinishTicket) -> tuple[QueueEvent, ...]:
    """The visit ends. Raises Refused (outcome_not_possible, place_missing, ticket_closed, changed_meanwhile)."""
    ticket = ticket_for(state, command, command.seen)
    check_outcome(ticket, command.outcome, command.where)
    return (TicketClosed(ticket.id, command.outcome, state.plan.places.get(command.where, "")),)


def check_outcome(ticket: Ticket, outcome: Outcome, where: str) -> None:
    """Raises Refused when this ticket cannot end so: served needs a counter, a no-show needs a call."""
    if not may_end_as(outcome, ticket.state):
        raise Refused(Reason.OUTCOME_NOT_POSSIBLE, outcome=outcome.value, **facts_of(ticket))
    if outcome is Outcome.ORIENTED_ELSEWHERE and not where:
        raise Refused(Reason.PLACE_MISSING, number=ticket.number)


def leave(state: OfficeState, command: LeaveQueue) -> tuple[QueueEvent, ...]:
    """The client leaves. Raises Refused (ticket_closed, wrong_state while being served)."""
    return (TicketClosed(ticket_for(state, command).id, Outcome.LEFT),)


def transfer(state: OfficeState, command: TransferTicket) -> tuple[QueueEvent, ...]:
    """Another route or need, arrival kept. Raises Refused (need_unknown, not_competent, route_not_offered)."""
    ticket = ticket_for(state, command, command.seen)
    need = command.need or ticket.need
    check_route(state, need, command.route)
    return (TicketTransferred(ticket.id, command.route, need),)


def check_route(state: OfficeState, need: str, route: Route) -> None:
    """Raises Refused (need_unknown, route_not_offered, machine_out_of_order, machine_cannot, not_competent) unless the need is
    known and somebody, or some machine in order, can serve it on this route.
    """
    if need not in state.plan.needs:
        raise Refused(Reason.NEED_UNKNOWN, need=need)
    if route in (Route.WORKSHOP, Route.ELSEWHERE):
        raise Refused(Reason.ROUTE_NOT_OFFERED, route=route.value)
    if route is Route.MACHINE and not state.machine_offered(need):
        raise Refused(_why_no_machine(state, need))
    if route in (Route.COUNTER, Route.BANKER) and not state.plan.served_at_counter(need):
        raise Refused(Reason.NOT_COMPETENT, need=need)


def check_machine(state: OfficeState, need: str, route: Route, machine: str) -> None:
    """Raises Refused unless "" or a machine in order that solves the need, on the machine route."""
    if not machine:
        return
    machine_plan = state.plan.machines[machine]
    if machine in state.out_of_order:
        raise Refused(Reason.MACHINE_OUT_OF_ORDER, machine=machine)
    if need not in machine_plan.needs or route is not Route.MACHINE:
        raise Refused(Reason.MACHINE_CANNOT, machine=machine)


def park(state: OfficeState, command: ParkTicket, now: int) -> tuple[QueueEvent, ...]:
    """Kept aside with its place. Raises Refused (wrong_state, changed_meanwhile)."""
    ticket = ticket_for(state, command, command.seen)
    until = now + command.minutes * MINUTE if command.minutes is not None else None
    return (TicketParked(ticket.id, command.why, until),)


def return_ticket(state: OfficeState, command: ReturnTicket) -> tuple[QueueEvent, ...]:
    """Back in the queue at the original place; after an absence, the next call. Raises Refused (wrong_state, changed_meanwhile)."""
    ticket = ticket_for(state, command, command.seen)
    if ticket.state is not State.ABSENT:
        failed = command.failed and ticket.state in (State.AT_MACHINE, State.WITH_MEDIATOR)
        return (TicketReturned(ticket.id, failed=failed),)
    first = min((t.order_key for t in state.waiting()), default=ticket.order_key + 1)
    return (TicketReturned(ticket.id, min(ticket.order_key, first - 1)),)


def reopen(state: OfficeState, command: ReopenTicket) -> tuple[QueueEvent, ...]:
    """A ticket closed today waits again with its seniority. Raises Refused (ticket_unknown, wrong_state)."""
    ticket = state.closed.get(command.ticket)
    if ticket is None:
        raise Refused(Reason.WRONG_STATE, **facts_of(state.ticket(command.ticket)))
    return (TicketReopened(ticket.id),)


def _why_no_machine(state: OfficeState, need: str) -> Reason:
    return Reason.MACHINE_OUT_OF_ORDER if state.plan.solved_at_machine(need) else Reason.MACHINE_CANNOT


def undo(state: OfficeState, command: Undo, now: int, by: Actor) -> tuple[QueueEvent, ...]:
    """Reverse the ticket's last change, if it is still the one that was seen.

    Raises Refused (ticket_unknown, changed_meanwhile, nothing_to_undo, too_late_to_undo, counter_busy, counter_not_open: nobody
    is put back at a closed counter).
    """
    ticket = state.any_ticket(command.ticket)
    if ticket is None:
        raise Refused(Reason.TICKET_UNKNOWN)
    if ticket.rev != command.seen:
        raise Refused(Reason.CHANGED_MEANWHILE, **facts_of(ticket))
    if ticket.before is None:
        raise Refused(Reason.NOTHING_TO_UNDO, number=ticket.number)
    late = now - ticket.changed_at > state.plan.figures.undo_accepted_seconds * SECOND
    if late and by.role != "manager":
        raise Refused(Reason.TOO_LATE_TO_UNDO, number=ticket.number)
    if ticket.before.state in _AT_COUNTER and ticket.before.counter is not None:
        counter_free(state, ticket.before.counter, but=ticket.id)
        if state.desk(ticket.before.counter).state is DeskState.CLOSED:
            raise Refused(Reason.COUNTER_NOT_OPEN, counter=ticket.before.counter)
    return (ChangeUndone(ticket.id, ticket.rev),)
