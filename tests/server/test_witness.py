"""A journal that is shorter than what was given is never taken for the whole truth: no number twice on a day, and it is said."""

import contextlib
import random
import shutil
import sqlite3

import msgspec
import pytest

from config.loading import load
from flow.commands import CallNext, OpenCounter, TakeTicket
from server.journal.audit import check_journal, first_break
from server.witness import LAST, NUMBERS_BEHIND, SYNCED, Seen, read
from tests.server.conftest import Bureau

HOUR = 3_600_000
FILES = ("journal.db", "journal.db-wal", "journal.db-shm")


def take(bureau, count=1):
    """The numbers that were given."""
    answers = [bureau.do(TakeTicket("stamps"), role="kiosk") for _ in range(count)]
    assert all(answer.ok for answer in answers), answers[-1]
    return [answer.number for answer in answers]


def power_cut(bureau):
    bureau.journal._database.close()


def copied(bureau, to):
    """As a copy by hand takes it: the file and what is beside it."""
    bureau.journal._database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    shutil.copy(bureau.folder / "journal.db", to)


def remove(bureau):
    for name in FILES:
        (bureau.folder / name).unlink(missing_ok=True)


def forget_witness(bureau):
    for name in (SYNCED, LAST):
        (bureau.folder / name).unlink(missing_ok=True)


def cut(bureau, seq):
    with contextlib.closing(sqlite3.connect(bureau.folder / "journal.db", isolation_level=None)) as hand:
        hand.execute("drop trigger event_is_kept")
        hand.execute("delete from event where seq > ?", (seq,))
        hand.execute(
            "create trigger event_is_kept before delete on event when not exists"
            " (select 1 from forgetting where forgetting.day = old.day) begin select raise(abort, 'kept'); end"
        )


def whole(bureau):
    with contextlib.closing(sqlite3.connect(bureau.folder / "journal.db")) as reader:
        return first_break(check_journal(reader)) is None


@pytest.mark.parametrize("how", ["missing", "empty", "shorter", "an older copy"])
def test_a_journal_that_lost_its_morning_gives_no_number_twice_and_says_so(bureau, tmp_path, how):
    take(bureau, 10)
    copied(bureau, tmp_path / "copy.db")
    seq = bureau.journal.last_seq()
    given = [*range(101, 111), *take(bureau, 20)]
    bureau.office.pass_time()
    power_cut(bureau)
    if how == "shorter":
        cut(bureau, seq)
    else:
        remove(bureau)
    if how == "empty":
        (bureau.folder / "journal.db").touch()
    if how == "an older copy":
        shutil.copy(tmp_path / "copy.db", bureau.folder / "journal.db")
    bureau.start()

    again = take(bureau, 5)

    assert not set(again) & set(given)
    assert again == [301, 302, 303, 304, 305]
    assert bureau.office.state.fence.goes_on == 301
    assert bureau.journal.last_seq() > seq + 1000, "no event has a seq that another had"
    assert whole(bureau)
    bureau.restart()
    assert take(bureau) == [306]
    assert bureau.office.state.fence.goes_on == 301


def test_without_the_witness_the_same_loss_gives_the_numbers_again(bureau):
    given = take(bureau, 20)
    bureau.office.pass_time()
    power_cut(bureau)
    remove(bureau)
    forget_witness(bureau)
    bureau.start()

    assert set(take(bureau, 5)) <= set(given)


def test_after_a_power_cut_a_witness_that_is_some_seconds_old_is_still_enough(bureau):
    given = take(bureau, NUMBERS_BEHIND - 1)
    power_cut(bureau)
    (bureau.folder / LAST).unlink()
    assert read(bureau.folder).numbers["2025-11-24"] == 100
    remove(bureau)
    bureau.start()

    assert not set(take(bureau, 60)) & set(given)


@pytest.mark.parametrize("seed", [1, 2, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (0, *range(3, 12)))])
def test_wherever_the_journal_is_cut_no_number_comes_twice(bureau, seed):
    chance = random.Random(seed)
    given, ends = [], []
    for _ in range(chance.randint(1, 4)):
        for _ in range(chance.randint(1, 130)):
            given += take(bureau)
            ends.append(bureau.journal.last_seq())
            if chance.random() < 0.05:
                bureau.office.pass_time()
        power_cut(bureau)
        cut(bureau, chance.choice([0, *ends[-60:]]))
        bureau.start()
        after = take(bureau)
        assert not set(after) & set(given), f"seed {seed}"
        given += after
    assert whole(bureau)


