"""The days whose events are about to be deleted get their seal."""

from sqlite_utils import Database

from server.journal.audit import DayChecked, check_journal
from server.journal.chain import BEGIN, NO_SALT, link
from server.journal.tables import Row, first, table


def seal(database: Database, first_kept: str, now: int) -> list[str]:
    """One row for each day before `first_kept`, in the transaction that deletes its events; the day's salt goes with them.

    The days later than the last event's, opened too early and corrected since, get theirs too, once no day before them is kept: they are
    the answer. A day that is broken is sealed as broken: a seal never makes whole what was not. now: milliseconds.
    """
    event, sealed_day = table(database, "event"), table(database, "sealed_day")
    latest = first(event.rows_where(select="day", order_by="seq desc", limit=1))
    if latest is None or not event.count_where("day < ? or day > ?", (first_kept, latest["day"])):
        return []
    newest = first(sealed_day.rows_where(order_by="first desc", limit=1))
    before, last = (newest["seal"], newest["last"]) if newest else (BEGIN, 0)
    early, reached_kept = list[str](), False
    for day in check_journal(database.conn):
        is_early = day.day > latest["day"] and not reached_kept
        if day.sealed:
            continue
        if not is_early and day.day >= first_kept:
            reached_kept = True
            continue
        if is_early:
            early.append(day.day)
        # What somebody put in among sealed days gets no seal, and goes all the same.
        if day.first > last:
            row = _row(day, now)
            before = link(NO_SALT, before, *row.values())
            sealed_day.insert(row | {"seal": before})
            last = day.last
    return early


def _row(day: DayChecked, now: int) -> Row:
    """In the order in which the link is made."""
    return {
        "first": day.first, "last": day.last, "day": day.day, "events": day.events, "before": day.before, "after": day.head,
        "broken": day.broken.seq if day.broken else 0, "sealed_at": now,
    }  # fmt: skip
