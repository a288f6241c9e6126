"""A copy is the whole office at one moment, verified before it has a name; one that is not whole never takes a good one's place."""

import contextlib
import os
import shutil
import sqlite3
from collections import namedtuple
from pathlib import Path

import pytest

from flow.commands import TakeTicket
from server.copies import taking
from server.copies.shelf import PARTIAL, fault_of_copy, newest_good, shelf_of
from server.copies.taking import ROOM_BYTES, NotTaken, make_room, take
from server.journal.copied import look_at_journal
from server.journal.copying import FIGURES, NO_FIGURES, NO_REGISTER, REGISTER, copy_figures, copy_register, copy_whole
from tests.server.turned_clock import HOUR, MINUTE

Usage = namedtuple("Usage", "total used free")


def rows(path: Path, sql: str) -> list[tuple]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def partial(office) -> list[Path]:
    return [path for path in shelf_of(office.folder).rglob("*") if PARTIAL in str(path)]


def damage(office) -> None:
    """Somebody changes an event of the open day."""
    with contextlib.closing(sqlite3.connect(office.folder / "journal.db", isolation_level=None)) as hand:
        hand.execute("drop trigger event_is_not_changed")
        hand.execute("update event set body = replace(body, 'stamps', 'parcel') where type = 'TicketTaken'")


def test_a_copy_holds_all_that_was_stored_and_is_verified(copied):
    (copy,) = take(copied.folder, copied.moment())

    assert copied.copies() == [copy]
    assert newest_good(copied.folder) == copy
    assert (copy.taken, copy.daily) == (copied.office.now(), False)
    every = "select * from event order by seq"
    assert rows(copy.folder / "journal.db", every) == copied.journal._database.execute(every).fetchall()
    assert rows(copy.folder / "people.db", "select name from device") == [("kiosk",)]
    assert partial(copied) == []
    assert sorted(path.name for path in copy.folder.iterdir()) == ["copy.json", "journal.db", "people.db"]


def test_a_copy_can_be_opened_as_an_office(copied, tmp_path, settings):
    (copy,) = take(copied.folder, copied.moment())
    again = tmp_path / "again"
    shutil.copytree(copy.folder, again)

    opened = type(copied)(again, settings, wall=copied.wall, elapsed=copied.elapsed)

    assert opened.numbers() == copied.numbers() == [101, 102]
    opened.stop()


def test_the_file_copied_by_hand_while_it_is_written_is_found_short(copied, tmp_path):
    copied.journal.settle()
    copied.take()
    by_hand = tmp_path / "by-hand.db"
    shutil.copy(copied.folder / "journal.db", by_hand)
    seq, head = copied.journal.last_seq(), copied.journal.head().hex()

    assert look_at_journal(by_hand, seq, head) is not None
    (copy,) = take(copied.folder, copied.moment())
    assert look_at_journal(copy.folder / "journal.db", seq, head) is None


def test_a_copy_of_a_journal_that_is_shorter_than_its_witness_does_not_count(copied):
    (good,) = take(copied.folder, copied.moment())
    older = copied.folder / "older.db"
    copy_whole(copied.folder / "journal.db", older)
    copied.take()
    copied.office.close_witness()
    copied.journal.close()
    older.rename(copied.folder / "journal.db")

    with pytest.raises(NotTaken, match="not_whole"):
        take(copied.folder, copied.moment())
    assert copied.copies() == [good]


def test_a_copy_of_a_damaged_journal_is_said_and_takes_no_good_ones_place(copied):
    (good,) = take(copied.folder, copied.moment())
    damage(copied)

    with pytest.raises(NotTaken, match="not_whole"):
        take(copied.folder, copied.moment())

    assert copied.copies() == [good]
    assert newest_good(copied.folder) == good
    assert partial(copied) == []


@pytest.mark.parametrize("file", ["journal.db", "people.db"])
def test_a_copy_that_is_damaged_later_is_passed_over(copied, file):
    (older,) = take(copied.folder, copied.moment())
    (newer,) = take(copied.folder, copied.moment())
    assert newest_good(copied.folder) == newer
    with (newer.folder / file).open("r+b") as damaged:
        damaged.truncate(4096)

    assert newest_good(copied.folder) == older
    assert copied.copies() == [newer, older]


@pytest.mark.parametrize("lost", ["journal.db", "people.db"])
def test_a_copy_may_lack_one_file_but_not_both(copied, lost):
    (copy,) = take(copied.folder, copied.moment())
    (copy.folder / lost).unlink()
    assert newest_good(copied.folder) == copy
    shutil.rmtree(copy.folder)
    copy.folder.mkdir()
    assert fault_of_copy(copy) is not None


def test_a_register_whose_acts_were_changed_still_has_its_devices_copied(copied):
    with contextlib.closing(sqlite3.connect(copied.folder / "people.db", isolation_level=None)) as hand:
        hand.execute("drop trigger act_is_not_changed")
        hand.execute("update act set about = 'somebody else'")

    (copy,) = take(copied.folder, copied.moment())

    assert newest_good(copied.folder) == copy


