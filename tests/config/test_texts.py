"""The words: said by code and by language, honest about waits."""

import pytest

from config import loading
from config.languages import ORDER, OWN_NAMES, offered
from config.loading import load
from config.staff_words import STAFF_REFUSALS, STAFF_WORDS
from config.texts import Texts
from config.words import REFUSALS, WORDS
from flow.readings import Action, CauseKind, Difficulty, Level, Reading
from flow.refusals import Reason
from flow.tickets import MoveReason, Outcome, ParkReason, State, Wait

TEXTS = Texts.load()


def test_every_code_that_screens_say_has_words():
    codes = [f"state.{s}" for s in State] + [f"outcome.{o}" for o in Outcome]
    codes += [f"move_reason.{m}" for m in MoveReason] + [f"park_reason.{p}" for p in ParkReason]

    assert [code for code in codes if code not in WORDS] == []
    assert sorted([*REFUSALS, *STAFF_REFUSALS]) == sorted(Reason)


def test_a_language_that_nobody_has_read_over_is_shown_in_the_demonstration_or_when_the_office_accepts_it(monkeypatch):
    assert offered(("fr", "en"), ()) == ("fr",)
    assert offered(("fr", "en", "ar"), ("ar",)) == ("fr", "ar")
    assert load("lens").languages == ("fr",)
    assert "en" in load("lens").unread
    assert load("lens", demonstration=True).languages == ORDER

    monkeypatch.setattr(loading, "offered", lambda languages, _accepted, *_domain: tuple(languages))
    assert load("lens").languages == ORDER
    assert load("lens").unread == ()


def test_each_language_is_named_in_its_own_script():
    assert set(OWN_NAMES) == set(ORDER)


@pytest.mark.parametrize(
    ("wait", "sentence"),
    [
        (Wait(0, 5), "moins de 5 minutes"),
        (Wait(10, 15), "environ 10 à 15 minutes"),
        (Wait(45, None), "plus de 45 minutes, parlez au médiateur"),
        (None, "un agent vous dira combien de temps"),
    ],
)
def test_a_wait_is_said_as_a_range(wait, sentence):
    assert TEXTS.wait("fr", wait) == sentence


def test_a_refusal_says_why_in_the_readers_language_even_when_a_fact_is_missing():
    facts = {"number": 112, "state": "serving"}

    assert "« au guichet »" in TEXTS.refusal("fr", Reason.WRONG_STATE, facts)
    assert "at the counter" in TEXTS.refusal("en", Reason.WRONG_STATE, facts)
    assert "112" in TEXTS.refusal("fr", Reason.CHANGED_MEANWHILE, facts)


def test_arabic_alone_runs_from_right_to_left():
    assert [language for language in ORDER if Texts.direction(language) == "rtl"] == ["ar"]


def test_a_moment_is_said_in_the_offices_time():
    assert TEXTS.moment(1_763_985_600_000, "Europe/Paris") == "lundi 24 novembre 2025, 13 h 00"


def test_labels_of_the_need_tree_are_in_every_language():
    settings = load("lens")
    words_of = {language: TEXTS.words(language, settings) for language in ORDER}

    assert (words_of["fr"]["need.stamps"], words_of["en"]["need.stamps"]) == ("Acheter des timbres", "Buy stamps")
    assert len({words["need.stamps"] for words in words_of.values()}) == len(ORDER)
    assert all(words.keys() == words_of["fr"].keys() for words in words_of.values())


def test_every_code_that_only_staff_read_has_words():
    codes = [f"difficulty.{d}" for d in Difficulty] + [f"tension.{level}" for level in Level]
    codes += (
        [f"cause.{kind}" for kind in CauseKind] + [f"action.{a}" for a in Action] + [f"reading.{r}" for r in Reading]
    )

    staff_only = ("calls.", "fence.", "rush.", "clock.")
    assert sorted(codes) == sorted(name for name in STAFF_WORDS if not name.startswith(staff_only))
    words = TEXTS.words("fr", load("lens"))
    assert [f"tag.{tag.id}" for tag in load("lens").tags if f"tag.{tag.id}" not in words] == []
    assert words["announcement.counter-opens"] == "Un guichet de plus ouvre."


def test_a_moment_in_english_is_written_as_in_britain_so_that_it_reads_like_the_hours_on_the_screens():
    noon = 1_763_985_600_000

    assert TEXTS.moment(noon + 3 * 3_600_000, "Europe/Paris", "en") == "Monday, 24 November 2025, 16:00"
    assert TEXTS.moment(noon + 3 * 3_600_000, "Europe/Paris") == "lundi 24 novembre 2025, 16 h 00"
