"""A counter calls: two counters never the same ticket, a double press once, nobody loses their turn by being late."""

import pytest
from queue_day import MANAGER, MEDIATOR

from flow.commands import (
    CallNext,
    CallTicket,
    CloseCounter,
    FinishTicket,
    MarkAbsent,
    MarkArrived,
    ParkTicket,
    PauseCounter,
    Recall,
    ReopenTicket,
    ReturnTicket,
    Undo,
)
from flow.events import TicketAbsent, TicketArrived, TicketCalled, TicketClosed, TicketRecalled
from flow.refusals import Reason
from flow.tickets import Outcome, ParkReason, State


def test_two_counters_that_press_next_at_the_same_moment_call_two_tickets(busy):
    assert [busy.next("1"), busy.next("2")] == [101, 102]


def test_a_double_press_is_one_call(busy):
    busy.next("1")
    busy.after(seconds=1.9)

    assert busy.next("1") is None
    assert busy.order() == [102, 103, 104]


def test_a_double_press_that_also_finishes_closes_only_the_first_ticket(busy):
    busy.next("1")
    busy.after(minutes=3)

    assert busy.next("1", Outcome.SERVED) == 102
    assert busy.next("1", Outcome.SERVED) is None
    assert busy.ticket(102).state == State.CALLED


def test_a_later_press_while_someone_is_there_is_refused_unless_it_says_how_that_visit_ended(busy):
    busy.next("1")
    busy.after(seconds=2)

    assert busy.refused(CallNext("1")).facts == {"counter": "1", "number": 101}
    assert busy.next("1", Outcome.NO_SHOW) == 102
    assert busy.ticket(101).outcome == Outcome.NO_SHOW


def test_the_visit_that_ends_stays_ended_when_nobody_else_waits(day):
    day.open("1")
    day.take()
    day.next("1")
    day.after(minutes=2)

    assert day.do(CallNext("1", Outcome.SERVED)) == (TicketClosed(day.id(101), Outcome.SERVED),)
    assert day.refused(CallNext("1")).reason == Reason.NOBODY_WAITING


def test_an_outcome_that_is_not_possible_calls_nobody(busy):
    busy.next("1")
    busy.do(MarkArrived(busy.id(101)))

    assert busy.refused(CallNext("1", Outcome.NO_SHOW)).reason == Reason.OUTCOME_NOT_POSSIBLE
    assert busy.refused(CallNext("1", Outcome.ORIENTED_ELSEWHERE)).reason == Reason.PLACE_MISSING
    assert busy.refused(CallNext("1", Outcome.REMOVED_AT_CLOSE)).reason == Reason.OUTCOME_NOT_POSSIBLE


@pytest.mark.parametrize(
    ("counter", "reason"), [("3", Reason.COUNTER_NOT_OPEN), ("9", Reason.COUNTER_UNKNOWN)], ids=["closed", "unknown"]
)
def test_a_counter_without_an_agent_calls_nobody(busy, counter, reason):
    assert busy.refused(CallNext(counter)).reason == reason
    assert busy.refused(CallTicket(counter, busy.id(101))).reason == reason


def test_a_paused_counter_finishes_but_calls_nobody(busy):
    busy.next("1")
    busy.do(PauseCounter("1"))

    busy.do(FinishTicket(busy.id(101), Outcome.SERVED))

    assert busy.refused(CallNext("1")).reason == Reason.COUNTER_NOT_OPEN


def test_a_counter_does_not_close_on_the_person_it_serves(busy):
    busy.next("1")

    assert busy.refused(CloseCounter("1")).reason == Reason.COUNTER_BUSY


def test_the_walk_is_kept_apart_from_the_wait_and_arriving_twice_is_once(busy):
    busy.next("1")
    busy.after(seconds=25)

    assert busy.do(MarkArrived(busy.id(101))) == (TicketArrived(busy.id(101)),)
    assert busy.do(MarkArrived(busy.id(101))) == ()
    assert busy.ticket(101).served_at - busy.ticket(101).called_at == 25_000


def test_a_recall_calls_the_same_ticket_again_and_its_double_press_is_one(busy):
    busy.next("1")
    busy.after(seconds=40)

    assert busy.do(Recall(busy.id(101))) == (TicketRecalled(busy.id(101)),)
    assert busy.do(Recall(busy.id(101))) == ()
    assert (busy.ticket(101).calls, busy.ticket(101).counter) == (2, "1")


