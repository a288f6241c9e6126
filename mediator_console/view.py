"""What the mediator's console shows: every open ticket in the order of call, the counters, the printers, the load."""

import heapq

import msgspec

from config.clock_words import ClockNotice, clock_notice
from config.fence_words import FenceNotice, fence_notice
from config.settings import OfficeSettings
from flow.hall import calls
from flow.kiosks import RushNotice, notices, swept
from flow.needs import HELP, Route
from flow.order import queue, why
from flow.paper import NO_PAPER, PaperState
from flow.plan import MINUTE
from flow.readings import Alert, Level
from flow.state import DeskState, HelpCall, OfficeState
from flow.tension import load
from flow.tickets import Outcome, State, Ticket
from mediation.sheets import sheet_of
from mediation.slips import slip_of
from mediation.state import Mediation, Presence, Whole
from mediator_console.hall import Announced, Machine, Tension, alerts, announced, machines, tension
from mediator_console.helping import Helped, helped
from mediator_console.workshops import Planned, workshops

CLOSED_SHOWN = 6
PAPERS_SHOWN_MS = 5 * MINUTE
CHARGE = {Level.GREEN: "calm", Level.YELLOW: "busy", Level.ORANGE: "very_busy", Level.RED: "overloaded"}
"""The names that the screen has for the levels of load."""


class Card(msgspec.Struct, frozen=True, omit_defaults=True):
    """One ticket. Times are milliseconds; waited, head_start, total: minutes, the parts of its place in the queue.

    overtaken: how many times others were put before it. until: when a parked ticket comes back by itself.
    paper: what became of its paper, when the client may have none. machine: where it is; accompanied: the mediator went along.
    """

    id: str
    number: int
    rev: int
    need: str
    declared: str
    route: Route
    state: State
    arrival: int
    since: int
    waited: int
    total: int
    language: str
    legal: bool = False
    head_start: int = 0
    advance: int = 0
    moved: str = ""
    ceiling: bool = False
    overtaken: int = 0
    ticks: tuple[str, ...] = ()
    prequalified: bool = False
    urgent: bool = False
    counter: str = ""
    calls: int = 0
    parked: str = ""
    until: int = 0
    outcome: str = ""
    paper: str = ""
    machine: str = ""
    accompanied: bool = False
    tags: tuple[str, ...] = ()


class Counter(msgspec.Struct, frozen=True):
    """A counter, and the ticket called or served there: its id and number, "" and 0 when nobody is."""

    id: str
    shape: str
    state: DeskState
    ticket: str = ""
    number: int = 0
    serving: bool = False


class Printer(msgspec.Struct, frozen=True):
    """A printer's state and since when (milliseconds)."""

    name: str
    state: str
    since: int


class Charge(msgspec.Struct, frozen=True):
    """Minutes of work waiting for each competent counter; None when somebody waits and no counter is open.

    stranded: people waiting for a counter, none of the open ones serving their need.
    """

    level: str
    minutes: int | None
    stranded: int


class Console(msgspec.Struct, frozen=True):
    """The console's view. queue: waiting tickets in the order of call, the help requests among them.

    date: the business day, ISO. closed: beside the last ones, those that a broom took: each can be reopened.
    present: pseudonyms of the mediators present; presences: of today. closed: the last ones, the newest first.
    helped: today's help, the last begun first. calls: colleagues who are asked for, the oldest first. papers: what became of the
    slips and sheets asked for in the last minutes, by the id that the answer gave.
    fence: part of the day was lost, and nobody has said yet that it is dealt with.
    """

    version: int
    now: int
    date: str
    present: tuple[str, ...]
    kiosk_locked: bool
    kiosk_open: bool
    counters: tuple[Counter, ...]
    printers: tuple[Printer, ...]
    charge: Charge
    help: int
    queue: tuple[Card, ...]
    at_counter: tuple[Card, ...]
    with_mediator: tuple[Card, ...]
    at_machine: tuple[Card, ...]
    parked: tuple[Card, ...]
    absent: tuple[Card, ...]
    closed: tuple[Card, ...]
    presences: tuple[Presence, ...]
    helped: tuple[Helped, ...]
    tension: tuple[Tension, ...]
    alerts: tuple[Alert, ...]
    calls: tuple[HelpCall, ...]
    rushes: tuple[RushNotice, ...]
    fence: FenceNotice | None
    clock: ClockNotice | None
    machines: tuple[Machine, ...]
    announced: tuple[Announced, ...]
    workshops: tuple[Planned, ...]
    papers: dict[str, PaperState]


