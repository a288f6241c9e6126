"""What happened in the accompaniment: past tense, only ever added; and an entry of the journal, which holds all that happened."""

import msgspec

from flow.events import AnyEvent
from flow.tickets import Actor
from flow.wire import Event
from mediation.details import Details
from mediation.natures import Nature, PresenceReason


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
    """The manager said what a presence was. date: its business day. was_started None: nobody had started it."""

    presence: str
    mediator: str
    date: str
    started: int
    ended: int | None
    reason: PresenceReason
    was_started: int | None
    was_ended: int | None


class PresenceLeftOpen(Event, frozen=True):
    """Nobody ended it: the clock did when the day was over, at the likely time."""

    presence: str
    ended: int


MediationEvent = (
    AccompanimentStarted
    | AccompanimentStopped
    | AccompanimentRecorded
    | HelpNoted
    | AccompanimentEdited
    | AccompanimentDropped
    | PresenceCorrected
    | PresenceLeftOpen
)

AnyHappened = AnyEvent | MediationEvent
"""Everything that may have happened in an office."""


class Entry(msgspec.Struct, frozen=True):
    """One event as the journal has it: its place, when (milliseconds), who."""

    seq: int
    at: int
    by: Actor
    event: AnyHappened
