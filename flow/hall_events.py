"""What happened to the hall itself: machines, tension, help calls, announcements."""

from flow.readings import Cause, Difficulty, Level, Reading
from flow.wire import Event


class KioskRushed(Event, frozen=True):
    """A kiosk gave as many tickets within a minute as it may: those of this kiosk from `first` to `last`. Again as it goes on."""

    rush: str
    kiosk: int
    first: int
    last: int


class RushSettled(Event, frozen=True):
    """Somebody of the staff said that real people took those tickets."""

    rush: str


class MachineReported(Event, frozen=True):
    """A machine began, or ceased, to work."""

    machine: str
    in_order: bool


class DifficultyReported(Event, frozen=True):
    """Something that makes the hall tense."""

    kind: Difficulty
    ticket: str = ""


class TensionSeen(Event, frozen=True):
    """A reading, as it is now, moved to another level; what staff see follows only if it lasts."""

    reading: Reading
    level: Level


class AlertRaised(Event, frozen=True):
    """The level that staff see went up. amount: minutes of load (-1: no counter open), or points of climate."""

    alert: str
    reading: Reading
    level: Level
    amount: float
    causes: tuple[Cause, ...] = ()


class AlertEased(Event, frozen=True):
    """The level that staff see went down."""

    reading: Reading
    level: Level


class AlertAnswered(Event, frozen=True):
    """A person said whether the alert was right."""

    alert: str
    right: bool


class HelpRaised(Event, frozen=True):
    """A colleague is asked for. number: of the ticket whose client asked at the kiosk; 0 when a colleague asked."""

    call: str
    where: str
    origin: str
    number: int = 0


class HelpComing(Event, frozen=True):
    """Somebody comes; who is in the record's actor."""

    call: str


class HelpEnded(Event, frozen=True):
    """The call is over."""

    call: str


class MessageAnnounced(Event, frozen=True):
    """A message is on the display until then (milliseconds)."""

    message: str
    until: int


class MessageWithdrawn(Event, frozen=True):
    """A message is off the display."""

    message: str


HallEvent = (
    KioskRushed
    | RushSettled
    | MachineReported
    | DifficultyReported
    | TensionSeen
    | AlertRaised
    | AlertEased
    | AlertAnswered
    | HelpRaised
    | HelpComing
    | HelpEnded
    | MessageAnnounced
    | MessageWithdrawn
)
