"""One way to open a database file and one way to write to it."""

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlite_utils import Database, Migrations

from server.journal.identity import GONE, identity

READ_MS = 100
"""So long a read waits for a lock of another program: only people.db knows such locks."""
WAIT_MS = 1_000
"""So long a write waits for a lock of another program, unless whoever opens the file says otherwise."""
READER_WAIT_S = 5.0
"""So long whoever only reads waits for a lock, beside the loop or in another process: nobody waits for them."""
LOOK_S = 0.02
MOVED = "SQLITE_READONLY_DBMOVED"
_OF_DISK = frozenset({
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM,
})  # fmt: skip


class Unsure(BaseException):
    """A commit failed so that nobody knows whether it is on the disk: the only honest end is to stop, and to read the disk again.

    Not an Exception: whoever answers a fault with "nothing changed" must not catch this one.
    """


class Ending:
    """What ends the program when the truth is unknown. By itself nothing does: the Unsure then goes up to whoever began."""

    def __init__(self) -> None:
        self.stop: Callable[[sqlite3.Error], None] = lambda _error: None


ENDING = Ending()


class Connection(sqlite3.Connection):
    """A connection that knows how long it waits for somebody else's lock, and since when it is kept out.

    wait_ms: so long a write waits. busy_ms: so long SQLite itself waits at each try. yields: others on the loop are served meanwhile; only
    where everybody who writes waits for the same lock of ours.
    Times are monotonic seconds. opened: the file and its write-ahead log, each with the device and inode that it had when it was opened.
    """

    wait_ms = WAIT_MS
    busy_ms = READ_MS
    yields = False
    kept_out_since = 0.0
    kept_out_at = 0.0

    def note_files(self, *paths: Path) -> None:
        """These are open."""
        files = {str(path): identity(str(path)) for path in paths}
        self.opened = {path: file for path, file in files.items() if file not in (None, GONE)}


