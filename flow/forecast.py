"""How long: the first forecast, without any history ("day one").

Work ahead of the ticket divided by the open counters that may serve it, plus what remains of the services under way.
Said as a range, P50 to about P80 of a lognormal service (factor 1.5), rounded outward to 5 minutes: never exact minutes.
"""

import math
from functools import cached_property

from flow.needs import HELP, Route
from flow.order import ranked
from flow.plan import MINUTE, CounterPlan
from flow.state import OfficeState
from flow.tickets import State, Ticket, Wait

STEP = 5
LONGEST = 45
"""Past this expected wait, in minutes, no figure is said: « plus de 45 minutes, parlez au médiateur »."""
P80_OVER_P50 = 1.5
"""For sums of services with a coefficient of variation of 0.7 to 0.8, as the default needs have."""

NOBODY_NEEDED = frozenset({Route.MACHINE, Route.WORKSHOP, Route.ELSEWHERE})
"""Nobody of the office has to be free for these."""
MEDIATORS = frozenset({"mediators"})
"""Stands for the mediators present where counters are named by their ids."""


class Outlook:
    """The waits of one state at one moment; what several forecasts share is worked out once."""

    def __init__(self, state: OfficeState, now: int) -> None:
        self._state = state
        self._now = now
        self._able: dict[tuple[str, Route], frozenset[str]] = {}
        self._weights: dict[frozenset[str], list[float]] = {}
        self._new_places: dict[tuple[int, int, int, bool], int] = {}
        self._newcomers: dict[tuple[Route | frozenset[str], bool], Wait | None] = {}

    def newcomer(self, need: str, route: Route, legal: bool = False) -> Wait | None:
        """About how long somebody would wait who took this ticket now; None when nobody is there to serve it."""
        # All newcomers stand at the same place, so that only who may serve them tells one from another.
        kind = route if route in NOBODY_NEEDED else self._who(need, route), legal
        if kind not in self._newcomers:
            self._newcomers[kind] = self.ticket(self._new(need, route, legal))
        return self._newcomers[kind]

    def route(self, route: Route) -> Wait | None:
        """About how long for a newcomer on this route: the need that most of the open counters serve stands for all."""
        if route is Route.MEDIATOR:
            return self.newcomer(HELP, route)
        needs = [n.id for n in self._state.plan.needs.values() if route in n.routes]
        if not needs:
            return None
        return self.newcomer(max(needs, key=lambda need: (len(self._who(need, route)), need)), route)

    def ticket(self, ticket: Ticket) -> Wait | None:
        """About how long this ticket still waits; None when nobody is there to serve it."""
        minutes = self.expected_minutes(ticket)
        return None if minutes is None else wait_range(minutes)

    def expected_minutes(self, ticket: Ticket) -> float | None:
        """The expected wait in minutes; 0 at a machine; None when nobody is there to serve the ticket."""
        if ticket.route in NOBODY_NEEDED:
            return 0.0
        hands = self._who(ticket.need, ticket.route)
        if not hands:
            return None
        work = sum(self._work_for(ticket)[: self._place(ticket)])
        if hands is MEDIATORS:
            return work / len(self._state.present) + self._until_a_mediator_is_free
        return work / len(hands) + min(self._until_free[counter] for counter in hands)

    def ahead_of(self, ticket: Ticket) -> list[Ticket]:
        """The waiting tickets that stand before this one and may be served by the same people."""
        ahead = self._order[: self._place(ticket)]
        return [t for t, minutes in zip(ahead, self._work_for(ticket), strict=False) if minutes > 0]

    def _new(self, need: str, route: Route, legal: bool) -> Ticket:
        head_start = self._state.plan.figures.legal_head_start_minutes * MINUTE if legal else 0
        return Ticket(
            id="",
            number=1 << 30,
            need=need,
            declared=need,
            arrival=self._now,
            order_key=self._now - head_start,
            route=route,
            state=State.WAITING,
            since=self._now,
            legal=legal,
        )

    def _place(self, ticket: Ticket) -> int:
        """How many waiting tickets stand before this one. Its need and route do not matter, so all newcomers share a place."""
        place = self._places.get(ticket.id)
        if place is not None:
            return place
        new = (ticket.order_key, ticket.arrival, ticket.number, ticket.legal)
        if new not in self._new_places:
            order = ranked([*self._order, ticket], self._now, self._state.plan)
            self._new_places[new] = next(i for i, t in enumerate(order) if t.id == ticket.id)
        return self._new_places[new]

    def _work_for(self, ticket: Ticket) -> list[float]:
        """For each waiting ticket, in order: its minutes of work, as far as it falls on the people able to serve this one.

        The same for all tickets that the same people may serve: worked out once.
        """
        hands = self._who(ticket.need, ticket.route)
        weights = self._weights.get(hands)
        if weights is None:
            shares = {theirs: _share(theirs, hands) for theirs in {theirs for _minutes, theirs in self._work}}
            weights = [minutes * shares[theirs] for minutes, theirs in self._work]
            self._weights[hands] = weights
        return weights

    @cached_property
    def _work(self) -> list[tuple[float, frozenset[str]]]:
        mean, order = self._state.plan.mean_service, self._order
        kinds = {
            (need, route): (mean(need), self._who(need, route)) for need, route in {(t.need, t.route) for t in order}
        }
        return [kinds[t.need, t.route] for t in order]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {ticket.id: place for place, ticket in enumerate(self._order)}

    @cached_property
    def _order(self) -> list[Ticket]:
        return ranked(self._state.waiting(), self._now, self._state.plan)

    def _who(self, need: str, route: Route) -> frozenset[str]:
        """The ids of the open counters that may serve it in turn, or MEDIATORS."""
        counters = self._able.get((need, route))
        if counters is None:
            counters = self._find(need, route)
            self._able[need, route] = counters
        return counters

    def _find(self, need: str, route: Route) -> frozenset[str]:
        if route is Route.MEDIATOR:
            if self._state.present:
                return MEDIATORS
            return frozenset(c.id for c in self._open)
        return frozenset(c.id for c in self._open if c.serves(need))

    @cached_property
    def _open(self) -> tuple[CounterPlan, ...]:
        return tuple(self._state.open_counters())

    @cached_property
    def _until_free(self) -> dict[str, float]:
        """Minutes until each open counter is free."""
        free = {c.id: 0.0 for c in self._open}
        for ticket in self._state.open.values():
            if ticket.counter in free and ticket.state in (State.CALLED, State.SERVING):
                free[ticket.counter] = self._left(ticket)
        return free

    @cached_property
    def _until_a_mediator_is_free(self) -> float:
        helped = [t for t in self._state.open.values() if t.state is State.WITH_MEDIATOR]
        return min(map(self._left, helped)) if len(helped) >= len(self._state.present) else 0.0

    def _left(self, ticket: Ticket) -> float:
        mean = self._state.plan.mean_service(ticket.need)
        if ticket.state is State.CALLED:
            return mean
        # A service longer than its mean is not about to end: half a mean is what remains of a skewed distribution.
        return max(mean - (self._now - ticket.since) / MINUTE, mean / 2)


def wait_range(minutes: float) -> Wait:
    """The range that is said for an expected wait in minutes."""
    low = int(minutes // STEP) * STEP
    high = max(low + STEP, math.ceil(minutes * P80_OVER_P50 / STEP) * STEP)
    return Wait(LONGEST, None) if minutes > LONGEST else Wait(low, high)


def _share(theirs: frozenset[str], ours: frozenset[str]) -> float:
    """The part of the people in `theirs` who are also in `ours`."""
    return len(theirs & ours) / len(theirs) if theirs else 0.0
