"""The journal only grows, and whatever is done to it behind the program's back is found and said where it is."""

import contextlib
import hashlib
import json
import shutil
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.loading import load
from flow.commands import TakeTicket
from server.journal.audit import Break, Why, check_journal
from server.journal.connection import write
from server.journal.journal import Journal
from tests.server.chained import EVENTS, GUARDS, HOUR, broken, by_hand, seqs, two_days_of_work, work
from tests.server.conftest import Bureau

COLUMNS = ("seq", "day", "at", "by", "type", "ticket", "body", "hash")


@pytest.fixture
def worked(bureau):
    """Two days of work, the first of which has closed."""
    return two_days_of_work(bureau)


@pytest.fixture(scope="module")
def a_day_of_work(tmp_path_factory):
    """The closed file of a worked day."""
    bureau = Bureau(tmp_path_factory.mktemp("worked") / "lens", load("lens", demonstration=True))
    work(bureau)
    bureau.journal.close()
    return bureau.folder / "journal.db"


def test_a_worked_journal_is_whole_day_by_day(worked):
    days = worked.journal.checked()

    assert [day.day for day in days] == ["2025-11-24", "2025-11-25"]
    assert [day.broken for day in days] == [None, None]
    assert sum(day.events for day in days) == worked.journal.last_seq() > 8
    assert (days[-1].head, days[0].head) == (worked.journal.head(), days[1].before)


def test_each_link_holds_to_the_one_before_as_the_docstring_says(worked):
    database, before = worked.journal._database, bytes(32)
    salts = dict(database.execute("select day, salt from day_salt"))
    for (*row, stored), _ in zip(database.execute(f"{EVENTS.replace(' from', ', hash from')}"), range(3), strict=False):
        written = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()
        before = hashlib.sha256(salts[row[1]] + before + written).digest()
        assert before == stored


@pytest.mark.slow
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_byte_changed_in_any_column_of_any_event_is_found_where_it_is(tmp_path, a_day_of_work, data):
    path = shutil.copy(a_day_of_work, tmp_path / "journal.db")
    with by_hand(path) as hand:
        seq = data.draw(st.sampled_from(seqs(hand)))
        column = data.draw(st.sampled_from(COLUMNS[1:]))
        hand.text_factory = bytes
        (was,) = hand.execute(f"select {column} from event where seq = ?", (seq,)).fetchone()
        if isinstance(was, int):
            changed, sql = was ^ (1 << data.draw(st.integers(0, 40))), "?"
        elif was is None:
            changed, sql = "x", "?"
        else:
            place = data.draw(st.integers(0, len(was) - 1))
            flipped = was[place] ^ data.draw(st.integers(1, 255))
            changed = was[:place] + bytes([flipped]) + was[place + 1 :]
            sql = "?" if column == "hash" else "cast(? as text)"
        hand.execute(f"update event set {column} = {sql} where seq = ?", (changed, seq))

    assert broken(path) == Break(seq, Why.CHANGED)


@pytest.mark.parametrize("at", range(5))
def test_an_event_that_was_taken_out_is_named(tmp_path, a_day_of_work, at):
    path = shutil.copy(a_day_of_work, tmp_path / "journal.db")
    with by_hand(path) as hand:
        taken = seqs(hand)[at]
        hand.execute("delete from event where seq = ?", (taken,))

    assert broken(path) == Break(taken, Why.MISSING)


@pytest.mark.parametrize("with_hash", [False, True])
def test_two_events_that_changed_places_are_found(tmp_path, a_day_of_work, with_hash):
    path = shutil.copy(a_day_of_work, tmp_path / "journal.db")
    with by_hand(path) as hand:
        first, second = seqs(hand)[2:4]
        if with_hash:
            for was, becomes in ((first, -1), (second, first), (-1, second)):
                hand.execute("update event set seq = ? where seq = ?", (becomes, was))
        else:
            rows = [
                hand.execute("select at, by, type, body from event where seq = ?", (n,)).fetchone()
                for n in (first, second)
            ]
            for seq, row in zip((second, first), rows, strict=True):
                hand.execute("update event set at = ?, by = ?, type = ?, body = ? where seq = ?", (*row, seq))

    assert broken(path) == Break(first, Why.CHANGED)


@pytest.mark.slow
def test_five_authors_rewritten_and_an_event_deleted_are_said_at_the_start(worked):
    worked.journal.close()
    with by_hand(worked.journal.path) as hand:
        some = seqs(hand)[3:8]
        for seq in some:
            hand.execute("update event set by = json_set(by, '$.name', 'Somebody') where seq = ?", (seq,))
        taken = seqs(hand)[-2]
        hand.execute("delete from event where seq = ?", (taken,))
    worked.start()

    breaks = [day.broken for day in worked.office.audit.days]

    assert breaks == [Break(some[0], Why.CHANGED), Break(taken, Why.MISSING)]
    assert worked.do(TakeTicket("stamps"), role="kiosk").ok, "the office goes on serving"


