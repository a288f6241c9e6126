"""The working periods of one business day in this office, as the manager reads and corrects them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec

from flow.plan import MINUTE
from mediation.coop import PresenceReason
from mediation.records import Correction, OfficeName, PresenceRecord
from report.writing import Writing


class PeriodState(StrEnum):
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
    state: PeriodState
    hours: str
    traces: tuple[Trace, ...] = ()


class Elsewhere(msgspec.Struct, frozen=True):
    """The same day in another office that is hosted office_id. twice: its hours overlap with this mediator's hours in this office."""

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
    office_id: str,
    records: Iterable[PresenceRecord],
    offices: Iterable[OfficeName],
    zone: ZoneInfo,
    now: int,
    writing: Writing,
) -> PresenceDay:
    """records: the presences of every hosted office, of all days. office_id: this office's id. now: milliseconds."""
    in_order = sorted(records, key=lambda presence: (presence.started, presence.id))
    that_day = [presence for presence in in_order if presence.date == day.isoformat()]
    mine = [presence for presence in that_day if presence.office == office_id]
    names = {office.id: office.name for office in offices}
    left_open = [presence for presence in in_order if presence.left_open and presence.office == office_id]
    return PresenceDay(
        date=day.isoformat(),
        day=writing.weekday(day),
        before=(day - timedelta(days=1)).isoformat(),
        after=(day + timedelta(days=1)).isoformat() if day < today else "",
        today=today.isoformat(),
        noon=_at(day, 12, zone),
        night=_at(day + timedelta(days=1), 0, zone),
        lines=tuple(_line(presence, zone, now, writing) for presence in mine),
        total=writing.hours(sum(presence.ended - presence.started for presence in mine if presence.ended) / MINUTE)
        if mine
        else "",
        elsewhere=tuple(
            Elsewhere(
                names.get(presence.office, presence.office),
                presence.mediator,
                _times(presence.started, presence.ended, zone, writing),
                twice,
            )
            for presence in that_day
            if presence.office != office_id
            for twice in (any(_overlap(presence, other, now) for other in mine),)
        ),
        to_check=tuple(
            ToCheck(presence.date, writing.day(date.fromisoformat(presence.date)), presence.mediator)
            for presence in left_open
        ),
        mediators=tuple(sorted({presence.mediator for presence in in_order})),
    )


def _line(presence: PresenceRecord, zone: ZoneInfo, now: int, writing: Writing) -> Line:
    return Line(
        id=presence.id,
        mediator=presence.mediator,
        from_=_hour(presence.started, zone),
        to=_hour(presence.ended, zone) if presence.ended else "",
        started=presence.started,
        ended=presence.ended or 0,
        state=_how(presence),
        hours=writing.hours(((presence.ended or now) - presence.started) / MINUTE),
        traces=tuple(
            _trace(correction, presence.mediator, zone, writing) for correction in reversed(presence.corrections)
        ),
    )


def _how(presence: PresenceRecord) -> PeriodState:
    if presence.ended is None:
        return PeriodState.RUNNING
    if presence.left_open:
        return PeriodState.LEFT_OPEN
    return PeriodState.NOTHING if presence.ended == presence.started else PeriodState.ENDED


def _trace(correction: Correction, mediator: str, zone: ZoneInfo, writing: Writing) -> Trace:
    local = datetime.fromtimestamp(correction.at / 1000, UTC).astimezone(zone)
    before = ""
    if correction.was_started is not None:
        before = _times(correction.was_started, correction.was_ended, zone, writing)
    if before and correction.was_mediator not in ("", mediator):
        before = f"{correction.was_mediator}, {before}"
    when = writing.say("le {day} à {hour}", day=writing.day(local.date()), hour=f"{local:%H:%M}")
    return Trace(when, correction.by, correction.reason, before)


def _times(started: int, ended: int | None, zone: ZoneInfo, writing: Writing) -> str:
    since = _hour(started, zone)
    if ended is None:
        return writing.say("depuis {since}, sans fin", since=since)
    return writing.say("de {since} à {until}", since=since, until=_hour(ended, zone))


def _overlap(presence: PresenceRecord, other: PresenceRecord, now: int) -> bool:
    same = presence.mediator == other.mediator
    return same and presence.started < (other.ended or now) and other.started < (presence.ended or now)


def _hour(at: int, zone: ZoneInfo) -> str:
    return f"{datetime.fromtimestamp(at / 1000, UTC).astimezone(zone):%H:%M}"


def _at(day: date, hour: int, zone: ZoneInfo) -> int:
    return round(datetime.combine(day, time(hour), zone).timestamp() * 1000)
