"""The days whose events are about to be deleted get their seal."""

import sqlite3

from server.journal.audit import DayChecked, check_journal
from server.journal.chain import BEGIN, NO_SALT, link

_NEWEST = "select seal, last from sealed_day order by first desc limit 1"


def seal(connection: sqlite3.Connection, first_kept: str, now: int) -> None:
    """One row for each day before `first_kept`, in the transaction that deletes its events; the day's salt goes with them.

    A day that is broken is sealed as broken: a seal never makes whole what was not. now: milliseconds.
    """
    if connection.execute("select 1 from event where day < ? limit 1", (first_kept,)).fetchone() is None:
        return
    newest = connection.execute(_NEWEST).fetchone()
    before, last = newest or (BEGIN, 0)
    for day in check_journal(connection):
        # What somebody put in among sealed days gets no seal, and goes all the same.
        if not day.sealed and day.day < first_kept and day.first > last:
            row = (*_columns(day), now)
            before = link(NO_SALT, before, *row)
            connection.execute("insert into sealed_day values (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, before))
            last = day.last
    connection.execute("delete from day_salt where day < ?", (first_kept,))


def _columns(day: DayChecked) -> tuple[int, int, str, int, bytes, bytes, int]:
    return (day.first, day.last, day.day, day.events, day.before, day.head, day.broken.seq if day.broken else 0)
