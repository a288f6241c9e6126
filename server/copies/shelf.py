"""The copies that there are, and the newest that can be opened."""

from pathlib import Path

import msgspec

from server.journal import events, people_tables
from server.journal.soundness import look_at
from server.journal.whole_copy import last_moment

_KINDS = (("journal.db", events.migrations, "wal"), ("people.db", people_tables.migrations, "delete"))


class Copy(msgspec.Struct, frozen=True):
    """folder: holds journal.db and people.db, either may be missing. taken: the office's time, in milliseconds.

    daily: made after the night's retention, without any event.
    """

    folder: Path
    taken: int
    daily: bool


def newest_good(folder: Path, second: Path | None = None) -> Copy | None:
    """The newest copy of the office in `folder` that is whole, here or on the second medium."""
    places = [folder / "copies", *([second] if second else [])]
    found = [copy for place in places if place.is_dir() for one in place.iterdir() if (copy := _copy(one)) is not None]
    return max(found, key=lambda copy: copy.taken, default=None)


def _copy(folder: Path) -> Copy | None:
    if not folder.is_dir() or not (folder / "journal.db").exists():
        return None
    if any(look_at(folder / name, steps, mode) is not None for name, steps, mode in _KINDS):
        return None
    at, _number, day = last_moment(folder / "journal.db")
    return Copy(folder, at or int((folder / "journal.db").stat().st_mtime * 1000), not day)
