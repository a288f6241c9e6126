"""What is asked about the office's time: the clock's own commands, and « l'heure est juste »."""

from flow.bounds import IsoDate, Jump, Moment
from flow.wire import Command


class HoldClock(Command, frozen=True):
    """The clock's own command: the machine's time is not believed. ahead: milliseconds from the office's time to the machine's.

    since: from when on the office's time is its own running time, when the machine was not believed at a start; 0 while running.
    """

    ahead: Jump
    since: Moment = 0


class SettleClock(Command, frozen=True):
    """The clock's own command: the machine's time is believed again. by: milliseconds that the office's time moves; 0: it was right."""

    by: Jump = 0


class TrustClock(Command, frozen=True):
    """« L'heure est juste » : the machine's time is right, the office follows. ahead: the jump that the person was shown."""

    ahead: Jump


class CorrectDay(Command, frozen=True):
    """The clock's own command: the open day is another, earlier one. Its tickets and numbers go on."""

    date: IsoDate


TimeCommand = HoldClock | SettleClock | TrustClock | CorrectDay
