"""An entry of the journal becomes the new whole. Nothing is decided here: it has happened already."""

from typing import assert_never

from immutables import Map
from msgspec.structs import replace

from flow.events import DayOpened, JournalEntry, PresenceEnded, PresenceStarted, TicketReturned
from flow.evolve import evolve as evolve_queue
from flow.plan import MINUTE
from flow.time_events import ClockTrusted
from flow.timekeeping import shift
from mediation import events
from mediation.events import AnyEntry, MediationEvent, WorkshopChange, WorkshopEvent
from mediation.state import Accompaniment, Mediation, OfficeDay, Presence
from mediation.timekeeping import moved
from mediation.workshop import Participant, Workshop


def evolve(office_day: OfficeDay, entry: AnyEntry) -> OfficeDay:
    """The office after this entry; its version becomes the entry's seq."""
    event = entry.event
    if isinstance(event, MediationEvent):
        queue = replace(office_day.queue, version=entry.seq)
        return OfficeDay(queue, _after(office_day.mediation, event, entry, queue.date))
    queue = evolve_queue(office_day.queue, JournalEntry(entry.seq, entry.at, entry.by, event))
    match event:
        case DayOpened():
            return OfficeDay(queue, Mediation(office_day.mediation.plan))
        case ClockTrusted(by, since):
            return OfficeDay(queue, moved(office_day.mediation, shift(by, since)) if by else office_day.mediation)
        case PresenceStarted():
            presence = Presence(f"p{entry.seq}", entry.by.name, entry.at)
            return OfficeDay(queue, _with_presence(office_day.mediation, presence))
        case PresenceEnded(mediator):
            return OfficeDay(queue, _presence_ended(office_day.mediation, mediator or entry.by.name, entry.at))
        case TicketReturned(ticket, failed=True):
            return OfficeDay(queue, replace(office_day.mediation, failed=office_day.mediation.failed | {ticket}))
        case _:
            return OfficeDay(queue, office_day.mediation)


def _after(mediation: Mediation, event: MediationEvent, entry: AnyEntry, today: str) -> Mediation:
    at = entry.at
    match event:
        case events.AccompanimentStarted(accompaniment, ticket, need, nature, moved):
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
        case events.AccompanimentStopped(accompaniment):
            return _with(mediation, mediation.accompaniments[accompaniment].ended(at))
        case events.AccompanimentRecorded(accompaniment, details, need, confirmed):
            helped = mediation.accompaniments[accompaniment]
            return _with(mediation, helped.recorded_as(details, need, at, by_clock=not confirmed))
        case events.HelpNoted(accompaniment, details, ticket, need):
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
        case events.AccompanimentEdited(accompaniment, details):
            return _with(mediation, mediation.accompaniments[accompaniment].edited(details, at))
        case events.AccompanimentDropped(accompaniment):
            return replace(mediation, accompaniments=mediation.accompaniments.delete(accompaniment))
        case events.PresenceCorrected(presence, mediator, date, began, ended):
            corrected = Presence(presence, mediator, began, ended)
            return _with_presence(mediation, corrected) if date == today else mediation
        case events.PresenceLeftOpen(presence, ended):
            left = replace(mediation.presences[presence], ended=ended, left_open=True)
            return _with_presence(mediation, left)
        case events.MediationCarried(workshops):
            return replace(mediation, workshops=Map({workshop.id: workshop for workshop in workshops}))
        case _:
            return _after_workshop(mediation, event, entry)


def _after_workshop(mediation: Mediation, event: WorkshopEvent, entry: AnyEntry) -> Mediation:
    if isinstance(event, events.WorkshopPlanned):
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


def _changed_workshop(was: Workshop, event: WorkshopChange, entry: AnyEntry) -> Workshop:
    match event:
        case events.WorkshopCancelled():
            return replace(was, cancelled=True)
        case events.SignedUp(_workshop, code, seated, ticket):
            participant = Participant(code, seated, entry.at, entry.by.name, ticket)
            return replace(was, signed=(*was.signed, participant))
        case events.SignedOff(_workshop, code):
            return was.without_sign_up(code)
        case events.SeatGiven(_workshop, code):
            return was.changed_sign_up(code, Participant.with_freed_seat)
        case events.SeatTold(_workshop, code):
            return was.changed_sign_up(code, Participant.told_of_seat)
        case events.AttendanceMarked(_workshop, code, present):
            return was.changed_sign_up(code, lambda person: person.marked(present))
        case events.WorkshopRecorded(_workshop, counts):
            return was.recorded_as(counts, entry.at, entry.by.name)
        case _:
            assert_never(event)


def _with(mediation: Mediation, helped: Accompaniment) -> Mediation:
    return replace(mediation, accompaniments=mediation.accompaniments.set(helped.id, helped))


def _with_presence(mediation: Mediation, presence: Presence) -> Mediation:
    return replace(mediation, presences=mediation.presences.set(presence.id, presence))


def _presence_ended(mediation: Mediation, mediator: str, at: int) -> Mediation:
    for presence in mediation.presences.values():
        if presence.mediator == mediator and presence.ended is None:
            return _with_presence(mediation, replace(presence, ended=at))
    return mediation
