"""How long: a range that people can rely on, the same for all who ask at the same moment."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from queue_day import COUNTERS, MEDIATOR, NEEDS, Day, plan_of, waiting

from flow.commands import MarkArrived, PauseCounter, Prequalify
from flow.forecast import Outlook, wait_range
from flow.needs import HELP, Route
from flow.order import queue, ranked
from flow.plan import MINUTE, CounterPlan
from flow.refusals import Refused
from flow.tickets import State, Wait
from tests.examples import examples

takes = st.lists(
    st.tuples(st.sampled_from(NEEDS), st.booleans(), st.sampled_from([None, *Route]), st.integers(0, 9)), max_size=14
)


def outlook(day):
    return Outlook(day.state, day.now)


@given(st.floats(0, 300, allow_nan=False))
def test_what_is_said_is_rounded_outward_to_five_minutes_and_never_exact(minutes):
    wait = wait_range(minutes)

    if wait.high is None:
        assert wait.low == 45
        assert minutes > 45
    else:
        assert (wait.low % 5, wait.high % 5) == (0, 0)
        assert wait.low <= minutes < wait.low + 5
        assert wait.high - 5 < max(minutes * 1.5, wait.low + 5) <= wait.high
        assert minutes <= 45


@pytest.mark.parametrize(
    ("minutes", "wait"),
    [
        (0, Wait(0, 5)),
        (4, Wait(0, 10)),
        (10, Wait(10, 15)),
        (30, Wait(30, 45)),
        (31, Wait(30, 50)),
        (45, Wait(45, 70)),
        (45.1, Wait(45, None)),
        (46, Wait(45, None)),
    ],
)
def test_some_ranges(minutes, wait):
    assert wait_range(minutes) == wait


def test_nobody_able_is_said_as_such_and_a_machine_has_no_queue(day):
    assert outlook(day).newcomer("parcel", Route.COUNTER) is None
    assert outlook(day).newcomer("form", Route.MEDIATOR) is None
    assert outlook(day).expected_minutes(waiting(101, 0)) is None
    day.take("stamps", route=Route.MACHINE)
    assert outlook(day).newcomer("stamps", Route.MACHINE) == Wait(0, 5)
    day.open("3")
    assert outlook(day).newcomer("stamps", Route.COUNTER) is None


def test_the_work_ahead_is_shared_among_the_counters_that_are_able(busy):
    third, newcomer = busy.ticket(103), waiting(199, 4)

    assert outlook(busy).expected_minutes(third) == pytest.approx(2 * 3.0 / 2)
    assert outlook(busy).expected_minutes(newcomer) == pytest.approx(4 * 3.0 / 2)


def test_a_paused_counter_does_not_count(busy):
    busy.do(PauseCounter("2"))

    assert outlook(busy).expected_minutes(busy.ticket(103)) == pytest.approx(2 * 3.0)


def test_the_service_under_way_shortens_as_it_goes_but_never_to_nothing(day):
    day.open("1")
    day.take()
    day.take()
    day.next("1")
    assert outlook(day).expected_minutes(day.ticket(102)) == pytest.approx(3.0)
    day.do(MarkArrived(day.id(101)))
    day.after(minutes=1)
    assert outlook(day).expected_minutes(day.ticket(102)) == pytest.approx(2.0)
    day.after(minutes=60)
    assert outlook(day).expected_minutes(day.ticket(102)) == pytest.approx(1.5)


def test_whoever_was_called_and_still_walks_has_a_whole_service_before_them(day):
    day.open("1")
    day.take()
    day.take()
    day.next("1")

    day.after(minutes=1)

    assert outlook(day).expected_minutes(day.ticket(102)) == pytest.approx(3.0)


def test_a_priority_card_waits_less(busy):
    ordinary, legal = (
        outlook(busy).newcomer("parcel", Route.COUNTER),
        outlook(busy).newcomer("parcel", Route.COUNTER, True),
    )

    assert (ordinary.low, legal.low) == (5, 0)


def test_the_mediator_helps_one_person_at_a_time(day):
    day.mediator_comes()
    day.take("form")
    day.take("form")
    assert outlook(day).expected_minutes(day.ticket(102)) == pytest.approx(12.0)

    day.do(Prequalify(day.id(101), "form", Route.MEDIATOR), MEDIATOR)
    day.after(minutes=4)

    assert outlook(day).expected_minutes(day.ticket(102)) == pytest.approx(8.0)


def test_a_route_is_spoken_for_by_its_most_widely_served_need(busy):
    assert outlook(busy).route(Route.COUNTER) == outlook(busy).newcomer("parcel", Route.COUNTER)
    assert outlook(busy).route(Route.MEDIATOR) == outlook(busy).newcomer(HELP, Route.MEDIATOR)
    assert outlook(busy).route(Route.WORKSHOP) is None


@given(st.lists(st.integers(0, 3), max_size=10), st.integers(0, 3))
def test_one_more_counter_of_the_same_skills_makes_nobody_wait_longer(gaps, serving):
    alike = [CounterPlan(str(i), frozenset(n.id for n in NEEDS)) for i in range(1, 5)]
    day = Day(plan_of(counters=alike))
    day.open("1", "2", "3")
    for gap, need in zip(gaps, NEEDS * 2, strict=False):
        day.take(need.id, route=Route.COUNTER if need.id != "account" else None)
        day.after(minutes=gap)
    for counter in ("1", "2", "3")[:serving]:
        _press(day, counter)
    before = [outlook(day).expected_minutes(t) for t in queue(day.state, day.now)]

    day.open("4")

    after = [outlook(day).expected_minutes(t) for t in queue(day.state, day.now)]
    assert all(b >= a for b, a in zip(before, after, strict=True))


@examples(60)
@given(takes, st.sets(st.sampled_from(["1", "2", "3"])), st.booleans(), st.integers(0, 2))
def test_the_forecast_of_all_at_once_is_that_of_each_alone_worked_out_plainly(people, opened, mediator, presses):
    day = Day()
    if mediator:
        day.mediator_comes()
    day.open(*sorted(opened))
    for need, legal, route, minutes in people:
        day.take(need.id, legal, route if route in need.routes else None)
        day.after(minutes=minutes)
    for counter in sorted(opened)[:presses]:
        _press(day, counter)
    together = outlook(day)
    late = waiting(900, 60, "stamps", legal=True)

    for ticket in (*day.state.waiting(), late, waiting(901, 60)):
        assert together.expected_minutes(ticket) == pytest.approx(plain_minutes(day, ticket))
        assert [t.id for t in together.ahead_of(ticket)] == [t.id for t, _ in plain_ahead(day, ticket)]
    for need in NEEDS:
        for route in need.routes:
            newcomer = outlook(day).newcomer(need.id, route)
            assert together.newcomer(need.id, route) == newcomer


def plain_ahead(day, ticket):
    """Who stands before the ticket and takes time of those who may serve it, with the part of their time."""
    others = [t for t in day.state.waiting() if t.id != ticket.id]
    order = ranked([*others, ticket], day.now, day.plan)
    ours = _hands(day, ticket)
    parts = [(t, _hands(day, t)) for t in order[: order.index(ticket)]]
    return [(t, len(theirs & ours) / len(theirs)) for t, theirs in parts if theirs & ours]


def plain_minutes(day, ticket):
    """Work ahead over able hands, plus what is left of the service that ends first."""
    if ticket.route in (Route.MACHINE, Route.WORKSHOP, Route.ELSEWHERE):
        return 0.0
    hands = _hands(day, ticket)
    if not hands:
        return None
    work = sum(day.plan.mean_service(t.need) * part for t, part in plain_ahead(day, ticket))
    if hands == {"mediators"}:
        return work / len(day.state.present)
    return work / len(hands) + min(_left(day, counter) for counter in hands)


def _hands(day, ticket):
    if ticket.route is Route.MEDIATOR and day.state.present:
        return {"mediators"}
    opened = {c.id for c in COUNTERS if day.state.desk(c.id).state == "open"}
    return {c.id for c in COUNTERS if c.id in opened and (ticket.route is Route.MEDIATOR or c.serves(ticket.need))}


def _left(day, counter):
    served = day.state.at_counter(counter)
    if served is None:
        return 0.0
    mean = day.plan.mean_service(served.need)
    return mean if served.state is State.CALLED else max(mean - (day.now - served.since) / MINUTE, mean / 2)


def _press(day, counter):
    try:
        number = day.next(counter)
    except Refused:
        return
    if number is not None and number % 2:
        day.do(MarkArrived(day.id(number)))
        day.after(minutes=1)


def test_a_newcomers_forecast_is_the_same_whatever_was_asked_before(busy):
    newcomers = [(need, route, legal) for need in busy.plan.needs for route in Route for legal in (False, True)]
    shared = Outlook(busy.state, busy.now)

    ranges = {what: shared.newcomer(*what) for what in newcomers}

    assert ranges == {what: Outlook(busy.state, busy.now).newcomer(*what) for what in reversed(newcomers)}
    assert len({str(wait) for wait in ranges.values()}) > 2, "all alike: this test is blind"
