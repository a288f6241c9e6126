"""Workshops: planned, signed up for with a code and no name, a freed seat goes to the first waiting, attendance, counts."""

import hashlib
from collections.abc import Iterator
from itertools import count

from flow.decision import Decision
from flow.plan import MINUTE, SECOND
from flow.refusals import Reason, Refused
from flow.tickets import Actor
from mediation.commands import CancelWorkshop, MarkAttendance, PlanWorkshop, RecordWorkshop, SignOff, SignUp, TellSeat
from mediation.details import Counts, kept_counts
from mediation.events import (
    AnyEvent,
    AttendanceMarked,
    MediationCarried,
    SeatGiven,
    SeatTold,
    SignedOff,
    SignedUp,
    WorkshopCancelled,
    WorkshopPlanned,
    WorkshopRecorded,
)
from mediation.state import OfficeDay
from mediation.workshop import Workshop, without_the_day

_DAY = 24 * 60 * MINUTE
_LETTERS = "CDFHJKLMNPRTVWXY34679"
"""No vowel, so that a code is no word; no two signs that look or sound alike in a noisy hall (B 8, S 5, Z 2, G 6, O 0, I 1)."""
_PLANNED_AHEAD = 366 * _DAY
_KEPT_UNRECORDED = 30 * _DAY


def plan(office_day: OfficeDay, command: PlanWorkshop, now: int) -> Decision[AnyEvent]:
    """A workshop in the calendar; one of today may be entered afterwards.

    Raises Refused (workshop_time, workshop_seats).
    """
    offered = office_day.mediation.plan.workshops
    level, inside = offered.titles[command.title], offered.places[command.place]
    minutes, seats = command.minutes or offered.minutes, command.seats or offered.seats
    if not (now - _DAY <= command.starts <= now + _PLANNED_AHEAD and 15 <= minutes <= 480):
        raise Refused(Reason.WORKSHOP_TIME)
    if not 1 <= seats <= offered.seats:
        raise Refused(Reason.WORKSHOP_SEATS, most=offered.seats)
    same = _already_planned(office_day, command)
    if same is not None:
        return Decision(subject=same.id)
    workshop_id = f"w{office_day.queue.version + 1}"
    planned = WorkshopPlanned(
        workshop_id, command.title, command.level or level, inside, command.place, command.starts, minutes, seats
    )
    return Decision((planned,), subject=workshop_id)


def _already_planned(office_day: OfficeDay, command: PlanWorkshop) -> Workshop | None:
    """The same title at the same place and time: a double tap."""
    wanted = (command.title, command.place, command.starts)
    planned = (w for w in office_day.mediation.workshops.values() if not w.cancelled)
    return next((w for w in planned if (w.title, w.place, w.starts) == wanted), None)


def cancel(office_day: OfficeDay, command: CancelWorkshop) -> Decision[AnyEvent]:
    """It does not take place. Raises Refused (workshop_unknown, workshop_over once it is recorded)."""
    workshop = office_day.mediation.workshop(command.workshop)
    if workshop.counts is not None:
        raise Refused(Reason.WORKSHOP_OVER)
    return Decision(() if workshop.cancelled else (WorkshopCancelled(workshop.id),), subject=workshop.id)


def sign_up(office_day: OfficeDay, command: SignUp, now: int, by: Actor) -> Decision[AnyEvent]:
    """A seat, or a place on the waiting list. Raises Refused (workshop_unknown, workshop_over, workshop_full, ticket_unknown)."""
    workshop = taking_place(office_day, command.workshop)
    if command.ticket and office_day.queue.any_ticket(command.ticket) is None:
        raise Refused(Reason.TICKET_UNKNOWN)
    if now >= workshop.ends:
        raise Refused(Reason.WORKSHOP_OVER)
    just_now = now - office_day.queue.plan.figures.double_press_seconds * SECOND
    signed = workshop.signed_by(command.ticket, by.name, just_now)
    if signed is not None:
        place = workshop.place_waiting(signed.code)
        return Decision(ticket=command.ticket, subject=workshop.id, code=signed.code, waiting=place)
    seated = workshop.seated < workshop.seats
    if not seated and workshop.waiting >= office_day.mediation.plan.workshops.waiting:
        raise Refused(Reason.WORKSHOP_FULL)
    code, place = _new_code(workshop), 0 if seated else workshop.waiting + 1
    signed_up = SignedUp(workshop.id, code, seated, command.ticket)
    return Decision((signed_up,), command.ticket, subject=workshop.id, code=code, waiting=place)


