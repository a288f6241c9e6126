"""Which numbers a journal knows: read beside the office, also of a file that is about to be put aside."""

import contextlib
import sqlite3
from pathlib import Path
from typing import Annotated

import msgspec

from flow.fence_events import JournalResumed
from server.journal.connection import has_log, open_to_read

Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
_EVENT = msgspec.json.Decoder(JournalResumed)


class Numbers(msgspec.Struct, frozen=True):
    """By business day. given: the last number that somebody was given. used: the last that is not free, a fence's leap included."""

    given: dict[str, Count] = {}
    used: dict[str, Count] = {}

    def and_of(self, other: "Numbers") -> "Numbers":
        """What the two know together."""
        return Numbers(_greater(self.given, other.given), _greater(self.used, other.used))


def numbers_of(journal: Path) -> Numbers:
    """What this file can still tell: nothing when it is not there, or cannot be read."""
    given: dict[str, int] = {}
    leaps: dict[str, int] = {}
    sql = "select day, max(cast(substr(ticket, 12) as integer)) from event where type = 'TicketTaken' group by day"
    # Of an office that is stopped: nothing new stands beside its journal afterwards.
    with (
        contextlib.suppress(sqlite3.Error, OSError, msgspec.DecodeError, TypeError),
        contextlib.closing(open_to_read(journal, still=not has_log(journal))) as database,
    ):
        given = {str(day): int(number) for day, number in database.execute(sql) if number}
        for day, body in database.execute("select day, body from event where type = 'JournalResumed' order by seq"):
            leaps[str(day)] = max(leaps.get(str(day), 0), _EVENT.decode(body).next_number - 1)
    return Numbers(given, _greater(given, leaps))


def _greater(these: dict[str, int], those: dict[str, int]) -> dict[str, int]:
    return {day: max(these.get(day, 0), those.get(day, 0)) for day in {**these, **those}}
