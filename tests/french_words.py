"""Finds the French in a page that should have none. What is French is known from the product's own sentences and their English."""

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.pofile import read_po

_WORD = re.compile(r"\b[^\W\d_]+\b")
"""Letters alone: « de0c » is a piece of a number."""
_ACCENTED = re.compile(r"[àâæçéèêëîïôœùûü]", re.IGNORECASE)
_SIGNS = re.compile(r"[«»]|\w+[ \u00a0\u202f][:;!?](?=\s|$)|\bn°", re.IGNORECASE)
"""French quotes, a space before a colon, « n° »: English has none of them."""
_FACT = re.compile(r"\{\w+\}|%\(\w+\)s")
"""{name} and %(name)s are ours in any language."""
_OURS = "Aller-vers"
"""The product's name, in any language."""
_READ_ALOUD = ("aria-label", "alt", "placeholder", "title")
_NOT_SHOWN = ("script", "style")
_EMPTY = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


def french_in(page: str, names: Iterable[str] = ()) -> list[str]:
    """The French words of an HTML page, once each, in order: its text, what is read aloud, the words for its scripts.

    names: of people and places, which are the same in any language. A part that says to be French (lang="fr") may be.
    """
    return list(dict.fromkeys(word for text in _texts(page) for word in french_of(text, names)))


def french_of(text: str, names: Iterable[str] = ()) -> list[str]:
    """The same of a plain text."""
    for name in sorted((*names, _OURS), key=len, reverse=True):
        text = text.replace(name, " ")
    text = _FACT.sub(" ", text)
    words = [word for word in _WORD.findall(text) if word.lower() in _vocabulary() or _ACCENTED.search(word)]
    return [*words, *_SIGNS.findall(text)]


@lru_cache(maxsize=1)
def _vocabulary() -> frozenset[str]:
    """The words of the French sentences that no English sentence has."""
    french, english = set[str](), set[str]()
    for file in Path("config/texts").rglob("en.po"):
        for message in read_po(file.open("rb")):
            french |= _words_of(str(message.id or ""))
            english |= _words_of(str(message.string or ""))
    return frozenset(french - english)


def _words_of(sentence: str) -> set[str]:
    """Without its facts and marks. A letter alone is no word."""
    plain = re.sub(r"<[^>]*>", " ", _FACT.sub(" ", sentence))
    return {word.lower() for word in _WORD.findall(plain) if len(word) > 1}


def _texts(page: str) -> Iterator[str]:
    reader = _Reader()
    reader.feed(page)
    yield from reader.texts


class _Reader(HTMLParser):
    """Gathers what a person may see or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._words_for_scripts = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element opens: what is inside one that is French, or not shown, is not looked at."""
        given = dict(attrs)
        skipped = self._skips or tag in _NOT_SHOWN or (given.get("lang") == "fr" and tag != "html")
        self._words_for_scripts = tag == "script" and given.get("id") == "texts"
        if not skipped:
            self.texts += [value for name in _READ_ALOUD if (value := given.get(name))]
        if tag not in _EMPTY:
            self._open.append((tag, skipped))

    def handle_endtag(self, tag: str) -> None:
        """An element closes."""
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Text, or the words for a page's scripts."""
        if self._words_for_scripts:
            self.texts += [str(sentence) for sentence in json.loads(data).values()]
            self._words_for_scripts = False
        elif not self._skips:
            self.texts.append(data)

    @property
    def _skips(self) -> bool:
        return bool(self._open) and self._open[-1][1]
