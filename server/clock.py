"""The time: the only place of the product that reads a clock."""

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

CUT_OVER_HOURS = 3
"""A business day begins at 3 in the morning, local time: nobody is in an office then, also not after a late closing."""


def now_ms() -> int:
    """Milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


def business_day(now: int, zone: str) -> str:
    """The ISO date of the business day that `now` (milliseconds) falls in."""
    local = datetime.fromtimestamp(now / 1000, UTC).astimezone(ZoneInfo(zone))
    return (local.replace(tzinfo=None) - timedelta(hours=CUT_OVER_HOURS)).date().isoformat()
