"""What a command is answered: the ticket it was about, or what it made."""

from flow.commands import CallNext, CallTicket, SweepTickets, TakeTicket
from flow.events import TicketClosed
from flow.tickets import Actor
from mediation.commands import AnyAsked
from mediation.events import AnyHappened
from mediation.made import made
from mediation.state import Whole
from screen.running import Answer


def answer_of(command: AnyAsked | None, whole: Whole, by: Actor, events: tuple[AnyHappened, ...] = ()) -> Answer:
    """The answer to what was done. whole: after the events. url: "#" where the office puts the ticket's address in its place."""
    state, about = whole.queue, made(whole, command, events, by)
    if isinstance(command, SweepTickets):
        swept = tuple(event.ticket for event in events if isinstance(event, TicketClosed))
        return Answer(ok=True, version=state.version, tickets=swept)
    named = [ticket for event in events if (ticket := getattr(event, "ticket", ""))]
    ticket_id = named[-1] if named else getattr(command, "ticket", "")
    if isinstance(command, CallNext | CallTicket) and not named:
        there = state.at_counter(command.counter)
        ticket_id = there.id if there else ""
    ticket = state.any_ticket(ticket_id)
    if ticket is None:
        return Answer(ok=True, version=state.version, made=about.id, code=about.code, waiting=about.waiting)
    wait = ticket.announced if isinstance(command, TakeTicket) else None
    return Answer(
        ok=True, version=state.version, ticket=ticket.id, number=ticket.number, rev=ticket.rev,
        route=ticket.route.value, wait=wait,
        url="#" if isinstance(command, TakeTicket) else "", made=about.id, code=about.code, waiting=about.waiting,
    )  # fmt: skip
