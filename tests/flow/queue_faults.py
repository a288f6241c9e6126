"""Rules that are broken on purpose: each takes an event and gives a wrong state; the machine has to find it."""

from msgspec.structs import replace

from flow.events import ChangeUndone, TicketAdvanced, TicketReturned
from flow.evolve import evolve


def loses_an_advance(state, recorded):
    if isinstance(recorded.event, TicketAdvanced):
        return replace(state, version=recorded.seq)
    return evolve(state, recorded)


def forgets_to_uncount(state, recorded):
    after = evolve(state, recorded)
    return replace(after, overtaken=state.overtaken) if isinstance(recorded.event, ChangeUndone) else after


def takes_a_return_for_an_arrival(state, recorded):
    after = evolve(state, recorded)
    if not isinstance(recorded.event, TicketReturned):
        return after
    ticket = after.open[recorded.event.ticket]
    return replace(after, open=after.open.set(ticket.id, replace(ticket, arrival=recorded.at + 1)))


def undoes_all_but_the_route(state, recorded):
    after = evolve(state, recorded)
    if not isinstance(recorded.event, ChangeUndone):
        return after
    ticket, route = after.any_ticket(recorded.event.ticket), state.any_ticket(recorded.event.ticket).route
    return replace(after, open=after.open.set(ticket.id, replace(ticket, route=route)))
