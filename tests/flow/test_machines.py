"""Self-service machines: alone or with the mediator, offered only while they work, and back at one's place when they fail."""

import pytest
from queue_day import MACHINES, MEDIATOR, Day, plan_of

from flow.commands import AdvanceTicket, OpenDay, ParkTicket, Prequalify, ReturnTicket, TakeTicket, TransferTicket, Undo
from flow.events import TicketReturned
from flow.hall_commands import ReportMachine
from flow.needs import Route
from flow.plan import MINUTE
from flow.refusals import Reason
from flow.tickets import CLIENT, CLOCK, ParkReason, State


@pytest.fixture
def day():
    """Two machines; 101 to 104 for stamps, a minute apart, at the counters."""
    day = Day(plan_of(machines=MACHINES))
    day.open("1", "2")
    for _ in range(4):
        day.take("stamps", route=Route.COUNTER)
        day.after(minutes=1)
    return day


def _to_machine(day, number, machine="", accompanied=False):
    return day.do(
        Prequalify(day.id(number), "stamps", Route.MACHINE, machine=machine, accompanied=accompanied), MEDIATOR
    )


def test_a_person_comes_back_at_their_place_when_the_machine_fails(day):
    place = day.ticket(102).order_key
    _to_machine(day, 102, "old", accompanied=True)
    ticket = day.ticket(102)
    assert (ticket.state, ticket.machine, ticket.accompanied) == (State.AT_MACHINE, "old", True)
    assert day.order() == [101, 103, 104]

    day.after(minutes=4)
    (returned,) = day.do(ReturnTicket(day.id(102), failed=True), MEDIATOR)

    assert isinstance(returned, TicketReturned)
    assert returned.failed
    assert day.order() == [101, 102, 103, 104]
    back = day.ticket(102)
    assert (back.order_key, back.machine, back.accompanied, back.route) == (place, "", False, Route.COUNTER)


def test_an_advance_is_kept_at_the_machine(day):
    day.do(AdvanceTicket(day.id(104), 10), MEDIATOR)
    order = day.order()
    _to_machine(day, 104, "new")

    day.do(ReturnTicket(day.id(104), failed=True), MEDIATOR)

    assert day.order() == order == [104, 101, 102, 103]


def test_a_return_that_was_not_a_failure_says_so(day):
    _to_machine(day, 101)
    (at_machine,) = day.do(ReturnTicket(day.id(101)), MEDIATOR)
    day.do(ParkTicket(day.id(101), ParkReason.BREAK))
    (parked,) = day.do(ReturnTicket(day.id(101), failed=True), MEDIATOR)

    assert not at_machine.failed
    assert not parked.failed, "nothing failed: the person had gone out"


def test_a_machine_out_of_order_takes_nobody(day):
    day.do(ReportMachine("old", in_order=False))

    named = day.refused(Prequalify(day.id(101), "stamps", Route.MACHINE, machine="old"), MEDIATOR)
    assert named.reason is Reason.MACHINE_OUT_OF_ORDER
    _to_machine(day, 101, "new")
    assert day.ticket(101).machine == "new"

    day.do(ReportMachine("new", in_order=False))
    for command in (
        Prequalify(day.id(102), "stamps", Route.MACHINE),
        TransferTicket(day.id(102), Route.MACHINE),
        TakeTicket("stamps", route=Route.MACHINE),
    ):
        assert day.refused(command, CLIENT).reason is Reason.MACHINE_OUT_OF_ORDER

    day.do(ReportMachine("old", in_order=True))
    day.do(TakeTicket("stamps", route=Route.MACHINE), CLIENT)
    assert day.ticket(105).state is State.AT_MACHINE


def test_a_machine_takes_only_what_it_solves(day):
    parcel = day.take("parcel")
    refusal = day.refused(Prequalify(parcel, "parcel", Route.MACHINE, machine="old"))
    assert (refusal.reason, refusal.facts) == (Reason.MACHINE_CANNOT, {"machine": "old"})
    assert day.refused(Prequalify(parcel, "form", Route.MACHINE)).reason is Reason.MACHINE_CANNOT
    assert day.refused(Prequalify(parcel, "parcel", Route.COUNTER, machine="new")).reason is Reason.MACHINE_CANNOT
    assert day.refused(Prequalify(parcel, "parcel", Route.MACHINE, machine="x")).reason is Reason.MACHINE_UNKNOWN
    assert day.refused(ReportMachine("x", in_order=True)).reason is Reason.MACHINE_UNKNOWN


def test_an_office_that_names_no_machine_sends_people_there_as_the_need_says(busy):
    stamps = busy.take("stamps", route=Route.MACHINE)

    assert busy.ticket(stamps).state is State.AT_MACHINE


def test_said_twice_it_is_reported_once_and_a_night_mends_nothing(day):
    assert day.do(ReportMachine("old", in_order=True)) == ()
    assert len(day.do(ReportMachine("old", in_order=False))) == 1
    assert day.do(ReportMachine("old", in_order=False)) == ()

    day.do(OpenDay("2025-11-25"), CLOCK)

    assert day.state.out_of_order == {"old"}


