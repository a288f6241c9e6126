"""What tension is read in: two readings, their levels, what caused them, and the alerts that came of them. Staff only."""

from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta


class Reading(StrEnum):
    """load: minutes of work waiting for each counter. climate: points of what makes a hall tense."""

    LOAD = "load"
    CLIMATE = "climate"


class Level(StrEnum):
    """From quiet to overloaded. Compare by `rank`."""

    GREEN = "green"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"

    @property
    def rank(self) -> int:
        """0 for green to 3 for red."""
        return LEVELS.index(self)


LEVELS = tuple(Level)


class Difficulty(StrEnum):
    """What a person of the staff says happened: about the service, never about a person."""

    TENSION = "tension"
    OPERATION_IMPOSSIBLE = "operation_impossible"
    ORDER_COMPLAINT = "order_complaint"


class CauseKind(StrEnum):
    """Why a reading stands where it stands; the first three are the difficulties."""

    TENSION = "tension"
    OPERATION_IMPOSSIBLE = "operation_impossible"
    ORDER_COMPLAINT = "order_complaint"
    ANNOUNCED_PASSED = "announced_passed"
    OVERTAKEN = "overtaken"
    NO_ANSWER = "no_answer"
    WORK_WAITING = "work_waiting"
    NO_COUNTER_OPEN = "no_counter_open"
    STRANDED = "stranded"


class Action(StrEnum):
    """What the staff can do about it."""

    OPEN_COUNTER = "open_counter"
    WALK_UP_QUEUE = "walk_up_queue"
    ANNOUNCE = "announce"


class Cause(msgspec.Struct, frozen=True):
    """count: how many times, or how many people. points: what it weighs in the climate now; 0 for a cause of load."""

    kind: CauseKind
    count: int
    points: float = 0.0


class DifficultyAt(msgspec.Struct, frozen=True):
    """A difficulty and when (milliseconds); ticket: the one concerned, or "" for the whole hall."""

    kind: Difficulty
    at: int
    ticket: str = ""


class TensionLevel(msgspec.Struct, frozen=True):
    """shown: the level that staff see. raw: the level as last read.

    since: since when (milliseconds) raw has been on the same side of shown; nearest: the raw level nearest to shown in that
    time, which is as far as shown may go once it has lasted.
    """

    shown: Level = Level.GREEN
    raw: Level = Level.GREEN
    nearest: Level = Level.GREEN
    since: int = 0


class Alert(msgspec.Struct, frozen=True):
    """The shown level of a reading went up."""

    id: Annotated[str, Meta(description="as commands name it")]
    reading: Annotated[Reading, Meta(description="load or climate")]
    level: Annotated[Level, Meta(description="how high")]
    amount: Annotated[float, Meta(description="minutes of load (-1: no counter open), or points of climate")]
    causes: Annotated[tuple[Cause, ...], Meta(description="why it stood there")]
    at: Annotated[int, Meta(description="when, in milliseconds")]
    until: Annotated[int, Meta(description="when it went down again, in milliseconds; 0: it still lasts")] = 0
    right: Annotated[bool | None, Meta(description="what a mediator answered, null while nobody did")] = None
