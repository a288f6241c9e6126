"""What must not stay: when it is looked at, and that all of it goes, from the journal and from what was put aside beside it."""

import sqlite3

import msgspec
import structlog

from flow.state import OfficeState
from server.journal.journal import Journal
from server.journal.retention import Forgotten
from server.recovery.restoring import forget_aside
from server.time.clock import business_day

HOUR_MS = 3_600_000
KEPT_MS = 23 * HOUR_MS
"""Looked at every hour: gone 24 hours after the day's close at most."""
FORGET_AGAIN_MS = 5 * 60_000
log = structlog.get_logger()


class Forgetting:
    """Of one journal and of the folder around it. zone: the office's. `now` is the office's time, in milliseconds."""

    def __init__(self, journal: Journal, zone: str) -> None:
        self._journal = journal
        self._zone = zone
        self._looked_at = 0
        self.forgotten_before = ""
        """The oldest business day that the last deletion kept; "" before one succeeded."""

    def is_due(self, queue: OfficeState, now: int) -> bool:
        """Once an hour; at once when a day must go, and soon again when not all of it went. Never on a clock that is not trusted."""
        pause = HOUR_MS if self.is_done(queue, now) else FORGET_AGAIN_MS
        return queue.doubt is None and abs(now - self._looked_at) >= pause

    def forget(self, queue: OfficeState, now: int) -> Forgotten | None:
        """The statistics stay. None: the disk or the file failed, and nothing went."""
        self._looked_at = now
        first_kept = self.first_kept(queue, now)
        try:
            forgotten = self._journal.forget(first_kept, now)
        except sqlite3.Error as error:
            log.exception("not_forgotten", error=str(error))
            return None
        if forgotten.whole:
            self.forgotten_before = first_kept
        aside = self._forget_aside(first_kept, now)
        log.info("forgotten", before=first_kept, **msgspec.structs.asdict(forgotten), aside=aside)
        return forgotten

    def is_done(self, queue: OfficeState, now: int) -> bool:
        """Whether all that must not stay is gone."""
        return self.forgotten_before == self.first_kept(queue, now)

    def first_kept(self, queue: OfficeState, now: int) -> str:
        """The oldest business day whose events may be there now, ISO."""
        return min(business_day(now - KEPT_MS, self._zone), queue.date, queue.opened)

    def _forget_aside(self, first_kept: str, now: int) -> tuple[str, ...]:
        """What was put aside when a copy came in its place."""
        folder = self._journal.path.parent
        try:
            return forget_aside(folder, lambda at: business_day(at, self._zone), first_kept, now)
        except OSError as error:
            log.warning("aside_not_forgotten", error=str(error))
            return ()
