"""The days whose events are about to be deleted get their seal."""

import sqlite3

from server.journal.audit import DayChecked, check_journal
from server.journal.chain import BEGIN, NO_SALT, link

_NEWEST = "select seal, last from sealed_day order by first desc limit 1"


def seal(connection: sqlite3.Connection, first_kept: str, now: int) -> list[str]:
    """One row for each day before `first_kept`, in the transaction that deletes its events; the day's salt goes with them.

    The days later than the last event's, opened too early and corrected since, get theirs too, once no day before them is kept: they are
    the answer. A day that is broken is sealed as broken: a seal never makes whole what was not. now: milliseconds.
    """
    latest = connection.execute("select day from event order by seq desc limit 1").fetchone()
    goes = "select 1 from event where day < ? or day > ? limit 1"
    if latest is None or connection.execute(goes, (first_kept, latest[0])).fetchone() is None:
        return []
    newest = connection.execute(_NEWEST).fetchone()
    before, last = newest or (BEGIN, 0)
    early, kept = list[str](), False
    for day in check_journal(connection):
        is_early = day.day > latest[0] and not kept
        if day.sealed:
            continue
        if not is_early and day.day >= first_kept:
            kept = True
            continue
        if is_early:
            early.append(day.day)
        # What somebody put in among sealed days gets no seal, and goes all the same.
        if day.first > last:
            row = (*_columns(day), now)
            before = link(NO_SALT, before, *row)
            connection.execute("insert into sealed_day values (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, before))
            last = day.last
    return early


def _columns(day: DayChecked) -> tuple[int, int, str, int, bytes, bytes, int]:
    return (day.first, day.last, day.day, day.events, day.before, day.head, day.broken.seq if day.broken else 0)
