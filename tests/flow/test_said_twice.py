"""What is so already is no event, and whoever is refused something about a ticket is told which."""

import pytest
from queue_day import MEDIATOR

from flow.commands import (
    CallTicket,
    CloseCounter,
    EndPresence,
    MarkAbsent,
    MarkArrived,
    OpenCounter,
    PauseCounter,
    Recall,
    StartPresence,
)
from flow.refusals import Reason, Refused
from flow.tickets import State


@pytest.mark.parametrize("first", [OpenCounter("3"), PauseCounter("3"), CloseCounter("3")])
@pytest.mark.parametrize("then", [OpenCounter("3"), PauseCounter("3"), CloseCounter("3")])
def test_a_counter_that_is_so_already_is_no_event_and_any_other_change_is_one(day, first, then):
    day.do(OpenCounter("3"))
    day.do(first)

    assert len(day.do(then)) == (type(first) is not type(then))


def test_a_presence_begins_once_and_ends_once(day):
    assert day.do(EndPresence(), MEDIATOR) == ()
    assert len(day.do(StartPresence(), MEDIATOR)) == 1
    assert day.do(StartPresence(), MEDIATOR) == ()
    assert len(day.do(EndPresence(), MEDIATOR)) == 1
    assert day.state.present == ()


@pytest.mark.parametrize("command", [Recall, MarkArrived])
def test_a_ticket_that_was_not_found_in_the_hall_is_named_when_it_is_called_again(busy, command):
    busy.do(MarkAbsent(busy.id(102)), MEDIATOR)

    refusal = busy.refused(command(busy.id(102)))

    assert refusal.reason is Reason.WRONG_STATE
    assert refusal.facts == {"number": 102, "state": "absent", "counter": None, "by": "mediator", "name": "M1"}


def test_whoever_arrived_already_is_no_event_and_is_not_called_by_another_counter(busy):
    busy.next("1")
    busy.do(MarkArrived(busy.id(101)))

    assert busy.do(MarkArrived(busy.id(101))) == ()
    refusal = busy.refused(CallTicket("2", busy.id(101)))
    assert (refusal.reason, refusal.facts["number"], refusal.facts["counter"]) == (Reason.WRONG_STATE, 101, "1")
    assert busy.ticket(101).state is State.SERVING


def test_a_refusal_that_nobody_handles_says_why_in_the_log():
    assert str(Refused(Reason.SAME_PLACE, number=101)) == "('same_place', {'number': 101})"
