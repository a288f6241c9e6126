"""Who is next: head start in minutes.

score = (now - arrival) + head_start - backup_penalty; the largest is called; ties: smaller arrival, then smaller number.
Arrival never changes, so order_key = arrival - head_start is one stored number and the order does not move by itself.
The one exception is the ceiling: past 30 min of wait a ticket goes before every one without legal priority.
Sources: earliest due date (Jackson); affine accumulating priority (Stanford, Taylor & Ziedins 2014; Mojalal et al. 2019).
Legal priority: Code de l'action sociale et des familles, L. 241-3 and R. 215-3 ff.
"""

from collections.abc import Iterable
from functools import lru_cache
from operator import attrgetter
from typing import Annotated

import msgspec
from msgspec import Meta

from flow.needs import Route
from flow.plan import MINUTE, CounterPlan, Plan
from flow.state import MOMENTS_KEPT, OfficeState
from flow.tickets import MoveReason, Ticket

_PLACE = attrgetter("order_key", "arrival", "number")


def next_for(state: OfficeState, counter: CounterPlan, now: int) -> Ticket | None:
    """The ticket that this counter calls next, or None when nobody it may serve waits."""
    return next(iter(line(state, counter, now)), None)


def line(state: OfficeState, counter: CounterPlan, now: int) -> list[Ticket]:
    """The waiting tickets that this counter may call, in its order of call."""
    return ranked([t for t in state.waiting() if state.may_call(counter, t)], now, state.plan, counter)


def queue(state: OfficeState, now: int) -> list[Ticket]:
    """All waiting tickets in the order of call, whatever their route."""
    return list(_queue(state, now))


@lru_cache(maxsize=MOMENTS_KEPT)
def _queue(state: OfficeState, now: int) -> tuple[Ticket, ...]:
    """The same for every screen that asks at one moment: sorted once."""
    return tuple(ranked(state.waiting(), now, state.plan))


def ranked(tickets: Iterable[Ticket], now: int, plan: Plan, counter: CounterPlan | None = None) -> list[Ticket]:
    """The tickets in order of call, for one counter (its back-up skills cost the penalty) or for the office."""
    if counter is None:
        order = sorted(tickets, key=_PLACE)
    else:
        order = sorted(tickets, key=lambda t: (t.order_key + _penalty(t, plan, counter), t.arrival, t.number))
    latest = now - plan.figures.ceiling_minutes * MINUTE
    if not [t for t in order if t.arrival < latest and not t.legal]:
        return order
    first = next((i for i, t in enumerate(order) if not t.legal and not beyond_ceiling(t, now, plan)), len(order))
    after = [t for t in order[first:] if not beyond_ceiling(t, now, plan)]
    return order[:first] + [t for t in order[first:] if beyond_ceiling(t, now, plan)] + after


def beyond_ceiling(ticket: Ticket, now: int, plan: Plan) -> bool:
    """True when the ticket has waited so long that it goes before every one without legal priority."""
    return not ticket.legal and now - ticket.arrival > plan.figures.ceiling_minutes * MINUTE


def _penalty(ticket: Ticket, plan: Plan, counter: CounterPlan) -> int:
    if ticket.need in counter.main or ticket.route is Route.MEDIATOR:
        return 0
    return plan.figures.backup_penalty_minutes * MINUTE


class Why(msgspec.Struct, frozen=True):
    """Why a ticket stands where it stands, in minutes: « attend 12 min + avance 10 = 22 »."""

    waited: Annotated[int, Meta(description="since the arrival")]
    legal: Annotated[int, Meta(description="that the priority card is worth")]
    advance: Annotated[int, Meta(description="that the mediator gave")]
    total: Annotated[int, Meta(description="all of them together: what it counts as waiting")]
    moved: Annotated[MoveReason | None, Meta(description="why it was put elsewhere in the queue; null: it was not")]
    ceiling: Annotated[bool, Meta(description="it waited so long that it goes before everyone without legal priority")]


def why(ticket: Ticket, now: int, plan: Plan) -> Why:
    """The parts of the ticket's score."""
    waited = max(0, (now - ticket.arrival) // MINUTE)
    legal = plan.figures.legal_head_start_minutes if ticket.legal else 0
    return Why(
        waited=waited,
        legal=legal,
        advance=ticket.advance_minutes,
        total=waited + legal + ticket.advance_minutes,
        moved=ticket.moved,
        ceiling=beyond_ceiling(ticket, now, plan),
    )


def passed_by(ticket: Ticket, old: list[Ticket], new: list[Ticket]) -> tuple[Ticket, ...]:
    """The tickets that stood before `ticket` in the old order and stand after it in the new one."""
    before = {t.id for t in old[: _place(ticket, old)]}
    return tuple(t for t in new[_place(ticket, new) + 1 :] if t.id in before)


def _place(ticket: Ticket, order: list[Ticket]) -> int:
    return next((i for i, t in enumerate(order) if t.id == ticket.id), len(order))
