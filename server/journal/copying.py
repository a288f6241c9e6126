"""Copies of an office's two files, made while their writers go on. What a copy must not hold is never written into it.

whole: every live row of a journal, for two hours (server/copies). The figures and the register are made of lists of what they may hold:
a table that nobody put on a list is in no such copy.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec
from sqlite_utils import Database, Migrations

from server.journal import events, people_tables
from server.journal.connection import open_to_read
from server.journal.statistics import TABLES

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
    with closing(open_to_read(journal)) as source, _shaped(into, events.migrations) as copy:
        source.execute("BEGIN")
        for table in FIGURES:
            _pour(source, copy, table, moves_since if table == "move" else "")


def copy_register(people: Path, into: Path) -> None:
    """Devices, staff and acts: no session, no code, no failed try. Raises sqlite3.Error."""
    with moment_of(people) as moment, _shaped(into, people_tables.migrations) as copy:
        for table in REGISTER:
            _pour(moment, copy, table)
        # No number of a row is ever given again.
        copy.execute("delete from sqlite_sequence")
        numbers = moment.execute("select name, seq from sqlite_sequence").fetchall()
        copy.executemany("insert into sqlite_sequence values (?, ?)", numbers)


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
    with closing(open_to_read(journal)) as source:
        sql = "select coalesce(max(seq), 0), coalesce(min(day), '') from event"
        seq, first_day = source.execute(sql).fetchone()
        (sealed,) = source.execute("select coalesce(max(last), 0) from sealed_day").fetchone()
        last = source.execute("select day from event order by seq desc limit 1").fetchone()
        return Copied(max(seq, sealed), first_day, last[0] if last else "")


@contextmanager
def _shaped(into: Path, migrations: Migrations) -> Iterator[sqlite3.Connection]:
    """A new file of today's shape, filled in one transaction. It is synced by whoever gives it its name."""
    with closing(sqlite3.connect(into, isolation_level=None)) as copy:
        for setting in ("journal_mode=MEMORY", "synchronous=OFF"):
            copy.execute(f"PRAGMA {setting}").fetchone()
        copy.execute("BEGIN")
        migrations.apply(Database(copy, execute_plugins=False))
        yield copy
        copy.execute("COMMIT")


def _pour(source: sqlite3.Connection, copy: sqlite3.Connection, table: str, since: str = "") -> None:
    """Every row of a table; of a keyed one under a key that says nothing."""
    names = [row[1] for row in copy.execute(f"pragma table_info({table})")]
    columns = ", ".join(f'"{name}"' for name in names)
    chosen = columns
    if table in _KEYED:
        key = "case when key like '%-%' then lower(hex(randomblob(8))) else key end"
        chosen = columns.replace('"key"', key, 1)
    where = " where date >= ?" if since else ""
    order = f" order by {_IN_ORDER[table]}" if table in _IN_ORDER else ""
    rows = source.execute(f"select {chosen} from {table}{where}{order}", (since,) if since else ())  # noqa: S608  # nosec B608  # names of our own
    marks = ", ".join("?" * len(names))
    copy.executemany(f"insert into {table} ({columns}) values ({marks})", rows)  # noqa: S608  # nosec B608  # names of our own
