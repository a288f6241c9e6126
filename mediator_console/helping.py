"""Today's help as the console shows it: what runs, what is still to be recorded, what was recorded and may be corrected."""

from typing import Annotated

import msgspec
from msgspec import Meta

from mediation.accompaniments import proposed
from mediation.destinations import End, ends_of_help
from mediation.details import Details
from mediation.state import Accompaniment, OfficeDay


class ShownDetails(Details, frozen=True, omit_defaults=True):
    """Details without what nobody said: there are many in a day, and each goes out with every view."""


class Helped(msgspec.Struct, frozen=True, omit_defaults=True):
    """One accompaniment. Times are 0 for what has not happened."""

    id: Annotated[str, Meta(description="as commands name it")]
    mediator: Annotated[str, Meta(description="pseudonym of who helps")]
    started: Annotated[int, Meta(description="when it began, in milliseconds")]
    details: Annotated[ShownDetails, Meta(description="as recorded, else as they would be recorded now")]
    ticket: Annotated[str, Meta(description='whom it is for, "" for somebody without a ticket')] = ""
    number: Annotated[int, Meta(description="of that ticket, 0 for none")] = 0
    need: Annotated[str, Meta(description="what the person comes for")] = ""
    stopped: Annotated[int, Meta(description="when the help was over, in milliseconds")] = 0
    recorded: Annotated[int, Meta(description="when it was recorded, in milliseconds")] = 0
    ends: Annotated[
        tuple[End, ...],
        Meta(description="what the person may do next, to be said with the record that is not made yet"),
    ] = ()


def helped(office_day: OfficeDay, now: int) -> tuple[Helped, ...]:
    """The help of today, of every mediator, the last begun first."""
    today = sorted(
        office_day.mediation.accompaniments.values(), key=lambda accompaniment: accompaniment.started, reverse=True
    )
    return tuple(_helped(office_day, accompaniment, now) for accompaniment in today)


def _helped(office_day: OfficeDay, accompaniment: Accompaniment, now: int) -> Helped:
    ticket = office_day.queue.any_ticket(accompaniment.ticket)
    return Helped(
        id=accompaniment.id,
        mediator=accompaniment.mediator,
        started=accompaniment.started,
        details=ShownDetails(
            **msgspec.structs.asdict(accompaniment.details or proposed(office_day, accompaniment, now))
        ),
        ticket=accompaniment.ticket,
        number=ticket.number if ticket else 0,
        need=ticket.need if ticket else accompaniment.need,
        stopped=accompaniment.stopped or 0,
        recorded=accompaniment.recorded or 0,
        ends=ends_of_help(office_day.queue.plan, ticket) if ticket and accompaniment.recorded is None else (),
    )
