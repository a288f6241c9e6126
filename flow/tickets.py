"""A ticket: one visit of one client."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from flow.needs import Route


class State(StrEnum):
    """Where a ticket stands; it is in exactly one state."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    WITH_MEDIATOR = "with_mediator"
    AT_MACHINE = "at_machine"
    PARKED = "parked"
    ABSENT = "absent"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How a closed ticket ended."""

    SERVED = "served"
    SOLVED_BY_MEDIATOR = "solved_by_mediator"
    SOLVED_AT_MACHINE = "solved_at_machine"
    ORIENTED_ELSEWHERE = "oriented_elsewhere"
    APPOINTMENT = "appointment"
    WORKSHOP = "workshop"
    NO_SHOW = "no_show"
    LEFT = "left"
    REMOVED_AT_CLOSE = "removed_at_close"
    ISSUED_IN_ERROR = "issued_in_error"


class MoveReason(StrEnum):
    """Why a person changed the order by hand: a closed list, about the service, never about the person."""

    DISTRESS = "distress"
    CHILD_ALONE = "child_alone"
    APPOINTMENT_OR_TRANSPORT = "appointment_or_transport"
    WRONG_ORIENTATION = "wrong_orientation"
    ONE_MINUTE_ANSWER = "one_minute_answer"
    CALMING = "calming"


class ParkReason(StrEnum):
    """Why a ticket is kept aside with its place."""

    FETCHING_DOCUMENT = "fetching_document"
    FILLING_FORM = "filling_form"
    WAITING_FOR_SOMEONE = "waiting_for_someone"
    BREAK = "break"
    MISSING_DOCUMENT = "missing_document"


class Actor(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who did something: a role and a pseudonym (or the device's name), never a person's name.

    device: id of a kiosk's paired device; 0 for anybody else, and in journals from before it was kept. place: the counter that
    the device belongs to, "" for one that belongs to none. instead: the other counter that they said to act for on that device.
    """

    role: str
    name: str = ""
    device: int = 0
    place: str = ""
    instead: str = ""


CLOCK = Actor("clock")
CLIENT = Actor("client")


class Wait(msgspec.Struct, frozen=True):
    """About how long, in minutes, rounded outward to 5. high None: more than `low` minutes."""

    low: int
    high: int | None


class Parked(msgspec.Struct, frozen=True):
    """Kept aside: why, and until when (milliseconds) if a time was set."""

    why: ParkReason
    until: int | None


class Ticket(msgspec.Struct, frozen=True, kw_only=True):
    """One visit. Times are milliseconds.

    need: found need; declared: what the client said. order_key: arrival minus head start; the smaller, the earlier.
    rev: grows with each change. before: what the last change replaced, for undo; changed_by, changed_at: that change. calls:
    how often it was called this time (the call and its recalls). last_call_at: of the last of them; called_as: the same as it
    was then, never corrected: with number it names a call, also after an undo or an absence, when calls starts again. since:
    when the present state began. machine: where it was sent, if the office names its machines; accompanied: the mediator went
    with the person. kiosk: id of the kiosk's device that gave it, 0 when that is not known. called_from: the counter whose
    device called it, when that is another than the one it was called to.
    """

    id: str
    number: int
    need: str
    declared: str
    arrival: int
    order_key: int
    route: Route
    state: State
    since: int
    language: str = "fr"
    legal: bool = False
    advance_minutes: int = 0
    moved: MoveReason | None = None
    counter: str | None = None
    calls: int = 0
    called_at: int | None = None
    last_call_at: int | None = None
    called_as: int = 0
    served_at: int | None = None
    ticks: tuple[str, ...] = ()
    machine: str = ""
    accompanied: bool = False
    tags: tuple[str, ...] = ()
    prequalified: bool = False
    parked: Parked | None = None
    outcome: Outcome | None = None
    where: str = ""
    announced: Wait | None = None
    token_hash: str = ""
    kiosk: int = 0
    called_from: str = ""
    overtook: tuple[str, ...] = ()
    rev: int = 1
    before: Ticket | None = None
    changed_by: Actor = CLIENT
    changed_at: int = 0
