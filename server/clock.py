"""The time: the only place of the product that reads a clock."""

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from mediation.presence import NIGHT_ENDS


def now_ms() -> int:
    """Milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


def elapsed_ms() -> int:
    """Milliseconds of a clock that nobody sets: for how long something lasts, never for when it was."""
    return time.monotonic_ns() // 1_000_000


def business_day(now: int, zone: str) -> str:
    """The ISO date of the business day that `now` (milliseconds) falls in."""
    local = datetime.fromtimestamp(now / 1000, UTC).astimezone(ZoneInfo(zone))
    return (local.replace(tzinfo=None) - timedelta(hours=NIGHT_ENDS)).date().isoformat()


def utc_date(now: int) -> str:
    """The ISO date of `now` (milliseconds), UTC."""
    return datetime.fromtimestamp(now / 1000, UTC).date().isoformat()
