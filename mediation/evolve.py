"""An entry of the journal becomes the new whole. Nothing is decided here: what happened, happened."""

from typing import Any, assert_never

import msgspec
from immutables import Map

from flow.events import DayOpened, PresenceEnded, PresenceStarted, Recorded, TicketReturned
from flow.evolve import evolve as evolve_queue
from flow.plan import MINUTE
from flow.time_events import ClockTrusted
from flow.timekeeping import shift
from mediation import events as happened
from mediation.events import Entry, MediationEvent, WorkshopChange, WorkshopEvent
from mediation.state import Accompaniment, Mediation, Presence, Whole
from mediation.timekeeping import moved
from mediation.workshop import OneSignedUp, Workshop

replace = msgspec.structs.replace


def evolve(whole: Whole, entry: Entry) -> Whole:
    """The office after this entry; its version becomes the entry's seq."""
    event = entry.event
    if isinstance(event, MediationEvent):
        queue = replace(whole.queue, version=entry.seq)
        return Whole(queue, _after(whole.mediation, event, entry, queue.date))
    queue = evolve_queue(whole.queue, Recorded(entry.seq, entry.at, entry.by, event))
    match event:
        case DayOpened():
            return Whole(queue, Mediation(whole.mediation.plan))
        case ClockTrusted(by, since):
            return Whole(queue, moved(whole.mediation, shift(by, since)) if by else whole.mediation)
        case PresenceStarted():
            presence = Presence(f"p{entry.seq}", entry.by.name, entry.at)
            return Whole(queue, _with_presence(whole.mediation, presence))
        case PresenceEnded(mediator):
            return Whole(queue, _presence_ended(whole.mediation, mediator or entry.by.name, entry.at))
        case TicketReturned(ticket, failed=True):
            return Whole(queue, replace(whole.mediation, failed=whole.mediation.failed | {ticket}))
        case _:
            return Whole(queue, whole.mediation)


def _after(mediation: Mediation, event: MediationEvent, entry: Entry, today: str) -> Mediation:
    at = entry.at
    match event:
        case happened.AccompanimentStarted(accompaniment, ticket, need, nature, moved):
            started = Accompaniment(
                id=accompaniment,
                mediator=entry.by.name,
                started=at,
                ticket=ticket,
                need=need,
                nature=nature,
                moved=moved,
            )
            return _with(mediation, started)
        case happened.AccompanimentStopped(accompaniment):
            return _changed(mediation, accompaniment, stopped=at)
        case happened.AccompanimentRecorded(accompaniment, details, need, confirmed):
            stopped = mediation.accompaniments[accompaniment].stopped
            fields = {"details": details, "need": need, "recorded": at, "confirmed": confirmed}
            # The clock records it hours later: nobody said that the help lasted until then.
            ended = at if confirmed else mediation.accompaniments[accompaniment].started + details.minutes * MINUTE
            return _changed(mediation, accompaniment, **fields, stopped=ended if stopped is None else stopped)
        case happened.HelpNoted(accompaniment, details, ticket, need):
            noted = Accompaniment(
                id=accompaniment,
                mediator=entry.by.name,
                started=at - details.minutes * MINUTE,
                ticket=ticket,
                need=need,
                nature=details.nature,
                stopped=at,
                details=details,
                recorded=at,
                confirmed=True,
            )
            return _with(mediation, noted)
        case happened.AccompanimentEdited(accompaniment, details):
            return _changed(mediation, accompaniment, details=details, changed=at, confirmed=True)
        case happened.AccompanimentDropped(accompaniment):
            return replace(mediation, accompaniments=mediation.accompaniments.delete(accompaniment))
        case happened.PresenceCorrected(presence, mediator, date, began, ended):
            corrected = Presence(presence, mediator, began, ended)
            return _with_presence(mediation, corrected) if date == today else mediation
        case happened.PresenceLeftOpen(presence, ended):
            left = replace(mediation.presences[presence], ended=ended, left_open=True)
            return _with_presence(mediation, left)
        case happened.MediationCarried(workshops):
            return replace(mediation, workshops=Map({workshop.id: workshop for workshop in workshops}))
        case _:
            return _after_workshop(mediation, event, entry)


def _after_workshop(mediation: Mediation, event: WorkshopEvent, entry: Entry) -> Mediation:
    if isinstance(event, happened.WorkshopPlanned):
        planned = Workshop(
            id=event.workshop,
            title=event.title,
            level=event.level,
            inside=event.inside,
            place=event.place,
            starts=event.starts,
            minutes=event.minutes,
            seats=event.seats,
        )
        return replace(mediation, workshops=mediation.workshops.set(planned.id, planned))
    workshop = _changed_workshop(mediation.workshops[event.workshop], event, entry)
    return replace(mediation, workshops=mediation.workshops.set(workshop.id, workshop))


def _changed_workshop(was: Workshop, event: WorkshopChange, entry: Entry) -> Workshop:
    match event:
        case happened.WorkshopCancelled():
            return replace(was, cancelled=True)
        case happened.SignedUp(_workshop, code, seated, ticket):
            one = OneSignedUp(code, seated, entry.at, entry.by.name, ticket)
            return replace(was, signed=(*was.signed, one))
        case happened.SignedOff(_workshop, code):
            left = tuple(one for one in was.signed if one.code != code)
            return replace(was, signed=left, gone=(*was.gone, code))
        case happened.SeatGiven(_workshop, code):
            return _one_changed(was, code, seated=True, given=True)
        case happened.SeatTold(_workshop, code):
            return _one_changed(was, code, given=False)
        case happened.AttendanceMarked(_workshop, code, present):
            return _one_changed(was, code, present=present, given=False)
        case happened.WorkshopRecorded(_workshop, counts):
            first = {"recorded": entry.at, "mediator": entry.by.name} if was.recorded is None else {"changed": entry.at}
            return replace(was, counts=counts, **first)
        case _:
            assert_never(event)


def _one_changed(was: Workshop, code: str, **fields: Any) -> Workshop:
    return replace(was, signed=tuple(replace(one, **fields) if one.code == code else one for one in was.signed))


def _with(mediation: Mediation, one: Accompaniment) -> Mediation:
    return replace(mediation, accompaniments=mediation.accompaniments.set(one.id, one))


def _changed(mediation: Mediation, accompaniment: str, **fields: Any) -> Mediation:
    return _with(mediation, replace(mediation.accompaniments[accompaniment], **fields))


def _with_presence(mediation: Mediation, presence: Presence) -> Mediation:
    return replace(mediation, presences=mediation.presences.set(presence.id, presence))


def _presence_ended(mediation: Mediation, mediator: str, at: int) -> Mediation:
    for presence in mediation.presences.values():
        if presence.mediator == mediator and presence.ended is None:
            return _with_presence(mediation, replace(presence, ended=at))
    return mediation
