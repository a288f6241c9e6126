"""Presences: the manager corrects one with a trace; one left open is ended by the clock when the day rolls over."""

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flow.bounds import PSEUDONYM_LONGEST
from flow.decision import Decision
from flow.events import PresenceEnded
from flow.plan import MINUTE
from flow.refusals import Reason, Refused
from mediation.commands import CorrectPresence
from mediation.events import AnyEvent, PresenceCorrected, PresenceLeftOpen
from mediation.state import OfficeDay, Presence

NAME_LONGEST = PSEUDONYM_LONGEST
NIGHT_ENDS = 3
"""A business day lasts until 3 in the morning, local time: nobody is in an office then, also not after a late closing."""


def correct(
    office_day: OfficeDay, command: CorrectPresence, now: int, earlier: tuple[Presence, ...] = ()
) -> Decision[AnyEvent]:
    """Another mediator, other times, or a presence that nobody started. earlier: the presences of a day gone by.

    Raises Refused (mediator_missing, presence_unknown, presence_times, presence_overlaps).
    """
    today = command.date == office_day.queue.date
    presences = tuple(office_day.mediation.presences.values()) if today else earlier
    was = _presence(presences, command.presence)
    presence_id = was.id if was is not None else f"p{office_day.queue.version + 1}"
    corrected = Presence(presence_id, command.mediator.strip(), command.started, command.ended or None)
    if not 0 < len(corrected.mediator) <= NAME_LONGEST:
        raise Refused(Reason.MEDIATOR_MISSING)
    _check_times(office_day, command.date, was, corrected, now)
    _check_alone(presences, corrected, now)
    if corrected == was:
        return Decision(subject=was.id)
    event = _correction(command, was, corrected)
    if was is not None and was.ended is None and corrected.ended is not None:
        return Decision((PresenceEnded(was.mediator), event), subject=corrected.id)
    return Decision((event,), subject=corrected.id)


def _presence(presences: tuple[Presence, ...], presence_id: str) -> Presence | None:
    """The one that is corrected; None for one that nobody started. Raises Refused (presence_unknown)."""
    was = next((presence for presence in presences if presence.id == presence_id), None)
    if presence_id and was is None:
        raise Refused(Reason.PRESENCE_UNKNOWN)
    return was


def _correction(command: CorrectPresence, was: Presence | None, corrected: Presence) -> PresenceCorrected:
    return PresenceCorrected(
        presence=corrected.id,
        mediator=corrected.mediator,
        date=command.date,
        started=corrected.started,
        ended=corrected.ended,
        reason=command.reason,
        was_started=was.started if was else None,
        was_ended=was.ended if was else None,
        was_mediator=was.mediator if was else "",
    )


def left_open(office_day: OfficeDay, now: int) -> Iterator[PresenceLeftOpen]:
    """The presences that nobody ended, when the day is over."""
    for presence in sorted(
        office_day.mediation.presences.values(), key=lambda presence: (presence.started, presence.id)
    ):
        if presence.ended is None:
            yield PresenceLeftOpen(presence.id, likely_end(office_day, presence, now))


def likely_end(office_day: OfficeDay, presence: Presence, now: int) -> int:
    """When somebody who forgot to say so has left, in milliseconds: at the office's closing, or after their last recorded help.

    Never before the start; without opening hours that day and without help, the start: hours are not invented.
    """
    mine = (a for a in office_day.mediation.accompaniments.values() if a.mediator == presence.mediator)
    acts = [at for a in mine for at in (a.started, a.stopped) if at is not None]
    return min(now, max([presence.started, *acts, *_closing(office_day)]))


def _closing(office_day: OfficeDay) -> list[int]:
    hours, day = office_day.queue.plan.hours, date.fromisoformat(office_day.queue.date)
    spans = hours.week[day.weekday()]
    if not spans:
        return []
    return [_midnight(office_day, day.isoformat()) + max(closes for _opens, closes in spans) * MINUTE]


def _check_times(office_day: OfficeDay, date: str, was: Presence | None, corrected: Presence, now: int) -> None:
    """On its day, not in the future; one that lasts is the same mediator's that lasts already."""
    try:
        opens = _midnight(office_day, date)
    except ValueError:
        raise Refused(Reason.PRESENCE_TIMES) from None
    closes = min(now, opens + (24 + NIGHT_ENDS) * 60 * MINUTE)
    last = now if corrected.ended is None else corrected.ended
    goes_on = was is not None and was.ended is None and was.mediator == corrected.mediator
    lasts_well = corrected.ended is not None or goes_on
    if not (date <= office_day.queue.date and opens <= corrected.started <= last <= closes and lasts_well):
        raise Refused(Reason.PRESENCE_TIMES)


def _check_alone(presences: tuple[Presence, ...], corrected: Presence, now: int) -> None:
    """A mediator is there once at a time."""
    until = now if corrected.ended is None else corrected.ended
    for other in presences:
        if other.id != corrected.id and other.mediator == corrected.mediator:
            ends = now if other.ended is None else other.ended
            if corrected.started < ends and other.started < until:
                raise Refused(Reason.PRESENCE_OVERLAPS, name=corrected.mediator)


def _midnight(office_day: OfficeDay, day: str) -> int:
    """Raises ValueError when it is no ISO date."""
    zone = ZoneInfo(office_day.queue.plan.hours.zone)
    local = datetime.combine(date.fromisoformat(day), time(), zone)
    return round(local.timestamp() * 1000)
