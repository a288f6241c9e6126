"""What the mediator's console shows: every open ticket in the order of call, the counters, the printers, the load."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Annotated

import msgspec
from msgspec import Meta

from config.clock_words import ClockNotice, clock_notice
from config.fence_words import FenceNotice, fence_notice
from config.languages import SOURCE
from config.settings import OfficeSettings
from flow.hall.rules import calls
from flow.hall.tension import Load, load
from flow.kiosks import RushNotice, notices, swept
from flow.needs import HELP, Route
from flow.order import Why, queue, why
from flow.paper import PaperState, PrinterState
from flow.plan import MINUTE
from flow.readings import Alert, Level
from flow.state import DeskState, HelpCall, OfficeState
from flow.tally import PERHAPS_WITHOUT
from flow.tickets import MoveReason, Outcome, ParkReason, State, Ticket
from mediation.sheets import sheet_of
from mediation.slips import slip_of
from mediation.state import Mediation, OfficeDay, Presence
from mediator_console.hall import Announced, Machine, Tension, alerts, announced, machines, tension
from mediator_console.helping import Helped, helped
from mediator_console.workshops import Planned, workshops
from screen.view import ScreenView

CLOSED_SHOWN = 6
CARDS_KEPT = 4_096
PAPERS_SHOWN_MS = 5 * MINUTE
CHARGE = {Level.GREEN: "calm", Level.YELLOW: "busy", Level.ORANGE: "very_busy", Level.RED: "overloaded"}
"""The names that the screen has for the levels of load."""


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


class Counter(msgspec.Struct, frozen=True):
    """A counter, and the ticket called or served there."""

    id: Annotated[str, Meta(description="as commands name it")]
    state: Annotated[DeskState, Meta(description="open, paused or closed")]
    number: Annotated[int, Meta(description="of that ticket, 0 when nobody is")] = 0
    serving: Annotated[bool, Meta(description="the person is there; false: called, or nobody")] = False


class Printer(msgspec.Struct, frozen=True):
    """A printer's state and since when (milliseconds)."""

    name: str
    state: PrinterState
    since: int


class Charge(msgspec.Struct, frozen=True):
    """Minutes of work waiting for each competent counter; None when somebody waits and no counter is open.

    stranded: people waiting for a counter, none of the open ones serving their need.
    """

    level: str
    minutes: int | None
    stranded: int


class Console(ScreenView, frozen=True):
    """The console's view: every open ticket in the order of call, and what the mediator must know beside them."""

    date: Annotated[str, Meta(description="the business day, ISO")]
    present: Annotated[tuple[str, ...], Meta(description="pseudonyms of the mediators present")]
    kiosk_locked: Annotated[bool, Meta(description="the staff locked the kiosk")]
    kiosk_open: Annotated[bool, Meta(description="the kiosk gives tickets now")]
    counters: Annotated[tuple[Counter, ...], Meta(description="each of the office's counters")]
    printers: Annotated[tuple[Printer, ...], Meta(description="those whose workers said anything")]
    charge: Annotated[Charge, Meta(description="how much work waits for the open counters")]
    help: Annotated[int, Meta(description="how many who wait asked for help at the kiosk")]
    queue: Annotated[
        tuple[Card, ...], Meta(description="waiting tickets in the order of call, the help requests among them")
    ]
    at_counter: Annotated[tuple[Card, ...], Meta(description="called, or being served")]
    with_mediator: Annotated[tuple[Card, ...], Meta(description="being helped")]
    at_machine: Annotated[tuple[Card, ...], Meta(description="sent to a machine")]
    parked: Annotated[tuple[Card, ...], Meta(description="kept aside with their place")]
    absent: Annotated[tuple[Card, ...], Meta(description="called and not there")]
    closed: Annotated[
        tuple[Card, ...],
        Meta(description="the last ones, the newest first, then those that a broom took: each can be reopened"),
    ]
    presences: Annotated[tuple[Presence, ...], Meta(description="working periods of today")]
    helped: Annotated[tuple[Helped, ...], Meta(description="today's help, the last begun first")]
    tension: Annotated[tuple[Tension, ...], Meta(description="load, then climate")]
    alerts: Annotated[tuple[Alert, ...], Meta(description="today's, to be answered")]
    calls: Annotated[tuple[HelpCall, ...], Meta(description="colleagues who are asked for, the oldest first")]
    rushes: Annotated[
        tuple[RushNotice, ...], Meta(description="many tickets from one kiosk, that somebody must look at")
    ]
    fence: Annotated[
        FenceNotice | None, Meta(description="part of the day was lost, and nobody has said yet that it is dealt with")
    ]
    clock: Annotated[ClockNotice | None, Meta(description="the machine's time is not believed")]
    machines: Annotated[tuple[Machine, ...], Meta(description="the self-service machines")]
    announced: Annotated[tuple[Announced, ...], Meta(description="messages on the display")]
    workshops: Annotated[tuple[Planned, ...], Meta(description="the calendar")]
    papers: Annotated[
        dict[str, PaperState],
        Meta(description="what became of the slips and sheets of the last minutes, by the id that the answer gave"),
    ]


