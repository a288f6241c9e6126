"""What a report is asked of: days, offices, a mediator; read from the address, checked against what is recorded."""

from collections.abc import Sequence
from datetime import date

import msgspec
from werkzeug.datastructures import MultiDict

from config.running import Archive
from mediation.figures.report import Records
from mediation.records import OfficeName, Period, PresenceRecord
from report.period import Days, NotThis, Problem, days_asked


class Known(msgspec.Struct, frozen=True):
    """What may be asked of: the offices hosted here, the mediators ever present, the days of the first and last presence."""

    offices: tuple[OfficeName, ...]
    mediators: tuple[str, ...]
    days: Days | None


class Asked(msgspec.Struct, frozen=True):
    """offices: those chosen, at least one, in the order of the hosted ones. mediator: "" for all."""

    days: Days
    offices: tuple[OfficeName, ...]
    mediator: str = ""

    def period(self, days: Days | None = None) -> Period:
        """For the archive; other days than those asked when given."""
        when = days or self.days
        ids = tuple(office.id for office in self.offices)
        return Period(when.since.isoformat(), when.until.isoformat(), ids, self.mediator)


def known(archive: Archive, today: date) -> Known:
    """What may be asked of today."""
    presences: Sequence[PresenceRecord] = archive.presences(Period("2000-01-01", today.isoformat()))
    dates = sorted(one.date for one in presences)
    days = Days(date.fromisoformat(dates[0]), date.fromisoformat(dates[-1])) if dates else None
    return Known(archive.offices(), tuple(sorted({one.mediator for one in presences})), days)


def asked(query: MultiDict[str, str], today: date, there: Known) -> Asked:
    """The question in an address: span, from, to, office (may be repeated), mediator. Raises NotThis."""
    chosen = [office for office in query.getlist("office") if office]
    for office in chosen:
        if office not in {one.id for one in there.offices}:
            raise NotThis(Problem.OFFICE_UNKNOWN, office)
    mediator = query.get("mediator", "")
    if mediator and mediator not in there.mediators:
        raise NotThis(Problem.MEDIATOR_UNKNOWN, mediator)
    offices = tuple(one for one in there.offices if not chosen or one.id in chosen)
    return Asked(days_asked(query, today, there.days), offices, mediator)


def records(archive: Archive, question: Asked) -> Records:
    """Everything recorded in the period; of one mediator, only what is theirs."""
    period = question.period()
    theirs = Records(archive.presences(period), archive.accompaniments(period), archive.workshops(period))
    if question.mediator:
        return theirs
    return msgspec.structs.replace(
        theirs, visits=archive.visits(period), moves=archive.moves(period), alerts=archive.alerts(period)
    )


def records_before(archive: Archive, question: Asked) -> Records:
    """What the mission's figures of the period before are made of."""
    period = question.period(question.days.before())
    return Records(archive.presences(period), archive.accompaniments(period), archive.workshops(period))
