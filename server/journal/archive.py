"""The days gone by of every office that is hosted in one data folder, as records: what the report is made of. Reads only."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from gevent import get_hub
from sqlite_utils import Database

from mediation.records import (
    AccompanimentRecord,
    AlertRecord,
    Correction,
    MoveRecord,
    OfficeName,
    Period,
    PresenceRecord,
    Visit,
    WorkshopRecord,
)
from mediation.statistics import AnyRecord
from server.journal.connection import open_to_read
from server.journal.statistics import TABLES, read_correction, read_record
from server.journal.tables import first, table

_R = TypeVar("_R", bound=AnyRecord)
_T = TypeVar("_T")


class Archive:
    """folder: the data folder, with one folder an office. Connections are opened read-only, for one question each.

    The reading is done in a native thread: years of records do not hold up the queue. Raises sqlite3.Error.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def offices(self) -> tuple[OfficeName, ...]:
        """The offices that are hosted here, by name."""

        def read() -> tuple[OfficeName, ...]:
            offices = [OfficeName(office, name) for office, name, _database in self._journals(())]
            return tuple(sorted(offices, key=lambda office: office.name))

        return _aside(read)

    def visits(self, period: Period) -> list[Visit]:
        """The visits that ended in the period; a mediator is not known of them."""
        return self._read(Visit, period)

    def accompaniments(self, period: Period) -> list[AccompanimentRecord]:
        """The recorded accompaniments, of the period's mediator if it names one."""
        return self._read(AccompanimentRecord, period, by_mediator=True)

    def presences(self, period: Period) -> list[PresenceRecord]:
        """The working periods with their corrections, of the period's mediator if it names one."""
        return self._read(PresenceRecord, period, by_mediator=True)

    def workshops(self, period: Period) -> list[WorkshopRecord]:
        """The workshops of the period; those that its mediator recorded, if it names one."""
        return self._read(WorkshopRecord, period, by_mediator=True)

    def moves(self, period: Period) -> list[MoveRecord]:
        """Moves and advances; of the last six months at most."""
        return self._read(MoveRecord, period)

    def alerts(self, period: Period) -> list[AlertRecord]:
        """The alerts with their answers."""
        return self._read(AlertRecord, period)

    def _read(self, kind: type[_R], period: Period, by_mediator: bool = False) -> list[_R]:
        where, values = "date between ? and ?", [period.since, period.until]
        if by_mediator and period.mediator:
            where, values = f"{where} and mediator = ?", [*values, period.mediator]

        def read() -> list[_R]:
            records: list[_R] = []
            for office, _name, database in self._journals(period.offices):
                beside = _corrections(database) if kind is PresenceRecord else None
                for row in table(database, TABLES[kind]).rows_where(where, values, order_by="date, key"):
                    more: dict[str, Any] = {} if beside is None else {"corrections": tuple(beside.get(row["key"], ()))}
                    records.append(read_record(kind, office, row, **more))
            return records

        return _aside(read)

    def _journals(self, offices: tuple[str, ...]) -> Iterator[tuple[str, str, Database]]:
        """Each journal that has statistics (an older program may have left one without), with its office's id and name."""
        for path in sorted(self._folder.glob("*/journal.db")):
            with contextlib.closing(Database(open_to_read(path), execute_plugins=False)) as database:
                try:
                    office = first(table(database, "office").rows_where())
                except sqlite3.OperationalError:
                    continue
                if office is not None and (not offices or office["id"] in offices):
                    yield office["id"], office["name"], database


def _corrections(database: Database) -> dict[str, list[Correction]]:
    by_presence: dict[str, list[Correction]] = {}
    for row in table(database, "correction").rows_where(order_by="at"):
        by_presence.setdefault(row["presence"], []).append(read_correction(row))
    return by_presence


def _aside(read: Callable[[], _T]) -> _T:
    done: _T = get_hub().threadpool.apply(read)
    return done
