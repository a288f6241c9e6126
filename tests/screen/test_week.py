"""The opening hours as a person reads them: the same on every screen."""

from config.settings import HoursSettings
from screen.week import week

HOURS = HoursSettings.model_validate({"monday": ["09:00-12:30", "13:30-18:00"], "saturday": ["09:05-12:00"]})


def test_the_week_begins_on_monday_and_a_closed_day_has_no_hours():
    days = week(HOURS, "fr")

    assert [day for day, _ in days] == ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
    assert dict(days)["lundi"] == ("9:00 – 12:30", "13:30 – 18:00")
    assert dict(days)["samedi"] == ("9:05 – 12:00",)
    assert dict(days)["dimanche"] == ()


def test_the_days_are_named_in_the_reader_s_language():
    assert next(day for day, _ in week(HOURS, "pl")) == "poniedziałek"
