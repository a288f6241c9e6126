"""The mediator in the queue: pre-qualify, advance, move with a reason; and the price that others pay."""

import msgspec

from flow.commands import AdvanceTicket, MoveTicket, Prequalify
from flow.events import QueueEvent, TicketAdvanced, TicketMoved, TicketPrequalified
from flow.needs import Route
from flow.order import beyond_ceiling, passed_by, queue, ranked
from flow.plan import MINUTE, Figures
from flow.refusals import Reason, Refused
from flow.state import OfficeState
from flow.tickets import State, Ticket
from flow.visits.checks import ticket_for
from flow.visits.settling import check_machine, check_route


def prequalify(state: OfficeState, command: Prequalify) -> tuple[QueueEvent, ...]:
    """Need, ticks, tags and route. Raises Refused (need_unknown, not_competent, route_not_offered,
    machine_out_of_order, machine_cannot, wrong_state, changed_meanwhile).
    """
    ticket = ticket_for(state, command, command.seen)
    route = command.route or _kept_route(state, ticket, command.need)
    if command.stays:
        _check_stays(state, ticket, command.need, route)
    else:
        check_route(state, command.need, route)
        check_machine(state, command.need, route, command.machine)
    prequalified = TicketPrequalified(
        ticket=ticket.id,
        need=command.need,
        route=route,
        ticks=tuple(sorted(set(command.ticks))),
        legal=ticket.legal if command.legal is None else command.legal,
        machine=command.machine,
        accompanied=command.accompanied and route is Route.MACHINE,
        tags=tuple(sorted(set(command.tags))),
        stays=command.stays,
    )
    return (prequalified,)


def _kept_route(state: OfficeState, ticket: Ticket, need: str) -> Route:
    """The route that a note keeps: the ticket's own, unless no counter serves what the person was found to come for."""
    for_counter = ticket.route in (Route.COUNTER, Route.BANKER)
    return Route.MEDIATOR if for_counter and not state.plan.served_at_counter(need) else ticket.route


def _check_stays(state: OfficeState, ticket: Ticket, need: str, route: Route) -> None:
    """Whoever is at a machine, or was, stays so even if it is out of order by now; nobody is noted as going to one."""
    if need not in state.plan.needs:
        raise Refused(Reason.NEED_UNKNOWN, need=need)
    if route is ticket.route and route in (Route.MACHINE, Route.MEDIATOR):
        return
    # Nobody stays at a machine while waiting for somebody else: that is a change, not a note.
    if route is Route.MACHINE or ticket.state is State.AT_MACHINE:
        raise Refused(Reason.ROUTE_NOT_OFFERED, route=route.value)
    check_route(state, need, route)


def advance(state: OfficeState, command: AdvanceTicket, now: int) -> tuple[QueueEvent, ...]:
    """Count as older by 5 or 10 minutes, 15 in all. Raises Refused (advance_not_offered, advance_too_large, overtaken_limit)."""
    figures = state.plan.figures
    ticket = ticket_for(state, command, command.seen)
    if command.minutes not in figures.advance_steps_minutes:
        raise Refused(Reason.ADVANCE_NOT_OFFERED, minutes=command.minutes)
    if command.minutes > advance_left(ticket, figures):
        raise Refused(Reason.ADVANCE_TOO_LARGE, number=ticket.number, most=figures.advance_total_minutes)
    older = msgspec.structs.replace(ticket, order_key=ticket.order_key - command.minutes * MINUTE)
    overtook = _overtaken(state, ticket, _with(state, older, now), now)
    return (TicketAdvanced(ticket.id, command.minutes, overtook),)


def advance_left(ticket: Ticket, figures: Figures) -> int:
    """Minutes by which the ticket may still be advanced."""
    return max(0, figures.advance_total_minutes - ticket.advance_minutes)


def move(state: OfficeState, command: MoveTicket, now: int) -> tuple[QueueEvent, ...]:
    """Put T before U: an order key between its new neighbours.

    Raises Refused: anchor_gone when U no longer waits, same_place, ceiling when someone has waited past it and may not
    be passed, by T or by the move's effect (or T has, and already goes before the others), overtaken_limit.
    """
    ticket = ticket_for(state, command, command.seen)
    others = sorted((t for t in state.waiting() if t.id != ticket.id), key=lambda t: (t.order_key, t.arrival, t.number))
    at = len(others) if command.before is None else _place_of(state, others, command.before)
    old = queue(state, now)
    if _follows(old, ticket, command.before):
        raise Refused(Reason.SAME_PLACE, number=ticket.number)
    key, shifted = _key_at(others, at)
    moved_keys = dict(shifted)
    placed = [msgspec.structs.replace(t, order_key=moved_keys.get(t.id, t.order_key)) for t in others]
    new = ranked([*placed, msgspec.structs.replace(ticket, order_key=key)], now, state.plan)
    if not _follows(new, ticket, command.before):
        raise Refused(Reason.CEILING, number=ticket.number, minutes=state.plan.figures.ceiling_minutes)
    _keep_the_others(state, ticket, old, new)
    overtook = _overtaken(state, ticket, new, now)
    return (TicketMoved(ticket.id, key, command.reason, overtook, shifted),)


