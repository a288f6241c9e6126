"""The hall on the console: two readings with their causes, alerts, machines, calls, announcements."""

from flow.commands import OpenCounter, PassTime, Prequalify
from flow.hall_commands import Announce, ComeToHelp, RaiseHelp, ReportDifficulty, ReportMachine
from flow.needs import Route
from flow.readings import Action, CauseKind, Difficulty, Level, Reading
from mediator_console.view import view

MEDIATOR = {"role": "console", "name": "Médiatrice 1"}


def test_a_reading_has_its_level_its_causes_and_what_to_do(played):
    for kind in Difficulty:
        played.do(ReportDifficulty(kind), **MEDIATOR)
    played.do(PassTime(), role="clock")

    load, climate = played.shown(view).tension

    assert (load.reading, load.level, load.causes, load.actions) == (Reading.LOAD, Level.GREEN, (), ())
    assert (climate.reading, climate.level) == (Reading.CLIMATE, Level.YELLOW)
    assert {cause.kind for cause in climate.causes} == {CauseKind(kind.value) for kind in Difficulty}
    assert climate.actions == (Action.WALK_UP_QUEUE,)
    assert [alert.right for alert in played.shown(view).alerts] == [None]


def test_the_load_that_staff_see_follows_only_once_it_lasts(played):
    played.do(OpenCounter("1"))
    for _ in range(6):
        played.take()
    played.do(PassTime(), role="clock")
    at_once = played.shown(view).tension[0]
    played.later(2)
    played.do(PassTime(), role="clock")

    assert (at_once.level, [cause.kind for cause in at_once.causes]) == (Level.GREEN, [CauseKind.WORK_WAITING])
    assert played.shown(view).tension[0].level is Level.RED


def test_a_machine_is_in_order_or_not_and_busy_with_whom(played):
    ticket = played.take("stamps", route=Route.COUNTER)
    played.do(Prequalify(ticket.id, "stamps", Route.MACHINE, machine="stamps-machine"), **MEDIATOR)
    played.do(ReportMachine("cash-machine", False), **MEDIATOR)

    machines = [(machine.id, machine.in_order, machine.numbers) for machine in played.shown(view).machines]

    assert machines == [("stamps-machine", True, (ticket.number,)), ("cash-machine", False, ())]


def test_calls_come_the_oldest_first_with_who_comes(played):
    played.do(RaiseHelp("2", "a"))
    played.later(1)
    played.do(RaiseHelp("", "b"), **MEDIATOR)
    first = played.shown(view).calls[0].id
    played.do(ComeToHelp(first), **MEDIATOR)

    assert [(call.where, call.coming) for call in played.shown(view).calls] == [("2", "Médiatrice 1"), ("", "")]


def test_what_is_announced_is_gone_when_its_time_is_over(played):
    played.do(Announce("sit-down", 10), **MEDIATOR)
    shown = played.shown(view).announced
    played.later(10)

    assert [(message.message, message.until) for message in shown] == [("sit-down", played.now)]
    assert played.shown(view).announced == ()
