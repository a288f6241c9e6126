"""What staff read while the machine's time is not believed: what happened, what the office does, one question."""

import msgspec
import pytest

from config.clock_words import clock_notice
from flow.state import Doubt

NOON = 1_763_985_600_000
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
PARIS = "Europe/Paris"


def _notice(played, ahead, since=0):
    return clock_notice(msgspec.structs.replace(played.state, doubt=Doubt(ahead, since)), NOON, PARIS)


def test_nothing_is_said_while_the_time_is_believed(played):
    assert clock_notice(played.state, NOON, PARIS) is None


@pytest.mark.parametrize(
    ("ahead", "happened", "question"),
    [
        (HOUR, "a avancé d'un coup de 1 heure.", "Est-il bien 14 h 00 ?"),
        (-HOUR, "a reculé d'un coup de 1 heure.", "Est-il bien 12 h 00 ?"),
        (3 * MINUTE + 20_000, "a avancé d'un coup de 3 minutes.", "Est-il bien 13 h 03 ?"),
        (DAY, "a avancé d'un coup de 1 jour.", "Est-il bien 13 h 00, mardi 25 novembre 2025 ?"),
        (26 * HOUR, "a avancé d'un coup de 1 jour et 2 heures.", "Est-il bien 15 h 00, mardi 25 novembre 2025 ?"),
        (74 * 365 * DAY, "a avancé d'un coup de 74 ans.", "Est-il bien 13 h 00, vendredi 6 novembre 2099 ?"),
    ],
)
def test_a_jump_is_said_with_the_question_that_settles_it(played, ahead, happened, question):
    notice = _notice(played, ahead)

    assert happened in notice.sentence
    assert "Le bureau continue à son heure : 13 h 00" in notice.sentence
    assert notice.question == question
    assert notice.ahead == ahead


def test_a_time_that_cannot_be_is_not_asked_about(played):
    notice = _notice(played, -NOON, NOON)

    assert notice.question == ""
    assert "1970" in notice.sentence
    assert notice.if_not == "Faites régler l'horloge. Le bureau continue, rien n'est perdu."
