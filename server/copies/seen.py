"""What is known of an office's copies, for whoever tells it: screens, figures, readiness."""

import msgspec


class CopiesSeen(msgspec.Struct, frozen=True):
    """Times are the office's, in milliseconds; 0 for never. last_good_ms: when the newest copy that verified was taken.

    last_failed_ms, why: the last time that none could be made, and a name of config.copy_words.WHY; "" when the last one succeeded.
    second: the same of the second medium, "" while it has the newest daily copy or none is configured; second_since_ms: since when not.
    quarters, dailies: how many there are on the office's own disk.
    """

    last_good_ms: int = 0
    last_failed_ms: int = 0
    why: str = ""
    second: str = ""
    second_since_ms: int = 0
    last_daily_ms: int = 0
    quarters: int = 0
    dailies: int = 0
