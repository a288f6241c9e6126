"""From what the journal holds to a state: nothing yet, and the statistics of a journal that is older than they are."""

import msgspec

from config.settings import OfficeSettings
from flow.state import OfficeState
from mediation.counting import Counted, counted
from mediation.evolve import evolve
from mediation.state import Mediation, Whole
from server.journal.events import Journal


def empty(settings: OfficeSettings, version: int = 0) -> Whole:
    """The office before its first event after `version`."""
    queue = OfficeState(settings.plan(), version=version)
    return Whole(queue, Mediation(settings.mediation_plan()))


def at_version(whole: Whole, version: int) -> Whole:
    """The same office, whose next event comes after `version`."""
    if version == whole.queue.version:
        return whole
    return Whole(msgspec.structs.replace(whole.queue, version=version), whole.mediation)


def fill_statistics(settings: OfficeSettings, journal: Journal) -> None:
    """Names the office, and counts what a journal holds from before there were statistics; nothing to do ever after.

    Raises sqlite3.Error.
    """
    journal.name_office(settings.id, settings.name)
    days, changes = list(journal.unfilled()), list[Counted]()
    for entries in days:
        whole = empty(settings)
        for entry in entries:
            before, whole = whole, evolve(whole, entry)
            changes += counted(before, entry, whole)
    if days:
        journal.fill(changes)
