"""The slip of a workshop's sign-up: a paper that says what, when, where and the code, and no name."""

import msgspec

from flow.decision import Decision
from flow.events import QueueEvent
from flow.printing import print_other
from flow.refusals import Reason, Refused
from mediation.commands import PrintSlip
from mediation.state import OfficeDay
from mediation.workshops import as_written, taking_place

SLIP = "slip-"
"""What the id of a slip's paper begins with."""


class SlipOf(msgspec.Struct, frozen=True):
    """Which sign-up a slip is of."""

    workshop: str
    code: str


def print_slip(office_day: OfficeDay, command: PrintSlip, now: int) -> Decision[QueueEvent]:
    """The slip, once for a double tap.

    Raises Refused (workshop_unknown, workshop_cancelled, workshop_over, code_unknown, no_printer).
    """
    workshop = taking_place(office_day, command.workshop)
    if now >= workshop.ends:
        raise Refused(Reason.WORKSHOP_OVER)
    participant = workshop.sign_up(as_written(command.code))
    ticket = office_day.queue.any_ticket(participant.ticket)
    language = command.language or (ticket.language if ticket else "")
    printed = print_other(office_day.queue, _of(workshop.id, participant.code), now, language)
    return msgspec.structs.replace(printed, code=participant.code, waiting=workshop.place_waiting(participant.code))


def slip_of(paper: str) -> SlipOf | None:
    """The sign-up that this paper is of; None for another paper."""
    if not paper.startswith(SLIP):
        return None
    workshop, code, _request = paper.removeprefix(SLIP).split("-")
    return SlipOf(workshop, code)


def _of(workshop: str, code: str) -> str:
    return f"{SLIP}{workshop}-{code}"
