"""A client takes a ticket."""

from flow.commands import TakeTicket
from flow.decision import Decision
from flow.events import QueueEvent, TicketTaken
from flow.forecast import Outlook
from flow.hall_events import HelpRaised
from flow.kiosks import brake, rushed
from flow.needs import HELP, Need, Route
from flow.plan import Plan
from flow.refusals import Reason, Refused
from flow.state import OfficeState
from flow.tickets import Actor

_ONLY_CHOSEN = (Route.MACHINE, Route.WORKSHOP, Route.ELSEWHERE)
"""A machine by the client; the others by the mediator, who sends people there: a ticket that waited there would never be called."""


def take(state: OfficeState, command: TakeTicket, now: int, token_hash: str, by: Actor) -> Decision[QueueEvent]:
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
    """Who is tried first. choice: the client's, None when they made none.

    A need that no counter of the office serves goes to the mediator, so that nobody waits for ever.
    Raises Refused (route_not_offered, machine_out_of_order).
    """
    if choice is None:
        return first_try(state.plan, bool(state.present), need)
    return _to_a_person(state.plan, need, _chosen(state, need, choice))


def first_try(plan: Plan, mediator: bool, need: Need) -> Route:
    """The need's own first try; a machine is never imposed. Without a mediator present the counter is, where one serves the need."""
    first = next((route for route in need.routes if route not in _ONLY_CHOSEN), Route.COUNTER)
    if first is Route.MEDIATOR and not mediator and plan.served_at_counter(need.id):
        return Route.COUNTER
    return _to_a_person(plan, need, first)


def _to_a_person(plan: Plan, need: Need, route: Route) -> Route:
    at_counter = route in (Route.COUNTER, Route.BANKER)
    return Route.MEDIATOR if at_counter and not plan.served_at_counter(need.id) else route


def _chosen(state: OfficeState, need: Need, choice: Route) -> Route:
    """The client's choice, where it can be had: a person never is refused to them."""
    offered = choice in need.routes
    match choice:
        case Route.MEDIATOR:
            return choice
        case Route.COUNTER if offered or state.plan.served_at_counter(need.id):
            return choice
        case Route.BANKER if offered:
            return choice
        case Route.MACHINE if offered and state.machine_offered(need.id):
            return choice
        case Route.MACHINE if offered:
            raise Refused(Reason.MACHINE_OUT_OF_ORDER)
        case _:
            raise Refused(Reason.ROUTE_NOT_OFFERED, route=choice.value)
