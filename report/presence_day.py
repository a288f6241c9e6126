"""The working periods of one business day in this office, as the manager reads and corrects them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec

from flow.plan import MINUTE
from mediation.natures import PresenceReason
from mediation.records import Correction, OfficeName, PresenceRecord
from report import french


class How(StrEnum):
    """What is to be known of a period. LEFT_OPEN: nobody ended it, the clock did. NOTHING: begun by mistake, no minute of it."""

    RUNNING = "running"
    LEFT_OPEN = "left_open"
    ENDED = "ended"
    NOTHING = "nothing"


class Trace(msgspec.Struct, frozen=True):
    """One correction: when and by whom, why, and what the period said before, in words ("" : it was added)."""

    when: str
    by: str
    reason: PresenceReason
    before: str


class Line(msgspec.Struct, frozen=True):
    """One working period. from_, to: "09:00", to "" while it lasts. started, ended: the same in milliseconds, ended 0."""

    id: str
    mediator: str
    from_: str
    to: str
    started: int
    ended: int
    how: How
    hours: str
    traces: tuple[Trace, ...] = ()


class Elsewhere(msgspec.Struct, frozen=True):
    """The same day in another office that is hosted here. twice: its hours overlap with this mediator's hours in this office."""

    office: str
    mediator: str
    times: str
    twice: bool


class ToCheck(msgspec.Struct, frozen=True):
    """A period of some day that the clock ended."""

    date: str
    day: str
    mediator: str


class PresenceDay(msgspec.Struct, frozen=True):
    """date, before, after: ISO dates; after "" on the last day. total: as the report counts, without what still lasts.

    noon, night: milliseconds of 12:00 and of the midnight after.
    From noon all hours until that midnight are reckoned: a change of summer time falls between 2 and 3 in the morning.
    """

    date: str
    day: str
    before: str
    after: str
    today: str
    noon: int
    night: int
    lines: tuple[Line, ...]
    total: str
    elsewhere: tuple[Elsewhere, ...]
    to_check: tuple[ToCheck, ...]
    mediators: tuple[str, ...]


def presence_day(
    day: date,
    today: date,
    here: str,
    records: Iterable[PresenceRecord],
    offices: Iterable[OfficeName],
    zone: ZoneInfo,
    now: int,
) -> PresenceDay:
    """records: the presences of every hosted office, of all days. here: this office's id. now: milliseconds."""
    known = sorted(records, key=lambda one: (one.started, one.id))
    that_day = [one for one in known if one.date == day.isoformat()]
    mine = [one for one in that_day if one.office == here]
    names = {office.id: office.name for office in offices}
    open_ones = [one for one in known if one.left_open and one.office == here]
    return PresenceDay(
        date=day.isoformat(),
        day=french.weekday(day),
        before=(day - timedelta(days=1)).isoformat(),
        after=(day + timedelta(days=1)).isoformat() if day < today else "",
        today=today.isoformat(),
        noon=_at(day, 12, zone),
        night=_at(day + timedelta(days=1), 0, zone),
        lines=tuple(_line(one, zone, now) for one in mine),
        total=french.hours(sum(one.ended - one.started for one in mine if one.ended) / MINUTE) if mine else "",
        elsewhere=tuple(
            Elsewhere(names.get(one.office, one.office), one.mediator, _times(one.started, one.ended, zone), twice)
            for one in that_day
            if one.office != here
            for twice in (any(_overlap(one, other, now) for other in mine),)
        ),
        to_check=tuple(ToCheck(one.date, french.day(date.fromisoformat(one.date)), one.mediator) for one in open_ones),
        mediators=tuple(sorted({one.mediator for one in known})),
    )


def _line(one: PresenceRecord, zone: ZoneInfo, now: int) -> Line:
    return Line(
        id=one.id,
        mediator=one.mediator,
        from_=_hour(one.started, zone),
        to=_hour(one.ended, zone) if one.ended else "",
        started=one.started,
        ended=one.ended or 0,
        how=_how(one),
        hours=french.hours(((one.ended or now) - one.started) / MINUTE),
        traces=tuple(_trace(correction, one.mediator, zone) for correction in reversed(one.corrections)),
    )


def _how(one: PresenceRecord) -> How:
    if one.ended is None:
        return How.RUNNING
    if one.left_open:
        return How.LEFT_OPEN
    return How.NOTHING if one.ended == one.started else How.ENDED


def _trace(one: Correction, mediator: str, zone: ZoneInfo) -> Trace:
    local = datetime.fromtimestamp(one.at / 1000, UTC).astimezone(zone)
    before = "" if one.was_started is None else _times(one.was_started, one.was_ended, zone)
    if before and one.was_mediator not in ("", mediator):
        before = f"{one.was_mediator}, {before}"
    return Trace(f"le {french.day(local.date())} à {local:%H:%M}", one.by, one.reason, before)


def _times(started: int, ended: int | None, zone: ZoneInfo) -> str:
    since = _hour(started, zone)
    return f"de {since} à {_hour(ended, zone)}" if ended is not None else f"depuis {since}, sans fin"


def _overlap(one: PresenceRecord, other: PresenceRecord, now: int) -> bool:
    same = one.mediator == other.mediator
    return same and one.started < (other.ended or now) and other.started < (one.ended or now)


def _hour(at: int, zone: ZoneInfo) -> str:
    return f"{datetime.fromtimestamp(at / 1000, UTC).astimezone(zone):%H:%M}"


def _at(day: date, hour: int, zone: ZoneInfo) -> int:
    return round(datetime.combine(day, time(hour), zone).timestamp() * 1000)
