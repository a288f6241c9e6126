"""Workshops: a code and no name, never more seats than there are, the first who waits gets the freed seat, nobody is lost."""

import pytest
from mediation_day import ANNE, HOUR, MANAGER, NOON, PAUL, replayed

from flow.refusals import Reason
from flow.tickets import State
from mediation.commands import (
    CancelWorkshop,
    MarkAttendance,
    PlanWorkshop,
    RecordWorkshop,
    SignOff,
    SignUp,
    TellSeat,
)
from mediation.coop import AgeBand, Gender, SocialStatus, WorkshopLevel
from mediation.details import Counts

TOMORROW = NOON + 24 * HOUR


def _planned(day, seats=2, starts=TOMORROW):
    return day.do(PlanWorkshop("digiposte", "salle-du-bureau", starts, seats=seats), MANAGER)


def _sign_up(day, workshop, ticket=""):
    """The code given; a double press is over."""
    day.now += 3_000
    day.do(SignUp(workshop, ticket))
    return day.decision.code


def _workshop(day, workshop):
    return day.whole.mediation.workshops[workshop]


def _codes(day, workshop, seated=True):
    return [participant.code for participant in _workshop(day, workshop).signed if participant.seated is seated]


def test_a_workshop_is_planned_from_the_offices_lists_as_it_usually_is(day):
    workshop = _workshop(day, day.do(PlanWorkshop("digiposte", "salle-du-bureau", TOMORROW)))

    assert (workshop.level, workshop.inside) == (WorkshopLevel.PRACTICE, True)
    assert (workshop.minutes, workshop.seats) == (120, 8)
    assert workshop.level.coop == "intermediaire"


def test_a_double_tap_plans_one_workshop(day):
    assert _planned(day) == _planned(day)
    assert len(day.whole.mediation.workshops) == 1


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (PlanWorkshop("dancing", "salle-du-bureau", TOMORROW), Reason.WORKSHOP_TITLE),
        (PlanWorkshop("digiposte", "chez moi", TOMORROW), Reason.WORKSHOP_PLACE),
        (PlanWorkshop("digiposte", "salle-du-bureau", NOON - 25 * HOUR), Reason.WORKSHOP_TIME),
        (PlanWorkshop("digiposte", "salle-du-bureau", NOON + 400 * 24 * HOUR), Reason.WORKSHOP_TIME),
        (PlanWorkshop("digiposte", "salle-du-bureau", TOMORROW, minutes=5), Reason.WORKSHOP_TIME),
        (PlanWorkshop("digiposte", "salle-du-bureau", TOMORROW, seats=9), Reason.WORKSHOP_SEATS),
        (PlanWorkshop("digiposte", "salle-du-bureau", TOMORROW, seats=-1), Reason.WORKSHOP_SEATS),
    ],
)
def test_a_workshop_that_cannot_be_is_refused(day, command, reason):
    assert day.refused(command).reason is reason


def test_whoever_signs_up_gets_a_code_of_four_readable_signs(day):
    workshop = _planned(day)

    code = _sign_up(day, workshop)

    assert len(code) == 4
    assert not set(code) & set("AEIOU01258BGIOSZ")
    assert (day.decision.subject, day.decision.waiting) == (workshop, 0)


def test_a_full_workshop_has_a_waiting_list_and_says_the_place_on_it(day):
    workshop = _planned(day, seats=2)

    places = []
    for _ in range(4):
        _sign_up(day, workshop)
        places.append(day.decision.waiting)

    assert places == [0, 0, 1, 2]


def test_the_waiting_list_ends_too(day):
    workshop = _planned(day, seats=1)
    for _ in range(1 + day.whole.mediation.plan.workshops.waiting):
        _sign_up(day, workshop)
    day.now += 3_000

    assert day.refused(SignUp(workshop)).reason is Reason.WORKSHOP_FULL


def test_a_freed_seat_goes_to_the_first_who_waits(day):
    workshop = _planned(day, seats=1)
    first, second, third = (_sign_up(day, workshop) for _ in range(3))

    day.do(SignOff(workshop, f" {first.lower()} "))

    assert (_codes(day, workshop), _codes(day, workshop, seated=False)) == ([second], [third])
    assert (day.decision.subject, day.decision.code, day.decision.waiting) == (workshop, second, 0), (
        "who has it is the answer"
    )
    assert [participant.seat_given for participant in _workshop(day, workshop).signed] == [True, False]
    day.do(SignOff(workshop, first))
    assert day.decision.events == ()


