"""Tension: what the two readings say, and that what staff see rises and falls only when it lasts."""

import pytest
from msgspec.structs import replace
from queue_day import MEDIATOR, Day, replayed

from flow.commands import CallNext, MarkAbsent, OpenCounter, PassTime, Recall
from flow.hall.tension import climate, load, proposed
from flow.hall_commands import AnswerAlert, ReportDifficulty
from flow.hall_events import AlertRaised, TensionSeen
from flow.readings import Action, CauseKind, Difficulty, Level, Reading
from flow.refusals import Reason
from flow.tickets import CLOCK


def _parcels(day: Day, people: int) -> None:
    """Three minutes of work each."""
    for _ in range(people):
        day.take("parcel")


def _shown(day: Day, reading: Reading) -> Level | None:
    level = day.state.tension.get(reading)
    return level and level.shown


@pytest.mark.parametrize(
    ("people", "level"),
    [(0, Level.GREEN), (5, Level.GREEN), (6, Level.YELLOW), (8, Level.ORANGE), (10, Level.ORANGE), (11, Level.RED)],
)
def test_the_load_is_minutes_of_work_for_each_counter_able_to_do_it(day, people, level):
    day.open("1", "2")
    _parcels(day, people)

    assert load(day.state).level is level
    assert load(day.state).minutes == people * 3 / 2


def test_a_counter_that_can_do_none_of_it_does_not_count(day):
    day.open("1")
    day.do(OpenCounter("3"))
    day.take("stamps")
    day.take("stamps")

    assert load(day.state).minutes == 8, "counter 3 serves no stamps"


def test_nobody_at_the_counters_is_the_highest_level_only_when_somebody_waits(day):
    assert (load(day.state).minutes, load(day.state).level) == (0, Level.GREEN)
    day.take("parcel")

    assert (load(day.state).minutes, load(day.state).level) == (None, Level.RED)
    assert [c.kind for c in load(day.state).causes] == [CauseKind.NO_COUNTER_OPEN, CauseKind.STRANDED]


def test_the_level_rises_after_two_minutes_and_falls_after_five(day):
    day.open("1", "2")
    _parcels(day, 8)
    day.do(PassTime(), CLOCK)
    assert _shown(day, Reading.LOAD) is Level.GREEN
    day.after(minutes=1, seconds=59)
    assert _shown(day, Reading.LOAD) is Level.GREEN
    day.after(seconds=1)
    assert _shown(day, Reading.LOAD) is Level.ORANGE

    day.open("3")
    day.do(PassTime(), CLOCK)
    assert load(day.state).level is Level.YELLOW
    day.after(minutes=4, seconds=59)
    assert _shown(day, Reading.LOAD) is Level.ORANGE
    day.after(seconds=1)
    assert _shown(day, Reading.LOAD) is Level.YELLOW


def test_a_moment_of_load_raises_nothing(day):
    day.open("1", "2")
    _parcels(day, 8)
    day.after(minutes=1)
    day.open("3")
    for counter in "123":
        day.next(counter)
    day.after(minutes=1)
    day.after(minutes=10)

    assert not [a for a in day.state.alerts.values() if a.reading is Reading.LOAD]


def test_nothing_is_written_while_no_level_moves(day):
    day.open("1", "2")
    _parcels(day, 8)
    day.after(minutes=1)
    written = len(day.journal)
    for _ in range(11):
        day.after(seconds=5)

    assert len(day.journal) == written


def test_a_restart_in_the_middle_of_the_two_minutes_changes_nothing(day):
    day.open("1", "2")
    _parcels(day, 8)
    day.after(minutes=1)
    again = Day(day.plan, now=day.now)
    again.state = replayed(day.plan, day.journal)
    again.after(minutes=2)
    day.after(minutes=2)

    assert again.state == day.state
    assert _shown(again, Reading.LOAD) is Level.ORANGE


