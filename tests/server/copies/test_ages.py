"""Which copies go: by what has elapsed on any clock, by the date only on a trusted one, and never the last that a restore needs."""

from pathlib import Path

from server.copies.ages import (
    DAILIES_MOST,
    DAILY_LIVES_MS,
    MINUTE_MS,
    QUARTER_LIVES_MS,
    QUARTERS_MOST,
    Moment,
    copies_to_delete,
)
from server.copies.shelf import Copy, Facts

NOW = 1_763_985_600_000
UP = 30 * 24 * 60 * MINUTE_MS
DAY = 24 * 60 * MINUTE_MS


def quarter(age, boot="this", first_day="2025-11-24"):
    """A copy of so long ago, with what it knows of itself."""
    return Copy(Path(f"quarter-{age}"), NOW - age, False), Facts(1, first_day, "2025-11-24", boot, UP - age)


def daily(age, boot="this"):
    return Copy(Path(f"daily-{age}"), NOW - age, True), Facts(1, "", "2025-11-24", boot, UP - age)


def ages(copies, **moment):
    """How old the copies are that go."""
    return [
        NOW - copy.taken
        for copy in copies_to_delete(dict(copies), Moment(**{"now": NOW, "boot": "this", "elapsed": UP} | moment))
    ]


def test_two_hours_and_no_longer():
    copies = [quarter(5), quarter(QUARTER_LIVES_MS - 1), quarter(QUARTER_LIVES_MS)]
    assert ages(copies, trusted=True) == [QUARTER_LIVES_MS]


def test_seven_days_and_no_longer():
    copies = [daily(5), daily(DAILY_LIVES_MS - 1), daily(DAILY_LIVES_MS)]
    assert ages(copies, trusted=True) == [DAILY_LIVES_MS]


def test_within_one_boot_a_copy_goes_by_what_has_elapsed_on_a_clock_that_is_not_trusted_too():
    copies = [quarter(5), quarter(QUARTER_LIVES_MS)]
    assert ages(copies, trusted=False, now=NOW - 10 * DAY) == [QUARTER_LIVES_MS]


def test_a_copy_of_an_earlier_boot_is_at_least_as_old_as_this_one():
    copies = [quarter(5), quarter(20 * DAY, boot="earlier")]
    assert ages(copies, elapsed=QUARTER_LIVES_MS - 1) == []
    assert ages(copies, elapsed=QUARTER_LIVES_MS) == [20 * DAY]


def test_by_the_date_alone_nothing_goes_on_a_clock_that_is_not_trusted():
    copies = [quarter(5), quarter(20 * DAY, boot="")]
    assert ages(copies, trusted=False) == []
    assert ages(copies, trusted=True) == [20 * DAY]


def test_there_are_never_more_than_so_many_whatever_the_time_is():
    copies = [quarter(at, boot="") for at in range(QUARTERS_MOST + 2)]
    copies += [daily(at, boot="") for at in range(DAILIES_MOST + 1)]
    assert ages(copies, trusted=False) == [QUARTERS_MOST, QUARTERS_MOST + 1, DAILIES_MOST]


def test_the_newest_stays_until_there_is_a_newer_one():
    old = quarter(DAY)
    assert ages([old, daily(30 * DAY)], trusted=True) == []
    assert ages([quarter(0), old], trusted=True) == [DAY]


def test_no_copy_stays_that_holds_a_day_which_the_office_has_forgotten():
    copies = [quarter(5)]
    assert ages(copies, trusted=True, first_kept="2025-11-24") == []
    assert ages(copies, trusted=True, first_kept="2025-11-25") == [5]
    assert ages(copies, trusted=False, first_kept="2025-11-25") == []


def test_a_copy_that_lost_what_it_knew_of_itself_stays_two_hours_at_most():
    lost = Copy(Path("lost"), NOW - QUARTER_LIVES_MS, False)
    assert ages([(lost, Facts())], trusted=True, first_kept="2025-11-24") == [QUARTER_LIVES_MS]
    assert ages([(Copy(Path("lost"), NOW, False), Facts())], trusted=True, first_kept="2025-11-24") == []
