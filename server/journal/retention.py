"""What must not stay is deleted, and its bytes with it; the statistics stay, and no number of a ticket is found in them."""

from datetime import date, timedelta

import msgspec
from sqlite_utils import Database
from sqlite_utils.db import Table

from server.journal.connection import write
from server.journal.sealing import seal
from server.journal.tables import table

MOVES_KEPT_DAYS = 180
"""Six months at most (CNIL's advice on logs); never more than 184 days, whatever the months."""

_OTHER_KEYS = (
    "update visit set key = lower(hex(randomblob(8))) where date < ? and key like '%-%'",
    "update move set key = lower(hex(randomblob(8))) where date < ? and key like '%-%'",
)
_OF_THOSE_DAYS = "day in (select day from forgetting)"


class Forgotten(msgspec.Struct, frozen=True):
    """How much was deleted. whole False: a reader was in the way, some bytes stay until the next time."""

    events: int
    answers: int
    moves: int
    whole: bool


def forget(database: Database, first_kept: str, now: int = 0) -> Forgotten:
    """Deletes the events and answers of the business days before `first_kept` (ISO date), and moves older than six months.

    What stands for a day's events afterwards is one row: how many there were, and its head of the chain. now: milliseconds.
    Raises sqlite3.Error.
    """
    moves_kept = (date.fromisoformat(first_kept) - timedelta(days=MOVES_KEPT_DAYS)).isoformat()
    event, answer, move, salt = (table(database, name) for name in ("event", "answer", "move", "day_salt"))
    forgetting = table(database, "forgetting")
    with write(database):
        # The key of a visit or a move is its ticket's, so that a visit that goes on is taken back; the day is over.
        for sql in _OTHER_KEYS:
            database.execute(sql, (first_kept,))
        # A day later than the last one was opened too early, and corrected: its real one is over.
        corrected = seal(database, first_kept, now)
        gone_by = list(event.rows_where("day < ?", (first_kept,), select="distinct day"))
        forgetting.insert_all(gone_by + [{"day": day} for day in corrected])
        events = _deleted(event, _OF_THOSE_DAYS)
        salt.delete_where(_OF_THOSE_DAYS)
        forgetting.delete_where()
        begins = "select at from event where day >= ? order by day, seq limit 1"
        answers = _deleted(answer, f"at < ({begins})", first_kept)
        # Of such a day too: a day later than the last event, so that no key of a time that was set back is lost.
        answers += _deleted(answer, "at > (select at + 86400000 from event order by seq desc limit 1)")
        moves = _deleted(move, "date < ?", moves_kept)
        if events or answers or moves:
            # In the file's header, with the deletion: a power cut before the next lines does not leave the bytes for good.
            database.execute("PRAGMA user_version = 1")
    return Forgotten(events, answers, moves, _overwritten(database))


def _deleted(stored: Table, where: str, *values: str) -> int:
    """How many rows were so; inside the caller's transaction. The library deletes without counting."""
    number = stored.count_where(where, values)
    stored.delete_where(where, values)
    return number


def _overwritten(database: Database) -> bool:
    """A deleted row's bytes stay in its page, and an old page in the write-ahead log, until both are written anew."""
    if database.execute("PRAGMA user_version").fetchone()[0]:
        database.vacuum()
        database.execute("PRAGMA user_version = 0")
    (busy, _pages, _written) = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
