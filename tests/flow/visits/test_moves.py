"""The mediator changes the order: an intent that names tickets, a reason, a price, limits, and a way back."""

import pytest
from queue_day import MANAGER, MEDIATOR

from flow.commands import AdvanceTicket, CallTicket, LeaveQueue, MoveTicket, Prequalify, Undo
from flow.needs import Route
from flow.refusals import Reason
from flow.tickets import MoveReason
from flow.visits.reordering import Price, price


def put(day, number, before, seen=None):
    anchor = None if before is None else day.id(before)
    return MoveTicket(day.id(number), anchor, MoveReason.DISTRESS, seen)


def undo(day, number):
    return Undo(day.id(number), day.ticket(number).rev)


@pytest.mark.parametrize(
    ("number", "before", "order"),
    [
        (104, 101, [104, 101, 102, 103]),
        (104, 103, [101, 102, 104, 103]),
        (101, 103, [102, 101, 103, 104]),
        (101, None, [102, 103, 104, 101]),
    ],
)
def test_a_ticket_is_put_before_the_named_one(busy, number, before, order):
    busy.do(put(busy, number, before), MEDIATOR)

    assert busy.order() == order
    assert busy.ticket(number).moved == MoveReason.DISTRESS


def test_moves_into_the_same_gap_never_run_out_of_room(busy):
    for _ in range(40):
        first, second, third, last = busy.order()
        busy.do(put(busy, second, last), MEDIATOR)
        assert busy.order() == [first, third, second, last]


def test_those_who_give_way_by_a_millisecond_keep_their_place_when_another_change_of_theirs_is_undone(day):
    for _ in range(3):
        day.take()
    day.after(minutes=1)
    day.take()
    day.do(Prequalify(day.id(102), "parcel", Route.COUNTER, ("identity",)), MEDIATOR)
    (moved,) = day.do(put(day, 104, 103), MEDIATOR)
    assert dict(moved.shifted).keys() == {day.id(101), day.id(102)}

    day.do(undo(day, 102), MEDIATOR)

    assert not day.ticket(102).prequalified
    assert day.order() == [101, 102, 104, 103]


def test_a_move_before_one_who_no_longer_waits_is_refused_and_nothing_moves(busy):
    busy.next("1")

    refusal = busy.refused(put(busy, 104, 101))

    assert (refusal.reason, refusal.facts) == (Reason.ANCHOR_GONE, {"number": 101})
    assert busy.order() == [102, 103, 104]


def test_a_move_to_the_same_place_is_refused(busy):
    assert busy.refused(put(busy, 102, 103)).reason == Reason.SAME_PLACE
    assert busy.refused(put(busy, 104, None)).reason == Reason.SAME_PLACE


def test_a_ticket_that_no_longer_waits_is_not_moved(busy):
    busy.do(CallTicket("1", busy.id(104)))
    assert busy.refused(put(busy, 104, 101)).reason == Reason.NOT_WAITING
    busy.do(LeaveQueue(busy.id(103)))
    assert busy.refused(put(busy, 103, 101)).reason == Reason.TICKET_CLOSED


def test_the_second_of_two_consoles_that_looked_at_the_same_ticket_is_told_so(busy):
    seen = busy.ticket(104).rev
    busy.do(put(busy, 104, 101, seen), MEDIATOR)

    refusal = busy.refused(put(busy, 104, 103, seen))

    assert refusal.reason == Reason.CHANGED_MEANWHILE
    assert refusal.facts["name"] == MEDIATOR.name


def test_the_price_is_known_before_it_is_confirmed_and_nothing_has_moved(busy):
    assert price(busy.state, put(busy, 104, 101), busy.now) == Price(people=3, minutes=2)
    assert price(busy.state, AdvanceTicket(busy.id(104), 5), busy.now) == Price(people=3, minutes=2)
    assert busy.order() == [101, 102, 103, 104]


def test_going_back_in_the_queue_costs_the_others_nothing(busy):
    assert price(busy.state, put(busy, 101, None), busy.now) == Price(people=0, minutes=0)


