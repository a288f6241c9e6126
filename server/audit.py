"""What the office found out about its own past when it started."""

import msgspec
import structlog

from screen.running import DayHead
from server.journal.audit import DayChecked

log = structlog.get_logger()


class Audit(msgspec.Struct, frozen=True):
    """days: each day of the journal, whole or broken, as it was at the start. lost: the day that lacks what the witness saw."""

    days: tuple[DayChecked, ...]
    lost: DayHead | None = None

    @property
    def broken(self) -> list[DayHead]:
        """The days that do not hold together."""
        found = [
            DayHead(day.day, day.head.hex(), (day.broken.seq, day.broken.why.value))
            for day in self.days
            if day.broken is not None
        ]
        return [*found, self.lost] if self.lost is not None else found

    def log(self) -> None:
        """Says it in the log: the office goes on serving."""
        for day in self.broken:
            assert day.broken is not None
            seq, why = day.broken
            log.error("journal_broken", day=day.date, seq=seq, why=why)
