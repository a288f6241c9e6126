"""Text made safe and fit for the printer."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printer.characters import fits, lines_of, nearest_of, printable, readable

OBEYED = [chr(n) for n in (*range(0x20), *range(0x7F, 0xA0))] + ["\u00ad", "\u200e", "\u202e", "\ufeff", "\ud800"]


@pytest.mark.parametrize("char", OBEYED, ids=ascii)
def test_a_character_that_a_printer_obeys_never_gets_through(char: str) -> None:
    assert printable(f"a{char}b") in ("ab", "a b")
    assert printable("a•b") == "a•b", "the control: what prints stays"


@given(st.text())
def test_any_text_becomes_letters_of_the_page(text: str) -> None:
    assert all(byte >= 0x20 and byte != 0x7F for byte in printable(text).encode("cp1252"))


@given(st.text(), st.integers(1, 64))
def test_no_line_is_wider_than_asked(text: str, columns: int) -> None:
    assert all(0 < len(line) <= columns for line in lines_of(text, columns))


def test_french_typography_is_kept() -> None:
    letters = "éèêëàâîïôùûçœŒ€ÉÀÇ«»’…–—•"
    assert printable(letters) == letters
    assert printable(unicodedata.normalize("NFD", "pièce d’identité, À préparer")) == "pièce d’identité, À préparer"


def test_narrow_and_no_break_characters_become_what_the_page_has() -> None:
    assert printable("10\u202f000\u00a0€ : avant\u20118\u00a0h") == "10\u00a0000\u00a0€ : avant-8\u00a0h"


@pytest.mark.parametrize(
    ("language", "text", "printed"),
    [
        ("fr", "Numéro effacé ce soir\u202f: où\u2009?", "Numéro effacé ce soir : où ?"),
        ("en", "Have ready: your ID — “passport”", "Have ready: your ID — “passport”"),
        ("it", "Perché è più così", "Perché è più così"),
        ("pt", "Não há informação às 9 h", "Não há informação às 9 h"),
        ("pl", "Zgłoś się: źródło, łódź, ręką", "Zglos sie: zródlo, lódz, reka"),
        ("tr", "İğne ışığı, çok şükür", "Igne isigi, çok sükür"),
        ("uk", "Близько 10 хвилин, будь ласка", "Blyzko 10 khvylyn, bud laska"),
        ("ar", "١١٢", "112"),
    ],
)
def test_each_language_prints_something_readable(language: str, text: str, printed: str) -> None:
    assert " ".join(lines_of(text, 64)) == printed, language


def test_a_script_that_the_page_lacks_leaves_no_line_of_question_marks() -> None:
    assert printable("号 ع") == "? ?"
    assert lines_of("رقمك يظهر على الشاشة", 32) == []
    assert lines_of("Carte de 李", 32) == ["Carte de ?"], "the control: one letter is no script"
    assert lines_of("??", 32) == ["??"], "the control: question marks that were asked for"


def test_a_no_break_space_never_ends_a_line() -> None:
    assert lines_of("il est 9\u00a0h et demie", 9) == ["il est", "9 h et", "demie"]


def test_a_number_stays_with_its_unit() -> None:
    assert lines_of("Environ 10 à 15 minutes", 21) == ["Environ", "10 à 15 minutes"]
    assert lines_of("about 10 to 15 minutes", 16) == ["about", "10 to 15 minutes"]
    assert lines_of("Environ dix à quinze min", 21) == ["Environ dix", "à quinze min"], "the control: no number"


def test_what_must_stay_together_is_parted_at_its_spaces_when_no_line_is_wide_enough() -> None:
    assert lines_of("10\u00a0000\u00a0000\u00a0000\u00a0€", 8) == ["10 000", "000", "000 €"]


def test_no_word_is_left_alone_on_the_last_line() -> None:
    text = "Aucune donnée personnelle. Numéro effacé ce soir."
    assert lines_of(text, 48) == ["Aucune donnée personnelle.", "Numéro effacé ce soir."]


def test_a_range_of_numbers_stays_together_in_any_language() -> None:
    assert readable("حوالي 10 إلى 15 دقيقة", lambda _: True) == "حوالي 10\u00a0إلى\u00a015\u00a0دقيقة"


def test_a_text_fits_when_the_page_writes_it_as_it_is() -> None:
    assert fits("Où\u202f? L’œuvre, 10 €, avant\u20118 h")
    assert fits("a\x1bb\u00ad\u200e"), "what is thrown away needs no letter"
    for foreign in ("łódź", "Igne ısığı", "хвилин", "١١٢", "号"):
        assert not fits(foreign)
    assert fits("łódź", "CP852"), "the control: another page has them"
    assert fits("L’avis – à 9 h…", "CP858"), "an apostrophe has a plain form"
    assert printable("L’avis – à 9 h…", "CP858") == "L'avis - à 9 h..."
    assert not fits("L’œuvre", "CP858"), "a letter has none"


def test_letters_that_a_font_has_are_kept_and_marks_with_them() -> None:
    assert nearest_of("łódź, İğne, їжак, حضّروا", lambda _: True) == "łódź, İğne, їжак, حضّروا"
    assert nearest_of("a\u200cb\u202ec\x10d", lambda _: True) == "a\u200cbcd", "joiners stay, directions go"
    assert nearest_of("a\u200cb", lambda char: char < "\x7f") == "ab"
