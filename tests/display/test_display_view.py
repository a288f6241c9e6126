"""What the waiting room sees: numbers and counters, flows, nothing else."""

import re

import msgspec
from msgspec.structs import replace

from config.settings import Shape
from display.view import CALLS_MS, view
from flow.commands import (
    CallNext,
    CallTicket,
    FinishTicket,
    MarkAbsent,
    OpenCounter,
    Recall,
    StartPresence,
    Undo,
)
from flow.hall_commands import Announce, WithdrawAnnouncement
from flow.kiosk_commands import LockKiosk
from flow.needs import Route
from flow.plan import MINUTE
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


def test_all_calls_of_the_last_minutes_are_handed_over_and_the_last_four_whatever_their_age(played):
    played.do(OpenCounter("1"))
    for _ in range(60):
        ticket = played.take()
        played.do(CallNext("1"))
        played.do(FinishTicket(ticket.id, Outcome.SERVED))
        played.later(0.05)

    burst = played.shown(view).calls
    played.later(CALLS_MS / MINUTE)
    later = played.shown(view).calls

    assert [call.number for call in burst] == list(range(160, 100, -1))
    assert not any(call.walking for call in burst)
    assert [call.number for call in later] == [160, 159, 158, 157]


def test_a_call_that_is_undone_is_not_there_any_more(played):
    played.do(OpenCounter("1"))
    ticket = played.take()
    played.do(CallNext("1"))
    assert played.shown(view).calls

    played.do(Undo(ticket.id, seen=played.state.open[ticket.id].rev))

    assert played.shown(view).calls == ()


def test_flows_count_the_people_of_each_route(played):
    played.take()
    played.take("tax")
    played.take("tax")

    flows = {flow.route: flow.waiting for flow in played.shown(view).flows}

    assert flows == {Route.COUNTER: 1, Route.MEDIATOR: 2}


def test_the_mediator_is_named_while_one_is_there_or_somebody_waits_for_one(played):
    played.take()

    alone = [flow.route for flow in played.shown(view).flows]
    played.do(StartPresence(), role="console")
    with_mediator = [flow.route for flow in played.shown(view).flows]

    assert alone == [Route.COUNTER]
    assert with_mediator == [Route.COUNTER, Route.MEDIATOR]


def test_a_message_is_there_for_its_time_in_the_order_of_the_offices_list(played):
    played.do(Announce("sit-down", 10), role="console")
    played.do(Announce("long-wait", 5), role="console")

    both = played.shown(view).messages
    played.later(6)
    messages = played.shown(view).messages
    played.do(WithdrawAnnouncement("sit-down"), role="console")

    assert (both, messages, played.shown(view).messages) == (("long-wait", "sit-down"), ("sit-down",), ())


def test_a_closed_office_and_a_stopped_kiosk_are_two_things(played):
    real = replace(played.state.plan, always_open=False)
    played.whole = replace(played.whole, queue=replace(played.state, plan=real))

    lunch = played.shown(view)
    played.later(60)
    afternoon = played.shown(view)
    played.do(LockKiosk(), role="console")
    stopped = played.shown(view)

    assert [(shown.open, shown.tickets) for shown in (lunch, afternoon, stopped)] == [
        (False, False),
        (True, True),
        (True, False),
    ]


# B5: what is sent, whole. A field that is added must be looked at here.
FIELDS = {
    "": {"version", "now", "open", "tickets", "calls", "flows", "messages"},
    "calls": {"key", "number", "counter", "shape", "at", "walking", "spoken_in"},
    "flows": {"route", "waiting", "wait"},
}


def _hall(played):
    """Many kinds of people, all called or waiting: each need, language, priority."""
    for counter in played.settings.counters:
        played.do(OpenCounter(counter.id), name="Sylvie")
    for at, need in enumerate(played.settings.needs):
        language = played.settings.languages[at % len(played.settings.languages)]
        played.take(need, language=language, legal=at % 2 == 0)
    for counter in played.settings.counters:
        played.do(CallNext(counter.id), name="Sylvie")


def test_nothing_tells_a_need_a_name_a_language_or_a_priority(played):
    _hall(played)
    played.do(Announce("sit-down", 10), role="console")

    sent = msgspec.to_builtins(played.shown(view))

    assert set(sent) == FIELDS[""]
    assert {key for call in sent["calls"] for key in call} == FIELDS["calls"]
    assert {key for flow in sent["flows"] for key in flow} == FIELDS["flows"]
    assert len(sent["calls"]) == 4
    for call in sent["calls"]:
        assert re.fullmatch(rf"\d{{4}}-\d\d-\d\d-{call['number']}-{call['counter']}-{call['at']}", call["key"])
        assert call["shape"] in set(Shape)
        assert call["spoken_in"] == ("fr",)
    words = set(re.findall(r'"([^"]*)"', msgspec.json.encode(sent).decode()))
    names = words & {*played.settings.needs, *played.settings.languages, "Sylvie", "legal", "priority", "need"}
    assert names == {"fr"}


def test_a_display_that_does_not_speak_has_calls_in_no_language(played):
    _hall(played)
    silent = played.settings.display.model_copy(update={"speaks": False, "also_in_the_tickets_language": True})
    played.settings = played.settings.model_copy(update={"display": silent})

    assert {call.spoken_in for call in played.shown(view).calls} == {()}


def test_the_tickets_language_is_there_only_when_the_office_wants_calls_spoken_in_it(played):
    _hall(played)
    wanted = played.settings.display.model_copy(update={"also_in_the_tickets_language": True})
    played.settings = played.settings.model_copy(update={"display": wanted})

    spoken = {call.spoken_in for call in played.shown(view).calls}

    assert all(languages[0] == "fr" and len(languages) <= 2 for languages in spoken)
    assert any(len(languages) == 2 for languages in spoken)
