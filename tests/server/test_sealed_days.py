"""A closed day's events go, its head stays: the chain goes on over it, and nobody can tell from it what happened."""

import contextlib
import sqlite3

import pytest

from server.journal import chain
from server.journal.audit import Break, Why
from tests.server.chained import EVENTS, HOUR, broken, by_hand, two_days_of_work, work


@pytest.fixture
def worked(bureau):
    """Two days of work, the first of which has closed."""
    return two_days_of_work(bureau)


def test_a_day_that_is_forgotten_leaves_its_head_and_the_chain_goes_on_over_it(worked):
    first, _second = worked.journal.checked()
    worked.clock.now += 24 * HOUR
    assert worked.office.forget().events == first.events
    work(worked)
    days = worked.journal.checked()

    assert [(day.day, day.sealed, day.broken) for day in days] == [
        ("2025-11-24", True, None),
        ("2025-11-25", False, None),
        ("2025-11-26", False, None),
    ]
    assert (days[0].head, days[0].events, days[0].first) == (first.head, first.events, first.first)
    assert days[1].before == first.head
    assert worked.journal.head_of("2025-11-24") == first.head
    worked.restart()
    work(worked)
    assert broken(worked.journal.path) is None


def test_what_was_seen_of_a_sealed_day_is_known_at_its_end_and_believed_within_it(worked):
    first, second = worked.journal.checked()
    worked.clock.now += 24 * HOUR
    worked.office.forget()
    goes_on_from, head, other = worked.journal.goes_on_from, first.head.hex(), "00" * 32

    assert [goes_on_from(seq, other) for seq in (0, first.first, first.last - 1)] == [True] * 3
    assert goes_on_from(first.last, head)
    assert not goes_on_from(first.last, other)
    assert goes_on_from(second.last, second.head.hex())
    assert not goes_on_from(second.last, other)
    assert not goes_on_from(second.last + 100, second.head.hex())


def test_the_salt_of_a_day_goes_with_its_events(worked):
    salts = dict(worked.journal._database.execute("select day, salt from day_salt"))
    assert set(salts) == {"2025-11-24", "2025-11-25"}
    worked.clock.now += 24 * HOUR
    worked.office.forget()

    content = b"".join(path.read_bytes() for path in worked.folder.rglob("*") if path.is_file())
    assert salts["2025-11-24"] not in content
    assert salts["2025-11-25"] in content


def test_a_guess_cannot_be_tried_once_the_salt_is_gone(worked):
    """The day's very first event: who knows its hash and every column still cannot reckon the one from the other."""
    row = worked.journal._database.execute(f"{EVENTS} limit 1").fetchone()
    (stored, salt) = worked.journal._database.execute(
        "select hash, salt from event join day_salt using (day) order by seq limit 1"
    ).fetchone()

    assert chain.link(salt, chain.BEGIN, *row) == stored
    assert chain.link(chain.NO_SALT, chain.BEGIN, *row) != stored


@pytest.mark.parametrize("column", ["first", "last", "day", "events", "before", "after", "broken", "sealed_at", "seal"])
def test_a_seal_that_was_changed_is_found(worked, column):
    worked.clock.now += 24 * HOUR
    worked.office.forget()
    worked.journal.close()
    changed = {"day": "'2024-11-24'", "before": "randomblob(32)", "after": "randomblob(32)", "seal": "randomblob(32)"}
    with by_hand(worked.journal.path) as hand:
        hand.execute(f"update sealed_day set {column} = {changed.get(column, f'{column} + 1')}")
    seal_broken = broken(worked.journal.path)
    worked.start()

    assert seal_broken is not None


def test_a_seal_that_was_taken_out_is_found_and_no_other_connection_takes_it(worked):
    worked.clock.now += 24 * HOUR
    worked.office.forget()
    for sql in (
        "delete from sealed_day",
        "update sealed_day set events = 1",
        "replace into sealed_day select * from sealed_day",
    ):
        with contextlib.closing(sqlite3.connect(worked.journal.path)) as other, pytest.raises(sqlite3.IntegrityError):
            other.execute(sql)
    with by_hand(worked.journal.path) as hand:
        hand.execute("delete from sealed_day")

    assert broken(worked.journal.path) == Break(1, Why.MISSING)


def test_a_seal_never_makes_whole_what_was_broken(worked):
    with by_hand(worked.journal.path) as hand:
        hand.execute("update event set at = at + 1 where seq = 4")
    worked.clock.now += 24 * HOUR
    worked.office.forget()

    (sealed, *others) = worked.journal.checked()

    assert (sealed.sealed, sealed.broken) == (True, Break(4, Why.SEALED_BROKEN))
    assert [day.broken for day in others] == [None] * len(others)


def test_what_was_put_in_among_sealed_days_does_not_stop_the_forgetting(worked):
    worked.clock.now += 24 * HOUR
    worked.office.forget()
    with by_hand(worked.journal.path) as hand:
        hand.execute("insert into event values (2, '2025-11-24', 1, '{}', 'KioskLocked', null, '{}', x'')")
    assert broken(worked.journal.path) is not None
    worked.clock.now += 24 * HOUR

    assert worked.office.forget() is not None
    with contextlib.closing(sqlite3.connect(worked.journal.path)) as reader:
        assert reader.execute("select count(*) from event where seq = 2").fetchone() == (0,)