def test_an_advance_is_of_five_or_ten_minutes_and_fifteen_in_all(busy):
    last = busy.id(104)
    assert busy.refused(AdvanceTicket(last, 7)).reason == Reason.ADVANCE_NOT_OFFERED
    busy.do(AdvanceTicket(last, 10), MEDIATOR)
    assert busy.refused(AdvanceTicket(last, 10)).reason == Reason.ADVANCE_TOO_LARGE

    busy.do(AdvanceTicket(last, 5), MEDIATOR)

    assert busy.ticket(104).advance_minutes == 15
    assert busy.order() == [104, 101, 102, 103]


def test_one_who_was_overtaken_five_times_is_not_overtaken_so_again(day):
    day.take()
    for number in range(102, 107):
        day.take()
        day.do(put(day, number, 101), MEDIATOR)
    day.take()

    refusal = day.refused(put(day, 107, 101))

    assert (refusal.reason, refusal.facts["number"]) == (Reason.OVERTAKEN_LIMIT, 101)
    assert day.refused(AdvanceTicket(day.id(107), 5)).reason == Reason.OVERTAKEN_LIMIT
    day.take(legal=True)
    assert day.order()[0] == 108


def test_an_overtaking_that_was_undone_does_not_count(day):
    day.take()
    day.take()
    for _ in range(6):
        day.do(put(day, 102, 101), MEDIATOR)
        day.do(undo(day, 102), MEDIATOR)

    assert day.state.overtaken[day.id(101)] == 0
    assert day.order() == [101, 102]


def test_an_undo_takes_back_the_overtakings_of_the_last_change_and_of_no_other(day):
    for _ in range(3):
        day.take()
    day.do(put(day, 103, 102), MEDIATOR)
    day.do(AdvanceTicket(day.id(103), 5), MEDIATOR)
    assert day.order() == [103, 101, 102]

    day.do(undo(day, 103), MEDIATOR)

    assert day.order() == [101, 103, 102]
    assert {number: day.state.overtaken[day.id(number)] for number in (101, 102)} == {101: 0, 102: 1}


def test_one_who_has_waited_past_the_ceiling_is_not_passed_by_hand(day):
    day.take()
    day.after(minutes=31)
    day.take()

    assert day.refused(put(day, 102, 101)).reason == Reason.CEILING
    day.take(legal=True)
    assert day.order() == [103, 101, 102]


def test_one_who_has_waited_past_the_ceiling_is_not_put_behind_one_who_has_not(day):
    day.take()
    day.after(minutes=31)
    day.take()

    assert day.refused(put(day, 101, None)).reason == Reason.CEILING


def test_a_move_does_not_let_one_past_the_ceiling_pass_somebody_with_legal_priority(day):
    day.take()
    day.after(minutes=5)
    day.take(legal=True)
    day.after(minutes=26)
    day.take()
    assert day.order() == [102, 101, 103]

    refused = day.refused(put(day, 103, 102))

    assert (refused.reason, refused.facts["number"]) == (Reason.CEILING, 101)
    assert day.order() == [102, 101, 103]


def test_two_who_have_both_waited_past_the_ceiling_may_change_places(day):
    day.take()
    day.take()
    day.after(minutes=31)

    day.do(put(day, 102, 101), MEDIATOR)

    assert day.order() == [102, 101]


def test_a_move_is_undone_within_fifteen_seconds_and_later_by_a_manager(busy):
    busy.do(put(busy, 104, 101), MEDIATOR)
    busy.after(seconds=16)
    assert busy.refused(undo(busy, 104), MEDIATOR).reason == Reason.TOO_LATE_TO_UNDO

    busy.do(undo(busy, 104), MANAGER)

    assert busy.order() == [101, 102, 103, 104]
    assert busy.ticket(104).moved is None


def test_only_the_last_change_is_undone_and_only_if_it_is_the_one_that_was_seen(busy):
    busy.do(AdvanceTicket(busy.id(104), 5), MEDIATOR)
    first = undo(busy, 104)
    busy.do(AdvanceTicket(busy.id(104), 10), MEDIATOR)
    assert busy.refused(first).reason == Reason.CHANGED_MEANWHILE

    busy.do(undo(busy, 104), MEDIATOR)

    assert busy.ticket(104).advance_minutes == 5
    assert busy.refused(undo(busy, 104)).reason == Reason.NOTHING_TO_UNDO
    assert busy.refused(Undo("2025-11-24-999", 1)).reason == Reason.TICKET_UNKNOWN
