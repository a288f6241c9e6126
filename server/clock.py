"""The time: the only place of the product that reads a clock."""

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from mediation.presence import NIGHT_ENDS


def now_ms() -> int:
    """Milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


def business_day(now: int, zone: str) -> str:
    """The ISO date of the business day that `now` (milliseconds) falls in."""
    local = datetime.fromtimestamp(now / 1000, UTC).astimezone(ZoneInfo(zone))
    return (local.replace(tzinfo=None) - timedelta(hours=NIGHT_ENDS)).date().isoformat()
