"""Presences: hours that are true, corrected with a trace, never invented."""

import pytest
from mediation_day import ANNE, HOUR, MANAGER, NOON, PAUL, replayed

from flow.commands import EndPresence, OpenDay, StartPresence
from flow.plan import MINUTE
from flow.refusals import Reason
from flow.tickets import CLOCK
from mediation.commands import CorrectPresence, RecordAccompaniment, StartAccompaniment, StopAccompaniment
from mediation.coop import PresenceReason
from mediation.decide import decide
from mediation.events import PresenceCorrected
from mediation.state import Presence

TODAY, YESTERDAY = "2025-11-24", "2025-11-23"
FORGOT = PresenceReason.FORGOT_TO_END


def _only(day) -> Presence:
    (presence,) = day.whole.mediation.presences.values()
    return presence


def test_a_presence_lasts_from_its_start_to_its_end(day):
    day.after(minutes=90)
    day.do(EndPresence(), ANNE)

    assert (_only(day).mediator, _only(day).started, _only(day).ended) == (ANNE.name, NOON, NOON + 90 * 60_000)


def test_a_mediator_who_comes_back_has_two_presences_and_two_mediators_one_each(day):
    day.do(EndPresence(), ANNE)
    day.after(minutes=60)
    day.do(StartPresence(), ANNE)
    day.do(StartPresence(), PAUL)

    assert [p.mediator for p in day.whole.mediation.presences.values()].count(ANNE.name) == 2
    assert len(day.whole.mediation.presences) == 3


def test_a_presence_left_open_is_ended_at_closing_time_and_says_so(day):
    day.next_day("2025-11-25")

    left = day.decision.events[0]
    assert left.ended == NOON + 5 * HOUR, "Lens closes at 18:00"
    assert replayed(day.today) == day.whole
    assert len(day.whole.mediation.presences) == 0


def test_a_presence_left_open_after_closing_time_is_ended_after_the_last_help(day):
    day.do(EndPresence(), ANNE)
    day.now += 6 * HOUR
    day.do(StartPresence(), PAUL)
    started = day.do(StartAccompaniment(), PAUL)
    day.after(minutes=25)
    day.do(RecordAccompaniment(started), PAUL)
    helped_until = day.now

    day.next_day("2025-11-25")

    assert day.decision.events[0].ended == helped_until


def test_the_manager_corrects_a_presence_and_what_it_said_is_kept(day):
    day.after(minutes=60)
    day.do(EndPresence(), ANNE)
    was = _only(day)

    day.do(CorrectPresence(ANNE.name, TODAY, NOON - HOUR, NOON + HOUR, PresenceReason.FORGOT_TO_START, was.id), MANAGER)

    (happened,) = day.decision.events
    assert isinstance(happened, PresenceCorrected)
    assert (happened.was_mediator, happened.was_started, happened.was_ended) == (ANNE.name, was.started, was.ended)
    assert (_only(day).started, _only(day).ended) == (NOON - HOUR, NOON + HOUR)
    day.do(CorrectPresence(ANNE.name, TODAY, NOON - HOUR, NOON + HOUR, PresenceReason.FORGOT_TO_START, was.id), MANAGER)
    assert day.decision.events == ()


def test_a_presence_that_nobody_started_is_added(day):
    day.after(minutes=120)
    day.do(CorrectPresence(PAUL.name, TODAY, NOON, NOON + HOUR, PresenceReason.REPLACEMENT), MANAGER)

    assert {p.mediator for p in day.whole.mediation.presences.values()} == {ANNE.name, PAUL.name}
    assert PAUL.name not in day.whole.queue.present


def test_a_pseudonym_of_forty_signs_is_one(day):
    day.after(minutes=120)
    day.do(CorrectPresence("M" * 40, TODAY, NOON, NOON + HOUR, PresenceReason.REPLACEMENT), MANAGER)

    assert "M" * 40 in {p.mediator for p in day.whole.mediation.presences.values()}


def test_ending_a_running_presence_for_somebody_takes_them_off_the_floor(day):
    day.after(minutes=120)

    day.do(CorrectPresence(ANNE.name, TODAY, NOON, NOON + HOUR, FORGOT, _only(day).id), MANAGER)

    assert day.whole.queue.present == ()
    assert _only(day).ended == NOON + HOUR
    assert replayed(day.today) == day.whole


