"""What each act asks of the office, written down once more beside the rules, for the tests that ask whether it is accepted."""

from flow.commands import (
    AdvanceTicket,
    FinishTicket,
    MarkAbsent,
    MoveTicket,
    ParkTicket,
    Prequalify,
    Recall,
    ReopenTicket,
    ReprintTicket,
    ReturnTicket,
)
from flow.needs import Route
from flow.tickets import MoveReason, Outcome, ParkReason, Ticket
from mediation.acts import Act
from mediation.commands import AnyCommand, PrintSheet, SignUp, StartAccompaniment

SHEET = "track-parcel"


def command_of(
    act: Act, ticket: Ticket, *, route: Route = Route.COUNTER, workshop: str = "", place: str = ""
) -> AnyCommand:
    """The command. route: where it sends, for the one act that sends. workshop, place: of the office, where one is chosen."""
    match act:
        case Act.SEND:
            return Prequalify(ticket.id, ticket.need, route, seen=ticket.rev)
        case Act.HELP:
            return StartAccompaniment(ticket.id, seen=ticket.rev)
        case Act.FAILED:
            return ReturnTicket(ticket.id, ticket.rev, failed=True)
        case Act.HAS_DOCUMENT | Act.RETURN | Act.IS_HERE:
            return ReturnTicket(ticket.id, ticket.rev)
        case Act.RECALL:
            return Recall(ticket.id)
        case Act.REOPEN:
            return ReopenTicket(ticket.id)
        case Act.GIVE:
            return PrintSheet(SHEET, ticket.id)
        case Act.PARK:
            return ParkTicket(ticket.id, ParkReason.BREAK, 10, ticket.rev)
        case Act.MISSING:
            return ParkTicket(ticket.id, ParkReason.MISSING_DOCUMENT, None, ticket.rev)
        case Act.WORKSHOP:
            return SignUp(workshop, ticket.id)
        case Act.LATER:
            return Prequalify(ticket.id, ticket.need, Route.MEDIATOR, seen=ticket.rev, stays=True)
        case Act.CORRECT:
            return Prequalify(ticket.id, ticket.need, seen=ticket.rev, stays=True)
        case Act.ABSENT:
            return MarkAbsent(ticket.id, ticket.rev)
        case Act.REPRINT:
            return ReprintTicket(ticket.id)
        case Act.ADVANCE:
            return AdvanceTicket(ticket.id, 5, ticket.rev)
        case Act.MOVE:
            return MoveTicket(ticket.id, None, MoveReason.CALMING, ticket.rev)
        case Act.ELSEWHERE:
            return FinishTicket(ticket.id, Outcome.ORIENTED_ELSEWHERE, place, ticket.rev)
        case Act.ANSWERED:
            return FinishTicket(ticket.id, Outcome.SOLVED_BY_MEDIATOR, seen=ticket.rev)
        case Act.MACHINE_DONE:
            return FinishTicket(ticket.id, Outcome.SOLVED_AT_MACHINE, seen=ticket.rev)
        case Act.APPOINTMENT:
            return FinishTicket(ticket.id, Outcome.APPOINTMENT, seen=ticket.rev)
        case Act.LEFT:
            return FinishTicket(ticket.id, Outcome.LEFT, seen=ticket.rev)
        case Act.MISTAKE:
            return FinishTicket(ticket.id, Outcome.ISSUED_IN_ERROR, seen=ticket.rev)