def view(
    settings: OfficeSettings, state: OfficeState, mediation: Mediation, now: int, place: str, language: str = SOURCE
) -> Console:
    """The console's view at `now`; the same for every mediator."""
    waiting, work = queue(state, now), load(state)
    aside: dict[State, list[Ticket]] = {s: [] for s in State}
    for ticket in state.open.values():
        aside[ticket.state].append(ticket)

    def cards(*states: State) -> tuple[Card, ...]:
        found = sorted((t for s in states for t in aside[s]), key=lambda t: (t.since, t.number))
        return tuple(_card(state, t, now) for t in found)

    last = list(islice(_reopenable(state), CLOSED_SHOWN))
    last += [ticket for ticket in swept(state) if ticket not in last]
    return Console(
        version=state.version,
        now=now,
        date=state.date,
        present=state.present,
        kiosk_locked=state.kiosk_locked,
        kiosk_open=state.takes_tickets(now),
        counters=_counters(settings, state, [*aside[State.CALLED], *aside[State.SERVING]]),
        printers=tuple(Printer(name, PrinterState(r.state), r.since) for name, r in sorted(state.printers.items())),
        charge=charge(work),
        help=sum(t.need == HELP for t in waiting),
        queue=tuple(_card(state, t, now) for t in waiting),
        at_counter=cards(State.CALLED, State.SERVING),
        with_mediator=cards(State.WITH_MEDIATOR),
        at_machine=cards(State.AT_MACHINE),
        parked=cards(State.PARKED),
        absent=cards(State.ABSENT),
        closed=tuple(_card(state, t, now) for t in last),
        presences=tuple(mediation.presences.values()),
        helped=helped(OfficeDay(state, mediation), now),
        tension=tension(state, work, now),
        alerts=alerts(state),
        calls=calls(state),
        rushes=notices(state),
        fence=fence_notice(state, settings.timezone, language),
        clock=clock_notice(state, now, settings.timezone, language),
        machines=machines(state),
        announced=announced(state, now),
        workshops=workshops(OfficeDay(state, mediation)),
        papers=_papers(state, now),
    )


def _papers(state: OfficeState, now: int) -> dict[str, PaperState]:
    since = now - PAPERS_SHOWN_MS
    known = ((key, state.paper(key)) for key in state.tally.other_papers if slip_of(key) or sheet_of(key))
    return {key: paper.state for key, paper in known if paper is not None and paper.queued_at > since}


def charge(work: Load) -> Charge:
    """The load of the counters as flow.hall.tension reads it."""
    return Charge(CHARGE[work.level], None if work.minutes is None else round(work.minutes), work.stranded)


def _card(state: OfficeState, ticket: Ticket, now: int) -> Card:
    need, paper = state.plan.needs.get(ticket.need), state.papers.get(ticket.id)
    lost = paper is not None and paper.state in PERHAPS_WITHOUT
    return _drawn(
        ticket,
        why(ticket, now, state.plan),
        state.overtaken.get(ticket.id, 0),
        # What left the lists since it was said has no words, and is not sent back with the next change.
        tuple(filter(state.plan.ready.__contains__, ticket.ticks)),
        tuple(filter(state.plan.tags.__contains__, ticket.tags)),
        need is not None and need.urgent,
        paper.state if paper is not None and lost else None,
    )


@lru_cache(maxsize=CARDS_KEPT)
def _drawn(
    ticket: Ticket,
    parts: Why,
    overtaken: int,
    ticks: tuple[str, ...],
    tags: tuple[str, ...],
    urgent: bool,
    paper: PaperState | None,
) -> Card:
    """Most cards are as they were at the change before: they are kept."""
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
        urgent=urgent,
        counter=ticket.counter or "",
        parked=ticket.parked.why if ticket.parked else None,
        until=ticket.parked.until or 0 if ticket.parked else 0,
        outcome=ticket.outcome,
        paper=paper,
        machine=ticket.machine if ticket.state is State.AT_MACHINE else "",
        accompanied=ticket.accompanied and ticket.state is State.AT_MACHINE,
        tags=tags,
    )


def _counters(settings: OfficeSettings, state: OfficeState, there: list[Ticket]) -> tuple[Counter, ...]:
    served = {ticket.counter: ticket for ticket in there}
    shown = []
    for counter in settings.counters:
        ticket, desk = served.get(counter.id), state.desk(counter.id)
        found = (ticket.number, ticket.state is State.SERVING) if ticket else (0, False)
        shown.append(Counter(counter.id, desk.state, *found))
    return tuple(shown)


def _reopenable(state: OfficeState) -> Iterator[Ticket]:
    """The last closed first."""
    closed = (state.closed[key] for _at, _number, key in reversed(state.tally.closed))
    return (ticket for ticket in closed if ticket.outcome is not Outcome.REMOVED_AT_CLOSE)
