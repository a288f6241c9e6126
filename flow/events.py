"""What happened to the queue: past tense, only ever added. All statistics come from these."""

import msgspec

from flow.fence_events import FenceEvent
from flow.hall_events import HallEvent
from flow.needs import Route
from flow.paper import PaperState
from flow.tickets import Actor, MoveReason, Outcome, Parked, ParkReason, Wait
from flow.time_events import TimeEvent
from flow.wire import Event


class DayOpened(Event, frozen=True):
    """A business day began; its numbers start at first_number. rolls: printer → millimetres used of its roll so far.

    out_of_order: the machines that did not work the evening before. epoch: of the journal.
    """

    date: str
    first_number: int
    rolls: dict[str, int] = msgspec.field(default_factory=dict)
    out_of_order: tuple[str, ...] = ()
    epoch: str = ""


class TicketTaken(Event, frozen=True):
    """A client took a ticket. wait: what was announced. token_hash: SHA-256 of the ticket page's token, hex."""

    ticket: str
    number: int
    need: str
    language: str
    legal: bool
    route: Route
    wait: Wait | None
    token_hash: str = ""


class TicketCalled(Event, frozen=True):
    """Called to a counter. in_turn: as the rule said, not picked by hand."""

    ticket: str
    counter: str
    in_turn: bool = True


class TicketRecalled(Event, frozen=True):
    """Called again to the same counter."""

    ticket: str


class TicketArrived(Event, frozen=True):
    """The person is at the counter; walk time ends, service begins."""

    ticket: str


class TicketClosed(Event, frozen=True):
    """The visit ended."""

    ticket: str
    outcome: Outcome
    where: str = ""


class TicketTransferred(Event, frozen=True):
    """Sent to another route or need, arrival time kept."""

    ticket: str
    route: Route
    need: str


class TicketParked(Event, frozen=True):
    """Kept aside with its place. until: milliseconds, or no time set."""

    ticket: str
    why: ParkReason
    until: int | None

    def parked(self) -> Parked:
        """The same as the ticket's own value."""
        return Parked(self.why, self.until)


class TicketAbsent(Event, frozen=True):
    """Called and not there."""

    ticket: str


class TicketReturned(Event, frozen=True):
    """Back in the queue. order_key None: at its original place. failed: the machine, or the help, did not solve it."""

    ticket: str
    order_key: int | None = None
    failed: bool = False


class TicketReopened(Event, frozen=True):
    """A closed ticket is waiting again."""

    ticket: str


class TicketPrequalified(Event, frozen=True):
    """The mediator confirmed or corrected the need and chose the route; the rest as in the command."""

    ticket: str
    need: str
    route: Route
    ticks: tuple[str, ...]
    legal: bool
    machine: str = ""
    accompanied: bool = False
    tags: tuple[str, ...] = ()
    stays: bool = False


class TicketAdvanced(Event, frozen=True):
    """Counts as older by some minutes. overtook: tickets it now stands before."""

    ticket: str
    minutes: int
    overtook: tuple[str, ...]


class TicketMoved(Event, frozen=True):
    """Moved by hand. shifted: other tickets whose key gave way by milliseconds, without a change of order among them."""

    ticket: str
    order_key: int
    reason: MoveReason
    overtook: tuple[str, ...]
    place_before: int
    place_after: int
    shifted: tuple[tuple[str, int], ...] = ()


class ChangeUndone(Event, frozen=True):
    """The last change of the ticket was reversed; undone is the rev that it had given."""

    ticket: str
    undone: int


class CounterOpened(Event, frozen=True):
    """An agent is at the counter."""

    counter: str


class CounterPaused(Event, frozen=True):
    """The counter calls nobody for a moment."""

    counter: str


class CounterClosed(Event, frozen=True):
    """The agent left the counter."""

    counter: str


class PresenceStarted(Event, frozen=True):
    """A mediator's working period began; who is in the record's actor."""


class PresenceEnded(Event, frozen=True):
    """A mediator's working period ended. mediator: whose, where the manager ended it; "" for the record's actor."""

    mediator: str = ""


class KioskLocked(Event, frozen=True):
    """The kiosk takes no tickets."""


class KioskUnlocked(Event, frozen=True):
    """The kiosk follows the opening hours again."""


class PaperQueued(Event, frozen=True):
    """A paper is asked for again, or one that is no ticket. tried: printers that failed already. only: the one that may print it.

    language: of a paper that is no ticket.
    """

    ticket: str
    copy: int
    deadline: int
    tried: tuple[str, ...] = ()
    reprint: bool = False
    only: str = ""
    language: str = ""


class PaperClaimed(Event, frozen=True):
    """A printer worker has the paper."""

    ticket: str
    copy: int
    printer: str


class PaperReported(Event, frozen=True):
    """What became of the paper."""

    ticket: str
    copy: int
    printer: str
    outcome: PaperState
    reason: str
    took_ms: int
    mm: int = 0


class PaperHeldUp(Event, frozen=True):
    """The office did not run while this paper was due: it may be printed until `deadline`, in milliseconds."""

    ticket: str
    copy: int
    deadline: int


class RollChanged(Event, frozen=True):
    """A new roll is in the printer."""

    printer: str


class PrinterReported(Event, frozen=True):
    """A printer's state changed."""

    printer: str
    state: str


AnyEvent = (
    DayOpened
    | FenceEvent
    | TicketTaken
    | TicketCalled
    | TicketRecalled
    | TicketArrived
    | TicketClosed
    | TicketTransferred
    | TicketParked
    | TicketAbsent
    | TicketReturned
    | TicketReopened
    | TicketPrequalified
    | TicketAdvanced
    | TicketMoved
    | ChangeUndone
    | CounterOpened
    | CounterPaused
    | CounterClosed
    | PresenceStarted
    | PresenceEnded
    | KioskLocked
    | KioskUnlocked
    | PaperQueued
    | PaperHeldUp
    | PaperClaimed
    | PaperReported
    | RollChanged
    | PrinterReported
    | HallEvent
    | TimeEvent
)


class Recorded(msgspec.Struct, frozen=True):
    """An event as stored: its place in the journal, when (milliseconds), who."""

    seq: int
    at: int
    by: Actor
    event: AnyEvent
