"""Whether a demonstration made these files: one of an earlier version left no mark beside them."""

import contextlib
import sqlite3
from pathlib import Path

from server.journal.connection import open_to_read

DEVICE = "démonstration"
"""The device of whoever opens a demonstration; a paired device is named by its role."""
DATABASES = ("journal.db", "people.db")
_ASKED = {
    "people.db": "select 1 from device where name = :device limit 1",
    "journal.db": "select 1 from event where by like '%\"' || :device || '\"%' limit 1",
}


def made_by_demonstration(folder: Path) -> bool:
    """True when its register or its journal names the device of a demonstration. Reads only."""
    return any(_names_it(folder / name) for name in DATABASES)


def _names_it(path: Path) -> bool:
    if not path.exists():
        return False
    with contextlib.closing(open_to_read(path)) as connection:
        try:
            return connection.execute(_ASKED[path.name], {"device": DEVICE}).fetchone() is not None
        except sqlite3.DatabaseError:
            # Not made to the end, or damaged: whoever opens it next says so.
            return False
