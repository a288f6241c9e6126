"""How a report is written in its reader's language: sentences, numbers, minutes and dates."""

from collections.abc import Mapping
from datetime import date

import msgspec
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent

from config.catalogues import gettext
from config.languages import SOURCE, locale_of
from mediation.figures.suppression import Cell, Hidden
from report.period import Days
from report.words import DEFINITIONS, LABELS

HARD = "\u00a0"
"""A no-break space stands before a unit."""


class Writing(msgspec.Struct, frozen=True):
    """language: of the reader. words: of the office, in that language: « need.ID », « outcome.CODE »."""

    language: str
    words: Mapping[str, str]

    def say(self, sentence: str, **facts: object) -> str:
        """The French sentence in the reader's language, with its facts in place of {name}."""
        return gettext(self.language, sentence, **facts)

    def label(self, code: str) -> str:
        """A code in words; a code that is on no list stays itself."""
        return self.say(LABELS[code]) if code in LABELS else code

    def definition(self, figure: str) -> str:
        """What is counted by a figure or a section. Raises KeyError."""
        return self.say(DEFINITIONS[figure])

    def need(self, need: str) -> str:
        """An office beside this one may have a need that this one does not know."""
        return self.words.get(f"need.{need}", need)

    def outcome(self, outcome: str) -> str:
        """How a visit ended."""
        return self.words[f"outcome.{outcome}"].capitalize()

    def number(self, value: float) -> str:
        """1184 → « 1 184 »."""
        return str(format_decimal(round(value), locale=self.language))

    def tenths(self, value: float) -> str:
        """1184.25 → « 1 184,2 »; always one digit behind the comma."""
        return str(format_decimal(round(value, 1), "#,##0.0", self.language))

    def cell(self, value: Cell) -> str:
        """A published number of people, or the words for a hidden one."""
        return self.hidden(value) if isinstance(value, Hidden) else self.number(value)

    def hidden(self, why: Hidden) -> str:
        """« moins de 5 »: the number stays on the line of the word before it."""
        if why is Hidden.KEPT_BACK:
            return self.say("non publié")
        return HARD.join(self.say("moins de 5").rsplit(" ", 1))

    def percent(self, value: int | None) -> str:
        """« 48 % », or a dash."""
        return "–" if value is None else str(format_percent(value / 100, locale=self.language))

    def hours(self, minutes: float) -> str:
        """From a hundred hours on in whole hours: « 1 184 h »; under it with minutes: « 18 h 45 »; under one hour « 45 min »."""
        whole = round(minutes)
        hours, left = divmod(whole, 60)
        if whole < 60:
            return self.minutes(whole)
        if whole >= 6000 or not left:
            return self._kept_together(self.say("{hours} h", hours=self.number(whole / 60)))
        return self._kept_together(self.say("{hours} h {minutes}", hours=hours, minutes=f"{left:02}"))

    def minutes(self, value: int | str | None) -> str:
        """« 6 min », or a dash."""
        return "–" if value is None else self._kept_together(self.say("{minutes} min", minutes=value))

    def day(self, when: date) -> str:
        """« 1er juin 2021 »."""
        return self._first(when, str(format_date(when, "long", locale_of(self.language))))

    def weekday(self, when: date) -> str:
        """« mardi 1er juin 2021 »."""
        return self._first(when, str(format_date(when, "full", locale_of(self.language))))

    def days(self, span: Days) -> str:
        """« du 1er juin 2021 au 28 février 2023 »."""
        if span.since == span.until:
            return self.say("le {day}", day=self.day(span.since))
        return self.say("du {since} au {until}", since=self.day(span.since), until=self.day(span.until))

    def month(self, written: str) -> str:
        """From "2022-03": « mars 2022 »."""
        return str(format_skeleton("yMMMM", date.fromisoformat(f"{written}-01"), locale=self.language))

    def month_alone(self, written: str) -> str:
        """From "2022-03": « mars »."""
        return str(format_date(date.fromisoformat(f"{written}-01"), "MMM", self.language))

    def change(self, now: float, before: float, difference: str) -> str:
        """A sentence: more or less than the period before. difference: its size, in words and without a sign."""
        if not before:
            return self.say("Rien d'enregistré sur la période d'avant.")
        if not difference:
            return self.say("Autant que sur la période d'avant.")
        rate = round(100 * (now - before) / before)
        if not rate:
            if now > before:
                return self.say("{difference} de plus que sur la période d'avant.", difference=difference)
            return self.say("{difference} de moins que sur la période d'avant.", difference=difference)
        percent = self.percent(abs(rate))
        if now > before:
            return self.say(
                "{difference} de plus que sur la période d'avant (+{percent}).", difference=difference, percent=percent
            )
        return self.say(
            "{difference} de moins que sur la période d'avant (−{percent}).", difference=difference, percent=percent
        )

    def _first(self, when: date, written: str) -> str:
        """The first of a month is an ordinal in French, which CLDR's dates do not say."""
        return written.replace("1 ", "1er ", 1) if self.language == SOURCE and when.day == 1 else written

    @staticmethod
    def _kept_together(written: str) -> str:
        return written.replace(" ", HARD)
