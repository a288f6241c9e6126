"""What may be said, and nothing else; what is made ahead."""

import pytest

from config.loading import load
from config.spoken import SPOKEN
from config.texts import Texts
from flow.forecast import LONGEST, wait_range
from voice.sentences import always_said, facts_in, numbers_said, sentence

LENS = load("lens", demonstration=True)
TEXTS = Texts.load()
WORDS = TEXTS.words("fr", LENS)


def test_a_call_names_the_number_and_the_counter():
    call = sentence(WORDS, "call", {"number": 112, "counter": 3})

    assert call.text == "Numéro 112, guichet 3"
    assert call.recording == "call-counter-3-number-112"


@pytest.mark.parametrize(
    "facts", [{}, {"number": 112}, {"number": 112, "counter": 3, "more": 1}, {"number": 10_000, "counter": 3},
              {"number": -1, "counter": 3}]
)  # fmt: skip
def test_facts_that_do_not_fit_are_refused(facts):
    with pytest.raises(ValueError):
        sentence(WORDS, "call", facts)


def test_only_a_known_name_is_said():
    with pytest.raises(ValueError, match="Aucune phrase ne s'appelle « anything »"):
        sentence(WORDS, "anything", {})


def test_every_sentence_of_the_kiosk_and_every_need_is_made_ahead():
    ahead = {each.name for each in always_said(WORDS)}

    assert {
        name for name in WORDS if name.startswith(("need.", "tile.", "ready.", "wait.", "place.", "announcement."))
    } <= ahead
    assert {name for name, text in SPOKEN.items() if not facts_in(text)} <= ahead
    assert not {name for name in ahead if name.startswith(("state.", "outcome.", "printer."))}
    assert all("{" not in each.text for each in always_said(WORDS))


def test_every_wait_that_the_forecast_says_is_made_ahead():
    ahead = {each.text for each in always_said(WORDS)}

    for hundredths in range(LONGEST * 100 + 200):
        assert TEXTS.wait("fr", wait_range(hundredths / 100)) in ahead


def test_numbers_are_made_for_each_counter():
    sentences = list(numbers_said({"call": SPOKEN["call"]}, range(101, 103), ["1", "2"]))

    assert [each.text for each in sentences] == [
        f"Numéro {number}, guichet {counter}" for number in (101, 102) for counter in (1, 2)
    ]


def test_every_sentence_asks_for_the_same_facts_in_every_language():
    for language in LENS.languages:
        words = TEXTS.words(language, LENS)
        assert {name: facts_in(text) for name, text in words.items()} == {
            name: facts_in(text) for name, text in WORDS.items()
        }, language
