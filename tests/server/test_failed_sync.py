"""A sync that fails: nobody is told that nothing changed, the office reads its disk again, and the same key says what is true."""

import http.client
import json
import os
import shutil
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from server.journal.connection import Unsure, is_certain, open_database, write
from server.journal.journal import Journal
from server.journal.people import People
from tests.bench.wire import Server

TAKE = json.dumps({"type": "TakeTicket", "need": "parcel_notice"})
steps = Migrations("trial")


@steps()
def m001_row(database: Database) -> None:
    """One table."""
    database.execute("create table row (at integer)")


def _failing(name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(name)
    error.sqlite_errorcode = getattr(sqlite3, name)
    return error


@pytest.mark.parametrize("name", ["SQLITE_IOERR_FSYNC", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE", "SQLITE_CORRUPT"])
def test_a_commit_that_the_disk_failed_is_not_said_to_have_changed_nothing(name):
    assert not is_certain(_failing(name))


@pytest.mark.parametrize("name", ["SQLITE_FULL", "SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT"])
def test_a_commit_that_found_no_room_or_a_lock_changed_nothing(name):
    assert is_certain(_failing(name))


def test_whoever_handles_faults_does_not_swallow_a_commit_that_nobody_knows(tmp_path):
    database = open_database(tmp_path / "trial.db", steps, "delete")
    # A foreign key that is looked at when the transaction ends: the COMMIT itself fails, and not for want of room.
    database.execute("PRAGMA foreign_keys = on")
    database.execute("create table child (row integer references mother (id) deferrable initially deferred)")
    database.execute("create table mother (id integer primary key)")

    with pytest.raises(Unsure):
        try:
            with write(database) as connection:
                connection.execute("insert into child values (7)")
        except Exception:
            pytest.fail("a handler of faults caught it")


@pytest.mark.parametrize(("name", "waits_for_the_disk"), [("journal.db", 2), ("people.db", 3)])
def test_a_commit_that_was_answered_waits_for_the_disk(tmp_path, name, waits_for_the_disk):
    """2 is FULL: each commit syncs the WAL. 3 is EXTRA: the folder too, or the rollback journal comes back and takes the commit with it."""
    opened = Journal(tmp_path / name) if name == "journal.db" else People(tmp_path / name)

    mode = opened._database.execute("PRAGMA synchronous").fetchone()

    opened._database.close()
    assert mode == (waits_for_the_disk,)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("gcc") is None, reason="no compiler for the sick disk")
def test_after_a_failed_sync_the_office_says_nothing_starts_again_and_the_same_key_says_what_is_true(
    tmp_path, monkeypatch
):
    orders = _sick_disk(tmp_path, monkeypatch)
    with Server(tmp_path / "data") as server:
        secret, before = server.secrets["kiosk"], server.pid
        first = _take(server, secret, "before-the-fault")
        orders.write_text("sync -wal once")
        began = time.monotonic()

        with pytest.raises((OSError, http.client.HTTPException)):
            _take(server, secret, "during-the-fault")
        answer = _until_answered(server, secret, "during-the-fault")
        seconds = time.monotonic() - began
        again, other = _take(server, secret, "during-the-fault"), _take(server, secret, "after-the-fault")

        assert server.pid != before
    assert not orders.exists(), "the disk never failed: this test is blind"
    assert seconds < 8
    assert answer["ok"]
    assert again == answer
    assert [reply["number"] for reply in (first, answer, other)] == [101, 102, 103]
    assert b'"event": "unsure"' in (tmp_path / "data" / "log").read_bytes()


def _sick_disk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every program that is started from now on has it; the file that gives it its orders."""
    library, orders = folder / "sick_disk.so", folder / "orders"
    source = Path(__file__).with_name("sick_disk.c")
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"], check=True)
    monkeypatch.setenv("SICK_DISK", str(orders))
    monkeypatch.setenv("LD_PRELOAD", " ".join([str(library), *os.environ.get("LD_PRELOAD", "").split()]))
    return orders


def _take(server: Server, secret: str, key: str) -> dict[str, object]:
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    headers = {"Host": "localhost", "Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    line.request("POST", "/kiosk/commands", TAKE, headers | {"Idempotency-Key": key})
    answer: dict[str, object] = json.loads(line.getresponse().read())
    return answer


def _until_answered(server: Server, secret: str, key: str) -> dict[str, object]:
    until = time.monotonic() + 15
    while True:
        try:
            return _take(server, secret, key)
        except (OSError, http.client.HTTPException):
            assert time.monotonic() < until, "the office did not come back"
            time.sleep(0.05)
