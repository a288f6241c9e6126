"""What happened to the queue: past tense, only ever added. All statistics come from these."""

from typing import Generic, TypeVar

import msgspec

from flow.fence_events import FenceEvent
from flow.hall_events import HallEvent
from flow.needs import Route
from flow.paper import PaperState
from flow.tickets import Actor, MoveReason, Outcome, Parked, ParkReason, Wait
from flow.time_events import TimeEvent
from flow.wire import Event


class TicketEvent(Event, frozen=True):
    """Something happened to this ticket."""

    ticket: str


class PaperEvent(Event, frozen=True):
    """Something happened to this copy of a paper. ticket: whose it is, or the id of a paper that is no ticket's."""

    ticket: str
    copy: int


class DayOpened(Event, frozen=True):
    """A business day began; its numbers start at first_number. rolls: printer → millimetres used of its roll so far.

    out_of_order: the machines that did not work the evening before. epoch: of the journal.
    """

    date: str
    first_number: int
    rolls: dict[str, int] = msgspec.field(default_factory=dict)
    out_of_order: tuple[str, ...] = ()
    epoch: str = ""


class TicketTaken(TicketEvent, frozen=True):
    """A client took a ticket. wait: what was announced. token_hash: SHA-256 of the ticket page's token, hex."""

    number: int
    need: str
    language: str
    legal: bool
    route: Route
    wait: Wait | None
    token_hash: str = ""


class TicketCalled(TicketEvent, frozen=True):
    """Called to a counter."""

    counter: str


class TicketRecalled(TicketEvent, frozen=True):
    """Called again to the same counter."""


class TicketArrived(TicketEvent, frozen=True):
    """The person is at the counter; walk time ends, service begins."""


class TicketClosed(TicketEvent, frozen=True):
    """The visit ended."""

    outcome: Outcome
    where: str = ""


class TicketTransferred(TicketEvent, frozen=True):
    """Sent to another route or need, arrival time kept."""

    route: Route
    need: str


class TicketParked(TicketEvent, frozen=True):
    """Kept aside with its place. until: milliseconds, or no time set."""

    why: ParkReason
    until: int | None

    def parked(self) -> Parked:
        """The same as the ticket's own value."""
        return Parked(self.why, self.until)


class TicketAbsent(TicketEvent, frozen=True):
    """Called and not there."""


class TicketReturned(TicketEvent, frozen=True):
    """Back in the queue. order_key None: at its original place. failed: the machine, or the help, did not solve it."""

    order_key: int | None = None
    failed: bool = False


class TicketReopened(TicketEvent, frozen=True):
    """A closed ticket is waiting again."""


class TicketPrequalified(TicketEvent, frozen=True):
    """The mediator confirmed or corrected the need and chose the route; the rest as in the command."""

    need: str
    route: Route
    ticks: tuple[str, ...]
    legal: bool
    machine: str = ""
    accompanied: bool = False
    tags: tuple[str, ...] = ()
    stays: bool = False


class TicketAdvanced(TicketEvent, frozen=True):
    """Counts as older by some minutes. overtook: tickets it now stands before."""

    minutes: int
    overtook: tuple[str, ...]


class TicketMoved(TicketEvent, frozen=True):
    """Moved by hand. shifted: other tickets whose key gave way by milliseconds, without a change of order among them."""

    order_key: int
    reason: MoveReason
    overtook: tuple[str, ...]
    shifted: tuple[tuple[str, int], ...] = ()


class ChangeUndone(TicketEvent, frozen=True):
    """The last change of the ticket was reversed; undone is the rev that it had given."""

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


class PaperQueued(PaperEvent, frozen=True):
    """A paper is asked for again, or one that is no ticket. tried: printers that failed already. only: the one that may print it.

    language: of a paper that is no ticket.
    """

    deadline: int
    tried: tuple[str, ...] = ()
    reprint: bool = False
    only: str = ""
    language: str = ""


class PaperClaimed(PaperEvent, frozen=True):
    """A printer worker has the paper."""

    printer: str


class PaperReported(PaperEvent, frozen=True):
    """What became of the paper."""

    printer: str
    outcome: PaperState
    reason: str
    took_ms: int
    mm: int = 0


class PaperHeldUp(PaperEvent, frozen=True):
    """The office did not run while this paper was due: it may be printed until `deadline`, in milliseconds."""

    deadline: int


class RollChanged(Event, frozen=True):
    """A new roll is in the printer."""

    printer: str


class PrinterReported(Event, frozen=True):
    """A printer's state changed."""

    printer: str
    state: str


AnyTicketEvent = (
    TicketTaken
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
)
PrinterEvent = PaperQueued | PaperHeldUp | PaperClaimed | PaperReported | RollChanged | PrinterReported
StaffEvent = CounterOpened | CounterPaused | CounterClosed | PresenceStarted | PresenceEnded
QueueEvent = (
    DayOpened
    | FenceEvent
    | AnyTicketEvent
    | StaffEvent
    | KioskLocked
    | KioskUnlocked
    | PrinterEvent
    | HallEvent
    | TimeEvent
)


EventT_co = TypeVar("EventT_co", covariant=True)


class JournalEntry(msgspec.Struct, Generic[EventT_co], frozen=True):
    """One event as the journal has it: its place, when (milliseconds), who."""

    seq: int
    at: int
    by: Actor
    event: EventT_co
