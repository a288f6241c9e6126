"""What happened to a day of which part was lost."""

from msgspec import field

from flow.fence import Loss
from flow.wire import Event


class JournalResumed(Event, frozen=True):
    """The journal was found to lack what was known, up to known_seq: the day's numbers go on at next_number, in a new epoch."""

    known_seq: int = field(name="known")
    next_number: int
    epoch: str = ""
    why: Loss = Loss.SHORTER
    last_given: int = field(default=0, name="given")
    kept_until: int = 0


class FenceSettled(Event, frozen=True):
    """Whoever holds a paper from before the fence was looked after."""

    goes_on: int


FenceEvent = JournalResumed | FenceSettled
