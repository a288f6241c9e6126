"""Where somebody may be sent: by their need, which of it is likely, and what may follow when help is recorded."""

from enum import StrEnum

from flow.needs import Route
from flow.plan import Plan
from flow.tickets import Ticket
from mediation.accompaniments import ENDS_AS


def destinations(plan: Plan, need: str) -> tuple[Route, ...]:
    """Where somebody with this need may be sent: to who serves it at a counter, to a machine. To neither for a need that is gone."""
    need_plan = plan.needs.get(need)
    if need_plan is None:
        return ()
    counter = Route.BANKER if Route.BANKER in need_plan.routes else Route.COUNTER
    by_machine = Route.MACHINE in need_plan.routes and plan.solved_at_machine(need)
    return (counter,) * plan.served_at_counter(need) + (Route.MACHINE,) * by_machine


def likely_destination(wanted: Route, offered: tuple[Route, ...]) -> Route:
    """The wanted one where it is offered; the mediator helps with what nobody else solves."""
    if wanted is Route.MEDIATOR or wanted in offered:
        return wanted
    return offered[0] if offered else Route.MEDIATOR


def wanted_by(ticket: Ticket, tried_first: Route) -> Route:
    """Where its need is tried first; where it was sent, once the mediator has met the person or the client has chosen the counter."""
    decided = ticket.prequalified or tried_first is not Route.MEDIATOR
    return ticket.route if decided else tried_first


class End(StrEnum):
    """What a person does after help: they are done, go to a counter or an adviser, back to the queue, or on to another place."""

    DONE = "done"
    COUNTER = "counter"
    BANKER = "banker"
    QUEUE = "queue"
    ELSEWHERE = "elsewhere"


def ends_of_help(plan: Plan, ticket: Ticket) -> tuple[End, ...]:
    """What may follow when the help of this ticket is recorded; nothing for one that has gone on by itself."""
    if ticket.state not in ENDS_AS:
        return ()
    counter = tuple(End(route.value) for route in destinations(plan, ticket.need) if route is not Route.MACHINE)
    return (End.DONE, *counter, End.QUEUE, *((End.ELSEWHERE,) if plan.places else ()))
