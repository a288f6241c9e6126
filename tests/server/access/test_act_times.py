"""Acts are read from one moment to before another, and forgotten once they are older than six months, not before."""

import time

import pytest

from flow.tickets import Actor
from server.journal.acts import KEPT_DAYS, Act, What, add
from server.journal.connection import write
from server.journal.people import People

DAY = 86_400_000
BY = Actor("manager", "Responsable")


@pytest.fixture
def people(tmp_path):
    opened = People(tmp_path / "people.db")
    yield opened
    opened.close()


def _tell(people, *moments):
    with write(people._database):
        add(people._database, *(Act(at, BY, What.UNLOCKED, str(at)) for at in moments))


def test_acts_are_read_from_a_moment_on_and_up_to_another(people):
    _tell(people, 10, 20, 30, 40)
    acts = people.acts

    assert [act.at for act in acts.newest()] == [40, 30, 20, 10]
    assert [act.at for act in acts.newest(since=20, until=40)] == [30, 20]
    assert [act.at for act in acts.newest(before=acts.newest()[1].id)] == [20, 10]
    assert [acts.before(at) for at in (10, 11, 20, 21, 99)] == [None, 10, 10, 20, 40]
    assert [acts.after(at) for at in (0, 10, 11, 40, 41)] == [10, 10, 20, 40, None]
    assert {(act.why, act.minutes) for act in acts.newest()} == {("", 0)}


def test_what_is_older_than_six_months_is_forgotten_and_counted_and_the_rest_stays(people):
    now = time.time_ns() // 1_000_000
    _tell(people, now - 400 * DAY, now - (KEPT_DAYS + 3) * DAY, now - KEPT_DAYS * DAY, now)

    assert people.acts.forget(now) == 2
    assert people.acts.forget(now) == 0

    assert [act.at for act in people.acts.newest()] == [now, now - KEPT_DAYS * DAY]
    assert people.acts.checked().broken is None


def test_a_register_in_which_nothing_was_done_forgets_nothing(people):
    assert people.acts.forget(time.time_ns() // 1_000_000) == 0
    assert people.acts.last() == (0, "")
    assert people.acts.goes_on_from(0, "")
    assert not people.acts.goes_on_from(1, "")
