"""When the mediators were there: benefit days and others, from June 2021 to February 2023, 1 184 hours to the minute."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import cycle
from zoneinfo import ZoneInfo

import msgspec

from flow.plan import MINUTE, Hours

OFFICES = ("lens", "lievin", "henin-beaumont")
MEDIATORS = {"lens": "Médiatrice 1", "lievin": "Médiateur 2", "henin-beaumont": "Médiatrice 3"}
"""Always the same person at an office."""
REPLACEMENT = "Remplaçante"
HOURS = 1_184
"""Of intervention, over the three offices."""

_MONTHS = tuple((2021 + month // 12, month % 12 + 1) for month in range(5, 26))
_BENEFIT_DAYS = range(5, 10)
_CLOSED = (date(2022, 6, 6),)
"""Whit Monday: the one public holiday among the days that are chosen here."""
_STEP = 5
_REPLACED_EVERY = 40


class Shift(msgspec.Struct, frozen=True):
    """A mediator's working period: half a day. starts, ends: milliseconds. workshop: one is held at its beginning."""

    office: str
    date: str
    starts: int
    ends: int
    mediator: str
    benefit: bool = False
    workshop: bool = False

    @property
    def minutes(self) -> int:
        """How long."""
        return (self.ends - self.starts) // MINUTE


def shifts(hours: Mapping[str, Hours]) -> tuple[Shift, ...]:
    """All of them, oldest first. hours: of the three offices, by id."""
    shifts_so_far = [*_benefit_mornings(hours), *_workshop_afternoons(hours)]
    left = HOURS * 60 - sum(shift.minutes for shift in shifts_so_far)
    for shift in _other_mornings(hours):
        if left <= 0:
            break
        shifts_so_far.append(shift)
        left -= shift.minutes
    shifts_so_far.sort(key=lambda shift: (shift.starts, shift.office))
    return tuple(_with_replacements(_shortened(shifts_so_far, -left)))


def _benefit_mornings(hours: Mapping[str, Hours]) -> Iterator[Shift]:
    for office, opening in hours.items():
        for year, month in _MONTHS:
            for day in _BENEFIT_DAYS:
                yield from _shift(office, opening, date(year, month, day), 0, benefit=True)


def _workshop_afternoons(hours: Mapping[str, Hours]) -> Iterator[Shift]:
    """Every second month."""
    for office, opening in hours.items():
        for year, month in _MONTHS[1::2]:
            yield from _shift(office, opening, _third_tuesday(year, month), 1, workshop=True)


def _other_mornings(hours: Mapping[str, Hours]) -> Iterator[Shift]:
    """In an order that spreads those that are needed over the months."""
    for place in range(len(_MONTHS)):
        year, month = _MONTHS[place * 8 % len(_MONTHS)]
        for office, opening in hours.items():
            yield from _shift(office, opening, _third_tuesday(year, month), 0)


def _third_tuesday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(1 - first.weekday()) % 7 + 14)


def _shift(
    office: str, hours: Hours, day: date, half: int, benefit: bool = False, workshop: bool = False
) -> Iterator[Shift]:
    spans = hours.week[day.weekday()]
    if half < len(spans) and day not in _CLOSED:
        starts, ends = (_at(day, minute, hours.zone) for minute in spans[half])
        yield Shift(office, day.isoformat(), starts, ends, MEDIATORS[office], benefit, workshop)


def _at(day: date, minute: int, zone: str) -> int:
    local = datetime.combine(day, time(minute // 60, minute % 60), ZoneInfo(zone))
    return round(local.timestamp() * 1000)


def _shortened(planned: list[Shift], too_many: int) -> list[Shift]:
    """Some end a little before the office does, until the hours are exact. too_many: minutes."""
    shorter = list(planned)
    for place in cycle(range(0, len(planned), 3)):
        if too_many <= 0:
            return shorter
        shift = shorter[place]
        shorter[place] = msgspec.structs.replace(shift, ends=shift.ends - min(_STEP, too_many) * MINUTE)
        too_many -= _STEP
    return shorter


def _with_replacements(planned: list[Shift]) -> Iterator[Shift]:
    for place, shift in enumerate(planned, start=1):
        replaced = place % _REPLACED_EVERY == 0
        yield msgspec.structs.replace(shift, mediator=REPLACEMENT) if replaced else shift
