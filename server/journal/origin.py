"""Whether a demonstration made these files: one of an earlier version left no mark beside them."""

import contextlib
import sqlite3
from pathlib import Path

from sqlite_utils import Database

from server.journal.connection import open_to_read
from server.journal.tables import first, table

DEVICE = "démonstration"
"""The device of whoever opens a demonstration; a paired device is named by its role."""
DATABASES = ("journal.db", "people.db")
_NAMED_IN = {"people.db": ("device", "name = ?"), "journal.db": ("event", "by like '%\"' || ? || '\"%'")}


def made_by_demonstration(folder: Path) -> bool:
    """True when its register or its journal names the device of a demonstration. Reads only."""
    return any(_names_it(folder / name) for name in DATABASES)


def _names_it(path: Path) -> bool:
    if not path.exists():
        return False
    with contextlib.closing(open_to_read(path)) as connection:
        name, where = _NAMED_IN[path.name]
        rows = table(Database(connection, execute_plugins=False), name).rows_where(where, (DEVICE,), limit=1)
        try:
            return first(rows) is not None
        except sqlite3.DatabaseError:
            # Not made to the end, or damaged: whoever opens it next says so.
            return False
