"""A database file copied whole, with what stands in its write-ahead log, to a place where nobody uses it yet."""

import contextlib
import shutil
import sqlite3
from datetime import date
from pathlib import Path

from sqlite_utils import Database

from server.files.writing import sync_file
from server.journal.connection import has_log, open_to_read
from server.journal.soundness import MAGIC
from server.journal.tables import first, table

BESIDE = ("", "-wal", "-journal")
"""The endings of the file and of what SQLite keeps beside it; -shm is made anew."""


def copy_database(source: Path, target: Path) -> None:
    """The target is one whole file, and on the disk, when this returns. Nothing is written beside the source: it may stand on a medium
    that only gives. Raises sqlite3.Error or OSError; what it left of the target is no database then.
    """
    for beside in BESIDE:
        from_file, to_file = _beside(source, beside), _beside(target, beside)
        to_file.unlink(missing_ok=True)
        if from_file.exists():
            to_file.touch(mode=0o600)
            shutil.copyfile(from_file, to_file)
    with contextlib.closing(sqlite3.connect(target)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        # Read whole: what a rollback journal has to take back is taken back, and what the medium gave is what it had.
        if database.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError(f"{source.name} n'est pas entier dans sa copie")
    for beside in BESIDE[1:]:
        _beside(target, beside).unlink(missing_ok=True)
    sync_file(target)


def is_whole(path: Path) -> bool:
    """Whether a file that copy_database left, and nobody opened since, is still what it was; nothing is written."""
    with contextlib.suppress(sqlite3.Error, OSError):
        with path.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                return False
        with contextlib.closing(open_to_read(path, still=True)) as database:
            return bool(database.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    return False


def office_of(path: Path) -> str:
    """The id of the office whose journal this is, "" when it does not say. Raises sqlite3.Error."""
    with contextlib.closing(open_to_read(path)) as connection:
        office = first(table(Database(connection, execute_plugins=False), "office").rows_where())
        return str(office["id"]) if office else ""


def last_moment(path: Path) -> tuple[int, int, str]:
    """Of a journal: when its last event was (milliseconds, 0 for none), the last number given on that event's day, and that day.

    Raises sqlite3.Error.
    """
    with contextlib.closing(open_to_read(path)) as connection:
        database = Database(connection, execute_plugins=False)
        last = first(table(database, "event").rows_where(select="at, day", order_by="seq desc", limit=1))
        if last is None:
            return 0, 0, ""
        (taken,) = database.query(
            "select max(cast(substr(ticket, 12) as integer)) as number from event where day = ? and type = 'TicketTaken'",
            (last["day"],),
        )
        return last["at"], taken["number"] or 0, last["day"]


def oldest_day(journal: Path) -> str:
    """The first business day whose events it holds, ISO; "" when it holds none, or cannot be read."""
    with (
        contextlib.suppress(sqlite3.Error, OSError, ValueError),
        contextlib.closing(open_to_read(journal, still=not has_log(journal))) as reading,
    ):
        return date.fromisoformat(reading.execute("select min(day) from event").fetchone()[0] or "").isoformat()
    return ""


def _beside(path: Path, beside: str) -> Path:
    return path.with_name(f"{path.name}{beside}")