def test_only_the_start_of_a_running_presence_is_corrected_and_it_goes_on(day):
    day.do(CorrectPresence(ANNE.name, TODAY, NOON - HOUR, 0, PresenceReason.FORGOT_TO_START, _only(day).id), MANAGER)

    assert (_only(day).started, _only(day).ended) == (NOON - HOUR, None)
    assert day.whole.queue.present == (ANNE.name,)


def test_a_presence_of_a_day_gone_by_is_corrected_from_what_is_known_of_it(day):
    earlier = Presence("p7", ANNE.name, NOON - 26 * HOUR, NOON - 20 * HOUR, left_open=True)
    command = CorrectPresence(ANNE.name, YESTERDAY, earlier.started, NOON - 21 * HOUR, FORGOT, "p7")

    (corrected,) = _decided(day, command, earlier)
    (confirmed,) = _decided(
        day, CorrectPresence(ANNE.name, YESTERDAY, earlier.started, earlier.ended, FORGOT, "p7"), earlier
    )

    assert (corrected.was_ended, corrected.ended) == (earlier.ended, NOON - 21 * HOUR)
    assert confirmed.ended == earlier.ended, "the end that the clock chose is confirmed"
    assert day.refused(command, MANAGER).reason is Reason.PRESENCE_UNKNOWN, "nothing is known of that day"


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (CorrectPresence(" ", TODAY, NOON, NOON, FORGOT), Reason.MEDIATOR_MISSING),
        (CorrectPresence("M" * 41, TODAY, NOON, NOON, FORGOT), Reason.MEDIATOR_MISSING),
        (CorrectPresence("M", TODAY, NOON, NOON, FORGOT, "p999"), Reason.PRESENCE_UNKNOWN),
        (CorrectPresence("M", "today", NOON, NOON, FORGOT), Reason.PRESENCE_TIMES),
        (CorrectPresence("M", TODAY, NOON, NOON - 1, FORGOT), Reason.PRESENCE_TIMES),
        (CorrectPresence("M", TODAY, NOON, NOON + HOUR, FORGOT), Reason.PRESENCE_TIMES),
        (CorrectPresence("M", TODAY, NOON, 0, FORGOT), Reason.PRESENCE_TIMES),
        (CorrectPresence("M", TODAY, NOON - 24 * HOUR, NOON, FORGOT), Reason.PRESENCE_TIMES),
        (CorrectPresence("M", "2025-11-25", NOON, NOON, FORGOT), Reason.PRESENCE_TIMES),
        (CorrectPresence(ANNE.name, TODAY, NOON - HOUR, NOON + 1, FORGOT), Reason.PRESENCE_TIMES),
    ],
)
def test_a_correction_that_cannot_be_true_is_refused(day, command, reason):
    assert day.refused(command, MANAGER).reason is reason


def test_the_same_hour_is_not_counted_twice_for_one_mediator(day):
    day.after(minutes=60)

    refused = day.refused(CorrectPresence(ANNE.name, TODAY, NOON - HOUR, NOON + HOUR // 2, FORGOT), MANAGER)

    assert (refused.reason, refused.facts["name"]) == (Reason.PRESENCE_OVERLAPS, ANNE.name)
    day.do(CorrectPresence(ANNE.name, TODAY, NOON - HOUR, NOON, FORGOT), MANAGER)


def test_help_that_nobody_recorded_is_recorded_by_the_clock_and_says_so(day):
    stopped = day.start("tax")
    day.after(minutes=9)
    day.do(StopAccompaniment(stopped.id))
    day.start("fill_form")

    day.next_day("2025-11-25")

    recorded = [e for e in day.decision.events if type(e).__name__ == "AccompanimentRecorded"]
    assert [(r.details.minutes, r.confirmed) for r in recorded] == [(9, False), (6, False)], "the mean time of a form"
    assert len(day.whole.mediation.accompaniments) == 0


def _decided(day, command, *earlier):
    return decide(day.whole, command, day.now, MANAGER, earlier=earlier).events


def test_a_help_that_nobody_ended_gives_its_mediator_no_night_of_presence(day):
    helped = day.do(StartAccompaniment(ticket=day.take()))
    night = day.now + 14 * HOUR
    day.now = night + 5 * HOUR
    day.do(StartPresence(), PAUL)
    day.now += HOUR
    day.do(OpenDay("2025-11-25", begins=night), CLOCK)

    record = day.whole.mediation.accompaniments[helped]
    assert not record.confirmed
    assert record.stopped == record.started + record.details.minutes * MINUTE
    assert record.stopped < night
