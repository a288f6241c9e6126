"""Who is next: the score, its ties, the ceiling, and what each promises to those who wait."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from queue_day import COUNTERS, MEDIATOR, PLAN, TEN, Day, waiting

from flow.commands import AdvanceTicket, CallNext, EndPresence
from flow.needs import Route
from flow.order import beyond_ceiling, next_for, ranked, why
from flow.plan import MINUTE
from flow.refusals import Reason
from flow.tickets import State

LARGEST_HEAD_START = 60 + 15
people = st.lists(
    st.tuples(
        st.integers(0, 60),
        st.sampled_from(["parcel", "stamps", "transfer"]),
        st.sampled_from([False, False, False, True]),
        st.sampled_from([0, 0, 0, 5, 10, 15]),
    ),
    max_size=12,
).map(lambda rows: [waiting(101 + i, *row) for i, row in enumerate(sorted(rows))])
moments = st.integers(60, 130).map(lambda minute: TEN + minute * MINUTE)
counters = st.sampled_from([None, *COUNTERS])


def numbers(tickets):
    return [t.number for t in tickets]


def test_same_need_and_no_head_start_is_the_order_of_arrival(busy):
    assert busy.order() == [101, 102, 103, 104]


def test_an_advance_of_ten_minutes_passes_those_who_came_up_to_ten_minutes_earlier(day):
    for _ in range(3):
        day.take()
        day.after(minutes=6)

    day.do(AdvanceTicket(day.id(103), 10))

    assert day.order() == [101, 103, 102]


def test_a_priority_card_goes_before_those_without(day):
    day.take()
    day.after(minutes=20)
    day.take(legal=True)

    assert day.order() == [102, 101]


def test_priority_cards_keep_their_own_order_of_arrival(day):
    for _ in range(3):
        day.take(legal=True)
        day.after(minutes=1)

    assert day.order() == [101, 102, 103]


def test_a_back_up_skill_costs_five_minutes_at_that_counter_only(day):
    day.open("1", "2")
    day.take("stamps", route=Route.COUNTER)
    day.after(minutes=4)
    day.take("parcel")

    assert next_for(day.state, COUNTERS[0], day.now).number == 102
    assert next_for(day.state, COUNTERS[1], day.now).number == 101


def test_beyond_the_penalty_the_back_up_skill_is_called_first(day):
    day.open("1")
    day.take("stamps", route=Route.COUNTER)
    day.after(minutes=5.5)
    day.take("parcel")

    assert day.next("1") == 101


def test_whoever_waits_for_the_mediator_is_no_back_up_of_the_counter_that_stands_in(day):
    """Served there at all: while no mediator is present."""
    day.open("1")
    day.take("form")
    day.after(minutes=4)
    day.take("parcel")

    assert day.next("1") == 101


def test_equal_scores_go_by_arrival_then_by_number():
    advanced, older, twin = waiting(103, 5, advance=5), waiting(101, 0), waiting(102, 0)

    assert numbers(ranked([advanced, twin, older], TEN + 6 * MINUTE, PLAN)) == [101, 102, 103]


def test_past_thirty_minutes_a_ticket_goes_before_all_but_the_priority_cards():
    old, advanced, legal = waiting(101, 0), waiting(102, 10, advance=15), waiting(103, 12, legal=True)

    assert numbers(ranked([old, advanced, legal], TEN + 30 * MINUTE, PLAN)) == [103, 102, 101]
    assert numbers(ranked([old, advanced, legal], TEN + 30 * MINUTE + 1, PLAN)) == [103, 101, 102]


def test_past_thirty_minutes_the_back_up_penalty_no_longer_holds_a_ticket_back():
    old, fresh = waiting(101, 0, "stamps"), waiting(102, 2)

    assert numbers(ranked([old, fresh], TEN + 29 * MINUTE, PLAN, COUNTERS[0])) == [102, 101]
    assert numbers(ranked([old, fresh], TEN + 31 * MINUTE, PLAN, COUNTERS[0])) == [101, 102]


def test_the_reason_of_a_place_adds_up(day):
    advanced = day.take()
    day.after(minutes=12)
    day.do(AdvanceTicket(advanced, 10))
    reason = why(day.ticket(advanced), day.now, PLAN)

    assert (reason.waited, reason.legal, reason.advance, reason.total, reason.ceiling) == (12, 0, 10, 22, False)


@given(people, moments, counters)
def test_below_the_ceiling_the_largest_score_stands_first(tickets, now, counter):
    young = [t for t in tickets if t.legal or not beyond_ceiling(t, now, PLAN)]

    def rank(t):
        penalty = 5 if counter is not None and t.need not in counter.main else 0
        return -((now - t.arrival) / MINUTE + 60 * t.legal + t.advance_minutes - penalty), t.arrival, t.number

    assert ranked(young, now, PLAN, counter) == sorted(young, key=rank)


@given(people, moments, counters)
def test_nobody_is_lost_and_the_order_does_not_depend_on_how_the_tickets_lie(tickets, now, counter):
    order = ranked(tickets, now, PLAN, counter)

    assert sorted(numbers(order)) == numbers(tickets)
    assert ranked(reversed(tickets), now, PLAN, counter) == order


@given(people, moments, counters)
def test_past_the_ceiling_nobody_without_priority_goes_first_and_the_rest_keep_their_order(tickets, now, counter):
    order = ranked(tickets, now, PLAN, counter)
    lifted = [beyond_ceiling(t, now, PLAN) for t in order if not t.legal]

    assert lifted == sorted(lifted, reverse=True)
    plain = sorted(tickets, key=lambda t: (_key_at(t, counter), t.arrival, t.number))
    for kind in (True, False):
        assert [t for t in order if beyond_ceiling(t, now, PLAN) is kind] == [
            t for t in plain if beyond_ceiling(t, now, PLAN) is kind
        ]


@given(people, moments, counters)
def test_nobody_without_head_start_is_overtaken_by_one_who_came_more_than_the_largest_head_start_later(
    tickets, now, counter
):
    order = ranked(tickets, now, PLAN, counter)
    penalty = 0 if counter is None else PLAN.figures.backup_penalty_minutes
    for place, overtaken in enumerate(order):
        for overtaker in order[:place]:
            bound = (60 * overtaker.legal + overtaker.advance_minutes) + penalty
            assert bound <= LARGEST_HEAD_START + penalty
            later = overtaker.arrival - overtaken.arrival
            # One who is past the ceiling goes first, and has always come earlier than whom it passes by this.
            assert later <= bound * MINUTE


@given(st.lists(st.integers(0, 40), max_size=12).map(sorted), moments)
def test_same_need_and_same_head_start_is_exactly_the_order_of_arrival(minutes, now):
    tickets = [waiting(101 + i, minute) for i, minute in enumerate(minutes)]

    assert ranked(reversed(tickets), now, PLAN) == tickets


@given(
    st.lists(st.tuples(st.sampled_from([*PLAN.needs]), st.booleans(), st.integers(0, 9)), max_size=8),
    st.booleans(),
    st.sampled_from(["1", "2", "3"]),
)
def test_a_counter_that_asks_gets_someone_whenever_someone_it_may_serve_waits(people, mediator, counter):
    day = Day()
    if mediator:
        day.mediator_comes()
    for need, legal, minutes in people:
        day.take(need, legal)
        day.after(minutes=minutes)
    day.open(counter)
    here = PLAN.counters[counter]
    mine = {
        t.number
        for t in day.state.open.values()
        if (not mediator if t.route is Route.MEDIATOR else here.serves(t.need)) and t.state is State.WAITING
    }

    if mine:
        assert day.next(counter) in mine
    else:
        assert day.refused(CallNext(counter)).reason == Reason.NOBODY_WAITING


@pytest.mark.parametrize("counter", ["1", "2", "3"])
def test_without_a_mediator_every_counter_calls_those_who_wait_for_one(day, counter):
    day.mediator_comes()
    day.take("form")
    day.open(counter)
    assert day.refused(CallNext(counter)).reason == Reason.NOBODY_WAITING

    day.do(EndPresence(), MEDIATOR)

    assert day.next(counter) == 101


def _key_at(ticket, counter):
    penalty = 5 * MINUTE if counter is not None and ticket.need not in counter.main else 0
    return ticket.order_key + penalty