def test_files_are_synced_before_the_copy_has_its_name_and_the_shelf_afterwards(copied, monkeypatch):
    steps: list[str] = []
    sync, rename = os.fsync, Path.rename

    def synced(handle: int) -> None:
        steps.append(Path(os.readlink(f"/proc/self/fd/{handle}")).name)
        sync(handle)

    def renamed(path: Path, to: Path) -> Path:
        steps.append(f"rename {Path(to).name}")
        return rename(path, to)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "rename", renamed)
    (copy,) = take(copied.folder, copied.moment())

    at = steps.index(f"rename {copy.folder.name}")
    assert {"journal.db", "people.db", "copy.json", f"{PARTIAL}{copy.folder.name}"} <= set(steps[:at])
    assert steps[at + 1 :] == ["copies"]


def test_a_lock_of_another_program_ends_the_wait_with_a_reason(copied, monkeypatch):
    monkeypatch.setattr("server.journal.connection.READER_WAIT_S", 0.05)
    other = sqlite3.connect(copied.folder / "people.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    with pytest.raises(NotTaken, match="busy"):
        take(copied.folder, copied.moment())

    other.execute("ROLLBACK")
    assert len(take(copied.folder, copied.moment())) == 1


def test_a_journal_that_is_open_alone_for_want_of_room_is_not_waited_for(copied, monkeypatch):
    monkeypatch.setattr("server.journal.connection.READER_WAIT_S", 0.05)
    copied.journal.close()
    alone = sqlite3.connect(copied.folder / "journal.db", isolation_level=None)
    alone.execute("PRAGMA locking_mode=EXCLUSIVE")
    alone.execute("update readiness set at = 1")

    with pytest.raises(NotTaken, match="busy"):
        take(copied.folder, copied.moment())

    alone.close()
    assert len(take(copied.folder, copied.moment())) == 1


def test_a_second_copy_at_the_same_time_waits_and_is_refused(copied, monkeypatch):
    monkeypatch.setattr(taking, "WAIT_S", 0.0)
    shelf_of(copied.folder).mkdir(exist_ok=True)
    with taking.alone(shelf_of(copied.folder), 0), pytest.raises(NotTaken, match="in_use"):
        take(copied.folder, copied.moment())


def test_copies_never_take_the_last_room_and_the_oldest_is_given_up_first(copied, monkeypatch):
    oldest, middle, newest = (take(copied.folder, copied.moment())[0] for _ in range(3))
    # Until the oldest is gone there is none; then enough.
    monkeypatch.setattr(
        shutil, "disk_usage", lambda _path: Usage(10**9, 0, 10**9 if not oldest.folder.exists() else ROOM_BYTES)
    )
    make_room(copied.folder)
    assert copied.copies() == [newest, middle]

    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(10**9, 10**9, ROOM_BYTES))
    with pytest.raises(NotTaken, match="room"):
        take(copied.folder, copied.moment())
    assert copied.copies() == [newest]


def test_every_table_is_on_a_list_of_what_a_daily_copy_may_hold_or_of_what_it_may_not(copied):
    def tables(file: str) -> set[str]:
        sql = "select name from sqlite_master where type = 'table' and name not like '\\_%' escape '\\' and name not like 'sqlite%'"
        return {name for (name,) in rows(copied.folder / file, sql)}

    assert {*FIGURES, *NO_FIGURES} == tables("journal.db")
    assert {*REGISTER, *NO_REGISTER} == tables("people.db")


def test_a_daily_copy_has_the_shape_of_the_offices_files(copied, tmp_path):
    shape = "select type, name, sql from sqlite_master order by type, name"
    copy_figures(copied.folder / "journal.db", tmp_path / "figures.db", "2025-01-01")
    copy_register(copied.folder / "people.db", tmp_path / "register.db")

    assert rows(tmp_path / "figures.db", shape) == rows(copied.folder / "journal.db", shape)
    assert rows(tmp_path / "register.db", shape) == rows(copied.folder / "people.db", shape)
    numbers = "select * from sqlite_sequence order by name"
    assert rows(tmp_path / "register.db", numbers) == rows(copied.folder / "people.db", numbers)


@pytest.mark.slow
def test_the_figures_of_a_daily_copy_are_the_offices(copied):
    copied.later(40 * HOUR, 30 * MINUTE)
    copied.do(TakeTicket("stamps"), "kiosk")
    _quarter, daily = take(copied.folder, copied.moment(), daily=True)

    journal = daily.folder / "journal.db"
    for table in ("office", "presence", "alert", "sealed_day"):
        every = f"select * from {table} order by 1"
        assert rows(journal, every) == copied.journal._database.execute(every).fetchall(), table
    visits = "select date, need, outcome from visit order by date, hour, need"
    assert rows(journal, visits) == copied.journal._database.execute(visits).fetchall() != []
    assert rows(journal, "select count(*) from sealed_day")[0][0] > 0


@pytest.mark.slow
def test_a_daily_copy_that_lacks_a_row_does_not_count(copied, monkeypatch):
    copied.later(40 * HOUR, 30 * MINUTE)
    before = copied.dailies()
    monkeypatch.setattr("server.journal.copying.FIGURES", ("office", "sealed_day"))

    with pytest.raises(NotTaken, match="not_whole"):
        take(copied.folder, copied.moment(), daily=True)

    assert copied.dailies() == before
    assert partial(copied) == []


@pytest.mark.parametrize("name", ["quarter-20260230T999999.000Z", "daily-20259999T120000.000Z"])
def test_a_folder_whose_name_is_no_moment_is_no_copy_and_stops_nobody(copied, name):
    taken = take(copied.folder, copied.moment())
    (copied.folder / "copies" / name).mkdir()

    assert copied.copies() == taken
