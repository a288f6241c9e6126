"""One ticket as the console shows it: where it stands and why, what to know of it, what may be done with it and where that leads."""

from functools import lru_cache
from typing import Annotated

import msgspec
from msgspec import Meta

from config.settings import OfficeSettings
from flow.needs import Route
from flow.order import Why, why
from flow.paper import PaperState
from flow.printing import copies_spent
from flow.state import OfficeState
from flow.tally import PERHAPS_WITHOUT
from flow.tickets import MoveReason, Outcome, ParkReason, State, Ticket
from flow.visits.reordering import advance_left
from mediation.acts import Act, Situation, barred, situation_of
from mediation.destinations import likely_destination, wanted_by
from mediation.prequalification import checked
from mediation.state import Mediation
from mediator_console.needs import NeedChoice, need_choice

CARDS_KEPT = 4_096


class Card(msgspec.Struct, frozen=True, omit_defaults=True):
    """One ticket, with the parts of its place in the queue."""

    id: Annotated[str, Meta(description="as commands name it")]
    number: Annotated[int, Meta(description="as it is printed and called")]
    rev: Annotated[int, Meta(description="grows with each change: hand it back as `seen`")]
    need: Annotated[str, Meta(description="what the person comes for, as far as is known")]
    declared: Annotated[str, Meta(description="what they said at the kiosk")]
    route: Annotated[Route, Meta(description="who can solve it")]
    state: Annotated[State, Meta(description="where the person is")]
    since: Annotated[int, Meta(description="when the present state began, in milliseconds")]
    waited: Annotated[int, Meta(description="minutes since the arrival")]
    total: Annotated[
        int, Meta(description="minutes that it counts as waiting: waited, head_start and advance together")
    ]
    language: Annotated[str, Meta(description="of the client")]
    legal: Annotated[bool, Meta(description="they hold a priority card")] = False
    head_start: Annotated[int, Meta(description="minutes that the priority card is worth")] = 0
    advance: Annotated[int, Meta(description="minutes that the mediator gave")] = 0
    moved: Annotated[MoveReason | None, Meta(description="why it was put elsewhere in the queue")] = None
    ceiling: Annotated[
        bool, Meta(description="it waited so long that it goes before everyone without legal priority")
    ] = False
    overtaken: Annotated[int, Meta(description="how many times others were put before it")] = 0
    ticks: Annotated[tuple[str, ...], Meta(description="what the person has ready")] = ()
    prequalified: Annotated[bool, Meta(description="the mediator met this person")] = False
    urgent: Annotated[bool, Meta(description="the need is an urgent one")] = False
    counter: Annotated[str, Meta(description="id of the counter that called it, or where it is served")] = ""
    parked: Annotated[ParkReason | None, Meta(description="why it is kept aside")] = None
    until: Annotated[
        int, Meta(description="when a parked ticket comes back by itself, in milliseconds; 0: when somebody says so")
    ] = 0
    outcome: Annotated[Outcome | None, Meta(description="how the visit ended")] = None
    paper: Annotated[PaperState | None, Meta(description="what became of its paper, when the client may have none")] = (
        None
    )
    machine: Annotated[str, Meta(description="the machine that the person is at")] = ""
    accompanied: Annotated[bool, Meta(description="the mediator went along to the machine")] = False
    tags: Annotated[tuple[str, ...], Meta(description="about the service, from the office's list")] = ()
    situation: Annotated[Situation, Meta(description="what may be done with it: the key of the page's `acts`")] = (
        Situation.WAITING
    )
    barred: Annotated[tuple[Act, ...], Meta(description="what its situation offers and this very ticket does not")] = ()
    destination: Annotated[
        Route | None, Meta(description="where it mostly goes from here, when that is not where its need mostly does")
    ] = None
    asks: Annotated[bool, Meta(description="the client asked for a person, whom nobody has met yet")] = False
    missing: Annotated[
        tuple[str, ...],
        Meta(description="what the need asks to have ready and was not seen, once the mediator looked"),
    ] = ()
    advance_left: Annotated[int | None, Meta(description="minutes that may still be given; null: all of them")] = None


