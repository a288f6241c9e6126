"""What the mediator's console shows: every open ticket in the order of call, the counters, the printers, the load."""

from collections.abc import Iterator
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
from flow.needs import HELP
from flow.order import queue
from flow.paper import NO_PAPER, Care, PaperEnd, PaperState, PrinterReport, PrinterState, care_of, paper_end
from flow.plan import MINUTE
from flow.readings import Alert, Level
from flow.state import DeskState, HelpCall, OfficeState
from flow.tickets import Outcome, State, Ticket
from mediation.sheets import sheet_of
from mediation.slips import slip_of
from mediation.state import Mediation, OfficeDay, Presence
from mediator_console.cards import Card, Cards
from mediator_console.hall import Announced, Machine, Tension, alerts, announced, machines, tension, unanswered
from mediator_console.helping import Helped, helped
from mediator_console.workshops import Planned, workshops
from screen.view import ScreenView

CLOSED_SHOWN = 6
PAPERS_SHOWN_MS = 5 * MINUTE
CHARGE = {Level.GREEN: "calm", Level.YELLOW: "busy", Level.ORANGE: "very_busy", Level.RED: "overloaded"}
"""The names that the screen has for the levels of load."""


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
    care: Annotated[Care, Meta(description="what somebody must do about it")]


class Charge(msgspec.Struct, frozen=True):
    """Minutes of work waiting for each competent counter; None when somebody waits and no counter is open.

    stranded: people waiting for a counter, none of the open ones serving their need.
    """

    level: str
    minutes: int | None
    stranded: int


class OtherPaper(msgspec.Struct, frozen=True):
    """What became of a slip or a sheet, and what that means to whoever waits for it."""

    state: PaperState
    end: PaperEnd


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
    unanswered: Annotated[
        tuple[str, ...], Meta(description="ids of the alerts that last and that nobody has answered yet")
    ]
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
    without_paper: Annotated[
        tuple[int, ...], Meta(description="numbers of those who wait and certainly hold no paper, in the order of call")
    ]
    papers: Annotated[
        dict[str, OtherPaper],
        Meta(description="what became of the slips and sheets of the last minutes, by the id that the answer gave"),
    ]


def view(
    settings: OfficeSettings, state: OfficeState, mediation: Mediation, now: int, place: str, language: str = SOURCE
) -> Console:
    """The console's view at `now`; the same for every mediator."""
    waiting, work = queue(state, now), load(state)
    cards = Cards(settings, state, mediation, now)
    aside: dict[State, list[Ticket]] = {s: [] for s in State}
    for ticket in state.open.values():
        aside[ticket.state].append(ticket)

    def group(*states: State) -> tuple[Card, ...]:
        tickets = sorted((t for s in states for t in aside[s]), key=lambda t: (t.since, t.number))
        return tuple(map(cards.draw, tickets))

    queued = tuple(map(cards.draw, waiting))
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
        printers=tuple(_printer(name, report) for name, report in sorted(state.printers.items())),
        charge=charge(work),
        help=sum(t.need == HELP for t in waiting),
        queue=queued,
        at_counter=group(State.CALLED, State.SERVING),
        with_mediator=group(State.WITH_MEDIATOR),
        at_machine=group(State.AT_MACHINE),
        parked=group(State.PARKED),
        absent=group(State.ABSENT),
        closed=tuple(map(cards.draw, last)),
        presences=tuple(mediation.presences.values()),
        helped=helped(OfficeDay(state, mediation), now),
        tension=tension(state, work, now),
        alerts=alerts(state),
        unanswered=unanswered(state),
        calls=calls(state),
        rushes=notices(state),
        fence=fence_notice(state, settings.timezone, language),
        clock=clock_notice(state, now, settings.timezone, language),
        machines=machines(state),
        announced=announced(state, now),
        workshops=workshops(OfficeDay(state, mediation)),
        without_paper=tuple(card.number for card in queued if card.paper in NO_PAPER),
        papers=_papers(state, now),
    )


def _printer(name: str, report: PrinterReport) -> Printer:
    printer_state = PrinterState(report.state)
    return Printer(name, printer_state, report.since, care_of(printer_state))


def _papers(state: OfficeState, now: int) -> dict[str, OtherPaper]:
    since = now - PAPERS_SHOWN_MS
    papers = ((key, state.paper(key)) for key in state.tally.other_papers if slip_of(key) or sheet_of(key))
    return {
        key: OtherPaper(paper.state, paper_end(paper.state))
        for key, paper in papers
        if paper is not None and paper.queued_at > since
    }


def charge(work: Load) -> Charge:
    """The load of the counters as flow.hall.tension reads it."""
    return Charge(CHARGE[work.level], None if work.minutes is None else round(work.minutes), work.stranded)


def _counters(settings: OfficeSettings, state: OfficeState, at_counters: list[Ticket]) -> tuple[Counter, ...]:
    served = {ticket.counter: ticket for ticket in at_counters}
    shown = []
    for counter in settings.counters:
        ticket, desk = served.get(counter.id), state.desk(counter.id)
        shown_ticket = (ticket.number, ticket.state is State.SERVING) if ticket else (0, False)
        shown.append(Counter(counter.id, desk.state, *shown_ticket))
    return tuple(shown)


def _reopenable(state: OfficeState) -> Iterator[Ticket]:
    """The last closed first."""
    closed = (state.closed[key] for _at, _number, key in reversed(state.tally.closed))
    return (ticket for ticket in closed if ticket.outcome is not Outcome.REMOVED_AT_CLOSE)
