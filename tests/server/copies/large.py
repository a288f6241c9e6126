"""An office with a past of so many megabytes: yesterday's events, which a start does not read but a copy holds and verifies."""

from pathlib import Path

import msgspec

from config.settings import OfficeSettings
from flow.commands import TakeTicket
from server.journal.journal import Journal
from tests.server.turned_clock import DAY, Turned

BYTES_AN_EVENT = 370
AT_ONCE = 5_000


def large_office(folder: Path, settings: OfficeSettings, megabytes: int, now: int) -> None:
    """Made and closed; now: milliseconds, within the day that is open."""
    small = Turned(folder.with_name("small"), settings, wall=now)
    small.do(TakeTicket("stamps"), "kiosk")
    today, entries = small.journal.open_day()
    small.journal.close()
    yesterday = Turned(folder.with_name("yesterday"), settings, wall=now - DAY)
    day = yesterday.office.state.date
    yesterday.journal.close()
    journal, seq = Journal(folder / "journal.db", durable=False), 0
    while seq * BYTES_AN_EVENT < megabytes * 1_000_000:
        filler = [(day, msgspec.structs.replace(entries[-1], seq=seq + n, at=now - DAY)) for n in range(1, AT_ONCE + 1)]
        journal.store(filler, None, now)
        seq += AT_ONCE
    journal.store([(today, msgspec.structs.replace(entry, seq=seq + entry.seq)) for entry in entries], None, now)
    journal.close()