def _keep_the_others(state: OfficeState, ticket: Ticket, old: list[Ticket], new: list[Ticket]) -> None:
    """A move is of one ticket: whoever has waited past the ceiling goes before it, but passes nobody with legal priority by that."""
    stood, stand = ([t for t in order if t.id != ticket.id] for order in (old, new))
    for was, other in zip(stood, stand, strict=True):
        if was.id != other.id:
            raise Refused(Reason.CEILING, number=other.number, minutes=state.plan.figures.ceiling_minutes)


class Price(msgspec.Struct, frozen=True):
    """What a move costs the others: people who stand later than before, and about how many minutes more each."""

    people: int
    minutes: int


def price(state: OfficeState, command: MoveTicket | AdvanceTicket, now: int) -> Price:
    """The price of a move or an advance, shown before it is confirmed. Raises Refused as the command itself would."""
    events = move(state, command, now) if isinstance(command, MoveTicket) else advance(state, command, now)
    event = events[0]
    assert isinstance(event, TicketMoved | TicketAdvanced)
    return price_of(state, state.ticket(command.ticket), event)


def price_of(state: OfficeState, ticket: Ticket, event: TicketMoved | TicketAdvanced) -> Price:
    """The price of a move or an advance that has been decided."""
    able = sum(counter.serves(ticket.need) for counter in state.open_counters())
    minutes = state.plan.mean_service(ticket.need) / max(1, able)
    return Price(len(event.overtook), max(1, round(minutes)) if event.overtook else 0)


def _place_of(state: OfficeState, others: list[Ticket], before: str) -> int:
    place = _index(others, before)
    if place == len(others):
        anchor = state.any_ticket(before)
        raise Refused(Reason.ANCHOR_GONE, number=anchor.number if anchor else None)
    return place


def _index(order: list[Ticket], ticket_id: str) -> int:
    return next((i for i, t in enumerate(order) if t.id == ticket_id), len(order))


def _follows(order: list[Ticket], ticket: Ticket, before: str | None) -> bool:
    """True when in this order the ticket stands directly before `before` (last, when that is None)."""
    after = order[_index(order, ticket.id) + 1 :]
    return after[0].id == before if after else before is None


def _key_at(others: list[Ticket], at: int) -> tuple[int, tuple[tuple[str, int], ...]]:
    """An order key for the place `at`; where two neighbours leave no millisecond between them, the earlier ones give way.

    others: not empty, as nobody moves alone in the queue.
    """
    if at == len(others):
        return others[-1].order_key + 1, ()
    if at == 0:
        return others[0].order_key - 1, ()
    before, after = others[at - 1].order_key, others[at].order_key
    if after - before >= 2:
        return (before + after) // 2, ()
    key, shifted = after - 1, []
    limit = key
    for other in reversed(others[:at]):
        if other.order_key < limit:
            break
        limit -= 1
        shifted.append((other.id, limit))
    return key, tuple(shifted)


def _with(state: OfficeState, changed: Ticket, now: int) -> list[Ticket]:
    return ranked([changed if t.id == changed.id else t for t in state.waiting()], now, state.plan)


def _overtaken(state: OfficeState, ticket: Ticket, new: list[Ticket], now: int) -> tuple[str, ...]:
    passed = passed_by(ticket, queue(state, now), new)
    for other in passed:
        if state.overtaken.get(other.id, 0) >= state.plan.figures.overtaken_times and not ticket.legal:
            raise Refused(Reason.OVERTAKEN_LIMIT, number=other.number, times=state.plan.figures.overtaken_times)
        if beyond_ceiling(other, now, state.plan) and not ticket.legal and not beyond_ceiling(ticket, now, state.plan):
            raise Refused(Reason.CEILING, number=other.number, minutes=state.plan.figures.ceiling_minutes)
    return tuple(t.id for t in passed)
