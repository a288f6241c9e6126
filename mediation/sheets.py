"""A hand-out sheet on paper: a guide that somebody takes home, so that they can do it alone next time."""

from flow.decision import Decision
from flow.events import QueueEvent
from flow.printing import print_other
from flow.refusals import Reason, Refused
from mediation.commands import PrintSheet
from mediation.state import OfficeDay

SHEET = "sheet-"
"""What the id of a sheet's paper begins with."""


def print_sheet(office_day: OfficeDay, command: PrintSheet, now: int) -> Decision[QueueEvent]:
    """The sheet, once for a double tap; two people with tickets get two. Raises Refused (ticket_unknown, no_printer)."""
    if command.ticket and office_day.queue.any_ticket(command.ticket) is None:
        raise Refused(Reason.TICKET_UNKNOWN)
    return print_other(office_day.queue, _of(office_day, command), now)


def sheet_of(paper: str) -> str:
    """The sheet that this paper is; "" for another paper."""
    if not paper.startswith(SHEET):
        return ""
    return paper.removeprefix(SHEET).rsplit("-", 1)[0].rsplit(".", 1)[0]


def _of(office_day: OfficeDay, command: PrintSheet) -> str:
    ticket = office_day.queue.any_ticket(command.ticket)
    return f"{SHEET}{command.sheet}.{ticket.number if ticket else 0}"
