"""What an agent sees: who is next and why, who is served, what the mediator ticked."""

import pytest

from counter_console.view import view
from flow.commands import CallNext, MarkArrived, OpenCounter, ParkTicket, Prequalify, StartPresence
from flow.hall_commands import RaiseHelp, ReportMachine
from flow.kiosk_commands import SweepTickets
from flow.needs import Route
from flow.refusals import Refused
from flow.state import DeskState
from flow.tickets import ParkReason, State


def test_the_first_row_is_who_call_next_calls(played):
    played.do(OpenCounter("3"))
    played.take()
    played.later(4)
    cash = played.take("cash_without_card")

    first = played.shown(view, "3").queue[0]
    played.do(CallNext("3"))

    # The parcel is a back-up skill of counter 3: five minutes of penalty put the cash first.
    assert first.id == cash.id
    assert played.shown(view, "3").served.id == cash.id


def test_people_whom_this_counter_may_not_call_are_counted_not_listed(played):
    played.take("account_credit_estate")
    played.take()

    shown = played.shown(view, "1")

    assert (len(shown.queue), shown.others, shown.waiting) == (1, 1, 2)


def test_the_ticket_served_shows_what_the_mediator_saw_and_what_is_missing(played):
    played.do(OpenCounter("1"))
    ticket = played.take()
    played.do(Prequalify(ticket.id, "proxy_pickup", Route.COUNTER, ("notice",)), role="console")
    played.do(CallNext("1"))
    played.do(MarkArrived(ticket.id))

    served = played.shown(view, "1").served

    assert (served.need, served.declared, served.state) == ("proxy_pickup", "parcel_notice", State.SERVING)
    assert (served.seen, served.missing, served.checked) == (("notice",), ("identity", "proxy"), True)


def test_a_client_whom_the_mediator_did_not_meet_is_said_so(played):
    played.do(OpenCounter("1"))
    played.take()
    played.do(CallNext("1"))

    assert not played.shown(view, "1").served.checked


def test_parked_tickets_stand_aside(played):
    ticket = played.take()
    played.do(ParkTicket(ticket.id, ParkReason.FETCHING_DOCUMENT), role="console")

    shown = played.shown(view, "1")

    assert [row.id for row in shown.aside] == [ticket.id]
    assert shown.queue == ()


def test_a_closed_counter_says_so(played):
    assert played.shown(view, "2").desk is DeskState.CLOSED


def test_a_counter_that_does_not_exist_is_refused(played):
    with pytest.raises(Refused):
        played.shown(view, "9")


def test_colleagues_who_are_asked_for_and_machines_out_of_order_are_shown(played):
    played.do(RaiseHelp("2", "page-2"))
    played.do(ReportMachine("cash-machine", False))

    shown = played.shown(view, "1")

    assert [(call.where, call.origin) for call in shown.calls] == [("2", "page-2")]
    assert shown.out_of_order == ("cash-machine",)


def test_what_was_done_from_another_counters_device_is_said_where_it_was_done(played):
    ticket = played.take()
    played.do(OpenCounter("1"), place="2", instead="1")
    played.do(CallNext("1"), place="2", instead="1")
    played.do(RaiseHelp("1", "page"), place="2", instead="1")
    from_two = played.shown(view, "1")

    assert (from_two.desk_from, from_two.served.id, from_two.served.called_from) == ("2", ticket.id, "2")
    assert [call.asked_from for call in from_two.calls] == ["2"]


def test_a_counter_hears_of_a_kiosks_rush_only_while_no_mediator_is_there(played):
    for _ in range(12):
        played.take(device=3)
    alone = played.shown(view, "1").rushes
    played.do(StartPresence(), role="console")

    assert [rush.count for rush in alone] == [12]
    assert played.shown(view, "1").rushes == ()


def test_what_a_broom_took_can_be_reopened_at_a_counter_too(played):
    for _ in range(12):
        played.take(device=3)
    (rush,) = played.shown(view, "1").rushes
    played.do(SweepTickets(rush.id, rush.tickets))

    aside = played.shown(view, "1").aside

    assert {(row.id, row.state) for row in aside} == {(ticket, State.CLOSED) for ticket in rush.tickets}
