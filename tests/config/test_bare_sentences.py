"""No sentence stands bare where people read it: in templates and scripts each is French for _() or say(), and so in the catalogues."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment

from tests.french_words import french_in, french_of

TEMPLATES = sorted(path for path in Path().glob("*/templates/**/*.html"))
SCRIPTS = sorted(path for path in Path().glob("*/static/**/*.js") if "vendor" not in path.parts)
TYPED = ('--name "Responsable"',)
"""At the office's computer, where the first manager is added."""
MONDAY = "Mon"
"""As Intl names it in English."""
_LITERAL = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`""")
_VALUE = re.compile(r"\$\{[^}]*\}")
_COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_a_template_has_no_french_but_what_is_translated(template):
    assert list(_bare(template.read_text("utf-8"))) == []


@pytest.mark.parametrize("script", SCRIPTS, ids=str)
def test_a_script_has_no_sentence_of_its_own(script):
    assert [word for literal in _literals(script.read_text("utf-8")) for word in _french_of_literal(literal)] == []


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>Le guichet</p>", ["Le", "guichet"]),
        ('<p>{{ _("Le guichet") }}</p>', []),
        ('<p aria-label="Attente">{% if x %}{{ _("Le guichet") }} : 3{% endif %}</p>', ["Attente", "x :"]),
        ('{% set texts = {"lost": "Liaison perdue", "kept": _("Liaison perdue")} %}', ["Liaison", "perdue"]),
        ('<p lang="fr">Français</p>{# Le guichet #}', []),
    ],
)
def test_a_bare_sentence_is_found(template, words):
    assert list(_bare(template)) == words


def test_a_scripts_own_sentence_is_found():
    assert [_french_of_literal(each) for each in _literals('say("lost"); // la file\nshow("Liaison perdue")')] == [
        [],
        ["Liaison", "perdue"],
    ]


def _bare(template: str) -> Iterator[str]:
    """The French words of a template that no catalogue is asked for."""
    html, before = list[str](), ["", ""]
    for _line, kind, value in Environment(autoescape=True).lex(template):
        if kind == "data":
            html.append(value)
        elif kind == "variable_begin":
            html.append("x")
        elif kind == "string" and before != ["_", "("]:
            yield from _french_of_literal(value)
        if kind != "whitespace":
            before = [before[1], value]
    yield from french_in("".join(html).replace(' id="texts"', ""), TYPED)


def _french_of_literal(literal: str) -> list[str]:
    """Of one that may be read: it begins like a sentence, has several words, or an accent. « route », « chip attention » are code."""
    plain = _VALUE.sub(" ", literal).strip("\"'` ")
    reads = plain[:1].isupper() or len(plain.split()) > 2 or not plain.isascii()
    return french_of(plain) if reads and plain != MONDAY else []


def _literals(script: str) -> list[str]:
    return _LITERAL.findall(_COMMENT.sub("", script))
