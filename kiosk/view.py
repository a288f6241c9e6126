"""What the kiosk shows of the office: whether it gives tickets, who can solve each need, about how long, and its last papers."""

from typing import Annotated

import msgspec
from msgspec import Meta

from config.languages import SOURCE
from config.settings import OfficeSettings
from flow.forecast import Outlook
from flow.kiosks import own_tickets
from flow.needs import HELP, Need, Route
from flow.paper import PRINTS, PaperState
from flow.state import OfficeState
from flow.tickets import Wait
from flow.visits.taking import route_of
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
    outlook = Outlook(state, now)
    return Kiosk(
        version=state.version,
        now=now,
        open=state.takes_tickets(now),
        paper=not state.printers or any(report.state in PRINTS for report in state.printers.values()),
        mediator=bool(state.present),
        offers={need.id: _offers(state, need, outlook) for need in state.plan.needs.values()},
        papers=_papers(state, now, int(place or 0)),
    )


def _offers(state: OfficeState, need: Need, outlook: Outlook) -> tuple[Offer, ...]:
    person = _offer(state, need, route_of(state, need, None), outlook)
    if need.routes[0] is not Route.MACHINE or not state.machine_offered(need.id):
        return (person,)
    return (_offer(state, need, Route.MACHINE, outlook), person)


def _offer(state: OfficeState, need: Need, route: Route, outlook: Outlook) -> Offer:
    wait = outlook.newcomer(need.id, route)
    if wait is None or need.urgent or need.id == HELP:
        return Offer(route, wait)
    return Offer(route, wait, wait.low >= state.plan.figures.long_wait_minutes)


def _papers(state: OfficeState, now: int, kiosk: int) -> dict[str, PaperState]:
    mine = own_tickets(state, kiosk, now)
    return {t.id: paper.state for t in mine if (paper := state.paper(t.id)) is not None}