def sign_off(office_day: OfficeDay, command: SignOff, now: int) -> Decision[AnyEvent]:
    """Somebody does not come; the first who waits gets the seat. Raises Refused (workshop_unknown, code_unknown)."""
    workshop, code = taking_place(office_day, command.workshop), as_written(command.code)
    if code in workshop.signed_off:
        return Decision(subject=workshop.id)
    leaves = workshop.sign_up(code)
    first = next((participant for participant in workshop.signed if not participant.seated), None)
    if leaves.seated and first is not None and now < workshop.ends:
        passed_on = (SignedOff(workshop.id, code), SeatGiven(workshop.id, first.code))
        return Decision(passed_on, subject=workshop.id, code=first.code)
    return Decision((SignedOff(workshop.id, code),), subject=workshop.id)


def tell_seat(office_day: OfficeDay, command: TellSeat) -> Decision[AnyEvent]:
    """Whoever has a freed seat was told. Raises Refused (workshop_unknown, workshop_cancelled, code_unknown)."""
    workshop = taking_place(office_day, command.workshop)
    participant = workshop.sign_up(as_written(command.code))
    return Decision((SeatTold(workshop.id, participant.code),) if participant.seat_given else (), subject=workshop.id)


def mark_attendance(office_day: OfficeDay, command: MarkAttendance, now: int) -> Decision[AnyEvent]:
    """Somebody with a seat came, or did not. Raises Refused (workshop_unknown, workshop_not_yet, code_unknown, no_seat)."""
    workshop = taking_place(office_day, command.workshop)
    if now < workshop.doors:
        raise Refused(Reason.WORKSHOP_NOT_YET)
    participant = workshop.sign_up(as_written(command.code))
    if not participant.seated:
        raise Refused(Reason.NO_SEAT)
    marked = (
        ()
        if participant.present is command.present
        else (AttendanceMarked(workshop.id, participant.code, command.present),)
    )
    return Decision(marked, subject=workshop.id)


def record(office_day: OfficeDay, command: RecordWorkshop, now: int) -> Decision[AnyEvent]:
    """Who came, in numbers; None: as many as were marked present. May be corrected the same day.

    Raises Refused (workshop_unknown, workshop_not_yet, workshop_counts when a sum is larger than the total).
    """
    workshop = taking_place(office_day, command.workshop)
    if now < workshop.starts:
        raise Refused(Reason.WORKSHOP_NOT_YET)
    came = sum(participant.present is True for participant in workshop.signed)
    counts = Counts(came) if command.counts is None else kept_counts(command.counts)
    for parts in ({None: counts.total}, counts.genre, counts.tranche_age, counts.statut_social):
        if any(n < 0 for n in parts.values()) or sum(parts.values()) > counts.total:
            raise Refused(Reason.WORKSHOP_COUNTS)
    if counts.total > office_day.mediation.plan.workshops.seats:
        raise Refused(Reason.WORKSHOP_SEATS, most=office_day.mediation.plan.workshops.seats)
    return Decision(() if counts == workshop.counts else (WorkshopRecorded(workshop.id, counts),), subject=workshop.id)


def carried(office_day: OfficeDay, now: int) -> Iterator[MediationCarried]:
    """What the next day needs of the workshops, in one event: a start never reads older days. Tickets stay behind."""
    going_on = [w for w in office_day.mediation.workshops.values() if not w.cancelled and w.counts is None]
    carried_on = [without_the_day(w) for w in going_on if now < w.starts + _KEPT_UNRECORDED]
    if carried_on:
        yield MediationCarried(tuple(sorted(carried_on, key=lambda w: (w.starts, w.id))))


def taking_place(office_day: OfficeDay, workshop_id: str) -> Workshop:
    """The workshop, if it takes place. Raises Refused (workshop_unknown, workshop_cancelled)."""
    workshop = office_day.mediation.workshop(workshop_id)
    if workshop.cancelled:
        raise Refused(Reason.WORKSHOP_CANCELLED)
    return workshop


def as_written(code: str) -> str:
    """The code however it was typed."""
    return code.strip().upper()


def _new_code(workshop: Workshop) -> str:
    """Four readable signs that this workshop has not given yet. Not a secret: it only tells two people apart."""
    given_codes = {*workshop.signed_off, *(participant.code for participant in workshop.signed)}
    for attempt in count(len(given_codes)):
        number = int.from_bytes(hashlib.sha256(f"{workshop.id} {workshop.starts} {attempt}".encode()).digest()[:8])
        code = "".join(_LETTERS[number // len(_LETTERS) ** place % len(_LETTERS)] for place in range(4))
        if code not in given_codes:
            return code
    raise AssertionError("unreachable: count() does not end")
