"""After a copy was put back nothing that was given in the lost hour is ever given again, and everybody is told what is true."""

import contextlib
import shutil
import sqlite3

import msgspec
import pytest

from flow.commands import LeaveQueue, ReprintTicket, TakeTicket
from flow.fence import Loss
from flow.fence_commands import SettleFence
from server.copies.shelf import newest_good
from server.journal.numbers import Numbers, numbers_of
from server.recovery.restoring import NOTE, read_note, restore
from server.tokens import token_hash
from server.witness import LAST, SYNCED
from tests.server.lost_hour import HOUR, copy_now, numbers, put_back, take, token

MINUTE = 60_000


def test_after_a_copy_was_put_back_no_number_and_no_address_comes_twice(bureau, lost_hour):
    before = bureau.office.state
    put_back(bureau)
    again = take(bureau, 15)

    assert not set(numbers(again)) & set(numbers(lost_hour))
    assert not {token(answer) for answer in again} & {token(answer) for answer in lost_hour}
    assert numbers(again)[0] == 301
    state = bureau.office.state
    assert state.epoch not in ("", before.epoch)
    assert state.epochs == (before.epoch, state.epoch)
    fence = state.fence
    assert (fence.first, fence.last, fence.goes_on, fence.why) == (111, 115, 301, Loss.RESTORED)
    assert bureau.clock.now - HOUR - fence.kept_until in range(1000)
    assert state.version > before.version, "a screen of before takes the new view"
    bureau.restart()
    assert bureau.office.state.fence == fence
    assert bureau.office.state.epochs == state.epochs
    assert numbers(take(bureau)) == [316]


def test_before_anybody_is_given_a_number_the_journal_knows_all_that_its_leap_took(bureau, lost_hour):
    """The next copy that is put back begins after them, and not before the last one."""
    put_back(bureau)
    day, free = bureau.office.state.date, bureau.office.state.next_number
    bureau.journal._database.close()

    assert free == 301
    assert numbers_of(bureau.folder / "journal.db") == Numbers({day: 110}, {day: free - 1})


def test_without_the_fence_the_same_copy_gives_each_number_again_but_never_the_same_address(bureau, lost_hour):
    """The control: the copy put in place by hand, without any witness. The key is another since the start."""
    bureau.journal._database.close()
    for name in ("journal.db-wal", "journal.db-shm", SYNCED, LAST):
        (bureau.folder / name).unlink(missing_ok=True)
    shutil.copy(newest_good(bureau.folder).folder / "journal.db", bureau.folder / "journal.db")
    bureau.start()

    again = take(bureau, 5)

    assert numbers(again) == numbers(lost_hour[10:])
    assert not {token(answer) for answer in again} & {token(answer) for answer in lost_hour}


def test_without_another_key_at_the_start_the_same_copy_gives_the_same_addresses(bureau, lost_hour, monkeypatch):
    """The control of the key."""
    monkeypatch.setattr("server.tokens.DayKey.renew_if_used", lambda _self, _queue: None)
    bureau.journal._database.close()
    for name in ("journal.db-wal", "journal.db-shm", SYNCED, LAST):
        (bureau.folder / name).unlink(missing_ok=True)
    shutil.copy(newest_good(bureau.folder).folder / "journal.db", bureau.folder / "journal.db")
    bureau.start()

    assert [token(answer) for answer in take(bureau, 5)] == [token(answer) for answer in lost_hour[10:]]


def test_a_start_without_a_ticket_since_the_last_changes_no_key(bureau):
    take(bureau)
    bureau.restart()
    kept = (bureau.folder / "day.key").read_bytes()
    for _ in range(3):
        bureau.restart()

    assert (bureau.folder / "day.key").read_bytes() == kept


