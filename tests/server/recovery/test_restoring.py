"""A copy is put in place whole; no file stands beside the log of another, and nothing is put back that opens doors."""

import contextlib
import shutil
import sqlite3

from flow.fence import Loss
from flow.tickets import Actor
from screen.roles import Role
from server.journal import people_tables
from server.journal.people import People
from server.journal.soundness import look_at
from server.recovery.restoring import NOTE, complete, read_note, restore, settled
from tests.server.put_back import HOUR, bytes_of, elsewhere, take


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


def test_a_note_that_cannot_be_read_stops_nobody(bureau, copy):
    (bureau.folder / NOTE).write_text("{")

    assert complete(bureau.folder) is None
    bureau.start()
    assert take(bureau) == [131]


def test_what_was_brought_to_be_looked_at_does_not_stay_when_the_power_goes(bureau, copy):
    shutil.copytree(copy.folder, bureau.folder / ".copy-x")

    complete(bureau.folder)

    assert not (bureau.folder / ".copy-x").exists()
