"""When the office's time is moved, what has been of the accompaniment moves with it, each moment for itself; what is planned stays."""

import pytest
from mediation_day import HOUR, NOON, PAUL

from flow.tickets import CLOCK
from flow.time_commands import HoldClock, SettleClock
from mediation.commands import EditAccompaniment, PlanWorkshop, RecordAccompaniment, RecordWorkshop, SignUp
from mediation.commands import StopAccompaniment as Stop
from mediation.coop import Nature
from mediation.details import Counts, Details


@pytest.mark.parametrize("by", [3 * HOUR, -3 * HOUR])
def test_each_moment_that_has_been_moves_alike_and_a_workshop_stays_at_its_hour(day, by):
    helped = day.start()
    steps = (
        Stop(helped.id),
        RecordAccompaniment(helped.id),
        EditAccompaniment(helped.id, Details(Nature.FORM_HELP, 9)),
    )
    for step in steps:
        day.after(minutes=1)
        day.do(step)
    workshop = day.do(PlanWorkshop("digiposte", "salle-du-bureau", NOON))
    day.do(SignUp(workshop))
    day.do(RecordWorkshop(workshop))
    day.after(minutes=1)
    day.do(RecordWorkshop(workshop, Counts(1)), PAUL)
    before = day.whole.mediation

    day.do(HoldClock(by), CLOCK)
    day.do(SettleClock(by), CLOCK)

    after, was, now = day.whole.mediation, before.accompaniments[helped.id], day.helped(helped.id)
    assert len({was.started, was.stopped, was.recorded, was.changed}) == 4, "or two could be changed about"
    assert [now.started, now.stopped, now.recorded, now.changed] == [
        moment + by for moment in (was.started, was.stopped, was.recorded, was.changed)
    ]
    planned, moved = before.workshops[workshop], after.workshops[workshop]
    assert planned.recorded != planned.changed
    assert (moved.recorded, moved.changed) == (planned.recorded + by, planned.changed + by)
    assert [person.at for person in moved.signed] == [person.at + by for person in planned.signed]
    assert moved.starts == planned.starts
    assert [p.started for p in after.presences.values()] == [p.started + by for p in before.presences.values()]


def test_what_has_not_been_yet_has_no_moment_afterwards_either(day):
    helped = day.start()

    day.do(HoldClock(HOUR), CLOCK)
    day.do(SettleClock(HOUR), CLOCK)

    now = day.helped(helped.id)
    assert (now.stopped, now.recorded, now.changed) == (None, None, None)