@pytest.mark.parametrize(("before_the_end", "given"), [(1, True), (0, False), (-HOUR, False)])
def test_a_seat_that_is_freed_once_the_workshop_is_over_is_given_to_nobody(day, before_the_end, given):
    workshop = _planned(day, seats=1, starts=NOON + HOUR)
    first, second = (_sign_up(day, workshop) for _ in range(2))
    day.now = _workshop(day, workshop).ends - before_the_end

    day.do(SignOff(workshop, first))

    assert _workshop(day, workshop).sign_up(second).seated is given
    assert _workshop(day, workshop).signed_off == (first,)


def test_whoever_got_a_freed_seat_is_to_be_told_once_even_days_later(day):
    workshop = _planned(day, seats=1, starts=NOON + 40 * HOUR)
    first, second = (_sign_up(day, workshop) for _ in range(2))
    day.do(TellSeat(workshop, first))
    assert day.decision.events == (), "nobody gave them this seat"
    day.do(SignOff(workshop, first))
    day.next_day("2025-11-25")
    assert _workshop(day, workshop).sign_up(second).seat_given

    day.do(TellSeat(workshop, second.lower()))

    assert not _workshop(day, workshop).sign_up(second).seat_given
    day.do(TellSeat(workshop, second))
    assert day.decision.events == ()
    assert day.refused(TellSeat(workshop, first)).reason is Reason.CODE_UNKNOWN


def test_whoever_waits_and_gives_up_frees_no_seat(day):
    workshop = _planned(day, seats=1)
    first, second = (_sign_up(day, workshop) for _ in range(2))

    day.do(SignOff(workshop, second))

    assert (_codes(day, workshop), _codes(day, workshop, seated=False)) == ([first], [])
    assert (day.decision.subject, day.decision.code) == (workshop, "")


def test_a_code_that_was_given_back_is_not_given_again(day):
    workshop = _planned(day)
    codes = set()
    for _ in range(30):
        code = _sign_up(day, workshop)
        codes.add(code)
        day.do(SignOff(workshop, code))

    assert len(codes) == 30


def test_a_ticket_signs_up_once_and_keeps_its_place_in_the_queue(day):
    workshop, ticket = _planned(day), day.take()

    codes = {_sign_up(day, workshop, ticket) for _ in range(3)}

    assert len(codes) == 1
    assert day.ticket(ticket).state is State.WAITING
    assert day.refused(SignUp(workshop, "2025-11-23-101")).reason is Reason.TICKET_UNKNOWN


def test_a_double_tap_signs_one_person_up_and_two_mediators_two(day):
    workshop = _planned(day)
    day.do(SignUp(workshop), ANNE)
    first = day.decision.code
    day.do(SignUp(workshop), ANNE)
    again = day.decision.code
    day.do(SignUp(workshop), PAUL)

    assert again == first
    assert day.decision.code != first
    assert len(_workshop(day, workshop).signed) == 2


def test_whoever_came_or_did_not_come_is_no_longer_to_be_told_of_a_freed_seat(day):
    workshop = _planned(day, seats=2, starts=NOON + HOUR)
    leaves, also, came, absent = (_sign_up(day, workshop) for _person in range(4))
    for code in (leaves, also):
        day.do(SignOff(workshop, code))
    assert [participant.seat_given for participant in _workshop(day, workshop).signed] == [True, True]

    day.do(MarkAttendance(workshop, came, True))
    day.do(MarkAttendance(workshop, absent, False))

    assert [participant.seat_given for participant in _workshop(day, workshop).signed] == [False, False]


def test_a_double_tap_for_the_second_person_is_answered_with_the_second_code(day):
    workshop = _planned(day, seats=3)
    first, second = _sign_up(day, workshop), _sign_up(day, workshop)
    day.do(SignUp(workshop))

    assert day.decision.code == second != first
    assert len(_workshop(day, workshop).signed) == 2


