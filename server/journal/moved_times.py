"""What the register tells by the office's time moves when that time is moved, as the queue's moments do: every age stays what it is.

Without it a trusted step beyond DEVICE_DAYS (a box that was set up without the time, a year that was typed wrong) sends all paired
devices away, whoever should settle it among them.
"""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from flow.time_events import ClockTrusted
from flow.timekeeping import Shift, shift

_MOMENTS = (
    ("session", "began_at"),
    ("session", "used_at"),
    ("code", "expires_at"),
    ("failure", "at"),
    ("device", "made_at"),
)
_DATES = (("device", "seen_on"), ("device", "cookie_on"))
Moves = Callable[[int], Sequence[tuple[int, ClockTrusted]]]
"""The moves of the office's time in the journal after this seq, in order, each with its own."""


def follow(connection: sqlite3.Connection, moves: Sequence[tuple[int, ClockTrusted]], last: int) -> None:
    """Moves all times alike, and notes how far the journal was followed; inside the caller's transaction."""
    for _seq, trusted in moves:
        _move(connection, shift(trusted.by, trusted.since))
    connection.execute("insert or replace into followed values (1, ?)", (last,))


def followed(connection: sqlite3.Connection) -> int | None:
    """The seq of the journal up to which every move was followed; None before the first look."""
    row = connection.execute("select seq from followed").fetchone()
    return None if row is None else int(row[0])


def _move(connection: sqlite3.Connection, to: Shift) -> None:
    for table, column in _MOMENTS + _DATES:
        moved: Callable[[int], int] | Callable[[str], str] = to if (table, column) in _MOMENTS else _on(to)
        rows = connection.execute(f"select rowid, {column} from {table}").fetchall()  # noqa: S608  # nosec B608  # named above
        connection.executemany(
            f"update {table} set {column} = ? where rowid = ?",  # noqa: S608  # nosec B608  # named above
            [(moved(value), number) for number, value in rows],
        )


def _on(to: Shift) -> Callable[[str], str]:
    """Where a date goes: with the end of its day, at which it was still true. "" is no date."""

    def moved(day: str) -> str:
        if not day:
            return ""
        end = datetime.combine(date.fromisoformat(day) + timedelta(1), datetime.min.time(), UTC)
        at = to(round(end.timestamp() * 1000) - 1)
        return datetime.fromtimestamp(at / 1000, UTC).date().isoformat()

    return moved
