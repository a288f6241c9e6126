"""The words as screens and papers say them, in each language: French stands in the code, the others in the catalogues."""

from datetime import datetime
from gettext import NullTranslations
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time

from config import catalogues
from config.languages import SOURCE, locale_of, own_name
from config.settings import OfficeSettings
from config.spoken import SPOKEN
from config.staff_words import STAFF_REFUSALS, STAFF_WORDS
from config.table import Words
from config.words import REFUSALS, WORDS
from flow.refusals import Reason
from flow.tickets import Wait


class Texts:
    """Every language that has a catalogue, and French, which is the source."""

    @classmethod
    def load(cls) -> "Texts":
        """Reads config/texts/*/*.po, once in a process."""
        catalogues.read_all()
        return cls()

    @staticmethod
    def translations(language: str) -> NullTranslations:
        """The catalogue; for French, or a language without one, the words of the code themselves."""
        return catalogues.translations(language)

    @staticmethod
    def gettext(language: str, message: str, **facts: object) -> str:
        """The sentence, with its facts in place of {name}."""
        return catalogues.gettext(language, message, **facts)

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
        announcements = {f"announcement.{message.id}": message.words for message in settings.announcements}
        tags = {f"tag.{tag.id}": tag.words for tag in settings.tags}
        steps = {f"procedure.{procedure.id}": procedure.words for procedure in settings.procedures}
        titles = {f"title.{title.id}": title.words for title in settings.workshops.titles}
        own = needs | tiles | ready | announcements | tags | steps | titles
        shared["kiosk.language"] = own_name(language)  # said in its own voice, where one chooses a language by ear
        return shared | {key: self.label(words, language) for key, words in own.items()}

    @staticmethod
    def label(words: Words, language: str) -> str:
        """An office's own words: in this language if it wrote them, else as the catalogue translates the French."""
        return catalogues.label(words, language)

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
        values = {key: "" if value is None else value for key, value in facts.items()}
        sentence = self.gettext(language, (REFUSALS | STAFF_REFUSALS)[reason])
        state = values.get("state")
        if state:
            values["state"] = self.gettext(language, WORDS[f"state.{state}"])
        outcome = values.get("outcome")
        if outcome:
            values["outcome"] = self.gettext(language, WORDS[f"outcome.{outcome}"])
        return sentence.format_map(_Facts(values))

    def moment(self, at: int, zone: str, language: str = SOURCE) -> str:
        """Milliseconds since 1970 → « lundi 24 novembre 2026, 9 h 42 »."""
        return f"{Texts.day(at, zone, language)}, {Texts.hour(at, zone, language)}"

    @staticmethod
    def day(at: int, zone: str, language: str = SOURCE) -> str:
        """Milliseconds since 1970 → « lundi 24 novembre 2026 »."""
        return format_date(datetime.fromtimestamp(at / 1000, ZoneInfo(zone)), "full", locale=locale_of(language))

    @staticmethod
    def hour(at: int, zone: str, language: str = SOURCE) -> str:
        """Milliseconds since 1970 → « 9 h 42 »."""
        local = datetime.fromtimestamp(at / 1000, ZoneInfo(zone))
        return (
            f"{local.hour} h {local.minute:02}"
            if language == SOURCE
            else format_time(local, "short", locale=locale_of(language))
        )


class _Facts(dict[str, object]):
    """A fact that a sentence asks for and that is not known leaves a gap, never an error on a screen."""

    def __missing__(self, key: str) -> str:
        return "…"