def test_attendance_is_marked_when_people_come_and_counted_in_one_tap(day):
    workshop = _planned(day, seats=2, starts=NOON + 2 * HOUR)
    came, missing, waits = (_sign_up(day, workshop) for _ in range(3))
    assert day.refused(MarkAttendance(workshop, came, True)).reason is Reason.WORKSHOP_NOT_YET
    day.after(minutes=100)
    day.do(MarkAttendance(workshop, came, True))
    day.do(MarkAttendance(workshop, missing, False))
    assert day.refused(MarkAttendance(workshop, waits, True)).reason is Reason.NO_SEAT
    assert day.refused(RecordWorkshop(workshop)).reason is Reason.WORKSHOP_NOT_YET
    day.after(minutes=120)

    day.do(RecordWorkshop(workshop))

    assert _workshop(day, workshop).counts == Counts(1)
    assert _workshop(day, workshop).mediator == ANNE.name


@pytest.mark.parametrize(
    "counts",
    [
        Counts(-1),
        Counts(2, genre={Gender.FEMALE: 2, Gender.MALE: 1}),
        Counts(2, tranche_age={AgeBand.FROM_70: 3}),
        Counts(2, statut_social={SocialStatus.RETIRED: 3, SocialStatus.IN_WORK: -1}),
    ],
)
def test_counts_that_do_not_add_up_are_refused(day, counts):
    workshop = _planned(day, starts=NOON)

    assert day.refused(RecordWorkshop(workshop, counts)).reason is Reason.WORKSHOP_COUNTS


def test_more_people_than_any_workshop_has_seats_is_a_slip_of_the_thumb(day):
    assert day.refused(RecordWorkshop(_planned(day, starts=NOON), Counts(88))).reason is Reason.WORKSHOP_SEATS


def test_counts_may_be_corrected_and_a_recorded_workshop_is_not_cancelled(day):
    workshop = _planned(day, starts=NOON)
    day.do(RecordWorkshop(workshop, Counts(5)))
    day.after(minutes=1)
    day.do(RecordWorkshop(workshop, Counts(6, genre={Gender.FEMALE: 4})))

    assert (_workshop(day, workshop).counts.total, _workshop(day, workshop).changed) == (6, day.now)
    assert day.refused(CancelWorkshop(workshop)).reason is Reason.WORKSHOP_OVER


def test_nobody_signs_up_for_a_workshop_that_is_cancelled_or_over(day):
    cancelled, over = _planned(day), _planned(day, starts=NOON - 3 * HOUR)
    day.do(CancelWorkshop(cancelled))

    assert day.refused(SignUp(cancelled)).reason is Reason.WORKSHOP_CANCELLED
    assert day.refused(SignUp(over)).reason is Reason.WORKSHOP_OVER
    day.do(CancelWorkshop(cancelled))
    assert day.decision.events == ()


def test_workshops_go_on_from_day_to_day_without_the_days_before(day):
    starts = NOON + 40 * HOUR
    kept, recorded, cancelled = _planned(day, 1, starts), _planned(day, 1, NOON), _planned(day, 1, starts + HOUR)
    seated, waits = _sign_up(day, kept, day.take()), _sign_up(day, kept)
    day.do(RecordWorkshop(recorded))
    day.do(CancelWorkshop(cancelled))

    day.next_day("2025-11-25")

    assert list(day.whole.mediation.workshops) == [kept]
    assert replayed(day.today) == day.whole
    assert {(participant.ticket, participant.by) for participant in _workshop(day, kept).signed} == {("", "")}, (
        "kept from a day that is over"
    )
    day.do(SignOff(kept, seated))
    assert _codes(day, kept) == [waits]


def test_a_workshop_that_nobody_recorded_is_asked_for_during_a_month(day):
    _planned(day, starts=NOON)
    dates = [f"2025-11-{n}" for n in range(25, 31)] + [f"2025-12-{n:02}" for n in range(1, 29)]

    numbers = []
    for date in dates:
        day.now += 10 * HOUR
        day.next_day(date)
        numbers.append(len(day.whole.mediation.workshops))

    assert numbers == [1] * 29 + [0] * 5
