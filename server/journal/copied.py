"""Whether a copy of one of the office's files can be relied upon. Nothing is written: the copy may stand on a medium of any kind."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database, Migrations

from server.journal import people_tables
from server.journal.audit import check_acts, check_journal, goes_on_from
from server.journal.connection import open_to_read
from server.journal.copying import FIGURES, moment_of
from server.journal.journal import migrations as journal_migrations
from server.journal.soundness import MAGIC, Unsound, Unsoundness, damage_of, is_newer, of_error
from server.journal.tables import Row, table

_SEALED = "first, last, day, before, after, broken, seal"


def look_at_journal(path: Path, seq: int = 0, head: str = "") -> Unsound | None:
    """Every page, the shape, the chain, and that it has, or has sealed, the event `seq` with the hash `head` (hex); None: it is whole.

    A sealed day that was broken before it was sealed is no fault of the copy: its events are gone in the office too.
    """

    def look(connection: sqlite3.Connection) -> Unsound | None:
        for day in check_journal(connection):
            if day.broken is not None and not day.sealed:
                return Unsound(Unsoundness.DAMAGED, f"{day.day}, {day.broken.seq} {day.broken.why.value}")
        if not goes_on_from(connection, seq, head):
            return Unsound(Unsoundness.DAMAGED, f"< {seq}")
        return None

    return _looked(path, journal_migrations, look)


def look_at_figures(path: Path, whole: Path) -> Unsound | None:
    """A copy without events, made from one that was verified, has every row of what it may hold."""

    def look(connection: sqlite3.Connection) -> Unsound | None:
        copy = Database(connection, execute_plugins=False)
        with closing(Database(open_to_read(whole, still=True), execute_plugins=False)) as source:
            for name in FIGURES:
                # Of moves it has the younger ones only.
                if name != "move" and table(copy, name).count != table(source, name).count:
                    return Unsound(Unsoundness.DAMAGED, name)
            if _sealed(copy) != _sealed(source):
                return Unsound(Unsoundness.DAMAGED, "sealed_day")
        return None

    return _looked(path, journal_migrations, look)


def look_at_register(path: Path, like: Path | None = None) -> Unsound | None:
    """A register whose acts no longer hold together still knows its devices and staff: a copy must only be no worse than `like`."""

    def look(connection: sqlite3.Connection) -> Unsound | None:
        if like is None:
            return None
        acts = check_acts(connection)
        with moment_of(like) as source:
            wanted = check_acts(source)
        # Acts are only added: the register may have more by now.
        as_whole = acts.broken in (None, wanted.broken) and acts.acts <= wanted.acts
        return None if as_whole else Unsound(Unsoundness.DAMAGED, "act")

    return _looked(path, people_tables.migrations, look)


def _sealed(database: Database) -> list[Row]:
    return list(table(database, "sealed_day").rows_where(select=_SEALED, order_by="first"))


def _looked(path: Path, migrations: Migrations, look: Callable[[sqlite3.Connection], Unsound | None]) -> Unsound | None:
    try:
        with path.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                return Unsound(Unsoundness.NOT_SQLITE)
        with closing(open_to_read(path, still=True)) as connection:
            if (damaged := damage_of(connection, "integrity_check")) is not None:
                return damaged
            if is_newer(Database(connection, execute_plugins=False), migrations):
                return Unsound(Unsoundness.NEWER)
            return look(connection)
    except (sqlite3.Error, OSError) as error:
        return of_error(error)
