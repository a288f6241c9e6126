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
from mediation.events import AnyHappened, PresenceCorrected, PresenceLeftOpen
from mediation.state import Presence, Whole

NAME_LONGEST = PSEUDONYM_LONGEST
NIGHT_ENDS = 3
"""A business day lasts until 3 in the morning, local time: nobody is in an office then, also not after a late closing."""


def correct(
    whole: Whole, command: CorrectPresence, now: int, earlier: tuple[Presence, ...] = ()
) -> Decision[AnyHappened]:
    """Another mediator, other times, or a presence that nobody started. earlier: the presences of a day gone by.

    Raises Refused (mediator_missing, presence_unknown, presence_times, presence_overlaps).
    """
    today = command.date == whole.queue.date
    known = tuple(whole.mediation.presences.values()) if today else earlier
    was = next((p for p in known if p.id == command.presence), None)
    if command.presence and was is None:
        raise Refused(Reason.PRESENCE_UNKNOWN)
    mediator, ended = command.mediator.strip(), command.ended or None
    if not 0 < len(mediator) <= NAME_LONGEST:
        raise Refused(Reason.MEDIATOR_MISSING)
    goes_on = was is not None and was.ended is None and was.mediator == mediator
    _check_times(whole, command, now, ended, goes_on)
    _check_alone(known, command, mediator, now)
    same = was is not None and (was.mediator, was.started, was.ended) == (mediator, command.started, ended)
    if was is not None and same and not was.left_open:
        return Decision(subject=was.id)
    corrected = PresenceCorrected(
        presence=was.id if was else f"p{whole.queue.version + 1}",
        mediator=mediator,
        date=command.date,
        started=command.started,
        ended=ended,
        reason=command.reason,
        was_started=was.started if was else None,
        was_ended=was.ended if was else None,
        was_mediator=was.mediator if was else "",
    )
    leaves = was is not None and was.ended is None and ended is not None
    ended_first = (PresenceEnded(was.mediator),) if was is not None and leaves else ()
    return Decision((*ended_first, corrected), subject=corrected.presence)


def left_open(whole: Whole, now: int) -> Iterator[PresenceLeftOpen]:
    """The presences that nobody ended, when the day is over."""
    for presence in sorted(whole.mediation.presences.values(), key=lambda one: (one.started, one.id)):
        if presence.ended is None:
            yield PresenceLeftOpen(presence.id, likely_end(whole, presence, now))


def likely_end(whole: Whole, presence: Presence, now: int) -> int:
    """When somebody who forgot to say so has left, in milliseconds: at the office's closing, or after their last recorded help.

    Never before the start; without opening hours that day and without help, the start: hours are not invented.
    """
    mine = (a for a in whole.mediation.accompaniments.values() if a.mediator == presence.mediator)
    acts = [at for a in mine for at in (a.started, a.stopped) if at is not None]
    return min(now, max([presence.started, *acts, *_closing(whole)]))


def _closing(whole: Whole) -> list[int]:
    hours, day = whole.queue.plan.hours, date.fromisoformat(whole.queue.date)
    spans = hours.week[day.weekday()]
    if not spans:
        return []
    return [_midnight(whole, day.isoformat()) + max(closes for _opens, closes in spans) * MINUTE]


def _check_times(whole: Whole, command: CorrectPresence, now: int, ended: int | None, goes_on: bool) -> None:
    try:
        opens = _midnight(whole, command.date)
    except ValueError:
        raise Refused(Reason.PRESENCE_TIMES) from None
    closes = min(now, opens + (24 + NIGHT_ENDS) * 60 * MINUTE)
    last = now if ended is None else ended
    lasts_well = ended is not None or goes_on
    if not (command.date <= whole.queue.date and opens <= command.started <= last <= closes and lasts_well):
        raise Refused(Reason.PRESENCE_TIMES)


def _check_alone(known: tuple[Presence, ...], command: CorrectPresence, mediator: str, now: int) -> None:
    until = command.ended or now
    for other in known:
        if other.id != command.presence and other.mediator == mediator:
            ends = now if other.ended is None else other.ended
            if command.started < ends and other.started < until:
                raise Refused(Reason.PRESENCE_OVERLAPS, name=mediator)


def _midnight(whole: Whole, day: str) -> int:
    """Raises ValueError when it is no ISO date."""
    zone = ZoneInfo(whole.queue.plan.hours.zone)
    local = datetime.combine(date.fromisoformat(day), time(), zone)
    return round(local.timestamp() * 1000)
