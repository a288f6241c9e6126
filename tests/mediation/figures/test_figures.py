"""The figures of the report are what their definitions say."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records_for import alert, helped, move, presence, visit, workshop

from flow.readings import Reading
from flow.tickets import MoveReason, Outcome
from mediation.coop import Action, Autonomy, Nature, Share
from mediation.figures.hall import ADVANCE, Answers, alerts, moves
from mediation.figures.helped import actions, autonomy, orientations
from mediation.figures.mission import mission
from mediation.figures.report import Records, report
from mediation.figures.shares import percents, quantile
from mediation.figures.suppression import Hidden
from mediation.figures.visits import queue
from mediation.figures.workshops import workshops
from mediation.structures import Structure

FEW = Hidden.FEW


def test_hours_of_intervention_are_presences_that_ended():
    assert mission([presence(3.5), presence(4), presence(ended=None)], [], []).hours == 7.5


def test_a_digital_accompaniment_is_a_help_at_a_machine_a_phone_or_a_computer():
    helps = [helped(nature) for nature in Nature for _ in range(5)]

    figures = mission([], helps, [])

    assert figures.accompaniments == 15
    assert (figures.digital_minutes, figures.information_minutes) == (15 * 12, 25 * 12)
    assert figures.shares == {Share.DIGITAL: 38, Share.INFORMATION: 62}


def test_a_workshop_that_was_held_is_digital_assistance_once_whatever_number_came():
    minutes = mission([], [], [workshop(8), workshop(1), workshop(0), workshop(5, cancelled=True)]).digital_minutes

    assert minutes == 240


def test_a_workshop_that_nobody_counted_was_held_when_somebody_was_marked_present():
    assert mission([], [], [workshop(None, present=2), workshop(None, present=0)]).digital_minutes == 120


def test_fewer_than_five_helps_have_no_share():
    assert mission([], [helped()] * 4, []).shares is None
    assert mission([], [helped()] * 5, []).shares == {Share.DIGITAL: 100, Share.INFORMATION: 0}


@given(st.dictionaries(st.integers(0, 9), st.integers(0, 10_000), min_size=1))
def test_percents_of_anything_add_up_to_a_hundred(parts: dict[int, int]):
    shares = percents(parts)

    assert sum(shares.values()) == (100 if sum(parts.values()) else 0)
    for key, value in shares.items():
        assert abs(value - 100 * parts[key] / max(1, sum(parts.values()))) < 1


@given(st.lists(st.integers(0, 200), min_size=1), st.floats(0.01, 1))
def test_a_quantile_is_a_wait_that_at_least_so_many_did_not_exceed(waits: list[int], share: float):
    waited = quantile(waits, share)

    assert waited in waits
    assert sum(wait <= waited for wait in waits) >= share * len(waits)
    assert sum(wait < waited for wait in waits) <= share * len(waits)


def test_every_help_counts_in_one_of_the_five_kinds_of_action():
    done = actions([helped(nature, 10) for nature in Nature for _ in range(6)])

    assert list(done) == list(Action)
    assert {action: (each.count, each.minutes) for action, each in done.items()} == {
        Action.MACHINES_AND_DIGITAL_TOOLS: (12, 120),
        Action.INFORMING: (18, 180),
        Action.PREVENTING_CONFLICT: (6, 60),
        Action.FORMS: (6, 60),
        Action.INDIVIDUAL_ACCOMPANIMENT: (6, 60),
    }


@given(st.lists(st.sampled_from(Nature), max_size=40))
def test_the_number_of_digital_accompaniments_gives_no_kind_of_action_away(given_natures: list[Nature]):
    helps = [helped(nature) for nature in given_natures]
    of_share = {
        share: [a for a in Action if any(n.action is a and n.share is share for n in Nature)] for share in Share
    }

    done = actions(helps)

    for share, kinds in of_share.items():
        total = sum(nature.share is share for nature in given_natures)
        hidden = [kind for kind in kinds if isinstance(done[kind].count, Hidden)]
        assert len(hidden) != 1 or total < 5
    assert all(isinstance(each.minutes, Hidden) == isinstance(each.count, Hidden) for each in done.values())


def test_autonomy_counts_those_noted_before_and_after():
    low, high = Autonomy.FULLY_ACCOMPANIED, Autonomy.AUTONOMOUS
    helps = [helped(autonomy_before=low, autonomy_after=high)] * 6 + [
        helped(autonomy_before=low, autonomy_after=low)
    ] * 5
    helps += [helped(autonomy_before=low), helped()]

    progress = autonomy(helps)

    assert progress.before.cells == {low: 11, Autonomy.PARTLY: 0, high: 0}
    assert progress.after.cells == {low: 5, Autonomy.PARTLY: 0, high: 6}
    assert progress.change.cells == {"more": 6, "same": 5, "less": 0}


def test_orientations_are_the_kinds_of_places_most_often_first():
    sent = Counter({Structure.SOCIAL_AID: 7, Structure.ADMINISTRATION: 9})
    helps = [helped(reoriented=kind) for kind in sent.elements()]

    assert list(orientations(helps).cells.items()) == [(Structure.ADMINISTRATION, 9), (Structure.SOCIAL_AID, 7)]


def test_the_order_of_a_table_does_not_tell_which_hidden_number_is_smaller():
    kinds = (Structure.SOCIAL_AID, Structure.ADMINISTRATION)
    orders = set()
    for first, second in ((1, 5), (5, 1)):
        helps = [helped(reoriented=kinds[0])] * first + [helped(reoriented=kinds[1])] * second
        orders.add(tuple(orientations(helps).cells.items()))

    assert len(orders) == 1


def test_workshops_count_seats_and_people_of_those_held():
    figures = workshops([workshop(7), workshop(6, inside=False), workshop(0), workshop(8, cancelled=True)])

    assert (figures.planned, figures.cancelled, figures.held, figures.outside) == (3, 1, 2, 1)
    assert (figures.seats, figures.signed_up, figures.came) == (16, 20, 13)


def test_waits_are_medians_by_need_and_hour_and_never_of_fewer_than_five():
    day = [visit("track", waited, hour=9) for waited in (1, 2, 3, 4, 90)]
    day += [visit("stamps", 5, hour=10) for _ in range(6)] + [visit("abroad", None, hour=10)] * 2 + [visit("mail")] * 2

    figures = queue(day)

    assert (figures.by_need["track"].waited, figures.by_need["track"].waited_most) == (3, 90)
    assert figures.by_need["abroad"].people is FEW
    assert figures.by_need["abroad"].waited is None
    assert (figures.by_hour[9].people, figures.by_hour[10].people) == (7, 8)


def test_wrong_declarations_no_shows_and_kept_promises_are_shares_of_the_visits():
    day = [visit("track", declared="stamps")] * 10 + [visit("track", 25)] * 20 + [visit("track")] * 60
    day += [visit("track", None, outcome=Outcome.NO_SHOW)] * 10 + [visit(outcome=Outcome.ISSUED_IN_ERROR)] * 30

    figures = queue(day)

    assert (figures.wrong, figures.wrong_percent, figures.no_show_percent) == (10, 10, 10)
    assert figures.kept_percent == 78
    assert figures.outcomes.total == 100


def test_a_percent_is_hidden_with_the_few_people_it_would_tell():
    day = [visit(declared="stamps")] * 2 + [visit()] * 48

    assert (queue(day).wrong, queue(day).wrong_percent) == (FEW, None)


def test_moves_have_a_reason_and_a_price_and_those_taken_back_cost_nothing():
    changes = [move()] * 6 + [move(undone=True)] * 9 + [move(None)] * 7

    figures = moves(changes)

    assert (figures.counts.cells[MoveReason.CALMING], figures.counts.cells[ADVANCE]) == (6, 7)
    assert figures.prices[MoveReason.CALMING].people == 18
    assert figures.prices[MoveReason.CALMING].minutes == pytest.approx(2)


def test_alerts_are_counted_with_what_people_answered():
    answers = alerts([alert(True), alert(True), alert(False), alert(None), alert(True, Reading.CLIMATE)])

    assert answers == {Reading.LOAD: Answers(4, 2, 1, 1), Reading.CLIMATE: Answers(1, 1, 0, 0)}


def test_the_parts_of_a_report_add_up_to_its_whole():
    here = Records(
        presences=[presence(3), presence(4, office="lievin", date="2022-07-02")],
        accompaniments=[helped()] * 9 + [helped(office="lievin")] * 8,
        workshops=[workshop(6)],
    )

    whole = report(here, Records(), ["2022-06", "2022-07", "2022-08"], ["lens", "lievin"])

    for split in (whole.months, whole.offices):
        assert sum(part.presence_ms for part in split.parts.values()) == whole.mission.presence_ms
        assert sum(part.digital_minutes for part in split.parts.values()) == whole.mission.digital_minutes
        assert split.accompaniments.total == whole.mission.accompaniments == 17
    assert whole.months.parts["2022-08"].hours == 0


def test_an_empty_period_has_a_report():
    empty = report(Records(), Records(), ["2022-06"], ["lens"])

    assert (empty.mission.hours, empty.mission.accompaniments, empty.mission.shares) == (0, 0, None)
    assert empty.queue.overall.waited is None
