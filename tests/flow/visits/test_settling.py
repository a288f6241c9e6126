"""A visit is sent on, kept aside, comes back, ends: nobody pays for a wrong orientation."""

import pytest
from queue_day import MANAGER, MEDIATOR

from flow.commands import (
    CallTicket,
    FinishTicket,
    LeaveQueue,
    MarkAbsent,
    MarkArrived,
    ParkTicket,
    Prequalify,
    ReopenTicket,
    ReturnTicket,
    TransferTicket,
    Undo,
)
from flow.needs import Route
from flow.refusals import Reason
from flow.tickets import Outcome, ParkReason, State


def test_a_transfer_keeps_the_arrival_and_so_the_place(busy):
    busy.next("1")
    busy.do(MarkArrived(busy.id(101)))
    busy.after(minutes=2)
    arrival = busy.ticket(101).arrival

    busy.do(TransferTicket(busy.id(101), Route.COUNTER, "stamps"))

    assert busy.ticket(101).arrival == arrival
    assert busy.order() == [101, 102, 103, 104]
    assert busy.state.at_counter("1") is None
    assert busy.next("2") == 101


def test_the_declared_need_and_the_found_one_are_both_kept(busy):
    busy.do(Prequalify(busy.id(101), "transfer", Route.COUNTER, ("rib", "identity", "rib")), MEDIATOR)

    ticket = busy.ticket(101)
    assert (ticket.declared, ticket.need, ticket.ticks) == ("parcel", "transfer", ("identity", "rib"))


def test_one_sent_to_the_machine_comes_back_at_the_original_place_if_it_fails(busy):
    busy.do(TransferTicket(busy.id(102), Route.MACHINE, "stamps"), MEDIATOR)
    assert busy.ticket(102).state == State.AT_MACHINE
    assert busy.order() == [101, 103, 104]

    busy.do(ReturnTicket(busy.id(102)))

    assert busy.order() == [101, 102, 103, 104]
    assert busy.ticket(102).route == Route.COUNTER


def test_one_helped_by_the_mediator_waits_for_a_counter_afterwards_at_the_original_place(busy):
    busy.mediator_comes()
    busy.do(Prequalify(busy.id(102), "transfer", Route.MEDIATOR), MEDIATOR)
    assert busy.ticket(102).state == State.WITH_MEDIATOR

    busy.do(ReturnTicket(busy.id(102)), MEDIATOR)

    assert busy.order() == [101, 102, 103, 104]
    assert busy.ticket(102).route == Route.COUNTER


def test_a_need_that_no_counter_serves_comes_back_to_the_mediators_queue(day):
    day.mediator_comes()
    form = day.take("form")
    day.do(Prequalify(form, "form", Route.MACHINE), MEDIATOR)

    day.do(ReturnTicket(form))

    assert (day.ticket(form).state, day.ticket(form).route) == (State.WAITING, Route.MEDIATOR)


def test_a_priority_card_found_by_the_mediator_gives_the_head_start_and_taken_back_removes_it(busy):
    key = busy.ticket(104).order_key
    busy.do(Prequalify(busy.id(104), "parcel", Route.COUNTER, legal=True), MEDIATOR)
    assert busy.order()[0] == 104
    busy.do(Prequalify(busy.id(104), "parcel", Route.COUNTER), MEDIATOR)
    assert busy.order()[0] == 104

    busy.do(Prequalify(busy.id(104), "parcel", Route.COUNTER, legal=False), MEDIATOR)

    assert busy.ticket(104).order_key == key


@pytest.mark.parametrize(
    ("need", "route", "reason"),
    [
        ("form", Route.COUNTER, Reason.NOT_COMPETENT),
        ("form", Route.BANKER, Reason.NOT_COMPETENT),
        ("unheard", Route.COUNTER, Reason.NEED_UNKNOWN),
        ("parcel", Route.WORKSHOP, Reason.ROUTE_NOT_OFFERED),
        ("parcel", Route.ELSEWHERE, Reason.ROUTE_NOT_OFFERED),
    ],
)
def test_nobody_is_sent_where_nobody_can_serve_them(busy, need, route, reason):
    assert busy.refused(TransferTicket(busy.id(101), route, need)).reason == reason
    assert busy.refused(Prequalify(busy.id(101), need, route)).reason == reason


