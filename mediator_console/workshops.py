"""The calendar of workshops as the console shows it: when, where, the seats, those who signed up by their codes, who came."""

from typing import Annotated

import msgspec
from msgspec import Meta

from config.catalogues import gettext
from config.languages import SOURCE, own_name
from config.settings import OfficeSettings
from mediation.coop import WorkshopLevel
from mediation.details import Counts
from mediation.state import OfficeDay
from mediation.workshop import Participant, Workshop

LEVEL_WORDS = {
    "level.initiation": "Initiation",
    "level.practice": "Pratique",
    "level.consolidation": "Consolidation",
}
"""The words of each level."""


class SignedUp(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody who signed up."""

    code: Annotated[str, Meta(description="of the slip: all that is known of the person")]
    seated: Annotated[bool, Meta(description="has a seat; false: waits")] = False
    number: Annotated[int, Meta(description="of their ticket, 0 without one or from another day")] = 0
    given: Annotated[bool, Meta(description="their seat was freed by somebody else, and nobody told them yet")] = False
    present: Annotated[bool | None, Meta(description="came; null: not marked")] = None


class Planned(msgspec.Struct, frozen=True, omit_defaults=True):
    """A workshop."""

    id: Annotated[str, Meta(description="as commands name it")]
    title: Annotated[str, Meta(description="id on the office's list")]
    level: Annotated[WorkshopLevel, Meta(description="initiation, practice or consolidation")]
    inside: Annotated[bool, Meta(description="in the office itself")]
    place: Annotated[str, Meta(description="id on the office's list")]
    doors: Annotated[int, Meta(description="when people come in, in milliseconds")]
    starts: Annotated[int, Meta(description="when it begins, in milliseconds")]
    ends: Annotated[int, Meta(description="when it ends, in milliseconds")]
    seats: Annotated[int, Meta(description="how many there are")]
    free: Annotated[int, Meta(description="seats that nobody has")]
    waiting: Annotated[int, Meta(description="people on the waiting list")]
    signed: Annotated[
        tuple[SignedUp, ...],
        Meta(description="those with a seat in the order of signing up, then those who wait in theirs"),
    ]
    cancelled: Annotated[bool, Meta(description="it does not take place")] = False
    counts: Annotated[Counts | None, Meta(description="who came, once it is recorded")] = None


class TitleChoice(msgspec.Struct, frozen=True):
    """A title, and the level that it is usually held at."""

    id: str
    level: WorkshopLevel


class WorkshopPlace(msgspec.Struct, frozen=True):
    """A place where workshops are held. inside: at the office itself."""

    id: str
    name: str
    inside: bool


class LanguageChoice(msgspec.Struct, frozen=True):
    """A language by its own name."""

    id: str
    name: str


class WorkshopChoices(msgspec.Struct, frozen=True):
    """What a new workshop is chosen from, and the languages of a slip. minutes, seats: usual; most_waiting: for a seat."""

    titles: tuple[TitleChoice, ...]
    places: tuple[WorkshopPlace, ...]
    levels: tuple[WorkshopLevel, ...]
    minutes: int
    seats: int
    most_waiting: int
    languages: tuple[LanguageChoice, ...]


def workshops(whole: OfficeDay) -> tuple[Planned, ...]:
    """Those planned, those not recorded yet, and what was recorded or cancelled today; the earliest first."""
    known = sorted(whole.mediation.workshops.values(), key=lambda one: (one.starts, one.id))
    return tuple(_planned(whole, one) for one in known)


def workshop_choices(settings: OfficeSettings, language: str = SOURCE) -> WorkshopChoices:
    """What this office offers."""
    offered = settings.workshops
    return WorkshopChoices(
        titles=tuple(TitleChoice(title.id, title.level) for title in offered.titles),
        places=tuple(WorkshopPlace(place.id, gettext(language, place.name), place.inside) for place in offered.places),
        levels=tuple(WorkshopLevel),
        minutes=offered.minutes,
        seats=offered.seats,
        most_waiting=offered.waiting,
        languages=tuple(LanguageChoice(offer, own_name(offer)) for offer in settings.languages),
    )


def _planned(whole: OfficeDay, one: Workshop) -> Planned:
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


def _signed(whole: OfficeDay, person: Participant) -> SignedUp:
    ticket = whole.queue.any_ticket(person.ticket) if person.ticket else None
    return SignedUp(
        code=person.code,
        seated=person.seated,
        number=ticket.number if ticket else 0,
        given=person.seat_given,
        present=person.present,
    )
