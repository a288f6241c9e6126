"""A counter's device acts for its own counter; for another one only when the person at it said so."""

from collections.abc import Iterator

from flow.commands import CallTicket, ClaimPaper, CounterCommand, QueueCommand, ReportPaper, TicketCommand, Undo
from flow.hall_commands import RaiseHelp, ReportDifficulty
from flow.refusals import Reason, Refused
from flow.state import OfficeState
from flow.tickets import Actor, State, Ticket


def check_place(state: OfficeState, command: QueueCommand, by: Actor) -> None:
    """Raises Refused (counter_unknown, not_your_counter) when one counter's device acts at another without having said so.

    An agent may help out; a device that was stolen, or whose page is broken, may not act for every counter in silence.
    """
    if not by.place:
        return
    if by.instead:
        state.counter(by.instead)
    for counter in counters_of(state, command):
        if counter not in (by.place, by.instead):
            raise Refused(Reason.NOT_YOUR_COUNTER, counter=counter, place=by.place)


def counters_of(state: OfficeState, command: QueueCommand) -> Iterator[str]:
    """The counters at which this command does something: those it names, and the one where its ticket is called or served."""
    if isinstance(command, CounterCommand):
        yield command.counter
    match command:
        case RaiseHelp(where):
            yield from filter(None, (where,))
        case Undo(ticket):
            undone = state.any_ticket(ticket)
            yield from _counter_of(undone)
            yield from _counter_of(undone.before if undone is not None else None)
        case TicketCommand() | CallTicket() | ClaimPaper() | ReportPaper() | ReportDifficulty():
            yield from _counter_of(state.any_ticket(command.ticket))
        case _:
            return


def elsewhere(by: Actor, counter: str) -> str:
    """The counter whose device was used, when it is not this one; else ""."""
    return by.place if by.place != counter else ""


def _counter_of(ticket: Ticket | None) -> Iterator[str]:
    if ticket is not None and ticket.counter is not None and ticket.state in (State.CALLED, State.SERVING):
        yield ticket.counter
