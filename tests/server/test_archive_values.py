"""What the statistics hold of a visit, a move and a workshop is what was shown and said when it happened."""

import pytest

from flow.commands import AdvanceTicket, CallNext, FinishTicket, MarkArrived, MoveTicket, OpenCounter, TakeTicket
from flow.tickets import MoveReason, Outcome
from flow.visits.reordering import price
from mediation.commands import MarkAttendance, PlanWorkshop, RecordWorkshop, SignOff, SignUp
from mediation.records import Attendance, Period

MINUTE = 60_000
TODAY = Period("2025-11-24", "2025-11-24")


def test_a_visit_keeps_the_longest_wait_that_was_announced_and_none_where_none_was(bureau):
    for opened in (False, True):
        if opened:
            bureau.do(OpenCounter("1"))
        ticket = bureau.do(TakeTicket("parcel_notice")).ticket
        announced = bureau.office.state.open[ticket].announced
        assert (announced is not None) is opened
        bureau.do(FinishTicket(ticket, Outcome.LEFT))

    assert [visit.promised for visit in bureau.office.archive().visits(TODAY)] == [None, announced.high]


def test_a_move_keeps_the_price_that_was_shown_before_it(bureau):
    bureau.do(OpenCounter("1"))
    taken = [bureau.do(TakeTicket("parcel_notice")).ticket for _ in range(5)]
    shown = []
    for command in (MoveTicket(taken[4], taken[0], MoveReason.CALMING), AdvanceTicket(taken[3], 5)):
        shown.append(price(bureau.office.state, command, bureau.office.now()))
        bureau.do(command, role="console")

    kept = sorted(bureau.office.archive().moves(TODAY), key=lambda move: move.advance)

    assert [(move.overtaken, move.minutes) for move in kept] == [(price.people, price.minutes) for price in shown]
    assert all(price.people != price.minutes for price in shown), "or the two could be changed about"
    assert [(move.reason, move.advance, move.hour) for move in kept] == [(MoveReason.CALMING, 0, 13), (None, 5, 13)]


def test_a_workshop_keeps_who_had_a_seat_who_waited_and_who_came(bureau):
    planned = bureau.do(
        PlanWorkshop("digiposte", "salle-du-bureau", bureau.clock.now, minutes=90, seats=3), role="console"
    ).subject
    codes = []
    for _ in range(6):
        bureau.clock.now += 3_000
        codes.append(bureau.do(SignUp(planned), role="console").code)
    bureau.do(SignOff(planned, codes[5]), role="console")
    bureau.do(MarkAttendance(planned, codes[0], present=True), role="console")
    bureau.do(MarkAttendance(planned, codes[1], present=False), role="console")
    bureau.do(RecordWorkshop(planned), role="console")

    (kept,) = bureau.office.archive().workshops(TODAY)

    assert kept.attendance == Attendance(seated=3, waiting=2, signed_off=1, present=1, absent=1)
    assert (kept.minutes, kept.seats, kept.counts.total, kept.inside) == (90, 3, 1, True)
    assert (kept.recorded, kept.changed, kept.mediator) == (bureau.clock.now, None, "T")
    assert (kept.title, kept.place) == ("digiposte", "salle-du-bureau")


@pytest.mark.parametrize(("called_after", "served"), [(7, 3), (0, 0)])
def test_waiting_ends_with_the_call_and_service_begins_when_the_person_is_there(bureau, called_after, served):
    ticket = bureau.do(TakeTicket("parcel_notice")).ticket
    bureau.do(OpenCounter("1"))
    bureau.clock.now += called_after * MINUTE
    bureau.do(CallNext("1"))
    bureau.clock.now += MINUTE
    bureau.do(MarkArrived(ticket))
    bureau.clock.now += served * MINUTE
    bureau.do(FinishTicket(ticket, Outcome.SERVED))

    (visit,) = bureau.office.archive().visits(TODAY)

    assert (visit.waited, visit.served) == (called_after, served)
