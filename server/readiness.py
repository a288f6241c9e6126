"""Whether the office can do what it is there for: it writes a row and syncs it, and looks at what it needs to go on."""

import shutil
import sqlite3
from collections.abc import Callable

import msgspec
import structlog

from config.catalogues import gettext
from config.languages import SOURCE
from config.notices import NOTICES
from server.copies.seen import CopiesSeen
from server.journal.journal import Journal
from server.time.clock import elapsed_ms, now_ms

LOOK_MS = 3_000
"""Asked more often it answers what it saw: a write and a sync wear a card."""
FREE_LEAST_MB = 8
"""Room for the write-ahead log (4 MiB) and what is written at the same time."""
LATE_S = 5.0
log = structlog.get_logger()


class Ready(msgspec.Struct, frozen=True):
    """reasons: why it cannot, by the names of config.notices; none when it can. free_mb: -1 when the disk does not say.

    lag_ms: since when the screens wait for news.
    """

    reasons: tuple[str, ...]
    free_mb: int
    lag_ms: int


class Readiness:
    """lag: how many seconds the oldest news waits. changed: called when there is another notice, or one less.

    standing: what the start found, by the names of config.notices, while it holds. beside: further sentences for the staff in a language,
    the last of all. copies: what is known of the office's copies.
    """

    def __init__(
        self, journal: Journal, elapsed: Callable[[], int] = elapsed_ms, now: Callable[[], int] = now_ms
    ) -> None:
        self.lag: Callable[[], float] = lambda: 0.0
        self.changed: Callable[[], object] = lambda: None
        self.standing: Callable[[], tuple[str, ...]] = tuple
        self.beside: Callable[[str], tuple[str, ...]] = lambda _language: ()
        self.copies = CopiesSeen()
        self._journal, self._elapsed, self._now = journal, elapsed, now
        self._trouble = ""
        self._low = False
        self._newer = False
        self._looked_at = -LOOK_MS
        self._announced: tuple[str, ...] = ()

    def ready(self) -> Ready:
        """Looks, at most every three seconds."""
        self.look()
        late = self.lag()
        reasons = (*self._of_disk(), "newer" if self._newer else "", "late" if late > LATE_S else "")
        return Ready(tuple(reason for reason in reasons if reason), self._free_mb(), round(late * 1000))

    def troubles(self) -> tuple[str, ...]:
        """What is known to be wrong with the disk, by the names of config.notices; nothing is tried."""
        return self._of_disk()

    def free_bytes(self) -> int:
        """Room on the disk; -1 when it does not say."""
        try:
            return shutil.disk_usage(self._journal.path.parent).free
        except OSError:
            return -1

    def journal_sizes(self) -> tuple[int, int]:
        """Bytes of the journal's file and of its write-ahead log."""
        return self._journal.sizes()

    def look(self) -> None:
        """Writes a row and syncs it, unless it just did."""
        if self._elapsed() - self._looked_at < LOOK_MS:
            return
        self._looked_at = self._elapsed()
        try:
            self._journal.check(self._now())
            self._newer = self._journal.is_newer()
        except sqlite3.Error as error:
            self.failed(error)
        else:
            self._note_room()
            # One small row may still fit where a tap did not: only a tap that is stored, or room, ends a full disk.
            if not (self._low and self._trouble == "full"):
                self.stored()

    def look_again(self) -> None:
        """While something is wrong, or about to be: looks whether it is over, or has come. A file that is gone ends the program."""
        self._journal.stop_unless_in_place()
        self._note_room()
        if self._trouble or self._low:
            self.look()

    def stored(self) -> None:
        """Something was stored just now: what was wrong is over. How much room is left is looked at with each tick, not at each tap."""
        if self._trouble:
            self._set("")

    def failed(self, error: sqlite3.Error) -> None:
        """Nothing was stored, and why. A fault of ours is none of the disk."""
        trouble = _trouble(error)
        if trouble:
            self._set(trouble)

    def notices(self, language: str = SOURCE) -> tuple[str, ...]:
        """The sentences that staff screens say, the worst first."""
        names = (*self._of_disk(), *self.standing())
        return (*(gettext(language, NOTICES[name]) for name in names), *self.beside(language))

    def _of_disk(self) -> tuple[str, ...]:
        low = self._low and self._trouble != "full"
        return (self._trouble,) * bool(self._trouble) + ("nearly_full",) * low

    def _set(self, trouble: str) -> None:
        if trouble != self._trouble:
            log.warning("storage", trouble=trouble or "over", free_mb=self._free_mb())
        self._trouble = trouble
        self._note_room()

    def _note_room(self) -> None:
        self._low = 0 <= self._free_mb() < FREE_LEAST_MB
        if self.notices() != self._announced:
            self._announced = self.notices()
            self.changed()

    def _free_mb(self) -> int:
        return self.free_bytes() // 1_048_576


def _trouble(error: sqlite3.Error) -> str:
    match getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return "full"
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return "read_only"
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "shut"
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return "failing"
        case _:
            return ""
