"""What staff read after part of the day was lost."""

import pytest
from msgspec.structs import replace

from config.fence_words import fence_notice
from config.loading import load
from flow.fence import Fence, Loss
from flow.state import OfficeState

TEN = 1_763_978_520_000
"""Monday 24 November 2025, 11:02 in Lens."""
FENCE = Fence(first=111, last=130, goes_on=301, why=Loss.RESTORED, kept_until=TEN)


@pytest.fixture
def state():
    """A queue without anybody."""
    return OfficeState(load("lens", demonstration=True).plan(), "2025-11-24")


def _notice(state, fence):
    return fence_notice(replace(state, fence=fence), "Europe/Paris")


def test_it_says_of_when_the_queue_is_which_numbers_are_out_and_what_to_do(state):
    notice = _notice(state, FENCE)

    assert notice.sentence == "Une copie du bureau a été remise : la file est celle de 11 h 02."
    assert notice.missing == "Il y manque au moins les numéros 111 à 130. Les numéros continuent à partir de 301."
    assert "un nouveau ticket à la borne" in notice.todo
    assert notice.goes_on == 301


def test_one_number_is_one_and_none_is_none(state):
    assert _notice(state, replace(FENCE, last=111)).missing.startswith("Il y manque au moins le 111.")
    assert _notice(state, replace(FENCE, last=110)).missing.startswith("Aucun numéro perdu n'est connu")


def test_a_day_that_was_lost_whole_says_no_hour(state):
    notice = _notice(state, replace(FENCE, first=101, why=Loss.SHORTER, kept_until=0))

    assert notice.sentence.endswith("la file est vide.")
    assert "y être encore" not in notice.todo


@pytest.mark.parametrize("why", Loss)
def test_each_loss_has_its_sentence(state, why):
    assert _notice(state, replace(FENCE, why=why)).sentence.count(" : ") == 1


def test_what_is_settled_or_never_was_is_not_said(state):
    assert fence_notice(state, "Europe/Paris") is None
    assert _notice(state, replace(FENCE, settled=True)) is None
