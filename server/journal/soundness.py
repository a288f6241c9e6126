"""Whether a file can be served: readable, a SQLite file, whole, and of a shape that this program knows. Changes nothing."""

import errno
import sqlite3
from enum import StrEnum
from pathlib import Path

import msgspec
from sqlite_utils import Database, Migrations

from server.journal.connection import connected

MAGIC = b"SQLite format 3\0"
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


class Unsoundness(StrEnum):
    """What is wrong with a file. UNREADABLE: the disk itself; BUSY: another program has it shut. Both may be over in a moment."""

    FORBIDDEN = "forbidden"
    UNREADABLE = "unreadable"
    NOT_SQLITE = "not_sqlite"
    DAMAGED = "damaged"
    NEWER = "newer"
    BUSY = "busy"
    FULL = "full"


class Unsound(msgspec.Struct, frozen=True):
    """detail: in the words of SQLite or of the system; for a newer file the names of what it has more."""

    what: Unsoundness
    detail: str = ""


def look_at(path: Path, migrations: Migrations, journal_mode: str) -> Unsound | None:
    """What is wrong with the database at `path`; None when nothing is, or when it is still to be made (missing, or empty)."""
    try:
        with path.open("rb") as file:
            head = file.read(len(MAGIC))
    except FileNotFoundError:
        return None
    except OSError as error:
        return of_error(error)
    # With a rollback journal beside it the power was cut within a commit: the file is judged as SQLite mends it.
    if head and head != MAGIC and not path.with_name(f"{path.name}-journal").exists():
        return Unsound(Unsoundness.NOT_SQLITE)
    if not head:
        return None
    try:
        return _look_inside(path, migrations, journal_mode)
    except (sqlite3.Error, OSError) as error:
        return of_error(error)


def of_error(error: sqlite3.Error | OSError) -> Unsound:
    """What an error of SQLite or of the system says of a file."""
    return Unsound(_of_system(error) if isinstance(error, OSError) else _of_sqlite(error), str(error))


def damage_of(database: Database | sqlite3.Connection, check: str) -> Unsound | None:
    """What SQLite's own check of the pages ("quick_check" or "integrity_check") finds; None when they are whole. Raises sqlite3.Error."""
    lines = [str(row[0]) for row in database.execute(f"PRAGMA {check}(3)").fetchall()]
    if lines == ["ok"]:
        return None
    return Unsound(Unsoundness.DAMAGED, " ; ".join(" ".join(line.split()) for line in lines))


def is_newer(database: Database, migrations: Migrations) -> bool:
    """Whether the file went through a step that this program does not know."""
    return bool(_unknown(database, migrations))


def _look_inside(path: Path, migrations: Migrations, journal_mode: str) -> Unsound | None:
    database = connected(path, journal_mode)
    try:
        if (damaged := damage_of(database, "quick_check")) is not None:
            return damaged
        unknown = _unknown(database, migrations)
        return Unsound(Unsoundness.NEWER, ", ".join(unknown)) if unknown else None
    finally:
        database.close()


def _unknown(database: Database, migrations: Migrations) -> list[str]:
    steps = {step.name for step in migrations.pending(Database(memory=True))}
    return [step.name for step in migrations.applied(database) if step.name not in steps]


def _of_system(error: OSError) -> Unsoundness:
    if error.errno in NO_ROOM:
        return Unsoundness.FULL
    if error.errno == errno.EROFS:
        return Unsoundness.FORBIDDEN
    return Unsoundness.FORBIDDEN if isinstance(error, PermissionError | IsADirectoryError) else Unsoundness.UNREADABLE


def _of_sqlite(error: sqlite3.Error) -> Unsoundness:
    match getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF:
        case sqlite3.SQLITE_NOTADB:
            return Unsoundness.NOT_SQLITE
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Unsoundness.BUSY
        case sqlite3.SQLITE_FULL:
            return Unsoundness.FULL
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return Unsoundness.FORBIDDEN
        case sqlite3.SQLITE_IOERR:
            return Unsoundness.UNREADABLE
        case _:
            return Unsoundness.DAMAGED
