"""The period a report is asked for: a month, a quarter, a year, or two dates; and the one before it, just as long."""

import calendar
import re
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

import msgspec

LONGEST_DAYS = 5 * 366
_PART_LONGEST = 40


class Span(StrEnum):
    """The periods that have a name. EVERYTHING: from the month of the first presence to the last one's. FREE: from date to date."""

    TODAY = "today"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    THIS_QUARTER = "this_quarter"
    THIS_YEAR = "this_year"
    EVERYTHING = "everything"
    FREE = "free"


class Days(msgspec.Struct, frozen=True):
    """From one day to another, both included."""

    since: date
    until: date

    @property
    def count(self) -> int:
        """How many days."""
        return (self.until - self.since).days + 1

    @property
    def whole_months(self) -> bool:
        """True from the first day of a month to the last of one."""
        return self.since.day == 1 and (self.until + timedelta(days=1)).day == 1

    def months_over(self, today: date) -> "Days | None":
        """The whole months within these days that are over: of these a report may be published. None: there is none."""
        first = self.since if self.since.day == 1 else _month(self.since).until + timedelta(days=1)
        end = min(self.until, today - timedelta(days=1)) + timedelta(days=1)
        last = end.replace(day=1) - timedelta(days=1)
        return Days(first, last) if first < last else None

    def before(self) -> "Days":
        """As many days, up to the eve of these; for whole months as many months."""
        if self.whole_months:
            count = len(months_of(self))
            place = self.since.year * 12 + self.since.month - 1 - count
            return Days(date(place // 12, place % 12 + 1, 1), self.since - timedelta(days=1))
        return Days(self.since - timedelta(days=self.count), self.since - timedelta(days=1))


class Problem(StrEnum):
    """Why no report can be made of what was asked."""

    SPAN_UNKNOWN = "span_unknown"
    DATE_MISSING = "date_missing"
    NOT_A_DATE = "not_a_date"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    TOO_LONG = "too_long"
    NOT_YET = "not_yet"
    DAY_NOT_YET = "day_not_yet"
    OFFICE_UNKNOWN = "office_unknown"
    MEDIATOR_UNKNOWN = "mediator_unknown"
    NOT_WHOLE_MONTHS = "not_whole_months"
    NOT_OF_ONE = "not_of_one"


class BadQuery(Exception):
    """Raised when a report is asked for that cannot be made. part: the part of the question that is wrong."""

    def __init__(self, problem: Problem, part: str = "") -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.part = "".join(sign for sign in part[:_PART_LONGEST] if sign.isprintable())


def span_of(query: Mapping[str, str]) -> Span:
    """The kind of period in a query (span, from, to); without any, last month. Raises BadQuery."""
    named = query.get("span") or (Span.FREE if query.get("from") or query.get("to") else Span.LAST_MONTH)
    if named not in set(Span):
        raise BadQuery(Problem.SPAN_UNKNOWN, named)
    return Span(named)


def days_of(query: Mapping[str, str], today: date, recorded: Days | None = None) -> Days:
    """The days a query asks for, as seen on `today`. recorded: those of the first and last presence. Raises BadQuery."""
    match span_of(query):
        case Span.TODAY:
            return Days(today, today)
        case Span.THIS_MONTH:
            return _month(today)
        case Span.LAST_MONTH:
            return _month(today.replace(day=1) - timedelta(days=1))
        case Span.THIS_QUARTER:
            first = today.replace(month=today.month - (today.month - 1) % 3, day=1)
            return Days(first, _month(first.replace(month=first.month + 2)).until)
        case Span.THIS_YEAR:
            return Days(date(today.year, 1, 1), date(today.year, 12, 31))
        case Span.EVERYTHING:
            return Days(_month(recorded.since).since, _month(recorded.until).until) if recorded else _month(today)
        case Span.FREE:
            return _between(query.get("from", ""), query.get("to", ""), today)


def day_of_query(written: str, today: date) -> date:
    """The day that a query names, `today` where it names none. Raises BadQuery (not_a_date, day_not_yet)."""
    day = _date(written) if written else today
    if day > today:
        raise BadQuery(Problem.DAY_NOT_YET, written)
    return day


def _between(since: str, until: str, today: date) -> Days:
    days = Days(_date(since), _date(until))
    if days.until < days.since:
        raise BadQuery(Problem.ENDS_BEFORE_IT_BEGINS)
    if days.since > today:
        raise BadQuery(Problem.NOT_YET, since)
    if days.count > LONGEST_DAYS:
        raise BadQuery(Problem.TOO_LONG)
    return days


def _date(written: str) -> date:
    if not written:
        raise BadQuery(Problem.DATE_MISSING)
    try:
        # fromisoformat also reads 20220201 and 2022-W05-2, which no date field sends.
        day = date.fromisoformat(written) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written) else None
    except ValueError:
        day = None
    # The year before is still a date that can be subtracted from.
    if day is None or day.year < 2000:
        raise BadQuery(Problem.NOT_A_DATE, written)
    return day


def _month(day: date) -> Days:
    last = calendar.monthrange(day.year, day.month)[1]
    return Days(day.replace(day=1), day.replace(day=last))


def months_of(days: Days) -> list[str]:
    """The months that the days touch, "2022-03", in order."""
    first = days.since.year * 12 + days.since.month - 1
    last = days.until.year * 12 + days.until.month - 1
    return [f"{month // 12}-{month % 12 + 1:02}" for month in range(first, last + 1)]
