"""The fence: after part of a day was lost, nothing that was given before it is ever given again.

A journal that lacks what was given (lost, shorter, a copy put back) goes on behind a fence: under a new epoch, at numbers that were
surely not given. Pure values and rules; what was given is known from outside (server/witness.py, a screen that saw more).
"""

from enum import StrEnum

import msgspec

from flow.plan import MINUTE

NUMBERS_AHEAD = 100
"""Twice what may have been given since the witness was last written to the disk."""
NUMBERS_AN_HOUR = 100
"""More than the largest office gives: 45 an hour, × 1.4 on the busiest days, × 1.25 in their busiest hour (domain.md §5)."""
_HOUR = 60 * MINUTE


class Loss(StrEnum):
    """How the office found that part of the day is lost.

    SHORTER: the journal lacks what its witness knows. RESTORED: somebody put a copy back. RECOVERED: the office did so itself, at a
    start, because its journal was damaged or gone. SEEN: a screen saw what the journal does not have: the whole folder is an older one.
    """

    SHORTER = "shorter"
    RESTORED = "restored"
    RECOVERED = "recovered"
    SEEN = "seen"


class Fence(msgspec.Struct, frozen=True):
    """The numbers from `first` to goes_on - 1 may be on paper without being in the queue; `last` is the last that is known to be given,
    first - 1 when none is. goes_on: where the numbers go on. kept_until: the last moment that the queue knows of before the loss, 0 for
    none. settled: somebody of the staff said that it is dealt with.
    """

    first: int
    last: int
    goes_on: int
    why: Loss
    kept_until: int = 0
    settled: bool = False


class Sight(msgspec.Struct, frozen=True):
    """What a screen saw of the office: its epoch and day, the seq and hash (hex) of its last event, the number that came next."""

    epoch: str
    date: str
    seq: int
    head: str
    number: int


def surely_free(last: int, away_ms: int | None = None) -> int:
    """The first of a hundred that begins at least a hundred above the number given last: everybody sees the leap.

    away_ms: since when nothing is known of the numbers, when nobody outside knows them: then as far as an office may have come.
    """
    unknown = 0 if away_ms is None else -(-max(away_ms, 0) * NUMBERS_AN_HOUR // _HOUR)
    return -(-(last + NUMBERS_AHEAD + unknown) // 100) * 100 + 1


def fence_after(
    fence: Fence | None, number: int, last_given: int, goes_on: int, why: Loss, kept_until: int
) -> Fence | None:
    """The fence after the day goes on at `goes_on` in place of `number`; as it was when no number is left out.

    What nobody has dealt with yet stays to be dealt with: two losses of one day are one fence.
    """
    if goes_on <= number:
        return fence
    first, last = number, max(last_given, number - 1)
    if fence is not None and not fence.settled:
        # The numbers that the fence before left out were given to nobody.
        first, last, kept_until = fence.first, max(last_given, fence.last), min(kept_until, fence.kept_until)
    return Fence(first, last, goes_on, why, kept_until)


def tells_of_loss(sight: Sight, date: str, epoch: str, resumed_at: int, next_number: int, holds: bool) -> bool:
    """Whether a screen saw something of the open day that the journal does not have, and nobody knows yet to be lost.

    holds: the journal has the event that the screen saw last. resumed_at: the seq from which on the day goes on behind its last fence, 0
    for none: what was seen in another epoch before that is known to be lost, unless more numbers were given than anybody knew.
    """
    if sight.date != date:
        return False
    if sight.epoch == epoch:
        return not holds
    return sight.seq > resumed_at or sight.number > next_number
