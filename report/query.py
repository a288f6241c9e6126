"""What a report is asked of: days, offices, a mediator; read from the address, checked against what is recorded."""

from collections.abc import Sequence
from datetime import date

import msgspec
from werkzeug.datastructures import MultiDict

from mediation.figures.report import Records
from mediation.records import OfficeName, Period, PresenceRecord
from report.period import BadQuery, Days, Problem, days_of
from screen.running import Archive


class Choices(msgspec.Struct, frozen=True):
    """What may be asked of: the offices hosted here, the mediators ever present, the days of the first and last presence."""

    offices: tuple[OfficeName, ...]
    mediators: tuple[str, ...]
    days: Days | None


class Query(msgspec.Struct, frozen=True):
    """offices: those chosen, at least one, in the order of the hosted ones. mediator: "" for all."""

    days: Days
    offices: tuple[OfficeName, ...]
    mediator: str = ""

    def period(self, days: Days | None = None) -> Period:
        """For the archive; other days than those asked when given."""
        chosen = days or self.days
        ids = tuple(office.id for office in self.offices)
        return Period(chosen.since.isoformat(), chosen.until.isoformat(), ids, self.mediator)


def choices_of(archive: Archive, today: date) -> Choices:
    """What may be asked of today."""
    presences: Sequence[PresenceRecord] = archive.presences(Period("2000-01-01", today.isoformat()))
    dates = sorted(presence.date for presence in presences)
    days = Days(date.fromisoformat(dates[0]), date.fromisoformat(dates[-1])) if dates else None
    return Choices(archive.offices(), tuple(sorted({presence.mediator for presence in presences})), days)


def read_query(address: MultiDict[str, str], today: date, choices: Choices) -> Query:
    """The question in an address: span, from, to, office (may be repeated), mediator. Raises BadQuery."""
    chosen = [office for office in address.getlist("office") if office]
    for office in chosen:
        if office not in {hosted.id for hosted in choices.offices}:
            raise BadQuery(Problem.OFFICE_UNKNOWN, office)
    mediator = address.get("mediator", "")
    if mediator and mediator not in choices.mediators:
        raise BadQuery(Problem.MEDIATOR_UNKNOWN, mediator)
    offices = tuple(office for office in choices.offices if not chosen or office.id in chosen)
    return Query(days_of(address, today, choices.days), offices, mediator)


def records(archive: Archive, query: Query) -> Records:
    """Everything recorded in the period; of one mediator, only what is theirs."""
    period = query.period()
    of_mediator = Records(archive.presences(period), archive.accompaniments(period), archive.workshops(period))
    if query.mediator:
        return of_mediator
    return msgspec.structs.replace(
        of_mediator, visits=archive.visits(period), moves=archive.moves(period), alerts=archive.alerts(period)
    )


def records_before(archive: Archive, query: Query) -> Records:
    """What the mission's figures of the period before are made of."""
    period = query.period(query.days.before())
    return Records(archive.presences(period), archive.accompaniments(period), archive.workshops(period))
