"""What the register tells by the office's time moves when that time is moved, as the queue's moments do: every age stays what it is.

Without it a trusted step beyond DEVICE_DAYS (a box that was set up without the time, a year that was typed wrong) sends all paired
devices away, whoever should settle it among them.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from sqlite_utils import Database

from flow.time_events import ClockTrusted
from flow.timekeeping import Shift, shift
from server.journal.tables import first, table

_MOMENTS = {
    "session": ("began_at", "used_at"),
    "code": ("expires_at",),
    "failure": ("at",),
    "device": ("made_at",),
}
_DATES = {"device": ("seen_on", "cookie_on")}
Moves = Callable[[int], Sequence[tuple[int, ClockTrusted]]]
"""The moves of the office's time in the journal after this seq, in order, each with its own."""


def follow(database: Database, moves: Sequence[tuple[int, ClockTrusted]], last: int) -> None:
    """Moves all times alike, and notes how far the journal was followed; inside the caller's transaction."""
    for _seq, trusted in moves:
        _move(database, shift(trusted.by, trusted.since))
    table(database, "followed").upsert({"id": 1, "seq": last}, pk="id")


def followed(database: Database) -> int | None:
    """The seq of the journal up to which every move was followed; None before the first look."""
    row = first(table(database, "followed").rows_where())
    return None if row is None else int(row["seq"])


def _move(database: Database, to: Shift) -> None:
    on = _on(to)
    for name, moments in _MOMENTS.items():
        stored = table(database, name)
        # The library's own `convert` knows a function by its name only: a second move would be made by the first one's.
        for number, row in list(stored.pks_and_rows_where()):
            moved = {column: to(row[column]) for column in moments}
            stored.update(number, moved | {column: on(row[column]) for column in _DATES.get(name, ())})


def _on(to: Shift) -> Callable[[str], str]:
    """Where a date goes: with the end of its day, at which it was still true. "" is no date."""

    def moved(day: str) -> str:
        if not day:
            return ""
        end = datetime.combine(date.fromisoformat(day) + timedelta(1), datetime.min.time(), UTC)
        at = to(round(end.timestamp() * 1000) - 1)
        return datetime.fromtimestamp(at / 1000, UTC).date().isoformat()

    return moved