class Cards:
    """Draws the cards of one view: what they share is looked up once."""

    def __init__(self, settings: OfficeSettings, state: OfficeState, mediation: Mediation, now: int) -> None:
        self._settings, self._state, self._now = settings, state, now
        self._helped = frozenset(a.ticket for a in mediation.accompaniments.values() if a.recorded is None)
        self._needs: dict[str, NeedChoice] = {}

    def draw(self, ticket: Ticket) -> Card:
        """The ticket's card."""
        state, plan = self._state, self._state.plan
        need, paper = self._needs.get(ticket.need) or self._look_up(ticket.need), state.papers.get(ticket.id)
        # What left the lists since it was said has no words, and is not sent back with the next change.
        ticks = tuple(filter(plan.ready.__contains__, ticket.ticks)) if ticket.ticks else ()
        return _drawn(
            ticket,
            why(ticket, self._now, plan),
            state.overtaken.get(ticket.id, 0),
            ticks,
            tuple(filter(plan.tags.__contains__, ticket.tags)) if ticket.tags else (),
            paper.state if paper is not None and paper.state in PERHAPS_WITHOUT else None,
            advance_left(ticket, plan.figures) if ticket.advance_minutes else None,
            need,
            ticket.id in self._helped,
            paper is not None and copies_spent(paper, plan.figures),
        )

    def _look_up(self, need: str) -> NeedChoice:
        self._needs[need] = need_choice(self._settings, self._state.plan, need)
        return self._needs[need]


@lru_cache(maxsize=CARDS_KEPT)
def _drawn(
    ticket: Ticket,
    parts: Why,
    overtaken: int,
    ticks: tuple[str, ...],
    tags: tuple[str, ...],
    paper: PaperState | None,
    left: int | None,
    need: NeedChoice,
    helped: bool,
    spent: bool,
) -> Card:
    """Most cards are as they were at the change before: they are kept."""
    follows = _follows(ticket, ticks, need, helped, spent)
    return Card(
        id=ticket.id,
        number=ticket.number,
        rev=ticket.rev,
        need=ticket.need,
        declared=ticket.declared,
        route=ticket.route,
        state=ticket.state,
        since=ticket.since,
        waited=parts.waited,
        total=parts.total,
        language=ticket.language,
        legal=ticket.legal,
        head_start=parts.legal,
        advance=parts.advance,
        moved=parts.moved,
        ceiling=parts.ceiling,
        overtaken=overtaken,
        ticks=ticks,
        prequalified=ticket.prequalified,
        urgent=need.urgent,
        counter=ticket.counter or "",
        parked=ticket.parked.why if ticket.parked else None,
        until=ticket.parked.until or 0 if ticket.parked else 0,
        outcome=ticket.outcome,
        paper=paper,
        machine=ticket.machine if ticket.state is State.AT_MACHINE else "",
        accompanied=ticket.accompanied and ticket.state is State.AT_MACHINE,
        tags=tags,
        situation=follows.situation,
        barred=follows.barred,
        destination=follows.destination,
        asks=ticket.asks_for_help,
        missing=follows.missing,
        advance_left=left,
    )


class Follows(msgspec.Struct, frozen=True, cache_hash=True):
    """The part of a card that does not change with the minute: what may be done, where it leads, what is missing for it."""

    situation: Situation
    barred: tuple[Act, ...]
    destination: Route | None
    missing: tuple[str, ...]


@lru_cache(maxsize=CARDS_KEPT)
def _follows(ticket: Ticket, ticks: tuple[str, ...], need: NeedChoice, helped: bool, spent: bool) -> Follows:
    situation = situation_of(ticket, helped)
    looked = ticket.prequalified or situation is Situation.PARKED_FOR_DOCUMENT
    to = likely_destination(wanted_by(ticket, need.tried_first), need.destinations)
    return Follows(
        situation,
        barred(ticket, spent),
        to if situation is Situation.WAITING and to is not need.likely else None,
        checked(need.ready, ticks).missing if looked else (),
    )
