"""The calendar of workshops as the console shows it: when, where, the seats, those who signed up by their codes, who came."""

from typing import Any

import msgspec

from config.languages import OWN_NAMES
from config.settings import OfficeSettings
from mediation.details import Counts
from mediation.natures import WorkshopLevel
from mediation.state import Whole
from mediation.workshop import OneSignedUp, Workshop

LEVEL_WORDS = {
    "level.initiation": "Initiation",
    "level.practice": "Pratique",
    "level.consolidation": "Consolidation",
}
"""The words of each level."""


class SignedUp(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody who signed up. seated False: waits. number: of their ticket, 0 without one or from another day.

    given: their seat was freed by somebody else, and nobody told them yet. present None: not marked.
    """

    code: str
    seated: bool = False
    number: int = 0
    given: bool = False
    present: bool | None = None


class Planned(msgspec.Struct, frozen=True, omit_defaults=True):
    """A workshop. title, place: ids of the office's lists. Times are milliseconds: people come in from doors on.

    signed: those with a seat in the order of signing up, then those who wait in theirs. free: seats that nobody has.
    counts: once it is recorded.
    """

    id: str
    title: str
    level: WorkshopLevel
    inside: bool
    place: str
    doors: int
    starts: int
    ends: int
    seats: int
    free: int
    waiting: int
    signed: tuple[SignedUp, ...]
    cancelled: bool = False
    counts: Counts | None = None


def workshops(whole: Whole) -> tuple[Planned, ...]:
    """Those planned, those not recorded yet, and what was recorded or cancelled today; the earliest first."""
    known = sorted(whole.mediation.workshops.values(), key=lambda one: (one.starts, one.id))
    return tuple(_planned(whole, one) for one in known)


def workshop_choices(settings: OfficeSettings) -> dict[str, Any]:
    """What a new workshop is chosen from, and the languages of a slip."""
    offered = settings.workshops
    return {
        "titles": [{"id": title.id, "level": title.level.value} for title in offered.titles],
        "places": [{"id": p.id, "name": p.name, "inside": p.inside, "address": p.address} for p in offered.places],
        "levels": [level.value for level in WorkshopLevel],
        "minutes": offered.minutes,
        "seats": offered.seats,
        "most_waiting": offered.waiting,
        "languages": [{"id": language, "name": OWN_NAMES[language]} for language in settings.languages],
    }


def _planned(whole: Whole, one: Workshop) -> Planned:
    return Planned(
        id=one.id,
        title=one.title,
        level=one.level,
        inside=one.inside,
        place=one.place,
        doors=one.doors,
        starts=one.starts,
        ends=one.ends,
        seats=one.seats,
        free=max(0, one.seats - one.seated),
        waiting=one.waiting,
        signed=tuple(_signed(whole, person) for person in sorted(one.signed, key=lambda person: not person.seated)),
        cancelled=one.cancelled,
        counts=one.counts,
    )


def _signed(whole: Whole, person: OneSignedUp) -> SignedUp:
    ticket = whole.queue.any_ticket(person.ticket) if person.ticket else None
    return SignedUp(
        code=person.code,
        seated=person.seated,
        number=ticket.number if ticket else 0,
        given=person.given,
        present=person.present,
    )
