"""Copies of an office's two files, made while their writers go on. What a copy must not hold is never written into it.

whole: every live row of a journal, for two hours (server/copies). The figures and the register are made of lists of what they may hold:
a table that nobody put on a list is in no such copy.
"""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec
from sqlite_utils import Database, Migrations

from server.journal import people_tables
from server.journal.connection import open_to_read
from server.journal.journal import migrations as journal_migrations
from server.journal.statistics import TABLES
from server.journal.tables import Row, first, table

_KEYED = ("visit", "move")
"""Their key is their ticket's, number and all, until retention replaces it."""
FIGURES = ("office", *TABLES.values(), "correction", "sealed_day")
"""Of a journal: what the report is made of, and what stands for the days gone by."""
NO_FIGURES = ("event", "answer", "day_salt", "forgetting", "to_fill", "readiness")
REGISTER = ("device", "staff", "act", "forgotten_act", "followed")
NO_REGISTER = ("code", "session", "failure")
"""What opens doors for a moment, and the addresses of those who failed: whoever restores signs in again."""
_IN_ORDER = {"sealed_day": "first", "act": "id"}
"""These may only be added at the end."""


class Copied(msgspec.Struct, frozen=True):
    """Where a journal ended, and the first and the last business day whose events it holds, ISO; "" when it holds none."""

    seq: int = 0
    first_day: str = ""
    day: str = ""


def copy_whole(journal: Path, into: Path) -> None:
    """Every live row of the journal at one moment, in a file that is empty or not there. Raises sqlite3.Error."""
    with closing(open_to_read(journal)) as source:
        source.execute("VACUUM INTO ?", (str(into),))


def copy_figures(journal: Path, into: Path, moves_since: str) -> None:
    """The statistics and the sealed days; no event, no answer, no ticket's number. moves_since: an ISO date. Raises sqlite3.Error."""
    with closing(_source(journal)) as source, _shaped(into, journal_migrations) as copy:
        source.execute("BEGIN")
        for name in FIGURES:
            _pour(source, copy, name, moves_since if name == "move" else "")


def copy_register(people: Path, into: Path) -> None:
    """Devices, staff and acts: no session, no code, no failed try. Raises sqlite3.Error."""
    with moment_of(people) as connection, _shaped(into, people_tables.migrations) as copy:
        moment = Database(connection, execute_plugins=False)
        for name in REGISTER:
            _pour(moment, copy, name)
        # No number of a row is ever given again.
        table(copy, "sqlite_sequence").delete_where()
        table(copy, "sqlite_sequence").insert_all(table(moment, "sqlite_sequence").rows_where())


@contextmanager
def moment_of(people: Path) -> Iterator[sqlite3.Connection]:
    """The register as it was at one moment, in memory. Raises sqlite3.Error."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as moment:
        # In one step: the file is shut for its writers while it is read, so that must be short.
        with closing(open_to_read(people)) as source:
            # With the lock in hand: backup() itself would wait for somebody else's for ever.
            source.execute("BEGIN")
            source.execute("select count(*) from sqlite_master").fetchone()
            source.backup(moment)
        yield moment


def ends_at(journal: Path) -> Copied:
    """Where the journal, or a copy of one, ends. Raises sqlite3.Error."""
    with closing(_source(journal)) as source:
        (events_there,) = source.query("select coalesce(max(seq), 0) as seq, coalesce(min(day), '') as day from event")
        (sealed,) = source.query("select coalesce(max(last), 0) as seq from sealed_day")
        last = first(table(source, "event").rows_where(select="day", order_by="seq desc", limit=1))
        return Copied(max(events_there["seq"], sealed["seq"]), events_there["day"], last["day"] if last else "")


def _source(path: Path) -> Database:
    return Database(open_to_read(path), execute_plugins=False)


@contextmanager
def _shaped(into: Path, migrations: Migrations) -> Iterator[Database]:
    """A new file of today's shape, filled in one transaction. It is synced by whoever gives it its name."""
    with closing(Database(sqlite3.connect(into, isolation_level=None), execute_plugins=False)) as copy:
        for setting in ("journal_mode=MEMORY", "synchronous=OFF"):
            copy.execute(f"PRAGMA {setting}").fetchone()
        copy.execute("BEGIN")
        migrations.apply(copy)
        yield copy
        copy.execute("COMMIT")


def _pour(source: Database, copy: Database, name: str, since: str = "") -> None:
    """Every row of a table, in the columns that the copy has; of a keyed one under a key that says nothing.

    200 000 visits take 3.5 s of a processor, where a statement put together from names took 1.2: once a day, in a process of its own.
    """
    columns = [column.name for column in table(copy, name).columns]
    rows = table(source, name).rows_where(
        "date >= ?" if since else None, (since,) if since else None, order_by=_IN_ORDER.get(name)
    )
    poured: Iterator[Row] = ({column: row[column] for column in columns} for row in rows)
    if name in _KEYED:
        poured = (row | {"key": secrets.token_hex(8)} if "-" in row["key"] else row for row in poured)
    table(copy, name).insert_all(poured)
