"""What happened to the office's time."""

from flow.wire import Event


class ClockHeld(Event, frozen=True):
    """The machine's time is not believed: `ahead` milliseconds of the office's. since: see HoldClock."""

    ahead: int
    since: int = 0


class ClockTrusted(Event, frozen=True):
    """The machine's time is believed. by: milliseconds by which the office's time, and every moment at or after `since`, move."""

    by: int = 0
    since: int = 0


class DayCorrected(Event, frozen=True):
    """The open day is this one: its tickets and numbers go on."""

    date: str


TimeEvent = ClockHeld | ClockTrusted | DayCorrected
