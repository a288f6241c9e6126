"""Another language for the staff is one file: a catalogue in config/texts/staff."""

import shutil
from pathlib import Path

import pytest

from config import catalogues, languages
from config.languages import Domain, own_name
from config.loading import load

DUTCH = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: nl\\n"
"X-Review: {review}\\n"

msgid "Qui êtes-vous ?"
msgstr "Wie bent u?"
"""


@pytest.fixture
def dutch(tmp_path, monkeypatch):
    """A catalogue that somebody puts there, as they say whether it was read over."""
    shutil.copytree("config/texts", tmp_path / "texts")

    def put(review: str) -> None:
        (tmp_path / "texts" / Domain.STAFF / "nl.po").write_text(DUTCH.format(review=review), encoding="utf-8")
        monkeypatch.setattr(languages, "files", lambda _package: tmp_path)
        monkeypatch.setattr(catalogues, "_BY_LANGUAGE", {})
        languages.review.cache_clear()

    yield put
    languages.review.cache_clear()


def test_a_catalogue_that_somebody_read_over_is_a_language_of_the_staff_in_every_office(dutch):
    assert load("lens").staff_languages == ("fr",)

    dutch("reviewed by Anna, 2026-11-29")

    assert load("lens").staff_languages == ("fr", "nl")
    assert own_name("nl") == "Nederlands"
    assert catalogues.gettext("nl", "Qui êtes-vous ?") == "Wie bent u?"
    assert catalogues.gettext("nl", "Parti") == "Parti", "what it lacks is said in French"


def test_one_that_nobody_read_over_is_shown_in_the_demonstration_or_where_the_office_accepts_it(dutch, tmp_path):
    # Clients choose no Dutch: it is accepted for the staff.
    text = Path("config/offices/lens.toml").read_text(encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text(text.replace("accepted = []", 'accepted = ["nl"]'), encoding="utf-8")
    dutch("unreviewed")

    assert load("lens").staff_languages == ("fr",)
    assert load("lens", demonstration=True).staff_languages == ("fr", "en", "nl")
    assert load(str(own)).staff_languages == ("fr", "nl")