def test_a_journal_that_goes_on_from_its_witness_is_believed(bureau):
    """A crash between the journal and its witness: the journal is ahead, and nothing was lost."""
    take(bureau, 3)
    bureau.office.pass_time()
    take(bureau, 4)
    bureau.restart()

    assert (take(bureau), bureau.office.state.fence) == ([108], None)


@pytest.mark.parametrize("written", [b"", b"{", b'{"seq":"x"}', b"\xff\xfe"])
def test_a_witness_that_cannot_be_read_stops_nobody(bureau, written):
    take(bureau, 3)
    power_cut(bureau)
    (bureau.folder / SYNCED).write_bytes(written)
    (bureau.folder / LAST).write_bytes(written)
    bureau.start()

    assert (take(bureau), bureau.office.state.fence) == ([104], None)


def test_a_witness_that_cannot_be_written_stops_nobody(bureau):
    (bureau.folder / "witness.json.new").mkdir()
    forget_witness(bureau)
    (bureau.folder / LAST).mkdir()
    bureau.restart()

    assert take(bureau, NUMBERS_BEHIND + 5)[-1] == 155
    bureau.office.pass_time()


def test_a_new_day_after_a_loss_begins_with_its_own_numbers_and_says_that_something_is_missing(bureau):
    take(bureau, 20)
    bureau.office.pass_time()
    seq = bureau.journal.last_seq()
    power_cut(bureau)
    remove(bureau)
    bureau.clock.now += 15 * HOUR
    bureau.start()

    (lost,) = bureau.office.audit.broken_days()
    assert (lost.date, lost.broken, bureau.office.state.fence) == ("2025-11-24", (1, "missing"), None)
    assert take(bureau) == [101]
    assert bureau.journal.last_seq() > seq


def test_a_past_that_was_made_up_anew_is_not_what_the_witness_saw(bureau):
    """The whole day written again, links and all, by somebody who knows how: the witness remembers another."""
    bureau.do(OpenCounter("1"))
    take(bureau, 5)
    bureau.do(CallNext("1"))
    bureau.office.pass_time()
    seen = read(bureau.folder)
    power_cut(bureau)
    remove(bureau)
    forget_witness(bureau)
    bureau.start()
    bureau.do(OpenCounter("1"))
    take(bureau, 9)
    power_cut(bureau)
    forget_witness(bureau)
    (bureau.folder / SYNCED).write_bytes(msgspec.json.encode(seen))
    bureau.start()

    assert take(bureau) == [301]


def test_after_days_without_the_office_the_witness_finds_the_day_that_was_sealed(bureau):
    take(bureau, 5)
    bureau.office.pass_time()
    bureau.clock.now += 48 * HOUR
    bureau.restart()
    bureau.office.forget()
    bureau.restart()

    assert (take(bureau), bureau.office.state.fence) == ([101], None)


def test_nothing_is_given_until_what_the_witness_knows_is_stored(bureau):
    take(bureau, 5)
    bureau.office.pass_time()
    power_cut(bureau)
    remove(bureau)
    bureau.journal = type(bureau.journal)(bureau.folder / "journal.db")
    bureau.journal._database.execute(
        "create trigger full before insert on event when new.type = 'JournalResumed' begin select raise(abort, 'full'); end"
    )
    bureau.journal._database.close()
    bureau.start()
    refused = bureau.do(TakeTicket("stamps"), role="kiosk")
    bureau.journal._database.execute("drop trigger full")

    assert (refused.ok, refused.reason) == (False, "not_stored")
    assert take(bureau) == [301]


def test_the_witness_holds_numbers_and_no_more(bureau):
    take(bureau, 2)
    bureau.office.pass_time()

    seen = read(bureau.folder)
    day = {"2025-11-24": 102}
    assert seen == Seen(bureau.journal.last_seq(), bureau.journal.head().hex(), day, day, bureau.office.state.epoch)
    assert {(bureau.folder / name).stat().st_mode & 0o777 for name in (SYNCED, LAST)} == {0o600}
    assert (bureau.folder / LAST).stat().st_size == 512


def test_another_office_in_its_own_folder_knows_nothing_of_it(bureau, tmp_path):
    take(bureau, 5)
    bureau.office.pass_time()
    other = Bureau(tmp_path / "other" / "lens", load("lens", demonstration=True))

    assert take(other) == [101]
    power_cut(other)
