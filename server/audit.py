"""What the office found out about its own past when it started."""

import structlog

from screen.running import DayHead
from server.journal.audit import DayChecked
from server.journal.journal import Journal

log = structlog.get_logger()


class Audit:
    """Of one journal, read when this is made. lost: the day that lacks what the witness saw. days: each, whole or broken, at the start."""

    def __init__(self, journal: Journal, lost: DayHead | None) -> None:
        self._journal = journal
        self._lost = lost
        self.days: tuple[DayChecked, ...] = tuple(journal.checked())

    def day_head(self, date: str) -> DayHead | None:
        """The head of a day as it is now; None where nothing happened."""
        head = self._journal.head_of(date)
        broken = next((day.broken for day in self.broken_days() if day.date == date), None)
        return DayHead(date, head.hex(), broken) if head else None

    def broken_days(self) -> list[DayHead]:
        """The days that did not hold together when the office started."""
        broken = [
            DayHead(day.day, day.head.hex(), (day.broken.seq, day.broken.why.value))
            for day in self.days
            if day.broken is not None
        ]
        return [*broken, self._lost] if self._lost is not None else broken

    def log(self) -> None:
        """Says it in the log: the office goes on serving."""
        for day in self.broken_days():
            assert day.broken is not None
            seq, why = day.broken
            log.error("journal_broken", day=day.date, seq=seq, why=why)
