"""The copies that there are, and the newest that can be opened."""

import re
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from server.journal import events, people_tables
from server.journal.soundness import look_at

_KINDS = (("journal.db", events.migrations, "wal"), ("people.db", people_tables.migrations, "delete"))

_NAME = re.compile(r"(quarter|daily)-(\d{8}T\d{6})\.(\d{3})Z")


class Copy(msgspec.Struct, frozen=True):
    """folder: holds journal.db and people.db, either may be missing. taken: the office's time, in milliseconds.

    daily: made after the night's retention, without any event.
    """

    folder: Path
    taken: int
    daily: bool


def newest_good(folder: Path, second: Path | None = None) -> Copy | None:
    """The newest copy of the office in `folder` that is whole, here or in the second folder, which holds a folder an office."""
    shelves = [folder / "copies", *([second / folder.name] if second else [])]
    found = [
        copy for shelf in shelves if shelf.is_dir() for path in shelf.iterdir() if (copy := _copy(path)) is not None
    ]
    return max(found, key=lambda copy: copy.taken, default=None)


def _copy(path: Path) -> Copy | None:
    named = _NAME.fullmatch(path.name)
    if named is None or any(look_at(path / name, steps, mode) is not None for name, steps, mode in _KINDS):
        return None
    moment = datetime.strptime(named[2], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    return Copy(path, round(moment.timestamp()) * 1000 + int(named[3]), named[1] == "daily")
