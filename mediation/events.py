"""What happened in the accompaniment: past tense, only ever added; and an entry of the journal, which holds all that happened."""

from flow.events import JournalEntry, PaperEvent, QueueEvent, TicketEvent
from flow.hall_events import DifficultyReported
from flow.wire import Event
from mediation.coop import Nature, PresenceReason, WorkshopLevel
from mediation.details import Counts, Details
from mediation.workshop import Workshop


class AccompanimentStarted(Event, frozen=True):
    """Help began; who helps is in the entry's actor. moved: the ticket left the queue for it."""

    accompaniment: str
    ticket: str = ""
    need: str = ""
    nature: Nature | None = None
    moved: bool = False


class AccompanimentStopped(Event, frozen=True):
    """Help is over."""

    accompaniment: str


class AccompanimentRecorded(Event, frozen=True):
    """The record is confirmed. need: as found by then. confirmed False: by the clock at the day's end, as proposed."""

    accompaniment: str
    details: Details
    need: str = ""
    confirmed: bool = True


class HelpNoted(Event, frozen=True):
    """A short help that has just ended."""

    accompaniment: str
    details: Details
    ticket: str = ""
    need: str = ""


class AccompanimentEdited(Event, frozen=True):
    """The record has other details."""

    accompaniment: str
    details: Details


class AccompanimentDropped(Event, frozen=True):
    """It was a mistake: nothing of it is counted."""

    accompaniment: str


class PresenceCorrected(Event, frozen=True):
    """The manager said what a presence was. date: its business day. was_started None: nobody had started it.

    was_mediator: who it said was there; "" for a presence that nobody had started, and in journals from before it was kept.
    """

    presence: str
    mediator: str
    date: str
    started: int
    ended: int | None
    reason: PresenceReason
    was_started: int | None
    was_ended: int | None
    was_mediator: str = ""


class PresenceLeftOpen(Event, frozen=True):
    """Nobody ended it: the clock did when the day was over, at the likely time."""

    presence: str
    ended: int


class WorkshopPlanned(Event, frozen=True):
    """A workshop is in the calendar."""

    workshop: str
    title: str
    level: WorkshopLevel
    inside: bool
    place: str
    starts: int
    minutes: int
    seats: int


class WorkshopCancelled(Event, frozen=True):
    """It does not take place."""

    workshop: str


class SignedUp(Event, frozen=True):
    """Somebody has a seat, or waits for one."""

    workshop: str
    code: str
    seated: bool
    ticket: str = ""


class SignedOff(Event, frozen=True):
    """Somebody does not come."""

    workshop: str
    code: str


class SeatGiven(Event, frozen=True):
    """The first who waited has the seat that was freed."""

    workshop: str
    code: str


class SeatTold(Event, frozen=True):
    """Whoever has a freed seat knows it."""

    workshop: str
    code: str


class AttendanceMarked(Event, frozen=True):
    """Somebody came, or did not."""

    workshop: str
    code: str
    present: bool


class WorkshopRecorded(Event, frozen=True):
    """How many came."""

    workshop: str
    counts: Counts


class MediationCarried(Event, frozen=True):
    """What a new day knows of the days before it."""

    workshops: tuple[Workshop, ...]


WorkshopChange = WorkshopCancelled | SignedUp | SignedOff | SeatGiven | SeatTold | AttendanceMarked | WorkshopRecorded
WorkshopEvent = WorkshopPlanned | WorkshopChange

MediationEvent = (
    AccompanimentStarted
    | AccompanimentStopped
    | AccompanimentRecorded
    | HelpNoted
    | AccompanimentEdited
    | AccompanimentDropped
    | PresenceCorrected
    | PresenceLeftOpen
    | WorkshopEvent
    | MediationCarried
)

AnyEvent = QueueEvent | MediationEvent
"""Everything that may have happened in an office."""


AnyEntry = JournalEntry[AnyEvent]
"""An entry of an office's journal."""


def ticket_of(event: AnyEvent) -> str | None:
    """The ticket, or the paper that is no ticket's, that an event names, "" for none; None for one that never names any."""
    match event:
        case TicketEvent() | PaperEvent() | DifficultyReported() | AccompanimentStarted() | HelpNoted() | SignedUp():
            return event.ticket
        case _:
            return None
