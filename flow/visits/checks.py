"""The checks that several commands share: the ticket is as the person saw it, and in a state that allows this."""

from flow.commands import CallTicket, TicketCommand
from flow.refusals import Reason, Refused
from flow.state import DeskState, OfficeState
from flow.tickets import State, Ticket
from flow.visits.possible import states_for


def ticket_for(state: OfficeState, command: TicketCommand | CallTicket, seen: int | None = None) -> Ticket:
    """The open ticket that the command is about, unchanged since it was seen, where it may be asked this.

    Raises Refused (ticket_unknown, ticket_closed, changed_meanwhile, not_waiting, wrong_state).
    """
    ticket, allowed = state.ticket(command.ticket), states_for(type(command))
    if seen is not None and ticket.rev != seen:
        raise Refused(Reason.CHANGED_MEANWHILE, **facts_of(ticket))
    if ticket.state not in allowed:
        reason = Reason.NOT_WAITING if allowed == {State.WAITING} else Reason.WRONG_STATE
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
