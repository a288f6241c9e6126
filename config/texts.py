"""The words: French in the code, other languages in gettext catalogues, compiled when the office starts (no build step)."""

import io
from datetime import datetime
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from config.languages import OWN_NAMES, SOURCE
from config.settings import OfficeSettings
from config.spoken import SPOKEN
from config.staff_words import STAFF_REFUSALS, STAFF_WORDS
from config.table import Words
from config.words import REFUSALS, WORDS
from flow.refusals import Reason
from flow.tickets import Wait


class Texts:
    """Every language that has a catalogue, and French, which is the source."""

    def __init__(self, catalogues: dict[str, NullTranslations]) -> None:
        self._catalogues = catalogues

    @classmethod
    def load(cls) -> "Texts":
        """Reads config/texts/*.po."""
        found: dict[str, NullTranslations] = {}
        for one in (files("config") / "texts").iterdir():
            if one.name.endswith(".po"):
                compiled = io.BytesIO()
                write_mo(compiled, read_po(io.BytesIO(one.read_bytes())))
                compiled.seek(0)
                found[one.name.removesuffix(".po")] = GNUTranslations(compiled)
        return cls(found)

    def translations(self, language: str) -> NullTranslations:
        """The catalogue; for French, or a language without one, the words of the code themselves."""
        return self._catalogues.get(language, _NONE)

    def gettext(self, language: str, message: str, **facts: object) -> str:
        """The sentence, with its facts in place of {name}."""
        sentence = self.translations(language).gettext(message)
        return sentence.format(**facts) if facts else sentence

    @staticmethod
    def direction(language: str) -> str:
        """Ltr or rtl."""
        return str(Locale.parse(language).text_direction)

    def words(self, language: str, settings: OfficeSettings) -> dict[str, str]:
        """All words that screens share, by key: need.stamps, state.waiting, wait.range … {name} stands for a fact."""
        shared = {key: self.gettext(language, message) for key, message in (WORDS | SPOKEN | STAFF_WORDS).items()}
        needs = {f"need.{need.id}": need.words for need in settings.needs.values()}
        tiles = {f"tile.{tile.id}": tile.words for tile in settings.tree}
        ready = {f"ready.{key}": words for key, words in settings.ready.items()}
        said = {f"announcement.{one.id}": one.words for one in settings.announcements}
        tags = {f"tag.{one.id}": one.words for one in settings.tags}
        steps = {f"procedure.{one.id}": one.words for one in settings.procedures}
        titles = {f"title.{one.id}": one.words for one in settings.workshops.titles}
        own = needs | tiles | ready | said | tags | steps | titles
        shared["kiosk.language"] = OWN_NAMES[language]  # said in its own voice, where one chooses a language by ear
        return shared | {key: self.label(words, language) for key, words in own.items()}

    def label(self, words: Words, language: str) -> str:
        """An office's own words: in this language if it wrote them, else as the catalogue translates the French."""
        return words.get(language) or self.gettext(language, words[SOURCE])

    def wait(self, language: str, wait: Wait | None) -> str:
        """About how long, as it is said: « environ 10 à 15 minutes »."""
        if wait is None:
            return self.gettext(language, WORDS["wait.unknown"])
        if wait.high is None:
            return self.gettext(language, WORDS["wait.long"], low=wait.low)
        if wait.low == 0:
            return self.gettext(language, WORDS["wait.short"], high=wait.high)
        return self.gettext(language, WORDS["wait.range"], low=wait.low, high=wait.high)

    def refusal(self, language: str, reason: Reason, facts: dict[str, object]) -> str:
        """The sentence of a refusal: why, and what to do."""
        known = {key: "" if value is None else value for key, value in facts.items()}
        sentence = self.gettext(language, (REFUSALS | STAFF_REFUSALS)[reason])
        state = known.get("state")
        if state:
            known["state"] = self.gettext(language, WORDS[f"state.{state}"])
        outcome = known.get("outcome")
        if outcome:
            known["outcome"] = self.gettext(language, WORDS[f"outcome.{outcome}"])
        return sentence.format_map(_Facts(known))

    def moment(self, at: int, zone: str, language: str = SOURCE) -> str:
        """Milliseconds since 1970 → « lundi 24 novembre 2026, 9 h 42 »."""
        return f"{Texts.day(at, zone, language)}, {Texts.hour(at, zone, language)}"

    @staticmethod
    def day(at: int, zone: str, language: str = SOURCE) -> str:
        """Milliseconds since 1970 → « lundi 24 novembre 2026 »."""
        return format_date(datetime.fromtimestamp(at / 1000, ZoneInfo(zone)), "full", locale=language)

    @staticmethod
    def hour(at: int, zone: str, language: str = SOURCE) -> str:
        """Milliseconds since 1970 → « 9 h 42 »."""
        local = datetime.fromtimestamp(at / 1000, ZoneInfo(zone))
        return (
            f"{local.hour} h {local.minute:02}" if language == SOURCE else format_time(local, "short", locale=language)
        )


class _Facts(dict[str, object]):
    """A fact that a sentence asks for and that is not known leaves a gap, never an error on a screen."""

    def __missing__(self, key: str) -> str:
        return "…"


_NONE = NullTranslations()
