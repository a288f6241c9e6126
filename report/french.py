"""Numbers, minutes and dates as a French reader expects them, and what changed in a sentence."""

from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from mediation.figures.suppression import Cell, Hidden
from report.period import Days

FRENCH = "fr"
HARD = "\u00a0"
"""A no-break space stands before a unit."""
HIDDEN = {Hidden.FEW: f"moins de{HARD}5", Hidden.KEPT_BACK: "non publié"}


def number(value: float) -> str:
    """1184 → « 1 184 »."""
    return str(format_decimal(round(value), locale=FRENCH))


def tenths(value: float) -> str:
    """1184.25 → « 1 184,2 »; always one digit behind the comma."""
    return str(format_decimal(round(value, 1), "#,##0.0", FRENCH))


def cell(value: Cell) -> str:
    """A published number of people, or the words for a hidden one."""
    return HIDDEN[value] if isinstance(value, Hidden) else number(value)


def percent(value: int | None) -> str:
    """« 48 % », or a dash."""
    return "–" if value is None else f"{value}{HARD}%"


def hours(minutes: float) -> str:
    """From a hundred hours on in whole hours: « 1 184 h »; under it with minutes: « 18 h 45 »; under one hour « 45 min »."""
    whole = round(minutes)
    if whole >= 6000:
        return f"{number(whole / 60)}{HARD}h"
    if whole < 60:
        return f"{whole}{HARD}min"
    return f"{whole // 60}{HARD}h{HARD}{whole % 60:02}" if whole % 60 else f"{whole // 60}{HARD}h"


def minutes(value: int | None) -> str:
    """« 6 min », or a dash."""
    return "–" if value is None else f"{value}{HARD}min"


def day(when: date) -> str:
    """« 1er juin 2021 »."""
    written = str(format_date(when, "d MMMM y", locale=FRENCH))
    return "1er" + written[1:] if when.day == 1 else written


def weekday(when: date) -> str:
    """« mardi 1er juin 2021 »."""
    return f"{format_date(when, 'EEEE', locale='fr')} {day(when)}"


def days(span: Days) -> str:
    """« du 1er juin 2021 au 28 février 2023 »."""
    return f"le {day(span.since)}" if span.since == span.until else f"du {day(span.since)} au {day(span.until)}"


def month(written: str, wide: bool = True) -> str:
    """From "2022-03": « mars 2022 », or « mars »."""
    return str(format_date(date.fromisoformat(f"{written}-01"), "MMMM y" if wide else "MMM", locale=FRENCH))


def change(now: float, before: float, difference: str) -> str:
    """A sentence: more or less than the period before. difference: its size, in words and without a sign."""
    if not before:
        return "Rien d'enregistré sur la période d'avant."
    if not difference:
        return "Autant que sur la période d'avant."
    way = "de plus" if now > before else "de moins"
    rate = round(100 * (now - before) / before)
    sign = "+" if rate > 0 else "−"
    percentage = f" ({sign}{number(abs(rate))}{HARD}%)" if rate else ""
    return f"{difference} {way} que sur la période d'avant{percentage}."
