"""A client takes a ticket."""

from flow.commands import TakeTicket
from flow.decision import Decision
from flow.events import AnyEvent, TicketTaken
from flow.forecast import Outlook
from flow.hall_events import HelpRaised
from flow.kiosks import brake, rushed
from flow.needs import HELP, Need, Route
from flow.refusals import Reason, Refused
from flow.state import OfficeState
from flow.tickets import Actor

_NOT_A_QUEUE = (Route.WORKSHOP, Route.ELSEWHERE)
"""The mediator sends people there; a ticket that waited for them would never be called."""


def take(state: OfficeState, command: TakeTicket, now: int, token_hash: str, by: Actor) -> Decision[AnyEvent]:
    """The next number of the day, with what is announced; who asks for help while no mediator is there calls a colleague.

    A language that the office does not offer is its first: nobody goes without a ticket because a kiosk shows an old page.
    Raises Refused (office_closed, too_many_tickets, route_not_offered, machine_out_of_order).
    """
    if not state.takes_tickets(now):
        raise Refused(Reason.OFFICE_CLOSED)
    brake(state, by.device, now)
    need, offered = state.plan.needs[command.need], state.plan.languages
    language = command.language if command.language in offered else offered[0]
    route = route_of(state, need, command.route)
    wait = Outlook(state, now).newcomer(need.id, route, command.legal)
    taken = TicketTaken(
        state.next_ticket_id(), state.next_number, need.id, language, command.legal, route, wait, token_hash
    )
    # The kiosk says that somebody comes: without a mediator it is the agents who have to hear of it.
    alone = need.id == HELP and not state.present
    called = (HelpRaised(f"help-{state.version + 1}", "", taken.ticket, taken.number),) if alone else ()
    return Decision((taken, *called, *rushed(state, by.device, now)), taken.ticket, taken=True)


def route_of(state: OfficeState, need: Need, choice: Route | None) -> Route:
    """Who is tried first. The counter is never refused to a client; a machine is never imposed.

    Without a mediator present, a need that a counter serves too goes to the counter; one that no counter of the office
    serves goes to the mediator, so that nobody waits for ever. Raises Refused (route_not_offered, machine_out_of_order).
    """
    counter_serves = state.plan.served_at_counter(need.id)
    if choice is Route.COUNTER and counter_serves:
        return Route.COUNTER
    if choice is Route.MACHINE and choice in need.routes and not state.machine_offered(need.id):
        raise Refused(Reason.MACHINE_OUT_OF_ORDER)
    if choice is not None and choice is not Route.MEDIATOR and (choice not in need.routes or choice in _NOT_A_QUEUE):
        raise Refused(Reason.ROUTE_NOT_OFFERED, route=choice.value)
    first = choice or next((r for r in need.routes if r is not Route.MACHINE and r not in _NOT_A_QUEUE), Route.COUNTER)
    if choice is None and first is Route.MEDIATOR and not state.present and counter_serves:
        return Route.COUNTER
    return Route.MEDIATOR if first in (Route.COUNTER, Route.BANKER) and not counter_serves else first
