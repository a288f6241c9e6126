"""What must not stay is deleted, and its bytes with it; the statistics stay, and no number of a ticket is found in them."""

from datetime import date, timedelta

import msgspec
from sqlite_utils import Database

from server.journal.connection import write
from server.journal.sealing import seal

MOVES_KEPT_DAYS = 180
"""Six months at most (CNIL's advice on logs); never more than 184 days, whatever the months."""


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
    with write(database) as connection:
        # The key of a visit or a move is its ticket's, so that a visit that goes on is taken back; the day is over.
        for table in ("visit", "move"):
            connection.execute(
                f"update {table} set key = lower(hex(randomblob(8)))"  # noqa: S608  # nosec B608  # one of the two tables above
                " where date < ? and key like '%-%'",
                (first_kept,),
            )
        # A day later than the last one was opened too early, and corrected: its real one is over.
        corrected = seal(connection, first_kept, now)
        connection.execute("insert into forgetting select distinct day from event where day < ?", (first_kept,))
        connection.executemany("insert into forgetting values (?)", [(day,) for day in corrected])
        events = connection.execute("delete from event where day in (select day from forgetting)").rowcount
        connection.execute("delete from day_salt where day in (select day from forgetting)")
        connection.execute("delete from forgetting")
        begins = "select at from event where day >= ? order by day, seq limit 1"
        answers = connection.execute(f"delete from answer where at < ({begins})", (first_kept,)).rowcount  # noqa: S608  # nosec B608  # our own query
        # Of such a day too: a day later than the last event, so that no key of a time that was set back is lost.
        early = "delete from answer where at > (select at + 86400000 from event order by seq desc limit 1)"
        answers += connection.execute(early).rowcount
        moves = connection.execute("delete from move where date < ?", (moves_kept,)).rowcount
        if events or answers or moves:
            # In the file's header, with the deletion: a power cut before the next lines does not leave the bytes for good.
            connection.execute("PRAGMA user_version = 1")
    return Forgotten(events, answers, moves, _overwritten(database))


def _overwritten(database: Database) -> bool:
    """A deleted row's bytes stay in its page, and an old page in the write-ahead log, until both are written anew."""
    if database.execute("PRAGMA user_version").fetchone()[0]:
        database.execute("VACUUM")
        database.execute("PRAGMA user_version = 0")
    (busy, _pages, _written) = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
