"""The languages of the client's screens: those that have a catalogue, and whether somebody who speaks one has read it."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files

SOURCE = "fr"
ORDER = ("fr", "en", "ar", "pl", "pt", "it", "uk", "tr")
"""As they stand on the kiosk. French first; then those spoken around the shipped offices (Insee: Hauts-de-France)."""
OWN_NAMES = {
    "fr": "Français",
    "en": "English",
    "ar": "العربية",
    "pl": "Polski",
    "pt": "Português",
    "it": "Italiano",
    "uk": "Українська",
    "tr": "Türkçe",
}
"""Each in its own script and words: who speaks it finds it. No flags: a language is not a country."""
UNREVIEWED = "unreviewed"
_REVIEW = re.compile(r'^"X-Review: (.*)\\n"$', re.MULTILINE)


@lru_cache(maxsize=16)
def review(language: str) -> str:
    """The catalogue's header X-Review: « source », « unreviewed », or « reviewed by WHO, DATE ». Raises KeyError without a catalogue."""
    if language == SOURCE:
        return "source"
    catalogue = files("config") / "texts" / f"{language}.po"
    if not catalogue.is_file():
        raise KeyError(language)
    found = _REVIEW.search(catalogue.read_text(encoding="utf-8"))
    return found[1] if found else UNREVIEWED


def known_language(asked: str) -> str:
    """The language itself; French for one without a catalogue: a paper in it must not stop the others."""
    return asked if asked in OWN_NAMES else SOURCE


def offered(asked: Sequence[str], accepted: Iterable[str]) -> tuple[str, ...]:
    """Those of the languages asked for that clients see: read over by a speaker, or accepted as they are by the office."""
    return tuple(one for one in asked if review(one) != UNREVIEWED or one in set(accepted))
