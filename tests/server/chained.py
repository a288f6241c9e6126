"""A journal that somebody worked on, and somebody else who may write its file: what tests of the chain share."""

import contextlib
import sqlite3

from flow.commands import CallNext, OpenCounter, TakeTicket
from server.journal.audit import check_journal, first_break

HOUR = 3_600_000
EVENTS = "select seq, day, at, by, type, ticket, body from event order by seq"
GUARDS = ("event_is_added", "event_is_not_changed", "event_is_kept")
SEAL_GUARDS = ("sealed_day_is_added", "sealed_day_is_not_changed", "sealed_day_is_kept")


def work(bureau):
    """Some people come, some are called."""
    bureau.do(OpenCounter("1"))
    for need in ("stamps", "parcel_notice", "stamps"):
        bureau.do(TakeTicket(need), role="kiosk")
    bureau.do(CallNext("1"))


def two_days_of_work(bureau):
    """The first day has closed, its events are still there."""
    work(bureau)
    bureau.clock.now += 15 * HOUR
    bureau.office.pass_time()
    work(bureau)
    return bureau


@contextlib.contextmanager
def by_hand(path, guards=GUARDS + SEAL_GUARDS):
    """Somebody who may write the file, and knows that it has guards."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as hand:
        for guard in guards:
            hand.execute(f"drop trigger if exists {guard}")
        yield hand


def broken(path):
    """The first place of the file that does not fit."""
    with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as reader:
        return first_break(check_journal(reader))


def seqs(hand):
    """The numbers of the events that are there."""
    return [seq for (seq,) in hand.execute("select seq from event order by seq")]