@pytest.mark.parametrize("lost", [(), (SYNCED, LAST)], ids=["a witness", "no witness"])
@pytest.mark.parametrize("more", [0, 5, 260])
def test_however_much_was_given_since_the_copy_no_number_comes_twice(bureau, lost, more):
    given = take(bureau, 10)
    copy_now(bureau)
    bureau.clock.now += max(1, more // 90) * HOUR
    given += take(bureau, more)
    for name in lost:
        (bureau.folder / name).unlink()
    put_back(bureau)

    assert not set(numbers(take(bureau, 10))) & set(numbers(given))
    assert bureau.office.state.fence.first == 111


def test_a_copy_without_any_event_goes_on_above_todays_numbers(bureau):
    """The one that was made at night."""
    take(bureau, 5)
    bureau.office.pass_time()
    bureau.clock.now += 30 * HOUR
    bureau.restart()
    bureau.office.forget()
    path = copy_now(bureau, daily=True) / "journal.db"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as copy:
        copy.execute("insert into forgetting select distinct day from event")
        for table in ("event", "day_salt", "answer", "forgetting"):
            copy.execute(f"delete from {table}")
    given = take(bureau, 30)
    put_back(bureau)

    assert newest_good(bureau.folder).daily
    again = take(bureau, 5)
    assert not set(numbers(again)) & set(numbers(given))
    assert (bureau.office.state.fence.first, bureau.office.state.fence.last) == (101, 130)
    assert bureau.office.state.fence.kept_until == 0


def test_the_fence_is_of_its_day_and_is_never_raised_again_for_the_same_copy(bureau, lost_hour):
    put_back(bureau)
    epoch = bureau.office.state.epoch
    for _ in range(2):
        bureau.restart()
        assert bureau.office.state.epoch == epoch
    bureau.clock.now += 20 * HOUR
    bureau.office.pass_time()
    bureau.restart()

    assert (numbers(take(bureau)), bureau.office.state.fence) == ([101], None)
    assert bureau.office.state.epoch == epoch, "a new day is no new past"


def test_two_copies_put_back_on_one_day_are_one_fence_with_all_numbers(bureau, lost_hour):
    put_back(bureau)
    later = numbers(take(bureau, 4))
    put_back(bureau)
    again = numbers(take(bureau, 3))

    fence = bureau.office.state.fence
    assert (fence.first, fence.last) == (111, 304)
    assert not set(again) & {*later, *numbers(lost_hour)}


def test_who_is_in_the_copy_keeps_page_and_place_and_a_reprint_has_the_same_address(bureau, lost_hour):
    kept, gone = lost_hour[3], lost_hour[12]
    put_back(bureau)
    tokens = bureau.office.state.tokens

    assert tokens[token_hash(token(kept))] == kept.ticket
    assert token_hash(token(gone)) not in tokens
    assert bureau.do(ReprintTicket(kept.ticket)).ok
    assert bureau.office.ticket_url(kept.ticket) == kept.url
    bureau.restart()
    assert bureau.office.ticket_url(kept.ticket) == kept.url


def test_a_ticket_whose_secret_is_lost_with_the_box_has_no_address_on_paper(bureau, lost_hour):
    (bureau.folder / "day.key").unlink()
    put_back(bureau)

    assert bureau.office.ticket_url(lost_hour[3].ticket) == ""
    fresh = take(bureau)[0]
    assert bureau.office.ticket_url(fresh.ticket) == fresh.url != ""


def test_the_same_key_is_the_same_ticket_when_the_copy_has_it_and_another_when_it_has_not(bureau):
    kept = bureau.do(TakeTicket("stamps"), role="kiosk", key="key-of-kept")
    copy_now(bureau)
    lost = bureau.do(TakeTicket("stamps"), role="kiosk", key="key-of-lost")
    put_back(bureau)

    assert bureau.do(TakeTicket("stamps"), role="kiosk", key="key-of-kept") == kept
    again = bureau.do(TakeTicket("stamps"), role="kiosk", key="key-of-lost")
    assert again.ok
    assert again.number not in (kept.number, lost.number)
    assert again.ticket in bureau.office.state.open


def test_what_a_console_kept_for_a_lost_ticket_is_refused_in_words_and_touches_nobody_else(bureau, lost_hour):
    put_back(bureau)
    take(bureau, 20)
    before = dict(bureau.office.state.open)

    refused = bureau.do(LeaveQueue(lost_hour[12].ticket))

    assert (refused.ok, refused.reason) == (False, "ticket_unknown")
    assert refused.sentence
    assert dict(bureau.office.state.open) == before


def test_it_is_said_until_somebody_says_that_it_is_done(bureau, lost_hour):
    put_back(bureau)
    stale = bureau.do(SettleFence(201), role="console")
    assert (stale.reason, bureau.office.state.fence.settled) == ("fence_changed", False)

    assert bureau.do(SettleFence(301), role="console").ok
    assert bureau.do(SettleFence(301), role="console").ok

    bureau.restart()
    assert bureau.office.state.fence.settled
    assert numbers(take(bureau)) == [301]


def test_nothing_is_given_until_the_fence_is_stored(bureau, lost_hour):
    bureau.journal._database.close()
    restore(bureau.folder, newest_good(bureau.folder), Loss.RESTORED, bureau.clock.now)
    bureau.journal = type(bureau.journal)(bureau.folder / "journal.db")
    bureau.journal._database.execute(
        "create trigger full before insert on event when new.type = 'JournalResumed' begin select raise(abort, 'full'); end"
    )
    bureau.journal._database.close()
    bureau.start()
    refused = bureau.do(TakeTicket("stamps"), role="kiosk")
    bureau.restart()
    bureau.journal._database.execute("drop trigger full")

    assert (refused.ok, refused.reason) == (False, "not_stored")
    assert numbers(take(bureau)) == [301]


def test_a_crash_between_the_new_secrets_and_the_event_leaves_no_old_secret_behind_the_fence(bureau, lost_hour):
    put_back(bureau)
    note = read_note(bureau.folder)
    before = {token(answer) for answer in lost_hour}
    (bureau.folder / NOTE).write_bytes(msgspec.json.encode(msgspec.structs.replace(note, settled=False)))
    bureau.restart()

    assert not {token(answer) for answer in take(bureau, 5)} & before
    assert bureau.office.state.epochs.count(note.epoch) == 1
