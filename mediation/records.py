"""What stays of the days gone by: one record for each visit, accompaniment, presence, workshop, move and alert.

No token, language, tag, tick, priority or name of an agent is in them. Days are business days (ISO dates); minutes are whole;
other times are milliseconds. `office` is the office's id.
"""

import msgspec

from flow.needs import Route
from flow.readings import CauseKind, Level, Reading
from flow.tickets import MoveReason, Outcome
from mediation.coop import PresenceReason, WorkshopLevel
from mediation.details import Counts, Details

UNSAID = frozenset({Outcome.REMOVED_AT_CLOSE})
"""Ends of a visit that nobody said: the clock removed what was left at the day's end. The end itself is the mark."""


class Period(msgspec.Struct, frozen=True):
    """since, until: ISO dates, both included. offices: ids, () for all that are hosted here. mediator: "" for all."""

    since: str
    until: str
    offices: tuple[str, ...] = ()
    mediator: str = ""


class OfficeName(msgspec.Struct, frozen=True):
    """An office that is hosted here, and how people call it."""

    id: str
    name: str


class Visit(msgspec.Struct, frozen=True):
    """One closed ticket. hour: of its arrival, local. declared, need: what the client said, what was found.

    waited: minutes until somebody received the person, None when nobody did. served: minutes with that somebody,
    None when nobody said when they ended.
    promised: the longest wait that was announced, in minutes, None when none was. where: id of the place of orientation.
    overtaken: how often others were put before it. machine_failed: came back unsolved from the machine or from help.
    """

    office: str
    date: str
    hour: int
    declared: str
    need: str
    route: Route
    outcome: Outcome
    waited: int | None
    served: int | None
    promised: int | None = None
    where: str = ""
    overtaken: int = 0
    prequalified: bool = False
    machine_failed: bool = False


class AccompanimentRecord(msgspec.Struct, frozen=True):
    """One recorded help. need: "" for somebody without a ticket. confirmed False: recorded by the clock, as proposed."""

    office: str
    id: str
    date: str
    mediator: str
    started: int
    recorded: int
    changed: int | None
    need: str
    details: Details
    confirmed: bool = True


class Correction(msgspec.Struct, frozen=True):
    """Who changed a presence, when, why, and what it said before; was_started None: the correction added it.

    was_mediator: who was there, as it said before; "" where that was not kept.
    """

    by: str
    at: int
    reason: PresenceReason
    was_started: int | None
    was_ended: int | None
    was_mediator: str = ""


class PresenceRecord(msgspec.Struct, frozen=True):
    """A mediator's working period. ended None: it lasts. left_open: ended by the clock, nobody has looked at it."""

    office: str
    id: str
    date: str
    mediator: str
    started: int
    ended: int | None
    left_open: bool = False
    corrections: tuple[Correction, ...] = ()


class Attendance(msgspec.Struct, frozen=True):
    """How many signed up for a workshop: with a seat at the end, still waiting at the end, gone before; who came, who did not."""

    seated: int = 0
    waiting: int = 0
    signed_off: int = msgspec.field(default=0, name="gone")
    present: int = 0
    absent: int = 0


class WorkshopRecord(msgspec.Struct, frozen=True):
    """A workshop. title, place: ids of the configuration. counts None: not recorded (yet). mediator: who recorded it."""

    office: str
    id: str
    date: str
    title: str
    level: WorkshopLevel
    inside: bool
    place: str
    starts: int
    minutes: int
    seats: int
    cancelled: bool = False
    attendance: Attendance = Attendance()
    counts: Counts | None = None
    mediator: str = ""
    recorded: int | None = None
    changed: int | None = None


class MoveRecord(msgspec.Struct, frozen=True):
    """A ticket put before others. reason None: an advance of `advance` minutes. overtaken: people who were passed.

    minutes: about how much longer each of them waited. undone: it was taken back.
    """

    office: str
    date: str
    hour: int
    reason: MoveReason | None
    advance: int
    overtaken: int
    minutes: int
    undone: bool = False


class AlertRecord(msgspec.Struct, frozen=True):
    """An alert. amount: minutes of load (-1: no counter open) or points. lasted: minutes, None while it lasts.

    right: what a person answered, None for no answer.
    """

    office: str
    date: str
    at: int
    reading: Reading
    level: Level
    amount: float
    causes: tuple[CauseKind, ...]
    lasted: int | None = None
    right: bool | None = None
