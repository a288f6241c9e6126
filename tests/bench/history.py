"""A journal with many closed tickets of days gone by, written as the office writes them."""

from datetime import date, timedelta
from pathlib import Path

from flow.events import DayOpened, JournalEntry, QueueEvent, TicketArrived, TicketCalled, TicketClosed, TicketTaken
from flow.needs import Route
from flow.tickets import CLIENT, Outcome
from mediation.records import Visit
from mediation.statistics import Upsert
from server.journal.journal import Journal

A_DAY = 500
FIRST = date(2025, 1, 1)
MINUTE = 60_000


def fill(path: Path, closed: int) -> None:
    """`closed` tickets, 500 a day, each taken, called, arrived and served."""
    journal = Journal(path)
    seq = 0
    for day_index in range(-(-closed // A_DAY)):
        day = (FIRST + timedelta(days=day_index)).isoformat()
        at = 1_735_722_000_000 + day_index * 86_400_000
        rows = []
        for event in _day(day, min(A_DAY, closed - day_index * A_DAY)):
            seq += 1
            rows.append((day, JournalEntry(seq, at, CLIENT, event)))
            at += MINUTE // 4
        journal.store(rows, None, at, [_visit(day, entry.event.ticket) for _day, entry in rows if _closes(entry.event)])
    journal.close()


def _closes(event: QueueEvent) -> bool:
    return isinstance(event, TicketClosed)


def _visit(day: str, ticket: str) -> Upsert:
    need = "parcel_notice"
    return Upsert(ticket, Visit("bench", day, 9, need, need, Route.COUNTER, Outcome.SERVED, waited=6, served=3))


def _day(day: str, tickets: int) -> list[QueueEvent]:
    events: list[QueueEvent] = [DayOpened(day, 101)]
    for number in range(101, 101 + tickets):
        ticket = f"{day}-{number}"
        events += [
            TicketTaken(ticket, number, "parcel_notice", "fr", False, Route.COUNTER, None),
            TicketCalled(ticket, "1"),
            TicketArrived(ticket),
            TicketClosed(ticket, Outcome.SERVED),
        ]
    return events
