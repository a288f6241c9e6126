"""How long: the first forecast, without any history ("day one").

Work ahead of the ticket divided by the open counters that may serve it, plus what remains of the services under way.
Said as a range, P50 to about P80 of a lognormal service (factor 1.5), rounded outward to 5 minutes: never exact minutes.
"""

import math
from collections import Counter
from functools import cached_property, lru_cache

from flow.needs import HELP, Route
from flow.order import queue, ranked
from flow.plan import MINUTE, CounterPlan, Plan
from flow.state import MOMENTS_KEPT, OfficeState
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
        self._works: dict[int, dict[frozenset[str], float]] = {}
        self._new_places: dict[tuple[int, int, int, bool], int] = {}
        self._newcomers: dict[tuple[Route | frozenset[str], bool], Wait | None] = {}

    @classmethod
    def of(cls, state: OfficeState, now: int) -> "Outlook":
        """The one of this state at this moment: the same for all who ask."""
        return _outlook(state, now)

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
        need = _most_widely_served(self._state.plan, self._open, bool(self._state.present), route)
        return None if need is None else self.newcomer(need, route)

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
        work = sum(m * _share(theirs, hands) for theirs, m in self._work_before(self._place(ticket)).items())
        if hands is MEDIATORS:
            return work / len(self._state.present) + self._until_a_mediator_is_free
        return work / len(hands) + min(self._until_free[counter] for counter in hands)

    def ahead_of(self, ticket: Ticket) -> list[Ticket]:
        """The waiting tickets that stand before this one and may be served by the same people."""
        hands = self._who(ticket.need, ticket.route)
        return [t for t in self._order[: self._place(ticket)] if self._who(t.need, t.route) & hands]

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
            self._new_places[new] = order.index(ticket)
        return self._new_places[new]

    def _work_before(self, place: int) -> dict[frozenset[str], float]:
        """Who may do it → minutes of work that wait before this place."""
        work = self._works.get(place)
        if work is None:
            work = self._works[place] = {}
            for (need, route), count in Counter([(t.need, t.route) for t in self._order[:place]]).items():
                hands = self._who(need, route)
                work[hands] = work.get(hands, 0.0) + count * self._state.plan.mean_service(need)
        return work

    @cached_property
    def _places(self) -> dict[str, int]:
        return {ticket.id: place for place, ticket in enumerate(self._order)}

    @cached_property
    def _order(self) -> list[Ticket]:
        return queue(self._state, self._now)

    def _who(self, need: str, route: Route) -> frozenset[str]:
        """The ids of the open counters that may serve it in turn, or MEDIATORS."""
        return _who(self._open, bool(self._state.present), need, route)

    @cached_property
    def _open(self) -> tuple[CounterPlan, ...]:
        return tuple(self._state.open_counters())

    @cached_property
    def _until_free(self) -> dict[str, float]:
        """Minutes until each open counter is free."""
        free = {c.id: 0.0 for c in self._open}
        for ticket in self._state.in_state(State.CALLED, State.SERVING):
            if ticket.counter in free:
                free[ticket.counter] = self._left(ticket)
        return free

    @cached_property
    def _until_a_mediator_is_free(self) -> float:
        helped = self._state.in_state(State.WITH_MEDIATOR)
        return min(map(self._left, helped)) if len(helped) >= len(self._state.present) else 0.0

    def _left(self, ticket: Ticket) -> float:
        mean = self._state.plan.mean_service(ticket.need)
        if ticket.state is State.CALLED:
            return mean
        # A service longer than its mean is not about to end: half a mean is what remains of a skewed distribution.
        return max(mean - (self._now - ticket.since) / MINUTE, mean / 2)


@lru_cache(maxsize=MOMENTS_KEPT)
def _outlook(state: OfficeState, now: int) -> Outlook:
    return Outlook(state, now)


@lru_cache(maxsize=256)
def _who(counters: tuple[CounterPlan, ...], mediator: bool, need: str, route: Route) -> frozenset[str]:
    """Of these open counters; mediator: one is present."""
    if route is Route.MEDIATOR:
        return MEDIATORS if mediator else frozenset(c.id for c in counters)
    return frozenset(c.id for c in counters if c.serves(need))


@lru_cache(maxsize=32)
def _most_widely_served(plan: Plan, counters: tuple[CounterPlan, ...], mediator: bool, route: Route) -> str | None:
    """The need of this route that most of these open counters serve; None when no need has it."""
    needs = (need.id for need in plan.needs.values() if route in need.routes)
    return max(needs, key=lambda need: (len(_who(counters, mediator, need, route)), need), default=None)


def wait_range(minutes: float) -> Wait:
    """The range that is said for an expected wait in minutes."""
    low = int(minutes // STEP) * STEP
    high = max(low + STEP, math.ceil(minutes * P80_OVER_P50 / STEP) * STEP)
    return Wait(LONGEST, None) if minutes > LONGEST else Wait(low, high)


def _share(theirs: frozenset[str], ours: frozenset[str]) -> float:
    """The part of the people in `theirs` who are also in `ours`."""
    return len(theirs & ours) / len(theirs) if theirs else 0.0
