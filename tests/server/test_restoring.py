"""A copy is put in place whole or not at all, wherever it is stopped; what stood there is kept for the day, then gone to the last byte."""

import contextlib
import os
import shutil
import sqlite3
from datetime import UTC, datetime

import pytest

from flow.commands import TakeTicket
from flow.fence import Loss
from flow.tickets import Actor
from screen.roles import Role
from server import restoring
from server.copies.shelf import Copy
from server.journal import people_tables
from server.journal.copied import look_at_register
from server.journal.people import People
from server.journal.soundness import look_at
from server.journal.whole_copy import copy_database
from server.restoring import NOTE, complete, forget_aside, read_note, restore, settled

HOUR = 3_600_000


def take(bureau, count=1):
    """The numbers that were given."""
    return [bureau.do(TakeTicket("stamps"), role="kiosk").number for _ in range(count)]


@pytest.fixture
def copy(bureau, tmp_path):
    """Of the morning, with ten tickets; the office has given twenty since, and has ended without a word."""
    People(bureau.folder / "people.db").close()
    take(bureau, 10)
    folder = tmp_path / "copy"
    folder.mkdir()
    for name in ("journal.db", "people.db"):
        copy_database(bureau.folder / name, folder / name)
    taken = bureau.clock.now
    take(bureau, 20)
    bureau.journal._database.close()
    return Copy(folder, taken, daily=False)


def held(folder):
    """What the office's folder is, when somebody opens it: the old office, or the copy."""
    return (folder / "journal.db").read_bytes(), (folder / "people.db").read_bytes()


class Killed(BaseException):
    """The power goes."""


def kill_at(monkeypatch, step):
    """The power goes before the step-th thing that is done to a file of the folder; how many were done."""
    done = [0]

    def counted(real):
        def does(*what, **how):
            done[0] += 1
            if done[0] == step:
                raise Killed
            return real(*what, **how)

        return does

    monkeypatch.setattr(restoring.Path, "rename", counted(restoring.Path.rename))
    monkeypatch.setattr(os, "fsync", counted(os.fsync))
    monkeypatch.setattr(restoring.Path, "replace", counted(restoring.Path.replace))
    monkeypatch.setattr(restoring.Path, "unlink", counted(restoring.Path.unlink))
    return done


STEPS = 44


@pytest.fixture
def again(bureau, copy):
    """The office went on behind the fence of its first restore, and has ended; what it holds now."""
    restore(bureau.folder, copy, Loss.RESTORED, bureau.clock.now)
    bureau.start()
    take(bureau, 5)
    bureau.journal.settle()
    bureau.journal._database.close()
    return held(bureau.folder)


def torn(size, fault):
    """The disk is full, or the power goes, when so much of a copy was written."""

    def copies(source, target):
        target.write_bytes(source.read_bytes()[:size])
        raise fault

    return copies


@pytest.mark.parametrize("size", [0, 4096, 60_000, 10**7])
def test_a_second_restore_killed_before_its_note_leaves_the_office_as_it_went_on(
    bureau, copy, again, monkeypatch, size
):
    with monkeypatch.context() as patched:
        patched.setattr(restoring, "copy_database", torn(size, Killed()))
        with pytest.raises(Killed):
            restore(bureau.folder, copy, Loss.RESTORED, bureau.clock.now)

    complete(bureau.folder)

    assert held(bureau.folder) == again
    assert not list(bureau.folder.glob("*.restoring*"))
    bureau.start()
    assert take(bureau) == [306]


