"""The checks that several commands share: the ticket is as the person saw it, and in a state that allows this."""

from flow.refusals import Reason, Refused
from flow.state import DeskState, OfficeState
from flow.tickets import State, Ticket


def ticket_in(state: OfficeState, ticket_id: str, *allowed: State, seen: int | None = None) -> Ticket:
    """The open ticket, unchanged since it was seen, in one of the allowed states (any when none is named).

    Raises Refused (ticket_unknown, ticket_closed, changed_meanwhile, not_waiting, wrong_state).
    """
    ticket = state.ticket(ticket_id)
    if seen is not None and ticket.rev != seen:
        raise Refused(Reason.CHANGED_MEANWHILE, **facts_of(ticket))
    if allowed and ticket.state not in allowed:
        reason = Reason.NOT_WAITING if allowed == (State.WAITING,) else Reason.WRONG_STATE
        raise Refused(reason, **facts_of(ticket))
    return ticket


def facts_of(ticket: Ticket) -> dict[str, object]:
    """What a sentence about this ticket may need."""
    return {
        "number": ticket.number,
        "state": ticket.state.value,
        "counter": ticket.counter,
        "by": ticket.changed_by.role,
        "name": ticket.changed_by.name,
    }


def counter_calls(state: OfficeState, counter_id: str) -> None:
    """Raises Refused (counter_unknown, counter_not_open) unless an agent is calling there."""
    state.counter(counter_id)
    if state.desk(counter_id).state is not DeskState.OPEN:
        raise Refused(Reason.COUNTER_NOT_OPEN, counter=counter_id)


def counter_free(state: OfficeState, counter_id: str, but: str = "") -> None:
    """Raises Refused (counter_busy) when another ticket than `but` is at the counter."""
    present = state.at_counter(counter_id)
    if present is not None and present.id != but:
        raise Refused(Reason.COUNTER_BUSY, counter=counter_id, number=present.number)
