"""Every sentence that the product says, by who reads it: found where it is written, in French."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from babel.messages.extract import extract_from_file

from config import access_words, audit_words, clock_words, copy_words, fence_words, notices, staff_words
from config.languages import SOURCE
from config.loading import SHIPPED, load
from config.settings import OfficeSettings
from config.spoken import SPOKEN
from config.words import REFUSALS, WORDS
from counter_console.pages import DIFFICULTIES
from mediator_console.record_words import RECORD_WORDS
from mediator_console.workshops import LEVEL_WORDS
from report import words as report_words
from server.door.answers import BACK, SENTENCES
from server.faults import NOT_STORED

CLIENT_PAGES = (
    "kiosk/templates",
    "display/templates",
    "ticket_page/templates",
    "sheet_page/templates",
    "screen/templates",
    "server/templates/not_found.html",
    "server/templates/phone_nothing.html",
    "server/templates/refused.html",
)
PAPERS = ("server/paper/routes.py", "server/paper/slips.py", "server/paper/sheets.py")
STAFF_PAGES = (
    "counter_console/templates",
    "mediator_console/templates",
    "report/templates",
    *(f"server/templates/{name}.html" for name in ("pair", "sign_in", "landing", "design", "register", "acts")),
)
STAFF_WORDS = (access_words, audit_words, clock_words, copy_words, fence_words, notices, staff_words, report_words)
"""Modules all of whose public constants are words."""
NO_WORDS = frozenset({"SOURCE", "MINUTE", "KNOWN_BEFORE", "ADVANCE"})
AT_A_TERMINAL = frozenset(
    {"STATES", "SHORTER", "OLDER", "AGREES", "NO_WITNESS", "NO_CHAIN", "NOTHING", "DAMAGED", "ACT"}
    | {"KINDS", "HOLDS", "FILES", "STEPS"}
)
"""But these, which only a terminal says, in French."""


def for_clients() -> Iterator[str]:
    """What a client reads or hears."""
    yield from [*WORDS.values(), *SPOKEN.values(), *REFUSALS.values()]
    for settings in map(load, SHIPPED):
        needs = (*settings.needs.values(), *settings.tree)
        labels = [labelled.words for labelled in (*needs, *settings.announcements, *settings.workshops.titles)]
        yield from (words[SOURCE] for words in (*labels, *settings.ready.values()))
    yield from in_templates(CLIENT_PAGES)
    yield from in_code(map(Path, PAPERS))


def for_staff() -> Iterator[str]:
    """What only staff read: what a client reads too is a client's sentence."""
    yield from set(_staff()) - set(for_clients())


def _staff() -> Iterator[str]:
    for module in STAFF_WORDS:
        yield from _constants(module)
        yield from in_code([Path(str(module.__file__))])
    yield from [*RECORD_WORDS.values(), *LEVEL_WORDS.values(), *(about for _kind, about in DIFFICULTIES)]
    yield from [*SENTENCES.values(), BACK, NOT_STORED]
    yield from in_templates(STAFF_PAGES)
    yield from in_code([*Path("report").glob("*.py"), Path("server/register.py")])
    for settings in map(load, SHIPPED):
        yield from _of_office(settings)


def _of_office(settings: OfficeSettings) -> Iterator[str]:
    """The shipped offices' own words for staff; the places where people are sent keep the names on their doors."""
    yield from (labelled.words[SOURCE] for labelled in (*settings.tags, *settings.procedures))
    yield from (named.name for named in (*settings.machines, *settings.workshops.places))
    yield from (sheet.title for sheet in settings.sheets)
    yield from (place.what for place in settings.places if place.what)


def _constants(module: ModuleType) -> Iterator[str]:
    for name, value in vars(module).items():
        if name.isupper() and not name.startswith("_") and name not in NO_WORDS | AT_A_TERMINAL:
            yield from (value,) if isinstance(value, str) else value.values() if isinstance(value, dict) else ()


def in_templates(places: tuple[str, ...]) -> Iterator[str]:
    """The sentences in _() of these pages, or of all pages in these folders."""
    for place in map(Path, places):
        for page in (place,) if place.suffix else place.rglob("*.html"):
            yield from (str(message) for _line, message, *_ in extract_from_file("jinja2", str(page)))


def in_code(files: Iterator[Path] | list[Path]) -> Iterator[str]:
    """The sentences in gettext(language, "…") of these modules, and in say("…") of a report's writing."""
    for file in files:
        messages = extract_from_file("python", str(file), keywords={"gettext": (2,), "say": (1,)})
        yield from (str(message) for _line, message, *_ in messages)
