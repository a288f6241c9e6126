"""What may be said, and nothing else."""

import pytest

from config.loading import load
from config.texts import Texts
from voice.sentences import calls, kiosk_says, sentence

LENS = load("lens", demonstration=True)
WORDS = Texts.load().words("fr", LENS)


def test_a_call_names_the_number_and_the_counter():
    assert sentence(WORDS, "call", {"number": 112, "counter": 3}) == "Numéro 112, guichet 3"


@pytest.mark.parametrize(
    "facts", [{}, {"number": 112}, {"number": 112, "counter": 3, "more": 1}, {"number": 10_000, "counter": 3}]
)
def test_facts_that_do_not_fit_are_refused(facts):
    with pytest.raises(ValueError):
        sentence(WORDS, "call", facts)


def test_only_a_known_name_is_said():
    with pytest.raises(KeyError):
        sentence(WORDS, "anything", {})


def test_every_need_every_wait_and_every_paper_to_have_ready_is_made_ahead():
    ahead = {name for name, _ in kiosk_says(WORDS)}

    assert {name for name in WORDS if name.startswith(("need.", "tile.", "ready.", "wait.", "place."))} <= ahead
    for name, facts in kiosk_says(WORDS):
        assert "{" not in sentence(WORDS, name, facts)


def test_calls_are_made_for_each_counter():
    assert list(calls(range(101, 103), ["1", "2"])) == [
        ("call", {"number": number, "counter": counter}) for number in (101, 102) for counter in (1, 2)
    ]
