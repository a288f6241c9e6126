"""What an entry of the journal adds to the statistics, or takes back from them: all figures come from these records.

No token, language, tag, tick or priority is in them, no name of an agent, and no text that was typed.
"""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from flow import events as queue_events
from flow.hall_events import AlertAnswered, AlertEased, AlertRaised
from flow.plan import MINUTE
from flow.readings import Alert
from flow.state import OfficeState
from flow.tickets import State, Ticket
from flow.visits.reordering import price_of
from mediation import events
from mediation.events import AnyEntry, WorkshopEvent
from mediation.presence import likely_end
from mediation.records import (
    UNSAID,
    AccompanimentRecord,
    AlertRecord,
    Attendance,
    Correction,
    MoveRecord,
    PresenceRecord,
    Visit,
    WorkshopRecord,
)
from mediation.state import Accompaniment, OfficeDay, Presence
from mediation.workshop import Workshop

AnyRecord = Visit | AccompanimentRecord | PresenceRecord | WorkshopRecord | MoveRecord | AlertRecord
_HELPED = (State.WITH_MEDIATOR, State.AT_MACHINE)


class Upsert(msgspec.Struct, frozen=True):
    """The record with this key is, from now on, this one."""

    key: str
    record: AnyRecord


class Remove(msgspec.Struct, frozen=True):
    """Nothing of this key is counted any more."""

    key: str
    kind: type[AnyRecord]


class MoveUndone(msgspec.Struct, frozen=True):
    """A move was taken back, if the change with this key was one."""

    key: str


class Corrected(msgspec.Struct, frozen=True):
    """A presence was corrected; the correction is kept beside it."""

    presence: str
    correction: Correction


StatisticsChange = Upsert | Remove | MoveUndone | Corrected


def statistics_changes(before: OfficeDay, entry: AnyEntry, after: OfficeDay) -> Iterator[StatisticsChange]:
    """What this entry, between these two states of the office, changes in the statistics."""
    event = entry.event
    if isinstance(event, queue_events.TicketEvent):
        yield from _visit(before, entry.at, after, event.ticket)
    if isinstance(event, WorkshopEvent):
        yield Upsert(event.workshop, _workshop(after.queue, after.mediation.workshops[event.workshop]))
        return
    match event:
        case queue_events.TicketMoved() | queue_events.TicketAdvanced():
            yield _move(before.queue, event, entry.at, after.queue)
        case queue_events.ChangeUndone(undone_ticket, undone):
            yield MoveUndone(f"{undone_ticket}-{undone}")
        case AlertRaised() | AlertEased() | AlertAnswered():
            for alert in after.queue.alerts.values():
                if before.queue.alerts.get(alert.id) != alert:
                    yield Upsert(alert.id, _alert(after.queue, alert))
        case queue_events.PresenceStarted() | queue_events.PresenceEnded() | events.PresenceLeftOpen():
            yield from _presences(before, after)
        case queue_events.DayOpened():
            yield from _never_ended(before, entry.at)
        case events.PresenceCorrected():
            yield from _corrected(after.queue, event, entry)
        case events.AccompanimentRecorded(changed) | events.HelpNoted(changed) | events.AccompanimentEdited(changed):
            yield Upsert(changed, _accompaniment(after.queue, after.mediation.accompaniments[changed]))
        case events.AccompanimentDropped(dropped):
            yield Remove(dropped, AccompanimentRecord)
        case _:
            return


def _visit(before: OfficeDay, at: int, after: OfficeDay, ticket: str) -> Iterator[StatisticsChange]:
    """A visit is counted while its ticket is closed: a ticket that is opened again is not counted until it ends."""
    was, now = before.queue.any_ticket(ticket), after.queue.closed.get(ticket)
    if now is not None and was is not None and was.state is not State.CLOSED:
        yield Upsert(ticket, _visited(after, was, now, at))
    elif now is None and was is not None and was.state is State.CLOSED:
        yield Remove(ticket, Visit)


def _visited(after: OfficeDay, was: Ticket, now: Ticket, at: int) -> Visit:
    """was: the ticket as it stood before it was closed."""
    assert now.outcome is not None
    received = was.called_at if was.called_at is not None or was.state not in _HELPED else was.since
    since = was.since if was.state in _HELPED else was.served_at if was.state is State.SERVING else None
    place = after.mediation.plan.places.get(now.where)
    return Visit(
        office=after.queue.plan.office,
        date=after.queue.date,
        hour=_hour(after.queue, was.arrival),
        declared=was.declared,
        need=was.need,
        route=was.route,
        outcome=now.outcome,
        waited=None if received is None else round((received - was.arrival) / MINUTE),
        # The clock removed it: when that person left nobody said.
        served=None if since is None or now.outcome in UNSAID else round((at - since) / MINUTE),
        promised=was.announced.high if was.announced else None,
        where=place.id if place else "",
        overtaken=after.queue.overtaken.get(was.id, 0),
        prequalified=was.prequalified,
        machine_failed=was.id in after.mediation.failed,
    )


