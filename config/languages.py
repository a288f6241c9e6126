"""The languages of the screens, clients' and staff's: those that have a catalogue, and whether somebody who speaks one has read it."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from babel import Locale

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


class Domain(StrEnum):
    """Who reads the words of a catalogue: the folders of config/texts."""

    CLIENT = "client"
    STAFF = "staff"


def catalogue(domain: Domain, language: str) -> Traversable:
    """The file of one domain and language, whether it is there or not."""
    return files("config") / "texts" / domain / f"{language}.po"


def languages_of(domain: Domain) -> tuple[str, ...]:
    """French, and the languages that have a catalogue of the domain."""
    names = (file.name for file in (files("config") / "texts" / domain).iterdir())
    return (SOURCE, *sorted(name.removesuffix(".po") for name in names if name.endswith(".po")))


@lru_cache(maxsize=32)
def review(language: str, domain: Domain = Domain.CLIENT) -> str:
    """The catalogue's header X-Review: « source », « unreviewed », or « reviewed by WHO, DATE ». Raises KeyError without a catalogue."""
    if language == SOURCE:
        return "source"
    file = catalogue(domain, language)
    if not file.is_file():
        raise KeyError(language)
    header = _REVIEW.search(file.read_text(encoding="utf-8"))
    return header[1] if header else UNREVIEWED


def locale_of(language: str) -> str:
    """Whose dates and hours the language is written with: English as in Britain, where the day comes first and has 24 hours."""
    return "en_GB" if language == "en" else language


def own_name(language: str) -> str:
    """The language in its own words: « English »."""
    return OWN_NAMES.get(language) or str(Locale.parse(language).get_display_name(language)).capitalize()


def known_language(language: str) -> str:
    """The language itself; French for one without a catalogue: a paper in it must not stop the others."""
    return language if language in OWN_NAMES else SOURCE


def offered(languages: Sequence[str], accepted: Iterable[str], domain: Domain = Domain.CLIENT) -> tuple[str, ...]:
    """Those of the languages asked for that are shown: read over by a speaker, or accepted as they are by the office."""
    return tuple(
        language for language in languages if review(language, domain) != UNREVIEWED or language in set(accepted)
    )
