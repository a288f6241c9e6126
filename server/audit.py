"""What the office found out about its own past when it started."""

import msgspec
import structlog

from server.journal.audit import DayChecked

log = structlog.get_logger()


class Audit(msgspec.Struct, frozen=True):
    """days: each day of the journal, whole or broken, as it was at the start."""

    days: tuple[DayChecked, ...]

    @property
    def broken(self) -> tuple[DayChecked, ...]:
        """The days that do not hold together."""
        return tuple(day for day in self.days if day.broken is not None)

    def log(self) -> None:
        """Says it in the log: the office goes on serving."""
        for day in self.broken:
            assert day.broken is not None
            log.error("journal_broken", day=day.day, seq=day.broken.seq, why=day.broken.why.value, sealed=day.sealed)