def test_a_restore_that_fails_leaves_nothing_that_a_later_start_could_take_for_a_copy(bureau, copy, again, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(restoring, "copy_database", torn(8192, OSError(28, "No space left on device")))
        with pytest.raises(OSError, match="No space"):
            restore(bureau.folder, copy, Loss.RESTORED, bureau.clock.now)

    assert not list(bureau.folder.glob("*.restoring*"))
    complete(bureau.folder)
    assert held(bureau.folder) == again


@pytest.mark.parametrize("step", [1, 4])
def test_what_the_disk_lost_of_a_staged_copy_takes_no_good_files_place(bureau, copy, monkeypatch, step):
    """The note is there, and the power went before, or between, the renames."""
    before = (bureau.folder / "journal.db").read_bytes()
    renamed = [0]
    real = restoring.Path.rename

    def rename(path, target):
        renamed[0] += 1
        if renamed[0] == step:
            raise Killed
        return real(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(restoring.Path, "rename", rename)
        with pytest.raises(Killed):
            restore(bureau.folder, copy, Loss.RESTORED, bureau.clock.now)
    (staged,) = bureau.folder.glob("journal.db.restoring*")
    os.truncate(staged, 6000)

    complete(bureau.folder)

    assert (bureau.folder / "journal.db").read_bytes() == before
    assert not list(bureau.folder.glob("*.restoring*"))


@pytest.mark.parametrize("step", range(1, STEPS))
def test_killed_anywhere_it_is_the_old_office_or_the_copy_and_the_next_start_makes_it_one(
    bureau, copy, monkeypatch, step
):
    before = held(bureau.folder)
    with monkeypatch.context() as patched:
        done = kill_at(patched, step)
        try:
            restore(bureau.folder, copy, Loss.RESTORED, bureau.clock.now)
        except Killed:
            pass
        else:
            assert step > done[0]
    begun = (bureau.folder / NOTE).exists()

    complete(bureau.folder)

    if begun:
        fresh = bureau.folder / "journal.db.fresh"
        copy_database(copy.folder / "journal.db", fresh)
        assert (bureau.folder / "journal.db").read_bytes() == fresh.read_bytes()
        assert look_at_register(bureau.folder / "people.db", copy.folder / "people.db") is None
        assert len(list(bureau.folder.glob("people.db.aside-*"))) == 1
        assert len(list(bureau.folder.glob("journal.db.aside-*"))) >= 1
    else:
        assert held(bureau.folder) == before
    assert not list(bureau.folder.glob("*.restoring*"))
    bureau.start()
    assert not set(take(bureau, 5)) & set(range(101, 131))


def test_it_takes_fewer_steps_than_were_tried(bureau, copy, monkeypatch):
    done = kill_at(monkeypatch, -1)

    restore(bureau.folder, copy, Loss.RESTORED, bureau.clock.now)

    assert 10 < done[0] < STEPS


def test_no_file_ever_stands_beside_the_log_of_another(bureau, copy):
    """The power goes between the journal and its log: SQLite would write the old log into the copy."""
    shutil.copy(bureau.folder / "journal.db", bureau.folder / "journal.db-wal")

    restore(bureau.folder, copy, Loss.RESTORED, bureau.clock.now)

    assert not (bureau.folder / "journal.db-wal").exists()
    assert list(bureau.folder.glob("journal.db.aside-*-wal"))


def test_put_back_twice_in_a_second_nothing_that_was_put_aside_is_overwritten(bureau, copy):
    first = (bureau.folder / "journal.db").read_bytes()
    restore(bureau.folder, copy, Loss.RESTORED, bureau.clock.now)
    second = (bureau.folder / "journal.db").read_bytes()
    restore(bureau.folder, copy, Loss.RESTORED, bureau.clock.now)

    kept = [path.read_bytes() for path in bureau.folder.glob("journal.db.aside-*")]
    assert first in kept
    assert second in kept


def test_a_copy_of_the_register_alone_is_no_loss_of_numbers(bureau, copy):
    restore(bureau.folder, copy, Loss.RECOVERED, bureau.clock.now, ("people.db",))
    bureau.start()

    assert take(bureau) == [131]
    assert bureau.office.state.fence is None


def elsewhere(bureau, copy, tmp_path):
    """Another computer, without a witness, on which the copy's journal was put back and no office opened yet."""
    (tmp_path / "other").mkdir()
    restore(tmp_path / "other", copy, Loss.RESTORED, bureau.clock.now)
    return tmp_path / "other"


def test_a_register_put_back_before_the_first_start_leaves_the_fence_of_the_journal(bureau, copy, tmp_path):
    folder = elsewhere(bureau, copy, tmp_path)
    first = read_note(folder)

    restore(folder, copy, Loss.RECOVERED, bureau.clock.now + HOUR, ("people.db",))

    note = read_note(folder)
    assert (note.epoch, note.why, note.files) == (first.epoch, Loss.RESTORED, ("journal.db", "people.db"))
    bureau.folder, bureau.journal = folder, None
    bureau.clock.now += HOUR
    bureau.start()
    assert not set(take(bureau, 5)) & set(range(101, 131))
    assert bureau.office.state.fence.why is Loss.RESTORED
    assert read_note(folder).settled


@pytest.mark.parametrize("step", range(1, STEPS, 3))
def test_killed_while_the_register_is_put_back_the_fence_of_the_journal_stays(
    bureau, copy, tmp_path, monkeypatch, step
):
    folder = elsewhere(bureau, copy, tmp_path)
    first = read_note(folder).epoch
    before = (folder / "journal.db").read_bytes()
    with monkeypatch.context() as patched:
        kill_at(patched, step)
        with contextlib.suppress(Killed):
            restore(folder, copy, Loss.RESTORED, bureau.clock.now, ("people.db",))

    complete(folder)

    note = read_note(folder)
    assert (note.epoch, note.is_of_journal, note.settled) == (first, True, False)
    assert (folder / "journal.db").read_bytes() == before


def test_a_note_that_was_told_is_no_longer_needed_by_a_later_one(bureau, copy):
    """The control: of a settled journal nothing goes on."""
    restore(bureau.folder, copy, Loss.RESTORED, bureau.clock.now)
    settled(bureau.folder, read_note(bureau.folder))

    restore(bureau.folder, copy, Loss.RECOVERED, bureau.clock.now, ("people.db",))

    assert read_note(bureau.folder).files == ("people.db",)


DOORS = ("code", "session", "failure")


def test_what_opens_doors_for_a_moment_is_not_put_back_with_the_register(bureau, copy):
    """Somebody copied the folder by hand: what is in it was spent since."""
    people = People(copy.folder / "people.db")
    by = Actor("manager", "R")
    people.add_code("spent", Role.KIOSK, "", bureau.clock.now + HOUR, by, bureau.clock.now)
    people.add_code("paired", Role.KIOSK, "", bureau.clock.now + HOUR, by, bureau.clock.now)
    device = people.pair("paired", "secret", by, bureau.clock.now)
    people.close()

    restore(bureau.folder, copy, Loss.RESTORED, bureau.clock.now)

    with contextlib.closing(sqlite3.connect(bureau.folder / "people.db")) as register:
        counts = [register.execute(f"select count(*) from {table}").fetchone()[0] for table in DOORS]
        kept = register.execute("select id from device").fetchall()
        acts = register.execute("select count(*) from act").fetchone()[0]
    assert counts == [0, 0, 0]
    assert kept == [(device.id,)]
    assert acts >= 3
    assert b"spent" not in bytes_of(bureau.folder)
    assert look_at(bureau.folder / "people.db", people_tables.migrations, "delete") is None


def bytes_of(folder):
    """Everything that is in the files of the folder."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_what_was_put_aside_is_gone_with_its_day_to_the_last_byte(bureau, copy):
    lost = f"{bureau.office.state.date}-125".encode()
    restore(bureau.folder, copy, Loss.RESTORED, bureau.clock.now)
    bureau.start()
    take(bureau)
    assert lost in bytes_of(bureau.folder)

    for hours in (12, 35):
        bureau.clock.now += hours * HOUR
        bureau.office.pass_time()
        if hours == 12:
            bureau.office.forget()
            assert lost in bytes_of(bureau.folder), "the day is not over: somebody may still look at it"
    bureau.office.forget()

    assert lost not in bytes_of(bureau.folder)
    assert not (bureau.folder / NOTE).exists()
    assert [path.name for path in bureau.folder.glob("*.aside-*")] == [
        path.name for path in bureau.folder.glob("people.db.aside-*")
    ]


def test_without_the_hook_what_was_put_aside_would_stay(bureau, copy, monkeypatch):
    """The control."""
    lost = f"{bureau.office.state.date}-125".encode()
    restore(bureau.folder, copy, Loss.RESTORED, bureau.clock.now)
    bureau.start()
    monkeypatch.setattr("server.office.forget_aside", lambda *_what: ())
    bureau.clock.now += 47 * HOUR
    bureau.office.pass_time()
    bureau.office.forget()

    assert lost in bytes_of(bureau.folder)


def test_a_register_that_was_put_aside_stays_as_long_as_its_acts(bureau, copy):
    restore(bureau.folder, copy, Loss.RESTORED, bureau.clock.now)
    now = bureau.clock.now

    forget_aside(
        bureau.folder, lambda at: "2025-11-24" if at <= now else "2026-07-01", "2025-11-25", now + 100 * 24 * HOUR
    )
    assert list(bureau.folder.glob("people.db.aside-*"))
    forget_aside(bureau.folder, lambda _at: "2025-11-24", "2025-11-25", now + 184 * 24 * HOUR)

    assert not list(bureau.folder.glob("people.db.aside-*"))


def test_what_a_wrong_clock_put_aside_in_2099_is_not_kept_till_then(bureau, copy):
    restore(bureau.folder, copy, Loss.RESTORED, 4_080_000_000_000)

    gone = forget_aside(bureau.folder, lambda _at: "2025-11-24", "2025-11-26", bureau.clock.now)

    assert [name.split(".aside")[0] for name in gone] == ["journal.db"]


def test_what_a_wrong_clock_put_aside_goes_a_day_after_the_clock_is_right_whatever_day_it_says(bureau, copy):
    """Here days are told as an office tells them: that of now is never over."""

    def day_of(at):
        return datetime.fromtimestamp(at / 1000, UTC).date().isoformat()

    now = bureau.clock.now
    restore(bureau.folder, copy, Loss.RESTORED, 4_080_000_000_000)
    for later, left in ((0, 1), (24 * HOUR, 0)):
        forget_aside(bureau.folder, day_of, day_of(now + later), now + later)
        assert len(list(bureau.folder.glob("journal.db.aside-*"))) == left


def test_a_note_that_cannot_be_read_stops_nobody(bureau, copy):
    (bureau.folder / NOTE).write_text("{")

    assert complete(bureau.folder) is None
    bureau.start()
    assert take(bureau) == [131]


def test_what_was_brought_to_be_looked_at_does_not_stay_when_the_power_goes(bureau, copy):
    shutil.copytree(copy.folder, bureau.folder / ".copy-x")

    complete(bureau.folder)

    assert not (bureau.folder / ".copy-x").exists()


def over_midnight(bureau):
    """The office goes on for a day and an hour after a ticket of this day: what of it stands in the files of the journal."""
    take(bureau, 5)
    ticket = f"{bureau.office.state.date}-101".encode()
    bureau.clock.now += 25 * HOUR
    bureau.office.pass_time()
    take(bureau, 3)
    bureau.journal.settle()
    return ticket


def hourly(bureau, hours):
    """The office lives on for so long."""
    for _ in range(hours):
        bureau.clock.now += HOUR
        bureau.office.pass_time()
        bureau.office.forget()


def copied(bureau, tmp_path):
    """What the office has now."""
    (tmp_path / "now").mkdir()
    copy_database(bureau.folder / "journal.db", tmp_path / "now" / "journal.db")
    return Copy(tmp_path / "now", bureau.clock.now, daily=False)


def put_back(bureau, copy):
    """The office is stopped, the copy put back, and it starts."""
    bureau.journal._database.close()
    restore(bureau.folder, copy, Loss.RESTORED, bureau.clock.now)
    bureau.start()


def test_the_day_before_in_what_was_put_aside_goes_when_it_would_have_gone(bureau, tmp_path):
    """At 13:00 the journal still holds the day before; that one is over since 3:00, and must be gone a day later."""
    ticket = over_midnight(bureau)
    put_back(bureau, copied(bureau, tmp_path))
    take(bureau)
    assert any(ticket in path.read_bytes() for path in bureau.folder.glob("journal.db.aside-*"))

    hourly(bureau, 11)
    assert list(bureau.folder.glob("journal.db.aside-*")), "not a day after its close: somebody may still look at it"
    hourly(bureau, 5)

    assert not list(bureau.folder.glob("journal.db.aside-*"))
    assert ticket not in bytes_of(bureau.folder)


def test_what_can_no_longer_be_read_goes_as_if_it_held_the_day_before(bureau, tmp_path):
    ticket = over_midnight(bureau)
    copy = copied(bureau, tmp_path)
    bureau.journal._database.close()
    path = bureau.folder / "journal.db"
    path.write_bytes(bytes(100) + path.read_bytes()[100:])
    put_back(bureau, copy)
    take(bureau)
    assert any(ticket in path.read_bytes() for path in bureau.folder.glob("journal.db.aside-*"))

    hourly(bureau, 16)

    assert ticket not in bytes_of(bureau.folder)


def test_what_holds_today_only_stays_for_a_day_after_its_close(bureau, copy):
    """The control."""
    restore(bureau.folder, copy, Loss.RESTORED, bureau.clock.now)
    bureau.start()
    take(bureau)
    hourly(bureau, 36)
    assert list(bureau.folder.glob("journal.db.aside-*"))
    hourly(bureau, 4)

    assert not list(bureau.folder.glob("journal.db.aside-*"))


def test_what_was_put_aside_while_the_machine_said_1970_stays_for_its_day(bureau, copy):
    restore(bureau.folder, copy, Loss.RESTORED, 10_000)
    bureau.start()
    take(bureau)

    hourly(bureau, 12)
    assert list(bureau.folder.glob("journal.db.aside-*"))
    hourly(bureau, 30)

    assert not list(bureau.folder.glob("journal.db.aside-*"))


def test_the_note_of_a_clock_in_2099_goes_with_its_day_too(bureau, copy):
    restore(bureau.folder, copy, Loss.RESTORED, 4_080_000_000_000)
    bureau.start()
    take(bureau)
    hourly(bureau, 12)
    assert (bureau.folder / NOTE).exists()
    hourly(bureau, 36)

    assert not (bureau.folder / NOTE).exists()


def test_something_that_cannot_be_deleted_keeps_nothing_else(bureau, copy):
    restore(bureau.folder, copy, Loss.RESTORED, bureau.clock.now)
    (bureau.folder / "journal.db.aside-00000000.20251124T000000Z").mkdir()
    bureau.start()
    take(bureau)
    hourly(bureau, 42)

    assert [path.is_dir() for path in bureau.folder.glob("journal.db.aside-*")] == [True]
    assert not (bureau.folder / NOTE).exists()
