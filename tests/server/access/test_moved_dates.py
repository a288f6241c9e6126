"""The dates and moments of the register follow a move of the office's time to the day and the millisecond."""

import pytest

from flow.tickets import Actor
from flow.time_events import ClockTrusted
from screen.roles import Role
from server.journal.failures import Failure
from server.journal.people import People

DAY, HOUR, NOON = 86_400_000, 3_600_000, 1_763_985_600_000
BY = Actor("manager", "Responsable")


@pytest.fixture
def people(tmp_path):
    opened = People(tmp_path / "people.db")
    # From here on it follows the journal: what was before its first look is not its own.
    opened.follow(lambda _after: [], 7)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("by", "date"),
    [(3 * DAY, "2025-11-27"), (-3 * DAY, "2025-11-21"), (HOUR, "2025-11-25"), (-HOUR, "2025-11-24"), (0, "2025-11-24")],
)
def test_a_date_goes_where_the_end_of_its_day_goes(people, by, date):
    device = people.add_device("display", frozenset({Role.DISPLAY}), "", "hash", BY, NOON)
    people.sessions.touch({}, {device.id: "2025-11-24"}, {device.id: "2025-11-24"})

    people.follow(lambda _after: [(11, ClockTrusted(by, 0))], 11)

    (moved,) = people.devices()
    assert (moved.seen_on, moved.cookie_on, moved.made_at) == (date, date, NOON + by)


def test_a_date_that_never_was_stays_none(people):
    people.add_device("display", frozenset({Role.DISPLAY}), "", "hash", BY, NOON)

    people.follow(lambda _after: [(11, ClockTrusted(DAY, 0))], 11)

    assert [device.cookie_on for device in people.devices()] == [""]


def test_failures_of_the_last_two_hours_are_kept_and_older_ones_go(people):
    moments = [NOON, NOON + HOUR, NOON + 2 * HOUR, NOON + 2 * HOUR + 1]
    for at in moments:
        people.failures.keep([Failure("person", "1", at)], [], at)

    assert [failure.at for failure in people.failures.all()] == moments[1:]
