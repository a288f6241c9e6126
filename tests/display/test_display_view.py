"""What the waiting room sees: numbers and counters, flows, nothing else."""

import msgspec

from display.view import CALLS, view
from flow.commands import CallNext, CallTicket, FinishTicket, MarkAbsent, OpenCounter, Recall
from flow.needs import Route
from flow.tickets import Outcome


def test_the_newest_call_comes_first_with_its_counter_and_its_sign(played):
    for counter in ("1", "2"):
        played.do(OpenCounter(counter))
        played.take()
    played.do(CallNext("1"))
    played.later(1)
    played.do(CallNext("2"))

    calls = played.shown(view).calls

    assert [(call.number, call.counter, call.shape) for call in calls] == [(102, "2", "square"), (101, "1", "circle")]
    assert all(call.walking for call in calls)


def test_a_recall_is_another_call_and_a_repeat_of_the_view_is_not(played):
    played.do(OpenCounter("1"))
    ticket = played.take()
    played.do(CallNext("1"))
    first = played.shown(view).calls[0].key
    played.later(1)
    again = played.shown(view).calls[0].key
    played.do(Recall(ticket.id))

    assert first == again
    assert played.shown(view).calls[0].key != first


def test_a_person_called_after_an_absence_is_called_anew(played):
    played.do(OpenCounter("1"))
    ticket = played.take()
    played.do(CallNext("1"))
    first = played.shown(view).calls[0].key
    played.do(MarkAbsent(ticket.id))
    played.later(2)
    played.do(CallTicket("1", ticket.id))

    assert played.shown(view).calls[0].key != first


def test_finished_calls_stay_in_the_history_and_it_has_an_end(played):
    played.do(OpenCounter("1"))
    for _ in range(CALLS + 5):
        ticket = played.take()
        played.do(CallNext("1"))
        played.do(FinishTicket(ticket.id, Outcome.SERVED))
        played.later(1)

    calls = played.shown(view).calls

    assert len(calls) == CALLS
    assert not any(call.walking for call in calls)


def test_flows_count_the_people_of_each_route(played):
    played.take()
    played.take("tax")
    played.take("tax")

    flows = {flow.route: flow.waiting for flow in played.shown(view).flows}

    assert flows == {Route.COUNTER: 1, Route.MEDIATOR: 2}


def test_nothing_tells_a_need_a_name_a_language_or_a_priority(played):
    played.do(OpenCounter("3"))
    played.take("lost_card", language="en", legal=True)
    played.do(CallNext("3"), name="Sylvie")

    sent = msgspec.json.encode(played.shown(view)).decode()

    assert not [word for word in ("lost_card", "legal", '"en"', "Sylvie", "need") if word in sent]
