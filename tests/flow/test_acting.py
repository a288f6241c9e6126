"""The device of one counter acts for another only when the person at it says so; then it is said."""

from typing import get_args

import msgspec
import pytest
from msgspec.structs import fields
from queue_day import MEDIATOR

from flow.acting import counters_of
from flow.commands import (
    CallNext,
    CallTicket,
    CloseCounter,
    FinishTicket,
    MarkAbsent,
    MarkArrived,
    OpenCounter,
    ParkTicket,
    PauseCounter,
    QueueCommand,
    Recall,
    ReturnTicket,
    TransferTicket,
    Undo,
)
from flow.events import JournalEntry, QueueEvent
from flow.hall_commands import RaiseHelp, ReportMachine
from flow.needs import Route
from flow.refusals import Reason
from flow.tickets import Actor, Outcome, ParkReason

TWO = Actor("counter", "G2", place="2")
FOR_ONE = Actor("counter", "G2", place="2", instead="1")
FREE = Actor("counter", "G2")


def acts(ticket):
    """Everything that an agent may do at counter 1, where this ticket is called."""
    return (
        OpenCounter("1"),
        PauseCounter("1"),
        CloseCounter("1"),
        CallNext("1"),
        CallTicket("1", ticket),
        Recall(ticket),
        MarkArrived(ticket),
        MarkAbsent(ticket),
        FinishTicket(ticket, Outcome.LEFT),
        TransferTicket(ticket, Route.MEDIATOR),
        ParkTicket(ticket, ParkReason.BREAK),
        ReturnTicket(ticket),
        Undo(ticket, seen=2),
        RaiseHelp("1", "page"),
    )


@pytest.fixture
def called(day):
    """101 is called to counter 1, 102 waits."""
    day.take()
    day.take()
    day.open("1")
    day.next("1")
    return day


@pytest.mark.parametrize("at", range(14))
def test_nothing_is_done_at_another_counter_in_silence(called, at):
    act = acts(called.id(101))[at]

    refusal = called.refused(act, TWO)

    assert (refusal.reason, refusal.facts) == (Reason.NOT_YOUR_COUNTER, {"counter": "1", "place": "2"})


@pytest.mark.parametrize("at", [0, 1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])
@pytest.mark.parametrize("by", [FOR_ONE, FREE, Actor("counter", "G1", place="1")], ids=["said", "no place", "own"])
def test_who_says_so_or_belongs_to_no_counter_or_to_this_one_may(called, at, by):
    """The control: the same acts are done, or refused for a reason of the queue's own."""
    called.after(seconds=5)
    act = acts(called.id(101))[at]
    if isinstance(act, CallTicket):
        assert called.refused(act, by).reason is not Reason.NOT_YOUR_COUNTER
    else:
        called.do(act, by)


def test_a_device_says_for_which_counter_and_may_not_act_for_a_third(called):
    assert called.refused(OpenCounter("3"), FOR_ONE).reason is Reason.NOT_YOUR_COUNTER
    nowhere = Actor("counter", "G2", place="2", instead="77<script>")
    assert called.refused(ReportMachine("old", False), nowhere).reason is Reason.COUNTER_UNKNOWN


def test_its_own_counter_and_what_waits_for_anybody_stay_free(called):
    called.do(OpenCounter("2"), TWO)
    called.do(CallTicket("2", called.id(102)), TWO)
    called.do(MarkArrived(called.id(102)), FOR_ONE)
    called.do(FinishTicket(called.id(102), Outcome.SERVED), TWO)


def test_an_undo_that_puts_somebody_back_at_another_counter_is_an_act_there(called):
    called.do(FinishTicket(called.id(101), Outcome.LEFT))
    undo = Undo(called.id(101), seen=called.ticket(101).rev)

    assert called.refused(undo, TWO).reason is Reason.NOT_YOUR_COUNTER
    assert called.do(undo, FOR_ONE)


def test_it_is_said_where_it_was_done_and_in_the_journal(day):
    day.take()
    day.do(OpenCounter("1"), FOR_ONE)
    day.do(CallNext("1"), FOR_ONE)
    day.do(RaiseHelp("1", "page"), FOR_ONE)
    stored = [msgspec.json.decode(line, type=JournalEntry[QueueEvent]) for line in day.journal]

    assert day.state.desk("1").done_from == "2"
    assert day.ticket(101).called_from == "2"
    assert [call.asked_from for call in day.state.help_calls.values()] == ["2"]
    assert [entry.by for entry in stored[-3:]] == [FOR_ONE] * 3


def test_what_is_done_from_the_counters_own_device_says_nothing(day):
    own = Actor("counter", "G1", place="1")
    day.take()
    for act in (OpenCounter("1"), CallNext("1"), RaiseHelp("1", "page")):
        day.do(act, own)

    assert (day.state.desk("1").done_from, day.ticket(101).called_from) == ("", "")
    assert [call.asked_from for call in day.state.help_calls.values()] == [""]


def test_called_from_goes_with_the_call(called):
    called.do(Recall(called.id(101)), FOR_ONE)
    assert called.ticket(101).called_from == ""
    called.do(ReturnTicket(called.id(101)), FOR_ONE)
    called.do(CallTicket("1", called.id(101)), FOR_ONE)
    assert called.ticket(101).called_from == "2"
    called.do(ReturnTicket(called.id(101)), MEDIATOR)
    assert called.ticket(101).called_from == ""


NAMING = [kind for kind in get_args(QueueCommand) if {"ticket", "counter"} & {field.name for field in fields(kind)}]


@pytest.mark.parametrize("kind", NAMING, ids=lambda kind: kind.__name__)
def test_whatever_names_counter_1_or_the_ticket_that_is_called_there_is_something_done_there(called, kind):
    named = {"ticket": called.id(101), "counter": "1"}
    values = {field.name: named.get(field.name) for field in fields(kind) if field.required or field.name in named}

    assert "1" in counters_of(called.state, kind(**values))
