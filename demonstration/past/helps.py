"""What the mediators did, half a day after another: so many digital accompaniments, and time shared 48 to 52."""

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from math import log
from random import Random

import msgspec

from demonstration.past.calendar import Shift
from demonstration.past.needs import DIGITAL, FORMS, MACHINE, one_of
from flow.needs import HELP
from flow.plan import MINUTE
from mediation.coop import Nature, Share

ACCOMPANIMENTS = 2_364
"""Individual digital ones, over the three offices."""
DIGITAL_PERCENT = 48
WORKSHOP_MINUTES, WELCOME_MINUTES = 120, 10
CANCELLED_EVERY = 11
"""Workshops that do not take place."""
_BUSY = 0.8
"""Share of a half-day that may be recorded help: the rest is walking up the queue."""
_FIRST_MINUTES = 5


class Kind(Enum):
    """AT_MACHINE: with a person at a machine. WITH_TICKET: somebody who took a ticket for it. ON_THE_WAY: along the queue.

    AFTER_WORKSHOP: somebody who came to it, and stays.
    """

    AT_MACHINE = auto()
    WITH_TICKET = auto()
    AFTER_WORKSHOP = auto()
    ON_THE_WAY = auto()


class Help(msgspec.Struct, frozen=True):
    """One help. need: what the person takes a ticket for, "" on the way. starts: milliseconds, once it has its place."""

    kind: Kind
    nature: Nature
    need: str
    minutes: int
    starts: int = 0


class HalfDay(msgspec.Struct, frozen=True):
    """helps: in order. workshop: milliseconds when one is to begin, 0 without; cancelled: it does not take place."""

    shift: Shift
    helps: tuple[Help, ...]
    workshop: int = 0
    cancelled: bool = False


def half_days(shifts: Iterable[Shift]) -> Iterator[HalfDay]:
    """The half-days of all three offices, oldest first, with all that is planned in them."""
    planned = list(shifts)
    room = sum(_room(shift) for shift in planned)
    before = workshops = 0
    owed: dict[str, float] = {}
    for shift in planned:
        after = before + _room(shift)
        people = ACCOMPANIMENTS * after // room - ACCOMPANIMENTS * before // room
        before = after
        workshops += shift.workshop
        cancelled = shift.workshop and workshops % CANCELLED_EVERY == 0
        takes_place = shift.workshop and not cancelled
        chance = Random(f"{shift.office} {shift.starts} helps")  # nosec B311  # a past that is the same each time it is made up
        digital = [_after_workshop(chance) if takes_place else _digital(chance) for _ in range(people)]
        spent = sum(help_.minutes for help_ in digital) + (WORKSHOP_MINUTES if takes_place else 0)
        owes = owed.get(shift.office, 0.0) + spent * (100 - DIGITAL_PERCENT) / DIGITAL_PERCENT
        free = _BUSY * _room(shift) - sum(help_.minutes for help_ in digital)
        informing = list(_informing(min(owes, free), chance))
        owed[shift.office] = owes - sum(help_.minutes for help_ in informing)
        helps = [*digital, *informing]
        chance.shuffle(helps)
        starts = shift.starts + WELCOME_MINUTES * MINUTE if shift.workshop else 0
        yield HalfDay(shift, tuple(_placed(helps, shift, chance)), starts, cancelled)


def _room(shift: Shift) -> int:
    """Minutes of the half-day in which people can be helped one by one."""
    return shift.minutes - (WORKSHOP_MINUTES + WELCOME_MINUTES if shift.workshop else 0)


def _digital(chance: Random) -> Help:
    if chance.random() < 0.22:
        return Help(Kind.AT_MACHINE, Nature.MACHINE_HELP, one_of(MACHINE, chance), _minutes(4, 12, chance))
    return Help(Kind.WITH_TICKET, Nature.DIGITAL_HELP, one_of(DIGITAL, chance), _minutes(8, 25, chance))


def _after_workshop(chance: Random) -> Help:
    return Help(Kind.AFTER_WORKSHOP, Nature.WORKSHOP, "", _minutes(8, 25, chance))


_INFORMING = {
    (Kind.ON_THE_WAY, Nature.INFORMATION): (46, 3), (Kind.ON_THE_WAY, Nature.ORIENTATION): (12, 3),
    (Kind.ON_THE_WAY, Nature.CONFLICT_PREVENTION): (6, 5), (Kind.ON_THE_WAY, Nature.INTERPRETING): (4, 5),
    (Kind.WITH_TICKET, Nature.INFORMATION): (10, 4), (Kind.WITH_TICKET, Nature.ORIENTATION): (8, 5),
    (Kind.WITH_TICKET, Nature.FORM_HELP): (14, 7),
}  # fmt: skip
"""Of a hundred helps that inform: how many, and their mean minutes."""


def _informing(most: float, chance: Random) -> Iterator[Help]:
    """Helps that inform, of about `most` minutes together."""
    weights = {key: weight for key, (weight, _mean) in _INFORMING.items()}
    left = most
    while left >= 1:
        kind, nature = one_of(weights, chance)
        minutes = min(_minutes(_INFORMING[kind, nature][1], 20, chance), int(left))
        need = "" if kind is Kind.ON_THE_WAY else one_of(FORMS, chance) if nature is Nature.FORM_HELP else HELP
        assert nature.share is Share.INFORMATION
        yield Help(kind, nature, need, minutes)
        left -= minutes


def _minutes(mean: float, most: int, chance: Random) -> int:
    """A lognormal with a coefficient of variation of 0.6, as services have, in whole minutes."""
    return max(1, min(most, round(chance.lognormvariate(log(mean) - 0.155, 0.555))))


def _placed(helps: list[Help], shift: Shift, chance: Random) -> Iterator[Help]:
    """One after another, with a pause of chance before each."""
    first = shift.minutes - _room(shift) + _FIRST_MINUTES
    free = shift.minutes - first - 1 - sum(help_.minutes for help_ in helps)
    cuts = sorted(chance.random() * free * MINUTE for _ in helps)
    busy = shift.starts + first * MINUTE
    for help_, pause in zip(helps, cuts, strict=True):
        yield msgspec.structs.replace(help_, starts=busy + round(pause))
        busy += help_.minutes * MINUTE
