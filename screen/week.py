"""The opening hours, as a person reads them."""

from babel.dates import get_day_names

from config.settings import HoursSettings


def week(hours: HoursSettings, language: str) -> list[tuple[str, tuple[str, ...]]]:
    """The seven days by name, Monday first, each with its spans: ("lundi", ("9:00 – 12:30", "13:30 – 18:00"))."""
    names = get_day_names("wide", locale=language)
    return [
        (names[day], tuple(f"{_time(opens)} – {_time(closes)}" for opens, closes in spans))
        for day, spans in enumerate(hours.week())
    ]


def _time(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