def test_without_the_link_the_same_check_says_nothing(tmp_path, a_day_of_work, monkeypatch):
    path = shutil.copy(a_day_of_work, tmp_path / "journal.db")
    with by_hand(path) as hand:
        seq = seqs(hand)[4]
        hand.execute("update event set by = json_set(by, '$.name', 'Somebody') where seq = ?", (seq,))
        stored = dict(hand.execute("select seq, hash from event"))
    first_break = broken(path)
    monkeypatch.setattr("server.journal.audit.link", lambda salt, before, *columns: stored[columns[0]])

    assert first_break == Break(seq, Why.CHANGED)
    assert broken(path) is None


def test_no_other_connection_changes_or_deletes_an_event_or_puts_one_in_its_place(worked):
    path = worked.journal.path
    for sql in (
        "update event set by = '{}'",
        "update event set hash = x'00'",
        "delete from event",
        "delete from event where seq = 3",
        "insert or replace into event select * from event where seq = 3",
        "replace into event select * from event where seq = (select max(seq) from event)",
        "update or replace event set seq = seq + 1",
    ):
        with contextlib.closing(sqlite3.connect(path)) as other, pytest.raises(sqlite3.IntegrityError):
            other.execute(sql)
    assert broken(path) is None


def test_what_was_not_stored_leaves_the_chain_where_it_was(worked):
    before = worked.journal.head()
    worked.journal._database.execute(
        "create trigger full before insert on answer begin select raise(abort, 'full'); end"
    )
    assert not worked.do(TakeTicket("stamps"), role="kiosk").ok
    worked.journal._database.execute("drop trigger full")

    assert worked.journal.head() == before
    assert worked.do(TakeTicket("stamps"), role="kiosk").ok
    assert broken(worked.journal.path) is None


@pytest.mark.parametrize("is_stored", [True, False])
def test_after_a_commit_of_which_nobody_knows_whether_it_is_there_the_file_says_where_the_chain_ends(
    tmp_path, is_stored
):
    with contextlib.closing(Journal(tmp_path / "journal.db")) as journal:
        connection, links = journal._database.conn, journal._chain
        connection.execute("begin")
        links.add(connection, [(1, "2025-11-24", 1, "{}", "KioskLocked", None, "{}")])
        connection.execute("commit" if is_stored else "rollback")
        connection.execute("begin")
        links.add(connection, [(1 + is_stored, "2025-11-24", 2, "{}", "KioskUnlocked", None, "{}")])
        connection.execute("commit")
        links.added()

        assert [(day.events, day.broken) for day in journal.checked()] == [(1 + is_stored, None)]


def test_a_day_of_which_nothing_was_stored_leaves_no_salt_behind_that_the_file_lacks(bureau):
    bureau.clock.now += 15 * HOUR
    bureau.journal._database.execute(
        "create trigger full before insert on visit begin select raise(abort, 'full'); end"
    )
    bureau.journal._database.execute(
        "create trigger full2 before insert on event begin select raise(abort, 'full'); end"
    )
    bureau.office.pass_time()
    bureau.journal._database.execute("drop trigger full")
    bureau.journal._database.execute("drop trigger full2")
    bureau.office.pass_time()
    work(bureau)

    assert bureau.office.state.date == "2025-11-25"
    assert broken(bureau.journal.path) is None


def test_a_journal_from_before_the_chain_opens_and_is_chained_from_then_on(worked):
    path = worked.journal.path
    with write(worked.journal._database) as connection:
        for guard in GUARDS:
            connection.execute(f"drop trigger {guard}")
        for table in ("sealed_day", "day_salt", "forgetting"):
            connection.execute(f"drop table {table}")
        connection.execute("alter table event drop column hash")
        connection.execute("delete from _sqlite_migrations where name = 'm005_chain'")
    worked.journal._database.close()
    with contextlib.closing(sqlite3.connect(path)) as reader, pytest.raises(sqlite3.OperationalError):
        check_journal(reader)
    # Nor had it a witness.
    for file in worked.folder.glob("witness.*"):
        file.unlink()
    worked.start()
    work(worked)

    assert [day.broken for day in worked.journal.checked()] == [None, None]
    assert worked.office.state.numbered(105) is not None
    with by_hand(path) as hand:
        hand.execute("update event set at = at + 1 where seq = 4")
    assert broken(path) == Break(4, Why.CHANGED)
