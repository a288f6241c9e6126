"""Failed tries of PINs and codes, kept over a restart for an hour."""

import sqlite3
from collections.abc import Iterable

import msgspec
from sqlite_utils import Database

from server.journal.acts import Act, add
from server.journal.connection import write

HOUR_MS = 3_600_000


class Failure(msgspec.Struct, frozen=True):
    """subject: whose tries are counted (server.access.tries.Subject). about: a number of a person or a device, or an address.

    at: milliseconds. forgiven: the person got in afterwards.
    """

    subject: str
    about: str
    at: int
    forgiven: bool = False


class Failures:
    """The failures of one office."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Failure]:
        """Oldest first."""
        rows = self._database.execute("select subject, about, at, forgiven from failure order by id")
        return [Failure(subject, about, at, bool(forgiven)) for subject, about, at, forgiven in rows]

    def keep(self, failures: Iterable[Failure], acts: Iterable[Act], now: int) -> None:
        """A failed sign-in, with what is told of it."""
        with write(self._database) as connection:
            insert(connection, failures, now)
            add(connection, *acts)

    def forget(self, subject: str, about: str, act: Act) -> None:
        """Unlocked: as if nothing had failed."""
        with write(self._database) as connection:
            connection.execute("delete from failure where subject = ? and about = ?", (subject, about))
            add(connection, act)


def insert(connection: sqlite3.Connection, failures: Iterable[Failure], now: int) -> None:
    """Adds failures, and lets go of those of two hours ago."""
    connection.execute("delete from failure where at < ?", (now - 2 * HOUR_MS,))
    connection.executemany(
        "insert into failure (subject, about, at) values (?, ?, ?)",
        [(failure.subject, failure.about, failure.at) for failure in failures],
    )
