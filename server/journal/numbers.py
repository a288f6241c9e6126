"""Which numbers a journal knows: read beside the office, also of a file that is about to be put aside."""

import contextlib
import sqlite3
from pathlib import Path
from typing import Annotated

import msgspec
from sqlite_utils import Database

from flow.fence_events import JournalResumed
from server.journal.connection import has_log, open_to_read
from server.journal.tables import table

Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
_EVENT = msgspec.json.Decoder(JournalResumed)


class Numbers(msgspec.Struct, frozen=True):
    """By business day. last_given: the last number that somebody was given. used: the last that is not free, a fence's leap included."""

    last_given: dict[str, Count] = msgspec.field(default_factory=dict, name="given")
    used: dict[str, Count] = {}

    def and_of(self, other: "Numbers") -> "Numbers":
        """What the two know together."""
        return Numbers(_greater(self.last_given, other.last_given), _greater(self.used, other.used))


def numbers_of(journal: Path) -> Numbers:
    """What this file can still tell: nothing when it is not there, or cannot be read."""
    last_given: dict[str, int] = {}
    leaps: dict[str, int] = {}
    taken = "select day, max(cast(substr(ticket, 12) as integer)) as number from event where type = 'TicketTaken' group by day"
    # Of an office that is stopped: nothing new stands beside its journal afterwards.
    with (
        contextlib.suppress(sqlite3.Error, OSError, msgspec.DecodeError, TypeError),
        contextlib.closing(open_to_read(journal, still=not has_log(journal))) as connection,
    ):
        database = Database(connection, execute_plugins=False)
        last_given = {str(row["day"]): int(row["number"]) for row in database.query(taken) if row["number"]}
        for row in table(database, "event").rows_where("type = 'JournalResumed'", order_by="seq"):
            day, resumed = str(row["day"]), _EVENT.decode(row["body"])
            leaps[day] = max(leaps.get(day, 0), resumed.next_number - 1)
    return Numbers(last_given, _greater(last_given, leaps))


def _greater(these: dict[str, int], those: dict[str, int]) -> dict[str, int]:
    return {day: max(these.get(day, 0), those.get(day, 0)) for day in {**these, **those}}
