"""The slip of a workshop's sign-up: a paper that says what, when, where and the code, and no name."""

import msgspec

from flow.decision import Decision
from flow.events import QueueEvent
from flow.printing import print_other
from flow.refusals import Reason, Refused
from mediation.commands import PrintSlip
from mediation.state import OfficeDay
from mediation.workshops import as_written, held

SLIP = "slip-"
"""What the id of a slip's paper begins with."""


class SlipOf(msgspec.Struct, frozen=True):
    """Which sign-up a slip is of."""

    workshop: str
    code: str


def print_slip(whole: OfficeDay, command: PrintSlip, now: int) -> Decision[QueueEvent]:
    """The slip, once for a double tap.

    Raises Refused (workshop_unknown, workshop_cancelled, workshop_over, code_unknown, no_printer).
    """
    workshop = held(whole, command.workshop)
    if now >= workshop.ends:
        raise Refused(Reason.WORKSHOP_OVER)
    one = workshop.sign_up(as_written(command.code))
    ticket = whole.queue.any_ticket(one.ticket)
    language = command.language or (ticket.language if ticket else "")
    printed = print_other(whole.queue, _of(workshop.id, one.code), now, language)
    return msgspec.structs.replace(printed, code=one.code, waiting=workshop.place_waiting(one.code))


def slip_of(paper: str) -> SlipOf | None:
    """The sign-up that this paper is of; None for another paper."""
    if not paper.startswith(SLIP):
        return None
    workshop, code, _request = paper.removeprefix(SLIP).split("-")
    return SlipOf(workshop, code)


def _of(workshop: str, code: str) -> str:
    return f"{SLIP}{workshop}-{code}"