def test_points_halve_every_twenty_minutes(day):
    day.do(ReportDifficulty(Difficulty.TENSION), MEDIATOR)
    day.do(ReportDifficulty(Difficulty.OPERATION_IMPOSSIBLE), MEDIATOR)
    assert (climate(day.state, day.now).points, climate(day.state, day.now).level) == (5, Level.YELLOW)

    day.after(minutes=20)

    assert climate(day.state, day.now).points == 2.5
    assert [(c.kind, c.points) for c in climate(day.state, day.now).causes] == [
        (CauseKind.TENSION, 1.5),
        (CauseKind.OPERATION_IMPOSSIBLE, 1.0),
    ]


def test_each_kind_of_what_the_queue_itself_tells_is_bounded(day):
    _parcels(day, 9)
    day.after(minutes=1)
    lates = replace(day.state, plan=day.plan)
    for ticket in lates.open.values():
        late = replace(ticket, announced=ticket.announced and replace(ticket.announced, low=0, high=5))
        lates = replace(lates, open=lates.open.set(ticket.id, late))
    assert climate(lates, day.now).points == 0, "nobody was told anything while no counter was open"

    day.open("1", "2")
    _parcels(day, 9)
    day.after(minutes=61)
    for cause in climate(day.state, day.now).causes:
        assert (cause.kind, cause.count) == (CauseKind.ANNOUNCED_PASSED, 9)
        assert cause.points <= 5


def test_a_second_recall_and_a_no_show_weigh_once(busy):
    busy.do(CallNext("1"))
    for _ in range(2):
        busy.after(seconds=41)
        busy.do(Recall(busy.id(101)))
    assert [(c.kind, c.points) for c in climate(busy.state, busy.now).causes] == [(CauseKind.NO_ANSWER, 1)]

    busy.do(MarkAbsent(busy.id(101)))
    busy.after(minutes=10)

    counts = {c.kind: c.count for c in climate(busy.state, busy.now).causes}
    assert counts[CauseKind.NO_ANSWER] == 1


def test_an_alert_says_why_and_is_answered(day):
    for _ in range(3):
        day.do(ReportDifficulty(Difficulty.TENSION), MEDIATOR)
    seen, raised = day.do(PassTime(), CLOCK)
    assert isinstance(seen, TensionSeen)
    assert isinstance(raised, AlertRaised)
    alert = day.state.alerts[raised.alert]
    assert (alert.reading, alert.level, alert.amount) == (Reading.CLIMATE, Level.ORANGE, 9)
    assert [(c.kind, c.count) for c in alert.causes] == [(CauseKind.TENSION, 3)]

    day.do(AnswerAlert(alert.id, right=False), MEDIATOR)
    assert day.do(AnswerAlert(alert.id, right=False), MEDIATOR) == ()
    day.do(AnswerAlert(alert.id, right=True), MEDIATOR)
    assert day.state.alerts[alert.id].right is True
    assert day.refused(AnswerAlert("load-0", right=True)).reason is Reason.ALERT_UNKNOWN

    day.after(minutes=30)
    day.after(minutes=5)
    assert _shown(day, Reading.CLIMATE) is Level.GREEN
    assert day.state.alerts[alert.id].until == day.now


def test_a_tense_hall_is_walked_through_and_spoken_to_and_no_counter_opens_for_it(day):
    done = {level: proposed(day.state, Reading.CLIMATE, level) for level in Level}

    assert done == {
        Level.GREEN: (),
        Level.YELLOW: (Action.WALK_UP_QUEUE,),
        Level.ORANGE: (Action.WALK_UP_QUEUE, Action.ANNOUNCE),
        Level.RED: (Action.WALK_UP_QUEUE, Action.ANNOUNCE),
    }


def test_what_to_do_depends_on_what_can_be_done(day):
    day.open("1", "2")
    assert proposed(day.state, Reading.LOAD, Level.GREEN) == ()
    assert proposed(day.state, Reading.LOAD, Level.RED)[0] is Action.OPEN_COUNTER
    day.open("3")
    assert Action.OPEN_COUNTER not in proposed(day.state, Reading.LOAD, Level.RED)
