"""The days a report is about."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.period import BadQuery, Days, Problem, days_of, months_of

TODAY = date(2023, 1, 17)


@pytest.mark.parametrize(
    ("span", "since", "until"),
    [
        ("today", TODAY, TODAY),
        ("this_month", date(2023, 1, 1), date(2023, 1, 31)),
        ("last_month", date(2022, 12, 1), date(2022, 12, 31)),
        ("this_quarter", date(2023, 1, 1), date(2023, 3, 31)),
        ("this_year", date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_a_named_period_is_whole(span: str, since: date, until: date):
    assert days_of({"span": span}, TODAY) == Days(since, until)


def test_nothing_asked_is_last_month_and_two_dates_need_no_name():
    assert days_of({}, TODAY) == days_of({"span": "last_month"}, TODAY)
    assert days_of({"from": "2021-06-01", "to": "2023-02-28"}, TODAY).count == 638


@given(st.dates(date(2001, 1, 1), date(2100, 1, 1)), st.integers(0, 1800))
def test_the_period_before_is_as_long_and_ends_on_the_eve(since: date, more: int):
    days = Days(since, date.fromordinal(since.toordinal() + more))

    before = days.before()

    if days.whole_months:
        assert before.whole_months
        assert len(months_of(before)) == len(months_of(days))
    else:
        assert before.count == days.count
    assert (days.since - before.until).days == 1


@given(st.dates(date(2001, 1, 1), date(2100, 1, 1)), st.integers(0, 800), st.dates(date(2001, 1, 1), date(2100, 1, 1)))
def test_what_may_be_published_of_a_period_are_its_whole_months_that_are_over(since: date, more: int, today: date):
    days = Days(since, date.fromordinal(since.toordinal() + more))

    over = days.months_over(today)

    whole = [m for m in months_of(days) if _first(m) >= days.since and _next(m) <= min(days.until, today) + ONE_DAY]
    whole = [m for m in whole if _next(m) <= today]
    assert (months_of(over) if over else []) == whole
    assert over is None or (over.whole_months and over.months_over(today) == over)


ONE_DAY = timedelta(days=1)


def _first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _next(month: str) -> date:
    return (_first(month) + timedelta(days=31)).replace(day=1)


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({"span": "fortnight"}, Problem.SPAN_UNKNOWN),
        ({"from": "2022-01-01"}, Problem.DATE_MISSING),
        ({"span": "free"}, Problem.DATE_MISSING),
        ({"from": "2022-02-30", "to": "2022-03-01"}, Problem.NOT_A_DATE),
        ({"from": "2022-W01-1", "to": "2022-03-01"}, Problem.NOT_A_DATE),
        ({"from": "0001-01-01", "to": "2022-03-01"}, Problem.NOT_A_DATE),
        ({"from": "2022-03-02", "to": "2022-03-01"}, Problem.ENDS_BEFORE_IT_BEGINS),
        ({"from": "2010-01-01", "to": "2022-03-01"}, Problem.TOO_LONG),
        ({"from": "2023-01-18", "to": "2023-01-20"}, Problem.NOT_YET),
    ],
)
def test_what_cannot_be_reported_is_said(query: dict[str, str], problem: Problem):
    with pytest.raises(BadQuery) as refused:
        days_of(query, TODAY)

    assert refused.value.problem is problem


def test_what_is_repeated_of_a_question_is_short_and_one_line():
    for query in ({"span": "x\n\u202e" * 5_000}, {"from": "y" * 5_000, "to": "2022-03-01"}):
        with pytest.raises(BadQuery) as refused:
            days_of(query, TODAY)

        assert len(refused.value.part) <= 40
        assert refused.value.part.isprintable()
        assert len(str(refused.value)) < 100
