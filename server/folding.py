"""From what the journal holds to a state: nothing yet, and the statistics of a journal that is older than they are."""

import msgspec

from config.settings import OfficeSettings
from flow.state import OfficeState
from mediation.evolve import evolve
from mediation.state import Mediation, OfficeDay
from mediation.statistics import StatisticsChange, statistics_changes
from server.journal.journal import Journal


def empty(settings: OfficeSettings, version: int = 0) -> OfficeDay:
    """The office before its first event after `version`."""
    queue = OfficeState(settings.plan(), version=version)
    return OfficeDay(queue, Mediation(settings.mediation_plan()))


def at_version(whole: OfficeDay, version: int) -> OfficeDay:
    """The same office, whose next event comes after `version`."""
    if version == whole.queue.version:
        return whole
    return OfficeDay(msgspec.structs.replace(whole.queue, version=version), whole.mediation)


def fill_statistics(settings: OfficeSettings, journal: Journal) -> None:
    """Names the office, and counts what a journal holds from before there were statistics; nothing to do ever after.

    Raises sqlite3.Error.
    """
    journal.name_office(settings.id, settings.name)
    days, changes = list(journal.unfilled()), list[StatisticsChange]()
    for entries in days:
        whole = empty(settings)
        for entry in entries:
            before, whole = whole, evolve(whole, entry)
            changes += statistics_changes(before, entry, whole)
    if days:
        journal.fill(changes)
