"""The catalogues: each language says every sentence that a client may read, with the same facts in it, and nothing else."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from config.languages import ORDER, SOURCE, review
from config.loading import SHIPPED, load
from config.spoken import SPOKEN
from config.words import REFUSALS, WORDS

FOLDER = Path("config/texts/client")
CATALOGUES = [language for language in ORDER if language != SOURCE]
FOR_CLIENTS = (
    "kiosk/templates",
    "display/templates",
    "ticket_page/templates",
    "sheet_page/templates",
    "server/templates/not_found.html",
)
ON_PAPER = ("server/paper/routes.py", "server/paper/slips.py", "server/paper/sheets.py")


def test_each_language_has_a_catalogue():
    assert sorted(file.stem for file in FOLDER.glob("*.po")) == sorted(CATALOGUES)
    for language in CATALOGUES:
        assert str(read_po(io.StringIO(_text(language))).locale) == language


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_sentence_that_a_client_may_read_is_in_every_language(language):
    asked = set(_for_clients())

    assert len(asked) > 250
    assert [f"{language}: {fault}" for fault in _faults(_text(language), asked)] == []


def test_the_check_finds_a_sentence_that_is_missing_left_over_doubtful_said_twice_or_with_other_facts():
    catalogue = """
msgid "Parti"
msgstr "Left"

msgid "Parti"
msgstr "Gone"

msgid "Guichet {counter}"
msgstr "Counter {number}"

#, fuzzy
msgid "étoile"
msgstr "stare"

msgid "carré"
msgstr ""

msgid "Ancienne phrase"
msgstr "Old sentence"
"""
    found = _faults(catalogue, {"Parti", "Guichet {counter}", "étoile", "carré", "Guichet"})

    assert sorted(found) == [
        "left over: Ancienne phrase",
        "missing: Guichet",
        "missing: carré",
        "not sure (fuzzy): étoile",
        "other facts: Guichet {counter} → Counter {number}",
        "twice: Parti",
    ]


def test_each_catalogue_says_whether_somebody_who_speaks_the_language_has_read_it():
    assert review(SOURCE) == "source"
    for language in CATALOGUES:
        assert re.fullmatch(r"unreviewed|reviewed by .+, \d{4}-\d\d-\d\d", review(language)), language


def _for_clients() -> Iterator[str]:
    """The French of every sentence that a client reads or hears, wherever it is written."""
    yield from [*WORDS.values(), *SPOKEN.values(), *REFUSALS.values()]
    for settings in (load(office) for office in SHIPPED):
        needs = (*settings.needs.values(), *settings.tree)
        labels = [one.words for one in (*needs, *settings.announcements, *settings.workshops.titles)]
        yield from (words[SOURCE] for words in (*labels, *settings.ready.values()))
    for place in map(Path, FOR_CLIENTS):
        for page in (place,) if place.suffix else place.rglob("*.html"):
            yield from (str(message) for _line, message, *_ in extract_from_file("jinja2", str(page)))
    for file in ON_PAPER:
        yield from (str(m) for _line, m, *_ in extract_from_file("python", file, keywords={"gettext": (2,)}))


def _faults(text: str, asked: set[str]) -> Iterator[str]:
    """What is wrong in a catalogue, each with its sentence."""
    said = {str(message.id): message for message in read_po(io.StringIO(text)) if message.id}
    written = re.findall(r'^msgid "(.+)"$', text, re.MULTILINE)
    yield from (f"missing: {sentence}" for sentence in asked if sentence not in said or not said[sentence].string)
    yield from (f"left over: {sentence}" for sentence in said if sentence not in asked)
    yield from (f"twice: {sentence}" for sentence in sorted(set(written)) if written.count(sentence) > 1)
    for sentence, message in said.items():
        if message.fuzzy:
            yield f"not sure (fuzzy): {sentence}"
        elif message.string and _facts(str(message.string)) != _facts(sentence):
            yield f"other facts: {sentence} → {message.string}"


def _facts(sentence: str) -> set[str]:
    return set(re.findall(r"\{\w+\}|%\(\w+\)s", sentence))


def _text(language: str) -> str:
    return (FOLDER / f"{language}.po").read_text(encoding="utf-8")
