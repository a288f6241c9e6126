"""Starts of a machine that has no battery for its clock, and the two nights in which the clocks of Paris change."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from tests.faults.queue_watch import QueueWatch, cards
from tests.faults.running_office import RunningOffice, until

HOUR, DAY = 3_600.0, 86_400.0
EVENING = datetime(2026, 12, 2, 16, tzinfo=UTC).timestamp()
YEAR_1970 = datetime(1970, 1, 1, 0, 1, tzinfo=UTC).timestamp()
CHANGES = {
    "to winter time": (datetime(2026, 10, 25, 1, tzinfo=UTC).timestamp(), 25),
    "to summer time": (datetime(2027, 3, 28, 1, tzinfo=UTC).timestamp(), 23),
}
"""When the clocks change, and how many hours that day has."""
Start = Callable[..., RunningOffice]


def starts_in_1970(start: Start) -> Iterator[QueueWatch]:
    """Then the time arrives: the same day, the next morning, and in an office that never had a day."""
    yield _same_day(start)
    yield _next_morning(start)
    yield _new_office(start)


def changes_of_the_hour(start: Start) -> Iterator[QueueWatch]:
    """The program runs through the change, and through three o'clock; the day is an hour longer or shorter, and opens once."""
    for name, (change, hours) in CHANGES.items():
        watch = QueueWatch(start(name, wrong=change - 8 - time.time()))
        watch.take(4)
        eve = str(watch.office.view()["date"])
        until(lambda watch=watch, change=change: _office_time(watch) > change + 1, 20)
        if hours == 25:
            # The hour from two to three comes again: it is still the eve.
            watch.take()
            watch.expect(watch.look(name)["date"] == eve, f"{name}: a day opened at two")
            watch.office.boot_again(change + HOUR - 8 - time.time())
            watch.office.come_in()
            watch.take()
            watch.look(f"{name}, before three", ages=False)
            until(lambda watch=watch, change=change: _office_time(watch) > change + HOUR + 1, 20)
        _opened_once(watch, name, eve)
        watch.office.stop()
        yield watch


def _opened_once(watch: QueueWatch, name: str, eve: str) -> None:
    """A new day with the first number; yesterday's tickets are over, and each is in the statistics once."""
    before = len(watch.numbers)
    answer = watch.office.take()
    watch.expect(answer["number"] == 101, f"{name}: the day begins with {answer['number']}")
    days = [str(day) for (day,) in watch.office.rows("select day from event where type = 'DayOpened' order by seq")]
    watch.expect(len(days) == len(set(days)) == 2 and days[0] == eve, f"{name}: days opened: {days}")
    ((visits,),) = watch.office.rows("select count(*) from visit where date = ?", eve)
    watch.expect(visits == before, f"{name}: {visits} of {before} visits of the eve are in the statistics")
    watch.expect("held" not in str(watch.office.readiness()["clock"]), f"{name}: the clock is held")
    ticket = cards(watch.office.view())
    watch.expect(list(ticket) == [answer["ticket"]], f"{name}: {len(ticket)} open tickets in the morning")


def _same_day(start: Start) -> QueueWatch:
    watch = _evening(start, "same day")
    watch.office.boot_again(YEAR_1970 - time.time())
    watch.expect(watch.office.until_clock("held"), "1970 was believed at a start")
    watch.take(2)
    watch.look("in 1970", ages=False)
    watch.office.turn(EVENING + 5 * 60 - time.time())
    watch.expect(watch.office.until_clock("trusted"), "the time arrived and is not followed")
    watch.take()
    view = watch.look("the time arrived", ages=False)
    watch.expect(view["date"] == "2026-12-02", f"the day is {view['date']}")
    watch.office.stop()
    return watch


def _next_morning(start: Start) -> QueueWatch:
    """Yesterday's tickets are over, this morning's follow the day that then arrives, with the age that they have."""
    watch = _evening(start, "next morning")
    yesterdays = dict(watch.given)
    watch.office.boot_again(YEAR_1970 - time.time())
    watch.take(3)
    watch.look("before the morning's time", ages=False)
    for ticket in yesterdays:
        del watch.given[ticket]
    watch.office.turn(EVENING + 16 * HOUR - time.time())
    watch.expect(watch.office.until_clock("trusted"), "the morning's time arrived and is not followed")
    watch.take()
    view = watch.look("the morning's time arrived")
    watch.expect(view["date"] == "2026-12-03", f"the day is {view['date']}")
    watch.expect(cards(view).keys() == watch.given.keys(), "yesterday's tickets are still open")
    ((visits,),) = watch.office.rows("select count(*) from visit where outcome = 'removed_at_close'")
    watch.expect(visits == len(yesterdays), f"{visits} of {len(yesterdays)} of yesterday's visits are counted")
    watch.office.kill()
    # Who signed in sixteen hours ago signs in again.
    watch.office.come_in()
    watch.look("and after a start")
    watch.office.stop()
    return watch


def _new_office(start: Start) -> QueueWatch:
    """Its screens are paired before it knows the time, and stay so."""
    watch = QueueWatch(start("new office", wrong=YEAR_1970 - time.time()))
    watch.take(3)
    watch.office.turn(EVENING - time.time())
    watch.expect(watch.office.until_clock("trusted"), "a new office does not follow the time")
    watch.take()
    view = watch.look("a new office")
    watch.expect(view["date"] == "2026-12-02", f"a new office's day is {view['date']}")
    watch.office.kill()
    watch.take()
    watch.look("a new office, started again")
    watch.office.stop()
    return watch


def _evening(start: Start, name: str) -> QueueWatch:
    watch = QueueWatch(start(name, wrong=EVENING - time.time()))
    watch.take(4)
    return watch


def _office_time(watch: QueueWatch) -> float:
    return int(str(watch.office.view()["now"])) / 1000
