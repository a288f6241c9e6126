"""A database file copied whole, with what stands in its write-ahead log, to a place where nobody uses it yet."""

import contextlib
import os
import sqlite3
from pathlib import Path


def copy_database(source: Path, target: Path) -> None:
    """The target is on the disk when this returns. Raises sqlite3.Error or OSError; what it left of the target is no database then."""
    target.unlink(missing_ok=True)
    target.touch(mode=0o600)
    with (
        contextlib.closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as reading,
        contextlib.closing(sqlite3.connect(target)) as writing,
    ):
        reading.backup(writing)
    for beside in ("-wal", "-shm", "-journal"):
        target.with_name(f"{target.name}{beside}").unlink(missing_ok=True)
    with target.open("rb") as file:
        os.fsync(file.fileno())


def office_of(path: Path) -> str:
    """The id of the office whose journal this is, "" when it does not say. Raises sqlite3.Error."""
    with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as reading:
        row = reading.execute("select id from office").fetchone()
        return str(row[0]) if row else ""


def last_moment(path: Path) -> tuple[int, int, str]:
    """Of a journal: when its last event was (milliseconds, 0 for none), the last number given on that event's day, and that day.

    Raises sqlite3.Error.
    """
    with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as reading:
        row = reading.execute("select at, day from event order by seq desc limit 1").fetchone()
        if row is None:
            return 0, 0, ""
        sql = "select max(cast(substr(ticket, 12) as integer)) from event where day = ? and type = 'TicketTaken'"
        return row[0], reading.execute(sql, (row[1],)).fetchone()[0] or 0, row[1]
