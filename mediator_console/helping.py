"""Today's help as the console shows it: what runs, what is still to be recorded, what was recorded and may be corrected."""

import msgspec

from mediation.accompaniments import proposed
from mediation.details import Details
from mediation.state import Accompaniment, Whole


class Said(Details, frozen=True, omit_defaults=True):
    """Details without what nobody said: there are many in a day, and each goes out with every view."""


class Helped(msgspec.Struct, frozen=True, omit_defaults=True):
    """One accompaniment. Times are milliseconds, 0 when it has not happened. number: its ticket's, 0 for none.

    details: as recorded, else as they would be recorded now.
    """

    id: str
    mediator: str
    started: int
    details: Said
    ticket: str = ""
    number: int = 0
    need: str = ""
    stopped: int = 0
    recorded: int = 0


def helped(whole: Whole, now: int) -> tuple[Helped, ...]:
    """The help of today, of every mediator, the last begun first."""
    today = sorted(whole.mediation.accompaniments.values(), key=lambda one: one.started, reverse=True)
    return tuple(_helped(whole, one, now) for one in today)


def _helped(whole: Whole, one: Accompaniment, now: int) -> Helped:
    ticket = whole.queue.any_ticket(one.ticket)
    return Helped(
        id=one.id,
        mediator=one.mediator,
        started=one.started,
        details=Said(**msgspec.structs.asdict(one.details or proposed(whole, one, now))),
        ticket=one.ticket,
        number=ticket.number if ticket else 0,
        need=ticket.need if ticket else one.need,
        stopped=one.stopped or 0,
        recorded=one.recorded or 0,
    )
