"""What staff ask about the kiosks: a rush is looked after, a kiosk is locked."""

from flow.bounds import RushId, SweptTickets
from flow.wire import Command


class SweepTickets(Command, frozen=True):
    """End, as given in error, these tickets of a rush at a kiosk: those among them that nobody of the staff has touched meanwhile."""

    rush: RushId
    tickets: SweptTickets


class SettleRush(Command, frozen=True):
    """Real people took the tickets of this rush: nobody need look after it any more."""

    rush: RushId


class LockKiosk(Command, frozen=True):
    """The kiosk takes no tickets until it is unlocked."""


class UnlockKiosk(Command, frozen=True):
    """The kiosk follows the opening hours again."""


KioskCommand = SweepTickets | SettleRush | LockKiosk | UnlockKiosk
