"""The office as it stands: one immutable value, replaced whole by each event."""

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, TypeVar

import msgspec
from immutables import Map
from msgspec import Meta

from flow.fence import Fence
from flow.needs import Route
from flow.paper import Paper, PrinterReport
from flow.plan import CounterPlan, Plan
from flow.readings import Alert, DifficultyAt, Reading, TensionLevel
from flow.refusals import Reason, Refused
from flow.tally import Tally
from flow.tickets import State, Ticket

_T = TypeVar("_T")
_CALLED_BY_SKILL = (Route.COUNTER, Route.BANKER)
MOMENTS_KEPT = 4
"""Of so many moments what was worked out is kept (functools.lru_cache): all screens of one are drawn before the next comes."""


class DeskState(StrEnum):
    """Whether an agent is at the counter."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class Desk(msgspec.Struct, frozen=True):
    """A counter today. since: milliseconds. done_from: the other counter whose device said so, "" for its own."""

    state: DeskState = DeskState.CLOSED
    since: int = 0
    done_from: str = ""


class HelpCall(msgspec.Struct, frozen=True):
    """A colleague is asked for."""

    id: Annotated[str, Meta(description="as commands name it")]
    where: Annotated[str, Meta(description='where they are needed: id of a counter, or "" in the hall')]
    origin: Annotated[str, Meta(description="the page that asked, which stays silent")]
    since: Annotated[int, Meta(description="when, in milliseconds")]
    by: Annotated[str, Meta(description="who asked")]
    coming: Annotated[str, Meta(description='who said that they come, "" while nobody did')] = ""
    number: Annotated[
        int, Meta(description="of the client's ticket who asked at the kiosk; 0 when a colleague asked")
    ] = 0
    asked_from: Annotated[
        str, Meta(description="the counter whose device asked, when that is another than `where`")
    ] = ""


class Rush(msgspec.Struct, frozen=True):
    """A kiosk gave as many tickets within a minute as it may: its own among the numbers first to last. settled: by real people."""

    id: str
    kiosk: int
    first: int
    last: int
    settled: bool = False


class Doubt(msgspec.Struct, frozen=True):
    """The machine's time is not believed: it is `ahead` milliseconds of the office's own, which goes on.

    since: from when on the office's time is reckoned without any machine's, after a start; 0 for a jump while running.
    """

    ahead: int
    since: int = 0


class OfficeState(msgspec.Struct, frozen=True):
    """Everything known of the open day.

    open, closed: tickets by id. overtaken: how many times each was overtaken by a discretionary change.
    spool: papers to be printed or being printed; papers: those whose end is known.
    rolls: printer → millimetres of paper used since its roll was changed.
    present: pseudonyms of the mediators present. tokens: SHA-256 of a ticket page's token → ticket id.
    fence: part of the day was lost, and what is to be done about it; None when nothing is known to be.
    epochs: of the journal on this day, the last is the one that goes on; each loss begins another. resumed_at: the seq at which that
    was, 0 when there was none.
    version: seq of the last event folded in. opened: the date as the day was opened; other than date once that was corrected.
    doubt: the machine's time is not believed, None while it is. tally: what follows from the tickets and papers, kept.
    """

    plan: Plan
    date: str = ""
    next_number: int = 0
    open: Map[str, Ticket] = Map()
    closed: Map[str, Ticket] = Map()
    desks: Map[str, Desk] = Map()
    overtaken: Map[str, int] = Map()
    spool: Map[str, Paper] = Map()
    papers: Map[str, Paper] = Map()
    printers: Map[str, PrinterReport] = Map()
    rolls: Map[str, int] = Map()
    tokens: Map[str, str] = Map()
    present: tuple[str, ...] = ()
    kiosk_locked: bool = False
    out_of_order: frozenset[str] = frozenset()
    difficulties: tuple[DifficultyAt, ...] = ()
    tension: Map[Reading, TensionLevel] = Map()
    alerts: Map[str, Alert] = Map()
    help_calls: Map[str, HelpCall] = Map()
    rushes: Map[str, Rush] = Map()
    announced: Map[str, int] = Map()
    fence: Fence | None = None
    epochs: tuple[str, ...] = ()
    resumed_at: int = 0
    version: int = 0
    opened: str = ""
    doubt: Doubt | None = None
    tally: Tally = Tally()

    def __hash__(self) -> int:
        """By the version, so that what was worked out of a state is soon found again; equal are only those that are equal in all."""
        return self.version

    @property
    def epoch(self) -> str:
        """What this journal is told apart by from what it was before a loss; "" for one that has no such name yet."""
        return self.epochs[-1] if self.epochs else ""

    def next_ticket_id(self) -> str:
        """The id that the next ticket taken gets: date and number, so that yesterday's screens never name today's ticket."""
        return f"{self.opened or self.date}-{self.next_number}"

    def ticket(self, ticket_id: str) -> Ticket:
        """The open ticket. Raises Refused (ticket_closed, ticket_unknown)."""
        ticket = self.open.get(ticket_id)
        if ticket is not None:
            return ticket
        closed = self.closed.get(ticket_id)
        if closed is not None:
            raise Refused(Reason.TICKET_CLOSED, number=closed.number, outcome=closed.outcome, by=closed.changed_by.role)
        raise Refused(Reason.TICKET_UNKNOWN)

    def any_ticket(self, ticket_id: str) -> Ticket | None:
        """The ticket, open or closed today."""
        return self.open.get(ticket_id) or self.closed.get(ticket_id)

    def numbered(self, number: int) -> Ticket | None:
        """Today's ticket of this number, open or closed."""
        return self.any_ticket(f"{self.opened or self.date}-{number}")

    def paper(self, ticket_id: str) -> Paper | None:
        """The ticket's paper, whatever became of it."""
        return self.spool.get(ticket_id) or self.papers.get(ticket_id)

    def counter(self, counter_id: str) -> CounterPlan:
        """The counter as configured. Raises Refused (counter_unknown)."""
        counter = self.plan.counters.get(counter_id)
        if counter is None:
            raise Refused(Reason.COUNTER_UNKNOWN, counter=counter_id)
        return counter

    def desk(self, counter_id: str) -> Desk:
        """The counter today."""
        return self.desks.get(counter_id, Desk())

    def at_counter(self, counter_id: str) -> Ticket | None:
        """The ticket called to, or served at, this counter."""
        return next((t for t in self.in_state(State.CALLED, State.SERVING) if t.counter == counter_id), None)

    def open_counters(self) -> Iterator[CounterPlan]:
        """The counters where an agent is calling now."""
        return (c for c in self.plan.counters.values() if self.desk(c.id).state is DeskState.OPEN)

    def waiting(self) -> list[Ticket]:
        """The waiting tickets, in no order (see flow.order.queue)."""
        return self.in_state(State.WAITING)

    def in_state(self, *states: State) -> list[Ticket]:
        """The open tickets in one of these states, in no order."""
        tickets = _by_state(self)
        return [ticket for state in states for ticket in tickets.get(state, ())]

    def may_call(self, counter: CounterPlan, ticket: Ticket) -> bool:
        """True when the counter may call this waiting ticket in its turn.

        Those whose route is the mediator are called by the counters while no mediator is present: nobody is ever stuck.
        """
        if ticket.route in _CALLED_BY_SKILL:
            return counter.serves(ticket.need)
        return ticket.route is Route.MEDIATOR and not self.present

    def machine_offered(self, need: str) -> bool:
        """True when somebody may be sent to a machine for this need now."""
        return self.plan.machine_offered(need, self.out_of_order)

    def takes_tickets(self, now: int) -> bool:
        """True when the kiosk gives tickets at `now`."""
        return not self.kiosk_locked and (self.plan.always_open or self.plan.hours.open_at(now))


@lru_cache(maxsize=MOMENTS_KEPT)
def _by_state(office: OfficeState) -> dict[State, list[Ticket]]:
    tickets: dict[State, list[Ticket]] = {}
    for ticket in office.open.values():
        tickets.setdefault(ticket.state, []).append(ticket)
    return tickets


def without(entries: Map[str, _T], key: str) -> Map[str, _T]:
    """The same map without this key, where it has it."""
    return entries.delete(key) if key in entries else entries
