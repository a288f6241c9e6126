"""What a client sees of their own ticket: number, people before at most, about how long, where they are called."""

import msgspec

from config.settings import OfficeSettings
from flow.forecast import Outlook
from flow.needs import Route
from flow.state import OfficeState
from flow.tickets import Outcome, State, Ticket, Wait


class OwnTicket(msgspec.Struct, frozen=True):
    """before: people before at most, while waiting. counter: where the client is called or served, else "", with its shape.

    call: names the call (a recall is another one), "" when not called. cancelled: ended as given in error, not by a visit.
    """

    number: int
    need: str
    state: State
    route: Route
    before: int
    wait: Wait | None
    counter: str
    shape: str
    call: str
    outcome: Outcome | None
    cancelled: bool
    may_leave: bool


def view(settings: OfficeSettings, state: OfficeState, ticket: Ticket, now: int) -> OwnTicket:
    """The ticket as its holder may see it."""
    waits = ticket.state is State.WAITING
    outlook = Outlook.of(state, now)
    counter = (ticket.counter or "") if ticket.state in (State.CALLED, State.SERVING) else ""
    shapes = {counter.id: counter.shape.value for counter in settings.counters}
    return OwnTicket(
        number=ticket.number,
        need=ticket.need,
        state=ticket.state,
        route=ticket.route,
        before=len(outlook.ahead_of(ticket)) if waits else 0,
        wait=outlook.ticket(ticket) if waits else None,
        counter=counter,
        shape=shapes.get(counter, "circle"),
        call=str(ticket.called_as) if ticket.state is State.CALLED else "",
        outcome=ticket.outcome,
        cancelled=ticket.outcome is Outcome.ISSUED_IN_ERROR,
        may_leave=ticket.state not in (State.SERVING, State.CLOSED),
    )
