"""The last business day of a journal, as a start finds it: the state that its events fold to, and how far it goes."""

import msgspec

from config.settings import OfficeSettings
from flow.state import OfficeState
from mediation.evolve import evolve
from mediation.state import OfficeDay
from server.folding import empty
from server.journal.journal import Journal
from server.time.clock import day_begins, moment_after


class LastDay(msgspec.Struct, frozen=True):
    """date: ISO, "" in a new journal. events: how many it has. until: when the last was, in milliseconds; 0 without one."""

    date: str
    events: int
    until: int

    def kept_until(self, queue: OfficeState) -> int:
        """When the last event of the open day before the start was, in milliseconds; 0 for none of this day."""
        return self.until if self.date in (queue.opened, queue.date) else 0

    def away_since(self, queue: OfficeState, zone: str) -> int:
        """From when on nobody knows what was given on the open day, in milliseconds."""
        # Of a day that was opened too early the hours say nothing of this one.
        if self.until and self.date == queue.date:
            return self.until
        return day_begins(queue.date or "1970-01-01", zone)


def read_last_day(settings: OfficeSettings, journal: Journal) -> tuple[LastDay, OfficeDay]:
    """The day, and the office after it. Cost: that day's events, not the history."""
    office_day = empty(settings, journal.last_seq())
    date, entries = journal.open_day()
    for entry in entries:
        office_day = evolve(office_day, entry)
    return LastDay(date, len(entries), moment_after(entries[-1]) if entries else 0), office_day
