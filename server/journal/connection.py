"""One way to open a database file and one way to write to it."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database, Migrations

BUSY_MS = 5_000


def open_database(path: Path, migrations: Migrations, journal_mode: str, durable: bool = True) -> Database:
    """The file at `path`, made when missing, with its migrations applied.

    journal_mode: "wal" for the one file with a single writer; "delete" where two processes may write (SQLite before
    3.51.3 has a rare corruption when one connection commits while another resets the WAL: sqlite.org/wal.html).
    synchronous=FULL: a commit that was answered survives a power cut; not durable: for what can be made again.
    Raises sqlite3.Error.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Its -wal, -shm and -journal take the rights of the file itself.
    path.touch(mode=0o600)
    # isolation_level None: the driver never opens a transaction by itself, so that each one is a BEGIN IMMEDIATE of ours.
    connection = sqlite3.connect(path, timeout=BUSY_MS / 1000, check_same_thread=False, isolation_level=None)
    database = Database(connection, execute_plugins=False)
    database.execute(f"PRAGMA journal_mode={journal_mode}").fetchone()
    database.execute(f"PRAGMA synchronous={'FULL' if durable else 'OFF'}")
    with write(database):
        migrations.apply(database)
    return database


@contextlib.contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """One moment of a file that another program may be writing; nothing can be written through it. Raises sqlite3.Error."""
    address = f"{path.resolve().as_uri()}?mode=ro"
    with contextlib.closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        yield connection


@contextlib.contextmanager
def write(database: Database) -> Iterator[sqlite3.Connection]:
    """One transaction: all of it is durable when the block ends, or none of it. Nothing inside may yield to another greenlet.

    BEGIN IMMEDIATE, because sqlite-utils' own atomic() is DEFERRED and a read-then-write in it fails at once when busy.
    """
    connection = database.conn
    assert connection is not None
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
