"""How much work waits for the counters that are open, and who weighs on them."""

import pytest

from flow.commands import CallNext, EndPresence, MarkArrived, OpenCounter, PauseCounter, StartPresence
from flow.state import DeskState
from mediator_console.view import view

MEDIATOR = {"role": "console", "name": "Médiatrice 1"}


def test_counters_say_what_they_are_doing(played):
    for counter in ("1", "2"):
        played.do(OpenCounter(counter))
    walking, served = played.take(), played.take()
    played.do(CallNext("1"))
    played.do(CallNext("2"))
    played.do(MarkArrived(served.id))
    played.do(OpenCounter("3"))
    played.do(PauseCounter("3"))

    desks = [(c.id, c.state, c.number, c.serving) for c in played.shown(view).counters]

    assert desks == [
        ("1", DeskState.OPEN, walking.number, False),
        ("2", DeskState.OPEN, served.number, True),
        ("3", DeskState.PAUSED, 0, False),
        ("4", DeskState.CLOSED, 0, False),
    ]


@pytest.mark.parametrize(
    ("people", "level", "minutes"),
    [(0, "calm", 0), (2, "calm", 6), (3, "busy", 9), (4, "very_busy", 12), (5, "very_busy", 15), (6, "overloaded", 18)],
)
def test_the_load_is_the_work_that_waits_for_each_open_counter(played, people, level, minutes):
    played.do(OpenCounter("1"))
    for _ in range(people):
        played.take("parcel_notice")

    charge = played.shown(view).charge

    assert (charge.level, charge.minutes, charge.stranded) == (level, minutes, 0)


def test_a_second_open_counter_halves_the_load(played):
    played.do(OpenCounter("1"))
    for _ in range(6):
        played.take("parcel_notice")
    played.do(OpenCounter("2"))

    assert (played.shown(view).charge.level, played.shown(view).charge.minutes) == ("busy", 9)


def test_people_who_wait_while_no_counter_is_open_are_a_full_load_without_minutes(played):
    calm = played.shown(view).charge
    played.take()

    charge = played.shown(view).charge

    assert (calm.level, calm.minutes) == ("calm", 0)
    assert (charge.level, charge.minutes, charge.stranded) == ("overloaded", None, 1)


def test_those_whom_no_open_counter_can_serve_are_counted(played):
    played.do(OpenCounter("1"))
    played.take("parcel_notice")
    played.take("sim_plan")
    alone = played.shown(view).charge.stranded
    played.do(OpenCounter("4"))

    assert alone == 1
    assert played.shown(view).charge.stranded == 0


def test_the_mediators_own_people_weigh_on_the_counters_only_while_nobody_is_there(played):
    played.do(OpenCounter("4"))
    played.do(StartPresence(), **MEDIATOR)
    played.take("prepaid_mobile")
    console = played.shown(view)
    played.do(EndPresence(), **MEDIATOR)
    gone = played.shown(view)

    assert (console.present, console.charge.minutes) == (("Médiatrice 1",), 0)
    assert (gone.present, gone.charge.minutes) == ((), 10)
