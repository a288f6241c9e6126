"""What the kiosk shows of the office: whether it gives tickets, who can solve each need, about how long, and its last papers."""

from functools import lru_cache
from typing import Annotated

import msgspec
from msgspec import Meta

from config.languages import SOURCE
from config.settings import OfficeSettings
from flow.forecast import Outlook
from flow.kiosks import own_tickets
from flow.needs import HELP, Need, Route
from flow.paper import PRINTS, PaperState
from flow.plan import Plan
from flow.state import OfficeState
from flow.tickets import Wait
from flow.visits.taking import first_try
from screen.view import ScreenView


class Offer(msgspec.Struct, frozen=True):
    """One way to have a need solved, and about how long until somebody is there for it (null: nobody can say).

    long: so long that the kiosk says it before the ticket is taken (Figures.long_wait_minutes). Never for what is urgent.
    """

    route: Route
    wait: Wait | None
    long: bool = False


class Kiosk(ScreenView, frozen=True):
    """What a kiosk shows: whether it gives tickets, and what it can promise to whom."""

    open: Annotated[bool, Meta(description="tickets are given now")]
    paper: Annotated[bool, Meta(description="some printer prints, as far as is known")]
    mediator: Annotated[bool, Meta(description="a mediator is present")]
    offers: Annotated[
        dict[str, tuple[Offer, ...]],
        Meta(description="need → one offer, or two where the client chooses between the machine and a person"),
    ]
    papers: Annotated[
        dict[str, PaperState],
        Meta(description="ticket → state of its paper, of those that this kiosk's device gave just now"),
    ]


def view(settings: OfficeSettings, state: OfficeState, now: int, place: str, language: str = SOURCE) -> Kiosk:
    """The kiosk's view at `now`; it holds nothing about the clients of another. place: the id of the kiosk's device."""
    return Kiosk(
        version=state.version,
        now=now,
        open=state.takes_tickets(now),
        paper=not state.printers or any(report.state in PRINTS for report in state.printers.values()),
        mediator=bool(state.present),
        offers=_offers(state, now),
        papers=_papers(state, now, int(place or 0)),
    )


def _offers(state: OfficeState, now: int) -> dict[str, tuple[Offer, ...]]:
    outlook, means = Outlook.of(state, now), (state.plan, bool(state.present), state.out_of_order)
    return _timed(*means, tuple([outlook.newcomer(need.id, route) for need, route in _ways(*means)]))


@lru_cache(maxsize=32)
def _timed(
    plan: Plan, mediator: bool, out_of_order: frozenset[str], waits: tuple[Wait | None, ...]
) -> dict[str, tuple[Offer, ...]]:
    """waits: one for each of the ways, in their order. They are said in steps of five minutes: seldom others than before."""
    offers: dict[str, tuple[Offer, ...]] = {}
    for (need, route), wait in zip(_ways(plan, mediator, out_of_order), waits, strict=True):
        calm = wait is None or need.urgent or need.id == HELP
        long = not calm and wait is not None and wait.low >= plan.figures.long_wait_minutes
        offers[need.id] = (*offers.get(need.id, ()), Offer(route, wait, long))
    return offers


@lru_cache(maxsize=32)
def _ways(plan: Plan, mediator: bool, out_of_order: frozenset[str]) -> tuple[tuple[Need, Route], ...]:
    """What is offered for each need: a machine first where one may be chosen, then a person. mediator: one is present."""
    ways = []
    for need in plan.needs.values():
        if need.routes[0] is Route.MACHINE and plan.machine_offered(need.id, out_of_order):
            ways.append((need, Route.MACHINE))
        ways.append((need, first_try(plan, mediator, need)))
    return tuple(ways)


def _papers(state: OfficeState, now: int, kiosk: int) -> dict[str, PaperState]:
    mine = own_tickets(state, kiosk, now)
    return {t.id: paper.state for t in mine if (paper := state.paper(t.id)) is not None}
