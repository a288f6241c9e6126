"""A client takes a ticket: when the office is open, for a need that exists, to somebody who can serve it."""

import pytest
from queue_day import COUNTERS, MEDIATOR, NEEDS, Day, plan_of

from flow.commands import EndPresence, StartPresence, TakeTicket
from flow.decide import decide
from flow.kiosk_commands import LockKiosk, UnlockKiosk
from flow.needs import Need, Route
from flow.plan import MINUTE
from flow.refusals import Reason
from flow.tickets import State

WORDS = ("coins", (Route.MACHINE, Route.COUNTER)), ("lesson", (Route.WORKSHOP, Route.MEDIATOR))
WIDER = plan_of((*NEEDS, *(Need(name, routes, 3.0) for name, routes in WORDS)))


@pytest.mark.parametrize(
    ("hours", "open_"),
    [(-1 - 1 / 60, False), (-1, True), (2.49, True), (2.5, False), (4, True), (7, False), (5 * 24, False)],
    ids=["8:59", "9:00", "12:29", "12:30", "14:00", "17:00", "Saturday"],
)
def test_the_kiosk_gives_tickets_in_opening_hours_only(day, hours, open_):
    day.now += round(hours * 60 * MINUTE)

    if open_:
        assert day.ticket(day.take()).state == State.WAITING
    else:
        assert day.refused(TakeTicket("parcel")).reason == Reason.OFFICE_CLOSED


def test_the_hours_follow_the_clocks_of_the_town_in_summer_too(day):
    day.now += 200 * 24 * 60 * MINUTE + 2 * 60 * MINUTE + 29 * MINUTE
    assert day.refused(TakeTicket("parcel")).reason == Reason.OFFICE_CLOSED
    day.now -= 60 * MINUTE
    assert day.ticket(day.take()).number == 101


def test_a_demonstration_takes_tickets_at_any_hour():
    day = Day(plan_of(always_open=True))
    day.now += 12 * 60 * MINUTE

    assert day.ticket(day.take()).number == 101


def test_a_locked_kiosk_gives_none_until_it_is_unlocked(day):
    day.do(LockKiosk(), MEDIATOR)
    assert day.do(LockKiosk(), MEDIATOR) == ()
    assert day.refused(TakeTicket("parcel")).reason == Reason.OFFICE_CLOSED

    day.do(UnlockKiosk(), MEDIATOR)

    assert day.do(UnlockKiosk(), MEDIATOR) == ()
    assert day.ticket(day.take()).number == 101


def test_a_need_that_does_not_exist_is_refused(day):
    assert day.refused(TakeTicket("unheard")).reason == Reason.NEED_UNKNOWN


@pytest.mark.parametrize("mediator", [False, True])
@pytest.mark.parametrize("need", ["parcel", "stamps", "transfer", "account", "help"])
def test_the_counter_is_never_refused_to_a_client(day, need, mediator):
    if mediator:
        day.mediator_comes()

    assert day.ticket(day.take(need, route=Route.COUNTER)).route == Route.COUNTER


@pytest.mark.parametrize(
    ("need", "with_mediator", "alone"),
    [
        ("parcel", Route.COUNTER, Route.COUNTER),
        ("stamps", Route.COUNTER, Route.COUNTER),
        ("form", Route.MEDIATOR, Route.MEDIATOR),
        ("transfer", Route.MEDIATOR, Route.COUNTER),
        ("account", Route.BANKER, Route.BANKER),
        ("help", Route.MEDIATOR, Route.COUNTER),
    ],
)
def test_the_first_try_is_the_mediators_when_one_is_there_and_never_a_machine_unasked(day, need, with_mediator, alone):
    assert day.ticket(day.take(need)).route == alone
    day.mediator_comes()
    assert day.ticket(day.take(need)).route == with_mediator
    day.do(EndPresence(), MEDIATOR)
    assert day.ticket(day.take(need)).route == alone


def test_the_machine_is_the_clients_choice_where_there_is_one(day):
    assert day.ticket(day.take("stamps", route=Route.MACHINE)).state == State.AT_MACHINE
    assert day.refused(TakeTicket("parcel", route=Route.MACHINE)).reason == Reason.ROUTE_NOT_OFFERED


def test_anybody_may_ask_for_the_mediator(day):
    assert day.ticket(day.take("parcel", route=Route.MEDIATOR)).route == Route.MEDIATOR


@pytest.mark.parametrize("choice", [None, Route.COUNTER])
def test_a_need_that_no_counter_of_the_office_serves_waits_for_the_mediator(choice):
    day = Day(WIDER)

    assert day.ticket(day.take("coins", route=choice)).route == Route.MEDIATOR


def test_an_appointment_that_no_counter_of_the_office_gives_waits_for_the_mediator():
    day = Day(plan_of(counters=COUNTERS[:1]))

    assert day.ticket(day.take("account")).route == Route.MEDIATOR


def test_nobody_waits_for_a_workshop(day):
    day = Day(WIDER)

    assert day.refused(TakeTicket("lesson", route=Route.WORKSHOP)).reason == Reason.ROUTE_NOT_OFFERED
    assert day.ticket(day.take("lesson")).route == Route.MEDIATOR


def test_what_was_announced_and_the_pages_token_are_kept_with_the_ticket(day):
    day.open("1")
    (taken,) = decide(day.state, TakeTicket("parcel", "ar", legal=True), day.now, token_hash="ab" * 32).events
    day._record((taken,), MEDIATOR)

    ticket = day.ticket(101)
    assert (ticket.language, ticket.legal, ticket.order_key) == ("ar", True, ticket.arrival - 60 * MINUTE)
    assert (ticket.announced.low, ticket.announced.high) == (0, 5)
    assert day.state.tokens["ab" * 32] == ticket.id


def test_a_presence_said_twice_is_one(day):
    day.mediator_comes()

    assert day.do(StartPresence(), MEDIATOR) == ()
    day.do(EndPresence(), MEDIATOR)
    assert day.do(EndPresence(), MEDIATOR) == ()
    assert day.state.present == ()