def test_one_who_is_not_there_keeps_the_seniority_and_is_the_next_call_when_back(busy):
    busy.next("1")
    arrival = busy.ticket(101).arrival
    busy.do(MarkAbsent(busy.id(101)))
    assert busy.next("1") == 102
    busy.after(minutes=4)

    busy.do(ReturnTicket(busy.id(101)))

    assert busy.ticket(101).arrival == arrival
    assert busy.next("2") == 101


def test_one_who_comes_back_from_an_absence_is_called_even_before_a_priority_card(busy):
    busy.next("1")
    busy.do(MarkAbsent(busy.id(101)))
    busy.take("parcel", legal=True)
    assert busy.order()[0] == 105

    busy.do(ReturnTicket(busy.id(101)))

    assert busy.order()[:2] == [101, 105]


def test_after_ten_minutes_of_absence_the_ticket_is_closed_and_one_tap_reopens_it_at_its_place(busy):
    busy.next("1")
    busy.do(MarkAbsent(busy.id(101)))

    busy.after(minutes=9.9)
    assert busy.ticket(101).state == State.ABSENT
    busy.after(minutes=0.1)
    assert busy.ticket(101).outcome == Outcome.NO_SHOW
    busy.do(ReopenTicket(busy.id(101)), MEDIATOR)

    assert busy.order() == [101, 102, 103, 104]
    assert busy.ticket(101).outcome is None


def test_one_who_was_absent_may_be_called_again_at_once_by_the_same_counter(busy):
    busy.next("1")
    busy.do(MarkAbsent(busy.id(101)))
    busy.after(seconds=20)

    assert busy.do(Recall(busy.id(101))) == (TicketCalled(busy.id(101), "1"),)
    assert busy.ticket(101).state == State.CALLED


def test_one_who_was_absent_is_not_called_to_a_counter_that_serves_another(busy):
    busy.next("1")
    busy.do(MarkAbsent(busy.id(101)))
    busy.next("1")

    assert busy.refused(Recall(busy.id(101))).reason == Reason.COUNTER_BUSY


def test_one_whom_the_mediator_did_not_find_in_the_hall_has_no_call_to_repeat(busy):
    assert busy.do(MarkAbsent(busy.id(101)), MEDIATOR) == (TicketAbsent(busy.id(101)),)

    assert busy.refused(Recall(busy.id(101))).reason == Reason.WRONG_STATE


def test_a_second_call_after_an_absence_is_told_apart_from_the_first(busy):
    busy.next("1")
    first = busy.ticket(101).last_call_at
    busy.do(MarkAbsent(busy.id(101)))
    busy.do(ReturnTicket(busy.id(101)))
    busy.after(minutes=1)
    busy.next("1")

    assert busy.ticket(101).calls == 1
    assert busy.ticket(101).last_call_at != first


def test_a_ticket_called_out_of_its_turn_is_recorded_so(busy):
    assert busy.do(CallTicket("1", busy.id(103))) == (TicketCalled(busy.id(103), "1"),)
    assert busy.do(CallTicket("1", busy.id(103))) == ()
    assert busy.order() == [101, 102, 104]


def test_a_parked_ticket_called_by_hand_is_no_longer_parked(busy):
    busy.do(ParkTicket(busy.id(102), ParkReason.FILLING_FORM, minutes=5))
    busy.do(CallTicket("1", busy.id(102)))
    busy.after(minutes=6)

    assert (busy.ticket(102).state, busy.ticket(102).parked) == (State.CALLED, None)


def test_two_counters_that_call_the_same_ticket_by_hand_do_not_both_get_it(busy):
    busy.do(CallTicket("1", busy.id(103)))

    refusal = busy.refused(CallTicket("2", busy.id(103)))

    assert refusal.reason == Reason.WRONG_STATE
    assert refusal.facts["counter"] == "1"


def test_a_call_undone_puts_the_person_back_and_frees_the_counter(busy):
    before = busy.ticket(101)
    busy.next("1")
    busy.do(Undo(busy.id(101), busy.ticket(101).rev))

    assert busy.order() == [101, 102, 103, 104]
    assert busy.state.at_counter("1") is None
    assert (busy.ticket(101).calls, busy.ticket(101).since) == (before.calls, before.since)


def test_an_undo_puts_nobody_back_at_a_counter_that_serves_another_or_has_closed(busy):
    busy.next("1")
    busy.do(MarkAbsent(busy.id(101)))
    undo = Undo(busy.id(101), busy.ticket(101).rev)
    busy.next("1")
    assert busy.refused(undo).reason == Reason.COUNTER_BUSY
    busy.do(FinishTicket(busy.id(102), Outcome.SERVED))
    busy.do(CloseCounter("1"))

    assert busy.refused(undo, MANAGER).reason == Reason.COUNTER_NOT_OPEN