WAYS = {
    "waiting": lambda day: None,
    "called": lambda day: day.do(CallTicket("1", day.id(101))),
    "serving": lambda day: (day.do(CallTicket("1", day.id(101))), day.do(MarkArrived(day.id(101)))),
    "absent": lambda day: day.do(MarkAbsent(day.id(101))),
    "parked": lambda day: day.do(ParkTicket(day.id(101), ParkReason.BREAK)),
    "at_machine": lambda day: day.do(TransferTicket(day.id(101), Route.MACHINE)),
    "with_mediator": lambda day: day.do(Prequalify(day.id(101), "parcel", Route.MEDIATOR), MEDIATOR),
}
ALWAYS = {"oriented_elsewhere", "appointment", "workshop", "left", "issued_in_error"}
BESIDE_ALWAYS = {
    "waiting": {"solved_by_mediator", "solved_at_machine"},
    "called": {"served", "no_show", "solved_at_machine"},
    "serving": {"served"},
    "absent": {"no_show", "solved_by_mediator", "solved_at_machine"},
    "parked": {"solved_by_mediator", "solved_at_machine"},
    "at_machine": {"solved_by_mediator", "solved_at_machine"},
    "with_mediator": {"solved_by_mediator", "solved_at_machine"},
}


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("state", WAYS)
def test_a_visit_ends_only_as_its_state_allows(busy, state, outcome):
    WAYS[state](busy)
    assert busy.ticket(101).state == state
    finish = FinishTicket(busy.id(101), outcome, "France services")

    if outcome in ALWAYS | BESIDE_ALWAYS[state]:
        busy.do(finish)
        assert (busy.ticket(101).outcome, busy.ticket(101).where) == (outcome, "france-services")
    else:
        assert busy.refused(finish).reason == Reason.OUTCOME_NOT_POSSIBLE


def test_an_orientation_elsewhere_says_where(busy):
    assert busy.refused(FinishTicket(busy.id(101), Outcome.ORIENTED_ELSEWHERE)).reason == Reason.PLACE_MISSING


def test_a_closed_visit_is_not_ended_twice(busy):
    busy.do(LeaveQueue(busy.id(101)))

    assert busy.ticket(101).outcome == Outcome.LEFT
    assert busy.refused(LeaveQueue(busy.id(101))).reason == Reason.TICKET_CLOSED
    assert busy.refused(ReturnTicket(busy.id(101))).reason == Reason.TICKET_CLOSED


def test_a_client_who_is_being_served_does_not_leave_by_phone(busy):
    WAYS["serving"](busy)

    assert busy.refused(LeaveQueue(busy.id(101))).reason == Reason.WRONG_STATE


def test_a_parked_ticket_keeps_its_place_and_comes_back_by_itself(busy):
    busy.do(ParkTicket(busy.id(102), ParkReason.FETCHING_DOCUMENT, minutes=10))
    busy.after(minutes=9.9)
    assert busy.order() == [101, 103, 104]

    busy.after(minutes=0.1)

    assert busy.order() == [101, 102, 103, 104]
    assert busy.ticket(102).parked is None


def test_a_ticket_parked_without_a_time_waits_until_somebody_takes_it_back(busy):
    busy.do(ParkTicket(busy.id(102), ParkReason.WAITING_FOR_SOMEONE))
    busy.after(minutes=25)
    assert busy.ticket(102).state == State.PARKED

    busy.do(ReturnTicket(busy.id(102)))

    assert busy.order() == [101, 102, 103, 104]


def test_parking_the_person_at_the_counter_frees_the_counter(busy):
    WAYS["serving"](busy)

    busy.do(ParkTicket(busy.id(101), ParkReason.FILLING_FORM))

    assert busy.next("1") == 102


@pytest.mark.parametrize("state", WAYS)
def test_the_end_of_a_visit_is_undone_whole(busy, state):
    WAYS[state](busy)
    before = busy.ticket(101)
    busy.do(FinishTicket(busy.id(101), Outcome.LEFT))

    busy.do(Undo(before.id, before.rev + 1), MANAGER)

    after = busy.ticket(101)
    of_each_change = ("rev", "before", "changed_by", "changed_at")
    fields = [f for f in type(after).__struct_fields__ if f not in of_each_change]
    assert {f: getattr(after, f) for f in fields} == {f: getattr(before, f) for f in fields}
    assert (after.rev, after.changed_by) == (before.rev + 2, MANAGER)


def test_only_a_closed_ticket_is_reopened(busy):
    assert busy.refused(ReopenTicket(busy.id(101))).reason == Reason.WRONG_STATE
    assert busy.refused(ReopenTicket(busy.id(999))).reason == Reason.TICKET_UNKNOWN