def open_database(
    path: Path, migrations: Migrations, journal_mode: str, durable: bool = True, wait_ms: int = WAIT_MS
) -> Database:
    """The file at `path`, made when missing, with its migrations applied.

    journal_mode: "wal" for the one file with a single writer; "delete" where two processes may write (SQLite before
    3.51.3 has a rare corruption when one connection commits while another resets the WAL: sqlite.org/wal.html).
    A commit that was answered survives a power cut: synchronous=FULL with a WAL; EXTRA without, where the end of a commit is the end of
    its rollback journal, and the folder must be synced too or the journal comes back and takes the commit with it. not durable: for what
    can be made again. Raises sqlite3.Error.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Its -wal, -shm and -journal take the rights of the file itself.
    path.touch(mode=0o600)
    database = connected(path, journal_mode)
    assert isinstance(database.conn, Connection)
    database.conn.wait_ms, database.conn.yields = wait_ms, journal_mode == "wal"
    surely = "FULL" if journal_mode == "wal" else "EXTRA"
    database.execute(f"PRAGMA synchronous={surely if durable else 'OFF'}")
    if migrations.pending(database):
        with write(database):
            migrations.apply(database)
    if database.conn.yields:
        # No reader meets a lock in a WAL file, and a writer of ours looks again by itself: each commit would set it twice.
        wait_at_most(database.conn, 0)
    database.conn.note_files(path, *((path.with_name(f"{path.name}-wal"),) if journal_mode == "wal" else ()))
    return database


def wait_at_most(ours: Connection, wait_ms: int) -> None:
    """So long SQLite itself waits for a lock of another program, from here on: nobody else is served meanwhile."""
    ours.execute(f"PRAGMA busy_timeout = {wait_ms}").fetchone()
    ours.busy_ms = wait_ms


def stop_unless_in_place(database: Database) -> None:
    """Ends the program when the file, or its log, was deleted or replaced while it was open: what is written goes nowhere.

    SQLite looks only where there is no write-ahead log (SQLITE_READONLY_DBMOVED). Raises Unsure.
    """
    assert isinstance(database.conn, Connection)
    for path, opened in getattr(database.conn, "opened", {}).items():
        if identity(path) not in (None, opened):
            error = sqlite3.OperationalError(f"{os.path.basename(path)} was deleted or replaced")
            error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_READONLY_DBMOVED, MOVED
            ENDING.stop(error)
            raise Unsure(str(error))


def connected(path: Path, journal_mode: str) -> Database:
    """A connection to the file. On a full disk a WAL file is read without its shared memory, alone. Raises sqlite3.Error."""
    try:
        return _connected(path, journal_mode, alone=False)
    except sqlite3.OperationalError as error:
        if journal_mode != "wal" or error.sqlite_errorcode != sqlite3.SQLITE_IOERR_SHMSIZE:
            raise
        return _connected(path, journal_mode, alone=True)


def is_alone(database: Database) -> bool:
    """Whether the file was opened without its shared memory, for want of room on the disk: nobody else can read it."""
    mode: str = database.execute("PRAGMA locking_mode").fetchone()[0]
    return mode == "exclusive"


def is_certain(error: sqlite3.Error) -> bool:
    """Whether a commit that failed so changed nothing: the disk was full or somebody else had the lock, before it was written.

    After a failed write or sync it may be on the disk or not; a second sync proves nothing (fsync tells a fault once, and the pages count
    as clean after it: Rebello et al., "Can applications recover from fsync failures?", 2020).
    """
    return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY)


def is_of_disk(error: sqlite3.Error) -> bool:
    """Whether the disk or another program was in the way, not a fault of ours. Before a commit such a fault changed nothing: what was begun
    is taken back, now or when the file is opened next.
    """
    return error.sqlite_errorcode & 0xFF in _OF_DISK


def open_to_read(path: Path, still: bool = False) -> sqlite3.Connection:
    """Nothing can be written through it, nor a write-ahead log written back or reset under its writer. Raises sqlite3.Error.

    still: nobody writes the file: no lock is asked for, and nothing is made beside it. Somebody's lock is waited for, READER_WAIT_S.
    """
    address = f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' * still}"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=READER_WAIT_S)


def has_log(path: Path) -> bool:
    """Whether a write-ahead log stands beside the file: without one, reading a file that nobody writes need make nothing beside it."""
    return path.with_name(f"{path.name}-wal").exists()


@contextlib.contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """One moment of a file that another program may be writing. Raises sqlite3.Error."""
    with contextlib.closing(open_to_read(path)) as connection:
        connection.execute("BEGIN")
        yield connection


@contextlib.contextmanager
def write(database: Database) -> Iterator[sqlite3.Connection]:
    """One transaction: all of it is durable when the block ends, or none of it. Nothing inside may yield to another greenlet.

    Raises sqlite3.Error: then nothing changed. Raises Unsure when nobody can know.
    """
    connection = database.conn
    assert isinstance(connection, Connection)
    _begin(connection)
    try:
        yield connection
    except BaseException:
        _back(connection)
        raise
    try:
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        if not is_certain(error):
            ENDING.stop(error)
            raise Unsure(str(error)) from error
        _back(connection)
        raise
    stop_unless_in_place(database)


def _connected(path: Path, journal_mode: str, alone: bool) -> Database:
    # isolation_level None: the driver never opens a transaction by itself, so that each one is ours.
    connection = sqlite3.connect(
        path, timeout=READ_MS / 1000, check_same_thread=False, isolation_level=None, factory=Connection
    )
    database = Database(connection, execute_plugins=False)
    try:
        if alone:
            database.execute("PRAGMA locking_mode=EXCLUSIVE").fetchone()
        database.execute(f"PRAGMA journal_mode={journal_mode}").fetchone()
        database.execute("select count(*) from sqlite_master").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return database


def _begin(ours: Connection) -> None:
    """EXCLUSIVE: a read-then-write in sqlite-utils' own DEFERRED fails at once when busy; and whoever reads a file without WAL would
    keep the COMMIT waiting. Raises sqlite3.OperationalError when the lock is somebody else's for too long.

    Whoever comes while the file is kept shut already waits no longer than the first: a queue of taps is not a queue of seconds.
    """
    while True:
        try:
            _try(ours, 0 if ours.yields or _kept_out(ours) else ours.wait_ms)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            _note(ours)
            if not ours.yields or _kept_out(ours):
                raise
        else:
            ours.kept_out_since = 0.0
            return
        # Others are served meanwhile: in the running office this is gevent's.
        time.sleep(LOOK_S)


def _try(ours: Connection, wait_ms: int) -> None:
    if ours.busy_ms == wait_ms:
        ours.execute("BEGIN EXCLUSIVE")
        return
    usual_ms = ours.busy_ms
    wait_at_most(ours, wait_ms)
    try:
        ours.execute("BEGIN EXCLUSIVE")
    finally:
        wait_at_most(ours, usual_ms)


def _note(ours: Connection) -> None:
    """Kept out once more; when nobody tried for a while it is another lock than the last."""
    now = time.monotonic()
    if not ours.kept_out_since or now - ours.kept_out_at > ours.wait_ms / 1000:
        ours.kept_out_since = now if ours.yields else now - ours.wait_ms / 1000
    ours.kept_out_at = now


def _kept_out(ours: Connection) -> bool:
    """Whether the file is shut for so long already that nobody waits any more."""
    now, wait = time.monotonic(), ours.wait_ms / 1000
    return bool(ours.kept_out_since) and now - ours.kept_out_since >= wait and now - ours.kept_out_at <= wait


def _back(connection: sqlite3.Connection) -> None:
    with contextlib.suppress(sqlite3.Error):
        connection.execute("ROLLBACK")