def view(settings: OfficeSettings, state: OfficeState, mediation: Mediation, now: int, place: str) -> Console:
    """The console's view at `now`; the same for every mediator."""
    waiting = queue(state, now)
    aside: dict[State, list[Ticket]] = {s: [] for s in State}
    for ticket in state.open.values():
        aside[ticket.state].append(ticket)

    def cards(*states: State) -> tuple[Card, ...]:
        found = sorted((t for s in states for t in aside[s]), key=lambda t: (t.since, t.number))
        return tuple(_card(state, t, now) for t in found)

    last = heapq.nlargest(CLOSED_SHOWN, _reopenable(state), key=lambda t: (t.changed_at, t.number))
    last += [ticket for ticket in swept(state) if ticket not in last]
    return Console(
        version=state.version,
        now=now,
        date=state.date,
        present=state.present,
        kiosk_locked=state.kiosk_locked,
        kiosk_open=state.takes_tickets(now),
        counters=_counters(settings, state, [*aside[State.CALLED], *aside[State.SERVING]]),
        printers=tuple(Printer(name, r.state, r.since) for name, r in sorted(state.printers.items())),
        charge=charge(state),
        help=sum(t.need == HELP for t in waiting),
        queue=tuple(_card(state, t, now) for t in waiting),
        at_counter=cards(State.CALLED, State.SERVING),
        with_mediator=cards(State.WITH_MEDIATOR),
        at_machine=cards(State.AT_MACHINE),
        parked=cards(State.PARKED),
        absent=cards(State.ABSENT),
        closed=tuple(_card(state, t, now) for t in last),
        presences=tuple(mediation.presences.values()),
        helped=helped(Whole(state, mediation), now),
        tension=tension(state, now),
        alerts=alerts(state),
        calls=calls(state),
        rushes=notices(state),
        fence=fence_notice(state, settings.timezone),
        clock=clock_notice(state, now, settings.timezone),
        machines=machines(state),
        announced=announced(state, now),
        workshops=workshops(Whole(state, mediation)),
        papers=_papers(state, now),
    )


def _papers(state: OfficeState, now: int) -> dict[str, PaperState]:
    since = now - PAPERS_SHOWN_MS
    known = sorted((*state.spool.items(), *state.papers.items()))
    return {key: paper.state for key, paper in known if (slip_of(key) or sheet_of(key)) and paper.queued_at > since}


def charge(state: OfficeState) -> Charge:
    """The load of the counters as it is now, as flow.tension reads it."""
    work = load(state)
    return Charge(CHARGE[work.level], None if work.minutes is None else round(work.minutes), work.stranded)


def _card(state: OfficeState, ticket: Ticket, now: int) -> Card:
    parts, need = why(ticket, now, state.plan), state.plan.needs.get(ticket.need)
    paper = state.papers.get(ticket.id)
    lost = paper is not None and paper.state in {*NO_PAPER, PaperState.UNCERTAIN}
    return Card(
        id=ticket.id,
        number=ticket.number,
        rev=ticket.rev,
        need=ticket.need,
        declared=ticket.declared,
        route=ticket.route,
        state=ticket.state,
        arrival=ticket.arrival,
        since=ticket.since,
        waited=parts.waited,
        total=parts.total,
        language=ticket.language,
        legal=ticket.legal,
        head_start=parts.legal,
        advance=parts.advance,
        moved=parts.moved.value if parts.moved else "",
        ceiling=parts.ceiling,
        overtaken=state.overtaken.get(ticket.id, 0),
        # What left the lists since it was said has no words, and is not sent back with the next change.
        ticks=tuple(one for one in ticket.ticks if one in state.plan.ready),
        prequalified=ticket.prequalified,
        urgent=need is not None and need.urgent,
        counter=ticket.counter or "",
        calls=ticket.calls,
        parked=ticket.parked.why.value if ticket.parked else "",
        until=ticket.parked.until or 0 if ticket.parked else 0,
        outcome=ticket.outcome.value if ticket.outcome else "",
        paper=paper.state.value if paper is not None and lost else "",
        machine=ticket.machine if ticket.state is State.AT_MACHINE else "",
        accompanied=ticket.accompanied and ticket.state is State.AT_MACHINE,
        tags=tuple(one for one in ticket.tags if one in state.plan.tags),
    )


def _counters(settings: OfficeSettings, state: OfficeState, there: list[Ticket]) -> tuple[Counter, ...]:
    served = {ticket.counter: ticket for ticket in there}
    shown = []
    for counter in settings.counters:
        ticket, desk = served.get(counter.id), state.desk(counter.id)
        found = (ticket.id, ticket.number, ticket.state is State.SERVING) if ticket else ("", 0, False)
        shown.append(Counter(counter.id, counter.shape, desk.state, *found))
    return tuple(shown)


def _reopenable(state: OfficeState) -> list[Ticket]:
    return [t for t in state.closed.values() if t.outcome is not Outcome.REMOVED_AT_CLOSE]
