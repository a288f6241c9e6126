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
    seat_given: Annotated[bool, Meta(description="their seat was freed by somebody else, and nobody told them yet")] = (
        msgspec.field(default=False, name="given")
    )
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


def workshops(office_day: OfficeDay) -> tuple[Planned, ...]:
    """Those planned, those not recorded yet, and what was recorded or cancelled today; the earliest first."""
    every = sorted(office_day.mediation.workshops.values(), key=lambda workshop: (workshop.starts, workshop.id))
    return tuple(_planned(office_day, workshop) for workshop in every)


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


def _planned(office_day: OfficeDay, workshop: Workshop) -> Planned:
    return Planned(
        id=workshop.id,
        title=workshop.title,
        level=workshop.level,
        inside=workshop.inside,
        place=workshop.place,
        doors=workshop.doors,
        starts=workshop.starts,
        ends=workshop.ends,
        seats=workshop.seats,
        free=max(0, workshop.seats - workshop.seated),
        waiting=workshop.waiting,
        signed=tuple(
            _signed(office_day, person) for person in sorted(workshop.signed, key=lambda person: not person.seated)
        ),
        cancelled=workshop.cancelled,
        counts=workshop.counts,
    )


def _signed(office_day: OfficeDay, person: Participant) -> SignedUp:
    ticket = office_day.queue.any_ticket(person.ticket) if person.ticket else None
    return SignedUp(
        code=person.code,
        seated=person.seated,
        number=ticket.number if ticket else 0,
        seat_given=person.seat_given,
        present=person.present,
    )
