"""What is recorded of an accompaniment, with a ticket or on the way: what may be, what may not, and how long it may be edited."""

import pytest

from flow.refusals import Reason
from flow.tickets import State
from mediation.commands import EditAccompaniment, NoteHelp, RecordAccompaniment
from mediation.coop import Action, Nature, Posture, Share, Theme
from mediation.details import Details


def test_a_short_help_on_the_way_is_noted_at_once_and_the_queue_does_not_move(day):
    ticket = day.take("help")

    noted = day.do(NoteHelp(Nature.INFORMATION, 2, ticket))
    again = day.do(NoteHelp(Nature.INFORMATION, 2, ticket))

    assert day.helped(noted).details == Details(Nature.INFORMATION, 2)
    assert (again, len(day.whole.mediation.accompaniments)) == (noted, 1)
    assert day.ticket(ticket).state is State.WAITING


def test_a_help_that_somebody_noted_needs_no_second_look(day):
    noted = day.helped(day.do(NoteHelp(Nature.INFORMATION, 4)))

    assert (noted.confirmed, noted.recorded - noted.started, noted.stopped) == (True, 4 * 60_000, noted.recorded)


def test_a_record_may_be_edited_the_same_day_and_not_before_it_is_made(day):
    started = day.start()
    other = Details(Nature.FORM_HELP, 25, posture=Posture.DONE_TOGETHER)
    assert day.refused(EditAccompaniment(started.id, other)).reason is Reason.NOT_RECORDED_YET
    day.do(RecordAccompaniment(started.id))
    day.after(minutes=60)

    day.do(EditAccompaniment(started.id, other))

    assert day.helped(started.id).details == other
    assert day.helped(started.id).changed == day.now
    day.do(EditAccompaniment(started.id, other))
    assert day.decision.events == ()


@pytest.mark.parametrize(
    ("details", "reason"),
    [
        (Details(Nature.INFORMATION, 0), Reason.MINUTES_NOT_POSSIBLE),
        (Details(Nature.INFORMATION, 481), Reason.MINUTES_NOT_POSSIBLE),
        (Details(Nature.DIGITAL_HELP, 5), Reason.THEME_MISSING),
        (Details(Nature.INFORMATION, 5, themes=(Theme.HOUSING,)), Reason.THEME_NOT_ADMINISTRATIVE),
        (Details(Nature.INFORMATION, 5, procedure="pension"), Reason.THEME_NOT_ADMINISTRATIVE),
        (Details(Nature.INFORMATION, 5, themes=(Theme.HELP_WITH_PROCEDURES,), procedure="x"), Reason.PROCEDURE_UNKNOWN),
        (Details(Nature.INFORMATION, 5, posture=Posture.DONE_FOR), Reason.MANDATE_MISSING),
    ],
)
def test_a_record_that_cannot_be_true_is_refused(day, details, reason):
    started = day.start()

    assert day.refused(RecordAccompaniment(started.id, details)).reason is reason


def test_done_for_somebody_is_recorded_with_a_signed_mandate_and_a_procedure_of_the_list(day):
    started = day.start("tax")
    details = Details(
        Nature.DIGITAL_HELP, 30, Posture.DONE_FOR, (Theme.HELP_WITH_PROCEDURES,), procedure="pension", mandate=True
    )

    day.do(RecordAccompaniment(started.id, details))

    assert day.helped(started.id).details == details


def test_each_nature_counts_in_one_action_and_one_share_and_each_action_has_a_nature():
    assert {nature.action for nature in Nature} == set(Action)
    assert [nature for nature in Nature if nature.share is Share.DIGITAL] == [
        Nature.DIGITAL_HELP,
        Nature.MACHINE_HELP,
        Nature.WORKSHOP,
    ]


def test_every_need_of_the_shipped_tree_proposes_a_record_that_is_accepted(day):
    for need in day.whole.queue.plan.needs:
        started = day.start(need)
        day.do(RecordAccompaniment(started.id))
        assert day.helped(started.id).confirmed
