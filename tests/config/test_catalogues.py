"""The catalogues: each language says every sentence that its readers may read, with the same facts in it, and nothing else."""

import io
import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

from config.languages import ORDER, SOURCE, Domain, catalogue, languages_of, review
from tests.config.sentences import for_clients, for_staff

CATALOGUES = [(domain, language) for domain in Domain for language in languages_of(domain) if language != SOURCE]


def test_each_language_that_a_client_chooses_has_a_catalogue_and_staff_have_french_and_english_at_least():
    assert sorted(languages_of(Domain.CLIENT)) == sorted(ORDER)
    assert {"fr", "en"} <= set(languages_of(Domain.STAFF))
    for domain, language in CATALOGUES:
        assert str(read_po(io.StringIO(_text(domain, language))).locale) == language


@pytest.mark.parametrize(("domain", "language"), CATALOGUES)
def test_every_sentence_that_somebody_may_read_is_in_every_catalogue_of_their_language_and_no_other(domain, language):
    sentences = _sentences(domain, language)

    assert len(sentences) > 250
    assert [f"{language}: {fault}" for fault in _faults(_text(domain, language), sentences)] == []


def test_staff_of_a_language_that_no_client_chooses_have_the_clients_sentences_in_their_own_catalogue():
    assert _sentences(Domain.STAFF, "nl") == set(for_staff()) | set(for_clients())


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
    faults = _faults(catalogue, {"Parti", "Guichet {counter}", "étoile", "carré", "Guichet"})

    assert sorted(faults) == [
        "left over: Ancienne phrase",
        "missing: Guichet",
        "missing: carré",
        "not sure (fuzzy): étoile",
        "other facts: Guichet {counter} → Counter {number}",
        "twice: Parti",
    ]


def test_each_catalogue_says_whether_somebody_who_speaks_the_language_has_read_it():
    assert review(SOURCE) == review(SOURCE, Domain.STAFF) == "source"
    for domain, language in CATALOGUES:
        assert re.fullmatch(r"unreviewed|reviewed by .+, \d{4}-\d\d-\d\d", review(language, domain)), (domain, language)


def _sentences(domain: Domain, language: str) -> set[str]:
    """What the catalogue has to say: staff read the clients' sentences in the clients' catalogue, where there is one."""
    clients = set(for_clients())
    if domain is Domain.CLIENT:
        return clients
    return set(for_staff()) if catalogue(Domain.CLIENT, language).is_file() else set(for_staff()) | clients


def _faults(text: str, sentences: set[str]) -> Iterator[str]:
    """What is wrong in a catalogue, each with its sentence."""
    messages = {str(message.id): message for message in read_po(io.StringIO(text)) if message.id}
    written = re.findall(r'^msgid "(.+)"$', text, re.MULTILINE)
    yield from (
        f"missing: {sentence}" for sentence in sentences if sentence not in messages or not messages[sentence].string
    )
    yield from (f"left over: {sentence}" for sentence in messages if sentence not in sentences)
    yield from (f"twice: {sentence}" for sentence in sorted(set(written)) if written.count(sentence) > 1)
    for sentence, message in messages.items():
        if message.fuzzy:
            yield f"not sure (fuzzy): {sentence}"
        elif message.string and _facts(str(message.string)) != _facts(sentence):
            yield f"other facts: {sentence} → {message.string}"


def _facts(sentence: str) -> set[str]:
    return set(re.findall(r"\{\w+\}|%\(\w+\)s", sentence))


def _text(domain: Domain, language: str) -> str:
    return catalogue(domain, language).read_text(encoding="utf-8")
