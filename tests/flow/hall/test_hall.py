"""Help calls, announcements and difficulties; and what was stored before they existed."""

import msgspec
import pytest
from queue_day import AGENT, MEDIATOR, PLAN

from flow.commands import (
    CallNext,
    CallTicket,
    OpenCounter,
    OpenDay,
    ParkTicket,
    Prequalify,
    ReturnTicket,
    StartPresence,
    TakeTicket,
    TransferTicket,
    Undo,
)
from flow.events import JournalEntry, QueueEvent
from flow.evolve import evolve
from flow.hall.rules import calls
from flow.hall_commands import Announce, ComeToHelp, EndHelp, RaiseHelp, ReportDifficulty, WithdrawAnnouncement
from flow.needs import Route
from flow.plan import MINUTE
from flow.readings import Difficulty
from flow.refusals import Reason
from flow.state import OfficeState
from flow.tickets import CLIENT, CLOCK, ParkReason


def test_a_help_call_is_raised_answered_and_ended(day):
    (raised,) = day.do(RaiseHelp("2", "page-a"), AGENT)
    call = day.state.help_calls[raised.call]
    assert (call.where, call.origin, call.by, call.coming, call.since) == ("2", "page-a", "G1", "", day.now)

    day.do(ComeToHelp(call.id), MEDIATOR)
    assert day.state.help_calls[call.id].coming == "M1"
    second = day.refused(ComeToHelp(call.id), AGENT)
    assert (second.reason, second.facts) == (Reason.ALREADY_COMING, {"name": "M1"})

    day.do(EndHelp(call.id), AGENT)
    assert not day.state.help_calls
    assert day.refused(EndHelp(call.id)).reason is Reason.CALL_OVER
    assert day.refused(ComeToHelp(call.id)).reason is Reason.CALL_OVER


def test_a_double_tap_is_one_call_and_two_places_are_two(day):
    day.do(RaiseHelp("2", "page-a"))
    assert day.do(RaiseHelp("2", "page-a")) == ()
    day.do(RaiseHelp("", "page-b"))

    assert len(day.state.help_calls) == 2
    assert day.refused(RaiseHelp("9", "page-a")).reason is Reason.COUNTER_UNKNOWN


def test_who_asks_at_the_kiosk_while_no_mediator_is_there_calls_the_agents_until_they_are_called(day):
    day.do(OpenCounter("1"))
    taken, raised = day.do(TakeTicket("help"), CLIENT)

    (call,) = calls(day.state)
    assert (call.id, call.number, call.origin, call.where) == (raised.call, 101, taken.ticket, "")

    day.do(TakeTicket("help"), CLIENT)
    assert calls(day.state) == (call,), "the second is told when somebody comes to the first"
    day.do(ComeToHelp(call.id))
    assert [call.number for call in calls(day.state)] == [101, 102]

    day.do(CallNext("1"))
    assert [call.number for call in calls(day.state)] == [102]


def test_whoever_was_met_once_does_not_ask_at_the_kiosk_again_and_an_undone_call_leaves_them_asking(day):
    day.open("1")
    helped, called, met = (day.do(TakeTicket("help"), CLIENT)[0].ticket for _person in range(3))
    day.do(CallTicket("1", helped))
    day.do(Undo(helped, day.ticket(helped).rev))
    assert [call.number for call in calls(day.state)] == [101]

    day.do(CallTicket("1", helped))
    day.after(minutes=1)
    day.do(TransferTicket(helped, Route.MEDIATOR, "help"))
    assert [call.number for call in calls(day.state)] == [102], "101 waits again, but not at the kiosk"

    day.do(ParkTicket(called, ParkReason.FILLING_FORM), MEDIATOR)
    day.do(ReturnTicket(called), MEDIATOR)
    assert [call.number for call in calls(day.state)] == [103]

    day.do(Prequalify(met, "parcel", Route.COUNTER), MEDIATOR)
    assert calls(day.state) == ()


