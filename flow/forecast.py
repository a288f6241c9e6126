"""How long: the first forecast, without any history ("day one").

Work ahead of the ticket divided by the open counters that may serve it, plus what remains of the services under way.
Said as a range, P50 to about P80 of a lognormal service (factor 1.5), rounded outward to 5 minutes: never exact minutes.
"""

import math
from functools import cached_property

from flow.needs import HELP, Route
from flow.order import ranked
from flow.plan import MINUTE
from flow.state import OfficeState
from flow.tickets import State, Ticket, Wait

STEP = 5
LONGEST = 45
"""Past this, in minutes, no figure is said: « plus de 45 minutes, parlez au médiateur »."""
P80_OVER_P50 = 1.5
"""For sums of services with a coefficient of variation of 0.7 to 0.8, as the default needs have."""

MEDIATORS = frozenset({"mediators"})
"""Stands for the mediators present where counters are named by their ids."""


class Outlook:
    """The waits of one state at one moment; what several forecasts share is worked out once."""

    def __init__(self, state: OfficeState, now: int) -> None:
        self._state = state
        self._now = now
        self._able: dict[tuple[str, Route], frozenset[str]] = {}

    def newcomer(self, need: str, route: Route, legal: bool = False) -> Wait | None:
        """About how long somebody would wait who took this ticket now; None when nobody is there to serve it."""
        head_start = self._state.plan.figures.legal_head_start_minutes * MINUTE if legal else 0
        return self.ticket(
            Ticket(
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
        )

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
        return None if minutes is None else said(minutes)

    def expected_minutes(self, ticket: Ticket) -> float | None:
        """The expected wait in minutes; 0 at a machine; None when nobody is there to serve the ticket."""
        if ticket.route in (Route.MACHINE, Route.WORKSHOP, Route.ELSEWHERE):
            return 0.0
        hands = self._who(ticket.need, ticket.route)
        if not hands:
            return None
        work = sum(self._state.plan.mean_service(t.need) * self._share(t, ticket) for t in self.ahead_of(ticket))
        if hands is MEDIATORS:
            return work / len(self._state.present) + self._until_a_mediator_is_free
        return work / len(hands) + min(self._until_free[counter] for counter in hands)

    def ahead_of(self, ticket: Ticket) -> list[Ticket]:
        """The waiting tickets that stand before this one and may be served by the same people."""
        before = self._order
        if not any(t.id == ticket.id for t in before):
            before = ranked([*before, ticket], self._now, self._state.plan)
        place = next(i for i, t in enumerate(before) if t.id == ticket.id)
        return [t for t in before[:place] if self._share(t, ticket) > 0]

    @cached_property
    def _order(self) -> list[Ticket]:
        return ranked(self._state.waiting(), self._now, self._state.plan)

    def _who(self, need: str, route: Route) -> frozenset[str]:
        """The ids of the open counters that may serve it in turn, or MEDIATORS."""
        known = self._able.get((need, route))
        if known is None:
            known = self._find(need, route)
            self._able[need, route] = known
        return known

    def _find(self, need: str, route: Route) -> frozenset[str]:
        if route is Route.MEDIATOR:
            if self._state.present:
                return MEDIATORS
            return frozenset(c.id for c in self._state.open_counters())
        return frozenset(c.id for c in self._state.open_counters() if c.serves(need))

    def _share(self, other: Ticket, ticket: Ticket) -> float:
        """The part of the people able to serve `other` who are also able to serve `ticket`."""
        theirs = self._who(other.need, other.route)
        return len(theirs & self._who(ticket.need, ticket.route)) / len(theirs) if theirs else 0.0

    @cached_property
    def _until_free(self) -> dict[str, float]:
        """Minutes until each open counter is free."""
        free = {c.id: 0.0 for c in self._state.open_counters()}
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


def said(minutes: float) -> Wait:
    """The range that is said for an expected wait in minutes."""
    low = int(minutes // STEP) * STEP
    high = max(low + STEP, math.ceil(minutes * P80_OVER_P50 / STEP) * STEP)
    return Wait(LONGEST, None) if high > LONGEST else Wait(low, high)
