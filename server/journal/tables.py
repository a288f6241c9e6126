"""How the tables of an office's files are spoken to: in sqlite-utils' own words, and a table that is missing is said.

Every write belongs into the block of `server.journal.connection.write`: outside of one the library commits each call by itself.
A step of the migrations that is to come makes its tables with the library's `create(…, strict=True)` and changes them with `transform`,
except those with triggers or without a rowid: it drops both and says nothing. Steps that offices went through stay as they were written.
"""

import sqlite3
from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database
from sqlite_utils.db import Column, Table

Row = dict[str, Any]


class Stored(Table):
    """A table that a migration made.

    Of a table that is not there the library reads no rows, and its insert makes one of a shape of its own, without a word. Here SQLite
    says what is missing, and is not asked before every call: an insert takes 37 us instead of 54 (5 as a ready-made statement).
    """

    def exists(self) -> bool:
        """It is: the migrations were applied when the file was opened."""
        return True

    @property
    def columns(self) -> list[Column]:
        """As SQLite describes them. Raises sqlite3.OperationalError when the table is missing."""
        described: list[Column] = super().columns
        if not described:
            error = sqlite3.OperationalError(f"no such table: {self.name}")
            error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_ERROR, "SQLITE_ERROR"
            raise error
        return described


def table(database: Database, name: str) -> Stored:
    """The table of this name. What it reads and writes raises sqlite3.Error."""
    return Stored(database, name)


def first(rows: Iterable[Row]) -> Row | None:
    """The first of these rows, if there is one. All are read: rows that are left unread keep a lock, and the log from being emptied."""
    return next(iter(list(rows)), None)
