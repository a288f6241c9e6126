"""What stood where a copy was put back is kept for the day, then gone to the last byte."""

from datetime import UTC, datetime

from flow.fence import Loss
from server.copies.shelf import Copy
from server.journal.whole_copy import copy_database
from server.recovery.restoring import NOTE, forget_aside, restore
from tests.server.put_back import HOUR, bytes_of, take


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
    monkeypatch.setattr("server.forgetting.forget_aside", lambda *_what: ())
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