def _move(
    before: OfficeState, event: queue_events.TicketMoved | queue_events.TicketAdvanced, at: int, after: OfficeState
) -> Upsert:
    moved, was = after.open[event.ticket], before.open[event.ticket]
    price = price_of(before, was, event)
    record = MoveRecord(
        office=after.plan.office,
        date=after.date,
        hour=_hour(after, at),
        reason=event.reason if isinstance(event, queue_events.TicketMoved) else None,
        advance=event.minutes if isinstance(event, queue_events.TicketAdvanced) else 0,
        overtaken=price.people,
        minutes=price.minutes,
    )
    return Upsert(f"{event.ticket}-{moved.rev}", record)


def _alert(state: OfficeState, alert: Alert) -> AlertRecord:
    lasted = round((alert.until - alert.at) / MINUTE) if alert.until else None
    causes = tuple(cause.kind for cause in alert.causes)
    return AlertRecord(
        state.plan.office, state.date, alert.at, alert.reading, alert.level, alert.amount, causes, lasted, alert.right
    )


def _presences(before: OfficeDay, after: OfficeDay) -> Iterator[StatisticsChange]:
    for presence in after.mediation.presences.values():
        if before.mediation.presences.get(presence.id) != presence:
            yield Upsert(presence.id, _presence(after.queue, presence))


def _never_ended(before: OfficeDay, at: int) -> Iterator[StatisticsChange]:
    """Only a journal from before the clock ended them has such."""
    for presence in before.mediation.presences.values():
        if presence.ended is None:
            ended = msgspec.structs.replace(presence, ended=likely_end(before, presence, at), left_open=True)
            yield Upsert(presence.id, _presence(before.queue, ended))


def _corrected(state: OfficeState, event: events.PresenceCorrected, entry: AnyEntry) -> Iterator[StatisticsChange]:
    presence = Presence(event.presence, event.mediator, event.started, event.ended)
    yield Upsert(event.presence, msgspec.structs.replace(_presence(state, presence), date=event.date))
    was = (event.was_started, event.was_ended, event.was_mediator)
    yield Corrected(event.presence, Correction(entry.by.name, entry.at, event.reason, *was))


def _presence(state: OfficeState, presence: Presence) -> PresenceRecord:
    """A presence of the open day, without its corrections, which are kept beside it."""
    return PresenceRecord(
        state.plan.office,
        presence.id,
        state.date,
        presence.mediator,
        presence.started,
        presence.ended,
        presence.left_open,
    )


def _accompaniment(state: OfficeState, helped: Accompaniment) -> AccompanimentRecord:
    assert helped.details is not None
    assert helped.recorded is not None
    return AccompanimentRecord(
        office=state.plan.office,
        id=helped.id,
        date=state.date,
        mediator=helped.mediator,
        started=helped.started,
        recorded=helped.recorded,
        changed=helped.changed,
        need=helped.need,
        details=helped.details,
        confirmed=helped.confirmed,
    )


def _workshop(state: OfficeState, workshop: Workshop) -> WorkshopRecord:
    local = datetime.fromtimestamp(workshop.starts / 1000, ZoneInfo(state.plan.hours.zone))
    attendance = Attendance(
        seated=workshop.seated,
        waiting=workshop.waiting,
        signed_off=len(workshop.signed_off),
        present=sum(participant.present is True for participant in workshop.signed),
        absent=sum(participant.present is False for participant in workshop.signed),
    )
    return WorkshopRecord(
        office=state.plan.office,
        id=workshop.id,
        date=local.date().isoformat(),
        title=workshop.title,
        level=workshop.level,
        inside=workshop.inside,
        place=workshop.place,
        starts=workshop.starts,
        minutes=workshop.minutes,
        seats=workshop.seats,
        cancelled=workshop.cancelled,
        attendance=attendance,
        counts=workshop.counts,
        mediator=workshop.mediator,
        recorded=workshop.recorded,
        changed=workshop.changed,
    )


def _hour(state: OfficeState, at: int) -> int:
    return datetime.fromtimestamp(at / 1000, ZoneInfo(state.plan.hours.zone)).hour
