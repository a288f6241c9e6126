"""The real program without one of its mends, for the controls: python -m tests.faults.unmended WHICH serve --no-parent …"""

import contextlib
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from gevent import monkey

monkey.patch_all()

from sqlite_utils import Database, Migrations  # noqa: E402

LATER = 10


def normal() -> None:
    """No commit waits for the disk: synchronous=NORMAL."""
    from server.journal import connection

    real = connection.open_database

    def opened(path: Path, migrations: Migrations, journal_mode: str, *more: bool, **named: int) -> Database:
        database = real(path, migrations, journal_mode, *more, **named)
        database.execute("PRAGMA synchronous=NORMAL")
        return database

    connection.open_database = opened


def early() -> None:
    """Told, then stored: a ticket is answered before its commit, which comes with the tenth."""
    from server.journal import journal

    written = 0

    @contextlib.contextmanager
    def later(database: Database) -> Iterator[sqlite3.Connection]:
        nonlocal written
        written += 1
        assert isinstance(database.conn, sqlite3.Connection)
        if not database.conn.in_transaction:
            database.conn.execute("BEGIN IMMEDIATE")
        yield database.conn
        if written % LATER == 0 and database.conn.in_transaction:
            database.conn.execute("COMMIT")

    journal.write = later


def patient() -> None:
    """Somebody else's lock is waited for on the loop, for as long as SQLite likes."""
    from server.journal import connection

    def begin(ours: connection.Connection) -> None:
        ours.execute("PRAGMA busy_timeout = 30000").fetchone()
        ours.execute("BEGIN EXCLUSIVE")

    connection._begin = begin


def half() -> None:
    """Keys are written in their place, and no sync is waited for."""
    from server.files import writing

    def in_place(path: Path, content: bytes) -> None:
        path.write_bytes(content)

    writing.write_whole = in_place


if __name__ == "__main__":
    # Before anything else of the server is loaded: it takes these functions by their names.
    for which in sys.argv.pop(1).split("+"):
        {"normal": normal, "early": early, "patient": patient, "half": half}[which]()
    from server.command_line import main

    main()
