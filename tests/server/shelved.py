"""A copy on an office's shelf, as the office itself takes it: whole, under the name of its moment, without its keys."""

import contextlib
import sqlite3
from datetime import UTC, datetime
from pathlib import Path


def shelve(folder: Path, taken: int, daily: bool = False) -> Path:
    """Of the office in `folder`, which may be running. taken: milliseconds. The copy's folder."""
    moment = datetime.fromtimestamp(taken // 1000, UTC)
    kind = "daily" if daily else "quarter"
    copy = folder / "copies" / f"{kind}-{moment:%Y%m%dT%H%M%S}.{taken % 1000:03d}Z"
    copy.mkdir(parents=True)
    for name in ("journal.db", "people.db"):
        if (folder / name).exists():
            with (
                contextlib.closing(sqlite3.connect(folder / name)) as source,
                contextlib.closing(sqlite3.connect(copy / name)) as target,
            ):
                source.backup(target)
                target.execute("PRAGMA journal_mode=delete")
    return copy
