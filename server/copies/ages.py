"""Which copies go. Pure: what the copies know of themselves, and what is known of the time.

A quarter-hour copy lives two hours and a daily one seven days. On a clock that is not trusted nothing is deleted by the date, but a
copy's age needs no date: within one boot of the machine it is what has elapsed since, on a clock that nobody sets; a copy of an earlier
boot is at least as old as this boot. By these it goes on any clock. And there are never more than so many, whatever the time is.

The newest quarter-hour copy stays until there is a newer one: after a stop, or while none succeeds, it is what a restore needs. But
no copy stays that holds the events of a day which the office itself must have forgotten (`first_kept`), which needs a trusted clock.
"""

from collections.abc import Mapping
from itertools import chain

import msgspec

from server.copies.shelf import Copy, Facts

MINUTE_MS = 60_000
EVERY_MS = 15 * MINUTE_MS
QUARTER_LIVES_MS = 120 * MINUTE_MS
DAILY_LIVES_MS = 7 * 24 * 60 * MINUTE_MS
QUARTERS_MOST = QUARTER_LIVES_MS // EVERY_MS + 1
DAILIES_MOST = 8


class Moment(msgspec.Struct, frozen=True):
    """now: the office's time, in milliseconds; trusted: whether anything may be deleted by it. boot, elapsed: server.time.clock.Machine.

    first_kept: the oldest business day whose events may be kept, ISO; "" when that is not known.
    """

    now: int
    trusted: bool = False
    boot: str = ""
    elapsed: int = 0
    first_kept: str = ""


def age(copy: Copy, facts: Facts, moment: Moment) -> int:
    """How old it surely is, in milliseconds."""
    surely = 0
    if moment.boot and facts.boot:
        surely = moment.elapsed - facts.elapsed if facts.boot == moment.boot else moment.elapsed
    return max(surely, moment.now - copy.taken) if moment.trusted else surely


def copies_to_delete(facts: Mapping[Copy, Facts], moment: Moment) -> list[Copy]:
    """The copies that go; facts: newest first."""
    quarters = [copy for copy in facts if not copy.daily]
    dailies = [copy for copy in facts if copy.daily]
    old = [
        *_old(quarters, facts, moment, QUARTER_LIVES_MS, QUARTERS_MOST),
        *_old(dailies, facts, moment, DAILY_LIVES_MS, DAILIES_MOST),
    ]
    return list(dict.fromkeys(chain(old, (copy for copy in quarters if _holds_too_much(copy, facts[copy], moment)))))


def _old(copies: list[Copy], facts: Mapping[Copy, Facts], moment: Moment, lives_ms: int, most: int) -> list[Copy]:
    return [
        copy
        for place, copy in enumerate(copies)
        if place >= most or (place > 0 and age(copy, facts[copy], moment) >= lives_ms)
    ]


def _holds_too_much(copy: Copy, facts: Facts, moment: Moment) -> bool:
    if not moment.trusted or not moment.first_kept:
        return False
    # A copy that lost what it knew of itself holds what its age lets it hold.
    unknown = not facts.day and age(copy, facts, moment) >= QUARTER_LIVES_MS
    return unknown or bool(facts.first_day and facts.first_day < moment.first_kept)
