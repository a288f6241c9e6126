"""Today's help as the console shows it: what runs, what is still to be recorded, what was recorded and may be corrected."""

from typing import Annotated

import msgspec
from msgspec import Meta

from mediation.accompaniments import proposed
from mediation.details import Details
from mediation.state import Accompaniment, OfficeDay


class Said(Details, frozen=True, omit_defaults=True):
    """Details without what nobody said: there are many in a day, and each goes out with every view."""


class Helped(msgspec.Struct, frozen=True, omit_defaults=True):
    """One accompaniment. Times are 0 for what has not happened."""

    id: Annotated[str, Meta(description="as commands name it")]
    mediator: Annotated[str, Meta(description="pseudonym of who helps")]
    started: Annotated[int, Meta(description="when it began, in milliseconds")]
    details: Annotated[Said, Meta(description="as recorded, else as they would be recorded now")]
    ticket: Annotated[str, Meta(description='whom it is for, "" for somebody without a ticket')] = ""
    number: Annotated[int, Meta(description="of that ticket, 0 for none")] = 0
    need: Annotated[str, Meta(description="what the person comes for")] = ""
    stopped: Annotated[int, Meta(description="when the help was over, in milliseconds")] = 0
    recorded: Annotated[int, Meta(description="when it was recorded, in milliseconds")] = 0


def helped(whole: OfficeDay, now: int) -> tuple[Helped, ...]:
    """The help of today, of every mediator, the last begun first."""
    today = sorted(whole.mediation.accompaniments.values(), key=lambda one: one.started, reverse=True)
    return tuple(_helped(whole, one, now) for one in today)


def _helped(whole: OfficeDay, one: Accompaniment, now: int) -> Helped:
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
