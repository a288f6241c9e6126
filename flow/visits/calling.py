"""A counter calls: next, this one, again; the person arrives, or does not."""

from flow.commands import CallNext, CallTicket, MarkAbsent, MarkArrived, Recall
from flow.decision import Decision
from flow.events import QueueEvent, TicketAbsent, TicketArrived, TicketCalled, TicketClosed, TicketRecalled
from flow.order import next_for
from flow.plan import SECOND
from flow.refusals import Reason, Refused
from flow.state import OfficeState
from flow.tickets import Outcome, State, Ticket
from flow.visits.checks import counter_calls, counter_free, facts_of, ticket_for
from flow.visits.settling import check_outcome


def call_next(state: OfficeState, command: CallNext, now: int) -> Decision[QueueEvent]:
    """Who is next at this counter, after the ticket being served there is finished if `finish` says how.

    A second press within the double press time calls nobody else. Raises Refused (counter_unknown, counter_not_open,
    counter_busy, nobody_waiting, outcome_not_possible).
    """
    counter_calls(state, command.counter)
    present = state.at_counter(command.counter)
    if present is not None and _just_called(state, present, now):
        return Decision(ticket=present.id)
    ended = _ended(state, command.counter, present, command.finish)
    ticket = next_for(state, state.counter(command.counter), now)
    if ticket is None:
        # What is finished stays finished: the agent said so, whether or not somebody else waits.
        if present is not None:
            return Decision(ended, present.id)
        raise Refused(Reason.NOBODY_WAITING, counter=command.counter)
    return Decision((*ended, TicketCalled(ticket.id, command.counter)), ticket.id)


def call_ticket(state: OfficeState, command: CallTicket, now: int) -> tuple[QueueEvent, ...]:
    """This ticket, out of its turn: waiting, parked, absent, at a machine or with the mediator.

    Raises Refused as call_next does, and ticket_unknown, ticket_closed, wrong_state.
    """
    counter_calls(state, command.counter)
    present = state.at_counter(command.counter)
    if present is not None and present.id == command.ticket and _just_called(state, present, now):
        return ()
    ticket = ticket_for(state, command)
    ended = _ended(state, command.counter, present, command.finish)
    return (*ended, TicketCalled(ticket.id, command.counter))


def recall(state: OfficeState, command: Recall, now: int) -> tuple[QueueEvent, ...]:
    """The same call again; a double press is one.

    Raises Refused: wrong_state (also for somebody who was never called: they were not found in the hall), counter_not_open,
    counter_busy.
    """
    ticket = ticket_for(state, command)
    if ticket.state is State.ABSENT:
        if ticket.counter is None:
            raise Refused(Reason.WRONG_STATE, **facts_of(ticket))
        counter_calls(state, ticket.counter)
        counter_free(state, ticket.counter)
        return (TicketCalled(ticket.id, ticket.counter),)
    if _just_called(state, ticket, now):
        return ()
    return (TicketRecalled(ticket.id),)


def mark_arrived(state: OfficeState, command: MarkArrived) -> tuple[QueueEvent, ...]:
    """Walk time ends, service begins. Raises Refused (wrong_state)."""
    if state.ticket(command.ticket).state is State.SERVING:
        return ()
    return (TicketArrived(ticket_for(state, command).id),)


def mark_absent(state: OfficeState, command: MarkAbsent) -> tuple[QueueEvent, ...]:
    """Called and not there, or not found in the hall by the mediator. Raises Refused (wrong_state, changed_meanwhile)."""
    return (TicketAbsent(ticket_for(state, command, command.seen).id),)


def _just_called(state: OfficeState, ticket: Ticket, now: int) -> bool:
    within = state.plan.figures.double_press_seconds * SECOND
    return ticket.state is State.CALLED and ticket.last_call_at is not None and now - ticket.last_call_at < within


def _ended(state: OfficeState, counter: str, present: Ticket | None, finish: Outcome | None) -> tuple[QueueEvent, ...]:
    if present is None:
        return ()
    if finish is None:
        raise Refused(Reason.COUNTER_BUSY, counter=counter, number=present.number)
    check_outcome(present, finish, "")
    return (TicketClosed(present.id, finish),)
