"""Whether the chain still holds: over the events and sealed days of a journal, and over the acts of a register. Reads only.

In plain statements: what is hashed is the columns in their order, as they are stored, and every row of a file goes through here.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from enum import StrEnum
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any

import msgspec

from server.journal.chain import BEGIN, NO_SALT, Column, link

_EVENTS = "select seq, 0, day, at, by, type, ticket, body, hash from event order by seq"
_SEALED = "select first, 1, last, day, events, before, after, broken, sealed_at, seal from sealed_day order by first"
_ACTS = "select id, at, role, name, what, about, why, minutes, salt, hash from act order by id"
_FORGOTTEN = "select id, null, hash from forgotten_act order by id"


class Why(StrEnum):
    """What does not fit. CHANGED: a row was changed, moved or put in. SEALED_BROKEN: retention found it so, and said so in the seal."""

    MISSING = "missing"
    CHANGED = "changed"
    SEALED_BROKEN = "sealed_broken"


class Break(msgspec.Struct, frozen=True):
    """The first place that does not fit: the number of a row (seq of an event, id of an act), or of the first that is missing."""

    seq: int
    why: Why


class DayChecked(msgspec.Struct, frozen=True):
    """A day of the journal, sealed or with its events still there. before, head: the chain before its first event, after its last."""

    day: str
    first: int
    last: int
    events: int
    before: bytes
    head: bytes
    sealed: bool = False
    broken: Break | None = None


class ActsChecked(msgspec.Struct, frozen=True):
    """How many acts there are, and the first that does not fit."""

    acts: int
    broken: Break | None = None


def check_journal(connection: sqlite3.Connection) -> list[DayChecked]:
    """Each day in the order of its events. A break is said once, where it is: what comes after is judged by what stands there.

    Raises sqlite3.Error, also for a file without a chain.
    """
    with _as_stored(connection):
        walk = _Walk(dict(connection.execute("select day, salt from day_salt").fetchall()))
        # Both begin with the seq, then with their kind: rows are compared no further.
        rows = merge(connection.execute(_SEALED), connection.execute(_EVENTS), key=lambda row: row[:2])
        checked = [walk.sealed(row) if row[1] else walk.event(row) for row in rows]
    return [_together(list(of_day)) for _key, of_day in groupby(checked, key=lambda day: (day.day, day.sealed))]


def check_acts(connection: sqlite3.Connection) -> ActsChecked:
    """Raises sqlite3.Error, also for a file without a chain."""
    with _as_stored(connection):
        rows = list(merge(connection.execute(_FORGOTTEN), connection.execute(_ACTS), key=itemgetter(0)))
        last_number = connection.execute("select seq from sqlite_sequence where name = 'act'").fetchone()
    last, before, acts = 0, BEGIN, 0
    breaks: list[Break] = []
    for number, *columns, salt, stored in rows:
        if columns:
            acts += 1
            if not _fits(stored, salt, before, number, *columns):
                breaks.append(_break(number, last))
        last, before = number, stored
    if last_number is not None and last_number[0] > last:
        breaks.append(Break(last + 1, Why.MISSING))
    return ActsChecked(acts, breaks[0] if breaks else None)


def goes_on_from(connection: sqlite3.Connection, seq: int, head: str) -> bool:
    """True when the journal has, or has sealed, the event `seq` with this hash (hex); of a seq within a sealed day no more is known."""
    sql = "select hash from event where seq = ? union all select after from sealed_day where last = ?"
    row = connection.execute(sql, (seq, seq)).fetchone()
    if row is not None:
        return bytes(row[0]).hex() == head
    within = "select 1 from sealed_day where first <= ? and last > ?"
    return seq == 0 or connection.execute(within, (seq, seq)).fetchone() is not None


def acts_go_on_from(connection: sqlite3.Connection, number: int, last_hash: str) -> bool:
    """True when the act of this number is there, or was forgotten with its time, with this hash (hex); 0: from the beginning."""
    sql = "select hash from act where id = ? union all select hash from forgotten_act where id = ?"
    row = connection.execute(sql, (number, number)).fetchone()
    return number == 0 or (row is not None and bytes(row[0]).hex() == last_hash)


def first_break(days: Iterable[DayChecked]) -> Break | None:
    """The first of all."""
    return next((day.broken for day in days if day.broken is not None), None)


class _Walk:
    """From row to row: what stood before, and whether this one fits to it."""

    def __init__(self, salts: dict[str, bytes]) -> None:
        self._salts = salts
        self._last, self._before, self._seal = 0, BEGIN, BEGIN

    def event(self, row: tuple[Any, ...]) -> DayChecked:
        seq, _kind, *columns, stored = row
        day, before = columns[0], self._before
        fits = _fits(stored, self._salts.get(day, NO_SALT), before, seq, *columns)
        broken = None if fits else _break(seq, self._last)
        self._last, self._before = seq, stored
        return DayChecked(day, seq, seq, 1, before, stored, False, broken)

    def sealed(self, row: tuple[Any, ...]) -> DayChecked:
        first, _kind, *columns, seal = row
        last, day, events, before, after, found_broken, _at = columns
        broken = None
        if before != self._before:
            broken = _break(first, self._last)
        elif not _fits(seal, NO_SALT, self._seal, first, *columns):
            broken = Break(first, Why.CHANGED)
        elif found_broken:
            broken = Break(found_broken, Why.SEALED_BROKEN)
        self._last, self._before, self._seal = last, after, seal
        return DayChecked(day, first, last, events, before, after, True, broken)


def _fits(stored: bytes, salt: bytes, before: bytes, *columns: Column) -> bool:
    try:
        return link(salt, before, *columns) == stored
    except UnicodeEncodeError:
        return False


def _break(seq: int, last: int) -> Break:
    """Numbers may leave a gap where the office itself left one, but then the links fit: here they do not."""
    return Break(last + 1, Why.MISSING) if seq != last + 1 else Break(seq, Why.CHANGED)


def _together(steps: list[DayChecked]) -> DayChecked:
    first, last = steps[0], steps[-1]
    events, broken = sum(step.events for step in steps), first_break(steps)
    return DayChecked(first.day, first.first, last.last, events, first.before, last.head, first.sealed, broken)


@contextlib.contextmanager
def _as_stored(connection: sqlite3.Connection) -> Iterator[None]:
    """A byte that was changed may make a text none: it is read all the same, and fits nowhere."""
    was, connection.text_factory = connection.text_factory, _text
    try:
        yield
    finally:
        connection.text_factory = was


def _text(raw: bytes) -> str:
    return raw.decode(errors="surrogateescape")
