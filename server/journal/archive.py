"""The days gone by of every office that is hosted in one data folder, as records: what the report is made of. Reads only."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from gevent import get_hub

from mediation.counting import AnyRecord
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
from server.journal.connection import open_to_read
from server.journal.statistics import read_correction, read_record, select

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
            found = [OfficeName(office, name) for office, name, _connection in self._journals(())]
            return tuple(sorted(found, key=lambda one: one.name))

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

        query = select(kind, where)

        def read() -> list[_R]:
            found: list[_R] = []
            for office, _name, connection in self._journals(period.offices):
                beside = _corrections(connection) if kind is PresenceRecord else None
                for row in connection.execute(query, values):
                    more: dict[str, Any] = {} if beside is None else {"corrections": tuple(beside.get(row[0], ()))}
                    found.append(read_record(kind, office, row, **more))
            return found

        return _aside(read)

    def _journals(self, offices: tuple[str, ...]) -> Iterator[tuple[str, str, sqlite3.Connection]]:
        """Each journal that has statistics (an older program may have left one without), with its office's id and name."""
        for path in sorted(self._folder.glob("*/journal.db")):
            with contextlib.closing(open_to_read(path)) as connection:
                try:
                    named = connection.execute("select id, name from office").fetchone()
                except sqlite3.OperationalError:
                    continue
                if named is not None and (not offices or named[0] in offices):
                    yield named[0], named[1], connection


def _corrections(connection: sqlite3.Connection) -> dict[str, list[Correction]]:
    found: dict[str, list[Correction]] = {}
    for presence, *row in connection.execute("select * from correction order by at"):
        found.setdefault(presence, []).append(read_correction(tuple(row)))
    return found


def _aside(read: Callable[[], _T]) -> _T:
    done: _T = get_hub().threadpool.apply(read)
    return done
