"""The night's work: first goes what must go, then the daily copy is made; each day has one, for a week."""

import sqlite3
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from flow.commands import TakeTicket
from server.copies.shelf import facts_of
from server.journal.copied import look_at_journal
from tests.server.turned_clock import DAY, HOUR, MINUTE

pytestmark = pytest.mark.slow

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    "evening",
    [
        datetime(2026, 3, 28, 20, tzinfo=PARIS),
        datetime(2026, 10, 24, 20, tzinfo=PARIS),
        datetime(2026, 6, 10, 20, tzinfo=PARIS),
    ],
    ids=["an hour less", "an hour more", "a night like another"],
)
def test_in_the_night_what_must_go_goes_and_then_the_daily_copy_is_made(copied, evening):
    _set(copied, evening)
    order: list[tuple[str, str]] = []
    forget, carry_out = copied.journal.forget, copied.copier._carry_out

    def forgets(first_kept, now=0):
        done = forget(first_kept, now)
        order.append((f"before {first_kept}", _hour(copied)))
        return done

    def copies(request):
        done = carry_out(request)
        order.append(("daily" if request.daily else "quarter", _hour(copied)))
        return done

    copied.journal.forget, copied.copier._carry_out = forgets, copies
    copied.take()
    copied.later(12 * HOUR)

    date = evening.date().isoformat()
    steps = [what for what, _hour in order]
    assert steps.count("daily") == 1
    at = steps.index("daily")
    # What the copy holds of days gone by was sealed before: the last deletion before it is that of this night.
    last = [what for what in steps[:at] if what.startswith("before")][-1]
    assert last == f"before {date}"
    assert order[at][1].startswith("03:0"), order
    (first, *_more) = copied.dailies()
    assert facts_of(first).day > date
    sealed = look_at_journal(first.folder / "journal.db")
    assert sealed is None


def _set(copied, evening):
    """The office is at this moment, as if it had run until then."""
    ahead = round(evening.astimezone(UTC).timestamp() * 1000) - copied.wall
    copied.elapsed += ahead
    copied.wall += ahead
    copied.tick()
    copied.later(2 * HOUR, MINUTE)


def _hour(copied):
    return datetime.fromtimestamp(copied.office.now() / 1000, PARIS).strftime("%H:%M")


def test_daily_copies_are_kept_for_seven_days_one_a_day(copied):
    for _ in range(9 * 6):
        copied.do(TakeTicket("stamps"), "kiosk")
        copied.later(4 * HOUR, HOUR)
    days = [facts_of(copy).day for copy in copied.dailies()]
    assert len(set(days)) == len(days)
    assert 7 <= len(days) <= 8
    assert all(copied.office.now() - copy.taken < 7 * DAY for copy in copied.dailies())


def test_while_what_must_go_cannot_be_deleted_nothing_is_copied_and_then_first_one_then_the_other(copied, monkeypatch):
    copied.take()
    copied.later(14 * HOUR, 10 * MINUTE)
    assert copied.office.state.date == "2025-11-25"
    forget = copied.journal.forget

    def fails(_first_kept, _now=0):
        raise _full()

    monkeypatch.setattr(copied.journal, "forget", fails)
    # 2:00 in Lens: the first day must go.
    copied.later(24 * HOUR, 10 * MINUTE)
    assert copied.office.state.date == "2025-11-26"
    assert copied.quarters() == []
    assert facts_of(copied.dailies()[0]).day == "2025-11-25"
    assert "ce qui doit être effacé d'abord ne l'est pas encore" in copied.copier.notices()[0]

    monkeypatch.setattr(copied.journal, "forget", forget)
    copied.later(10 * MINUTE, MINUTE)

    assert facts_of(copied.dailies()[0]).day == "2025-11-26"
    assert facts_of(copied.quarters()[0]).first_day == "2025-11-25"
    assert copied.copier.notices() == ()


def _full() -> sqlite3.Error:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error
