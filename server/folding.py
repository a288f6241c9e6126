"""From events to a state: nothing yet, what a decision adds, and the statistics of a journal that is older than they are."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from config.settings import OfficeSettings
from flow.events import JournalEntry
from flow.state import OfficeState
from flow.tickets import Actor
from mediation.events import AnyEntry, AnyEvent
from mediation.evolve import evolve
from mediation.state import Mediation, OfficeDay
from mediation.statistics import StatisticsChange, statistics_changes
from server.journal.journal import Journal


def empty(settings: OfficeSettings, version: int = 0) -> OfficeDay:
    """The office before its first event after `version`."""
    queue = OfficeState(settings.plan(), version=version)
    return OfficeDay(queue, Mediation(settings.mediation_plan()))


def at_version(office_day: OfficeDay, version: int) -> OfficeDay:
    """The same office, whose next event comes after `version`."""
    if version == office_day.queue.version:
        return office_day
    return OfficeDay(msgspec.structs.replace(office_day.queue, version=version), office_day.mediation)


class Folded(NamedTuple):
    """The office after some events; what is stored of them: each with its business day, and what they change in the statistics."""

    office_day: OfficeDay
    entries: list[tuple[str, AnyEntry]]
    changes: list[StatisticsChange]


def fold(office_day: OfficeDay, events: Iterable[AnyEvent], now: int, by: Actor) -> Folded:
    """The office after these events of `by`, which happen `now` (milliseconds)."""
    entries, changes = list[tuple[str, AnyEntry]](), list[StatisticsChange]()
    for event in events:
        entry = JournalEntry(office_day.queue.version + 1, now, by, event)
        before, office_day = office_day, evolve(office_day, entry)
        changes += statistics_changes(before, entry, office_day)
        # The date after the event: a roll-over closes yesterday's tickets yesterday, then opens the new day.
        entries.append((office_day.queue.opened, entry))
    return Folded(office_day, entries, changes)


def fill_statistics(settings: OfficeSettings, journal: Journal) -> None:
    """Names the office, and counts what a journal holds from before there were statistics; nothing to do ever after.

    Raises sqlite3.Error.
    """
    journal.name_office(settings.id, settings.name)
    days, changes = list(journal.unfilled()), list[StatisticsChange]()
    for entries in days:
        office_day = empty(settings)
        for entry in entries:
            before, office_day = office_day, evolve(office_day, entry)
            changes += statistics_changes(before, entry, office_day)
    if days:
        journal.fill(changes)