def test_an_undo_brings_back_from_the_machine_and_to_it(day):
    _to_machine(day, 102, "old", accompanied=True)
    day.do(Undo(day.id(102), day.ticket(102).rev), MEDIATOR)
    assert day.order() == [101, 102, 103, 104]
    assert (day.ticket(102).machine, day.ticket(102).prequalified) == ("", False)

    _to_machine(day, 102, "old", accompanied=True)
    day.do(ReturnTicket(day.id(102), failed=True), MEDIATOR)
    day.do(Undo(day.id(102), day.ticket(102).rev), MEDIATOR)
    assert (day.ticket(102).state, day.ticket(102).machine) == (State.AT_MACHINE, "old")


def test_a_transfer_from_the_machine_keeps_the_arrival(day):
    arrival = day.ticket(101).arrival
    _to_machine(day, 101, "old")
    day.after(minutes=6)
    day.do(TransferTicket(day.id(101), Route.COUNTER, "parcel"), MEDIATOR)

    assert (day.ticket(101).arrival, day.ticket(101).machine) == (arrival, "")
    assert day.order() == [101, 102, 103, 104]


@pytest.mark.parametrize(("minutes", "away"), [(5, 6), (40, 41), (None, 41)])
def test_who_misses_a_document_finds_their_place_again_even_after_the_ceiling(day, minutes, away):
    place = day.ticket(101).order_key
    day.do(ParkTicket(day.id(101), ParkReason.MISSING_DOCUMENT, minutes), MEDIATOR)
    assert day.order() == [102, 103, 104]

    day.after(minutes=away)
    if minutes is None:
        assert day.ticket(101).state is State.PARKED, "without a time, the clock gives nothing back"
        day.do(ReturnTicket(day.id(101)), MEDIATOR)

    assert day.ticket(101).order_key == place
    assert day.order() == [101, 102, 103, 104]


def test_the_clock_gives_the_place_back_at_its_time_and_not_before(day):
    day.do(ParkTicket(day.id(101), ParkReason.MISSING_DOCUMENT, 20), MEDIATOR)
    until = day.now + 20 * MINUTE
    assert day.ticket(101).parked.until == until
    day.after(minutes=19, seconds=59)
    assert day.ticket(101).state is State.PARKED
    day.after(seconds=1)
    assert day.ticket(101).state is State.WAITING


def test_tags_are_of_the_offices_list_only(day):
    day.do(Prequalify(day.id(101), "stamps", Route.COUNTER, tags=("takes_long", "seat", "seat")), MEDIATOR)

    assert day.ticket(101).tags == ("seat", "takes_long")
    refused = day.refused(Prequalify(day.id(101), "stamps", Route.COUNTER, tags=("rude",)), MEDIATOR)
    assert (refused.reason, refused.facts) == (Reason.TAG_UNKNOWN, {"tag": "rude"})


def test_what_is_noted_of_somebody_leaves_them_where_they_are(day):
    day.do(Prequalify(day.id(101), "stamps", Route.MEDIATOR, stays=True), MEDIATOR)
    day.do(Prequalify(day.id(101), "stamps", Route.MEDIATOR, ("identity",), stays=True), MEDIATOR)
    day.do(AdvanceTicket(day.id(101), 5), MEDIATOR)
    assert (day.ticket(101).state, day.ticket(101).route) == (State.WAITING, Route.MEDIATOR)

    _to_machine(day, 102, "old", accompanied=True)
    day.do(ReportMachine("old", in_order=False))
    day.do(ReportMachine("new", in_order=False))
    day.do(Prequalify(day.id(102), "stamps", Route.MACHINE, ("identity",), stays=True), MEDIATOR)
    ticket = day.ticket(102)
    assert (ticket.state, ticket.machine, ticket.accompanied, ticket.ticks) == (
        State.AT_MACHINE,
        "old",
        True,
        ("identity",),
    )


def test_nobody_is_noted_as_waiting_for_a_machine_or_for_a_counter_that_does_not_serve_them(day):
    sent = day.refused(Prequalify(day.id(101), "stamps", Route.MACHINE, stays=True), MEDIATOR)
    unknown = day.refused(Prequalify(day.id(101), "nothing", Route.MEDIATOR, stays=True), MEDIATOR)

    assert (sent.reason, unknown.reason) == (Reason.ROUTE_NOT_OFFERED, Reason.NEED_UNKNOWN)
    with_me = Prequalify(day.id(101), "stamps", Route.MEDIATOR)
    day.do(with_me, MEDIATOR)
    assert day.ticket(101).state is State.WITH_MEDIATOR, "the control: without it, the person is with the mediator"


@pytest.mark.parametrize("route", [Route.COUNTER, Route.MEDIATOR])
def test_nobody_who_stays_at_a_machine_is_noted_as_waiting_for_somebody(day, route):
    _to_machine(day, 102, "old", accompanied=True)

    refused = day.refused(Prequalify(day.id(102), "stamps", route, stays=True), MEDIATOR)

    assert (refused.reason, day.ticket(102).state) == (Reason.ROUTE_NOT_OFFERED, State.AT_MACHINE)
    day.do(Prequalify(day.id(102), "stamps", route), MEDIATOR)
    assert day.ticket(102).route is route, "the control: as a change it is one"