def test_with_a_mediator_there_the_kiosk_calls_nobody_else(day):
    day.do(StartPresence(), MEDIATOR)
    day.do(TakeTicket("help"), CLIENT)

    assert calls(day.state) == ()


def test_a_device_that_calls_without_end_is_stopped(day):
    for page in range(20):
        day.do(RaiseHelp("", f"page-{page}"))

    assert day.refused(RaiseHelp("", "page-20")).reason is Reason.TOO_MANY_CALLS


def test_an_announcement_ends_by_itself(day):
    day.do(Announce("closing", 10), MEDIATOR)
    assert day.state.announced["closing"] == day.now + 10 * MINUTE
    day.after(minutes=9)
    assert "closing" in day.state.announced
    day.after(minutes=1)
    assert "closing" not in day.state.announced

    day.do(Announce("closing", 10), MEDIATOR)
    day.do(WithdrawAnnouncement("closing"), MEDIATOR)
    assert day.do(WithdrawAnnouncement("closing"), MEDIATOR) == ()
    assert not day.state.announced


@pytest.mark.parametrize(
    ("message", "minutes", "reason"),
    [
        ("Bonjour", 10, Reason.MESSAGE_UNKNOWN),
        ("closing", 0, Reason.ANNOUNCEMENT_TIME),
        ("closing", 121, Reason.ANNOUNCEMENT_TIME),
    ],
)
def test_only_the_offices_messages_are_announced_and_for_two_hours_at_most(day, message, minutes, reason):
    assert day.refused(Announce(message, minutes), MEDIATOR).reason is reason
    day.do(Announce("closing", 120), MEDIATOR)
    day.do(Announce("closing", 1), MEDIATOR)


def test_whoever_asks_for_what_cannot_be_announced_is_told_what_can(day):
    withdrawn, too_long = day.refused(WithdrawAnnouncement("Bonjour")), day.refused(Announce("closing", 121))

    assert (withdrawn.reason, withdrawn.facts) == (Reason.MESSAGE_UNKNOWN, {"message": "Bonjour"})
    assert (too_long.reason, too_long.facts) == (Reason.ANNOUNCEMENT_TIME, {"most": 120})


def test_a_difficulty_is_about_a_ticket_of_today_or_the_whole_hall(busy):
    busy.do(ReportDifficulty(Difficulty.TENSION), MEDIATOR)
    busy.do(ReportDifficulty(Difficulty.OPERATION_IMPOSSIBLE, busy.id(101)), MEDIATOR)
    assert [d.kind for d in busy.state.difficulties] == [Difficulty.TENSION, Difficulty.OPERATION_IMPOSSIBLE]
    unknown = ReportDifficulty(Difficulty.TENSION, "2020-01-01-101")
    assert busy.refused(unknown, MEDIATOR).reason is Reason.TICKET_UNKNOWN

    busy.do(OpenDay("2025-11-25"), CLOCK)

    assert busy.state.difficulties == ()


def test_what_was_stored_before_there_were_machines_and_tags_is_still_read():
    taken = (
        b'{"type":"TicketTaken","ticket":"t","number":101,"need":"parcel","language":"fr","legal":false,'
        b'"route":"counter","wait":null}'
    )
    old = b'{"type":"TicketPrequalified","ticket":"t","need":"stamps","route":"machine","ticks":["identity"],"legal":false}'
    opened = b'{"type":"DayOpened","date":"2025-11-24","first_number":101}'
    stored = (opened, taken, old, b'{"type":"TicketReturned","ticket":"t"}')
    lines = [b'{"seq":%d,"at":%d,"by":{"role":"clock"},"event":%s}' % (n, n, body) for n, body in enumerate(stored, 1)]
    state = OfficeState(PLAN)
    for line in lines:
        state = evolve(state, msgspec.json.decode(line, type=JournalEntry[QueueEvent]))

    ticket = state.open["t"]
    assert (ticket.need, ticket.ticks, ticket.tags, ticket.machine) == ("stamps", ("identity",), (), "")
