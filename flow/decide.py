"""A command becomes a decision, or is refused. The only place that says what may happen to the queue."""

from typing import assert_never

from flow import commands
from flow.acting import check_place
from flow.commands import PaperCommand, StaffCommand
from flow.decision import Decision
from flow.desks import decide_staff
from flow.events import QueueEvent
from flow.fence_commands import FenceCommand
from flow.fencing import decide_fence
from flow.hall.rules import decide_hall
from flow.hall_commands import HallCommand
from flow.kiosk_commands import KioskCommand
from flow.kiosks import decide_kiosk
from flow.names import check_names
from flow.passing_time import open_day, pass_time
from flow.printing import decide_paper
from flow.state import OfficeState
from flow.tickets import CLIENT, Actor
from flow.time_commands import TimeCommand
from flow.timekeeping import decide_time
from flow.visits.calling import call_next, call_ticket, mark_absent, mark_arrived, recall
from flow.visits.reordering import advance, move, prequalify
from flow.visits.settling import finish, leave, park, reopen, return_ticket, transfer, undo
from flow.visits.taking import take


# An empty hash, where no ticket is taken, is no password.
def decide(  # nosec B107
    state: OfficeState, command: commands.QueueCommand, now: int, by: Actor = CLIENT, token_hash: str = ""
) -> Decision[QueueEvent]:
    """What this command causes at `now` (milliseconds): no event when it is already so (a double press).

    token_hash: for TakeTicket, SHA-256 of the ticket page's token. Raises Refused with a reason and its facts.
    """
    check_place(state, command, by)
    check_names(command, state.plan.lists())
    return decide_known(state, command, now, by, token_hash)


def decide_known(  # nosec B107
    state: OfficeState, command: commands.QueueCommand, now: int, by: Actor = CLIENT, token_hash: str = ""
) -> Decision[QueueEvent]:
    """The same for a command whose names were looked up, or that a rule made from what a ticket holds.

    A ticket keeps its need and tags through a change of the configuration: that must not stop who helps it.
    """
    if isinstance(command, HallCommand):
        return decide_hall(state, command, now)
    if isinstance(command, StaffCommand):
        return Decision(decide_staff(state, command, by))
    if isinstance(command, KioskCommand):
        return decide_kiosk(state, command)
    if isinstance(command, PaperCommand):
        return decide_paper(state, command, now, by)
    if isinstance(command, TimeCommand):
        return Decision(decide_time(state, command, now))
    if isinstance(command, FenceCommand):
        return Decision(decide_fence(state, command))
    match command:
        case commands.TakeTicket():
            return take(state, command, now, token_hash, by)
        case commands.LeaveQueue(ticket):
            return Decision(leave(state, command), ticket)
        case commands.CallNext():
            return call_next(state, command, now)
        case commands.CallTicket(ticket=ticket):
            return Decision(call_ticket(state, command, now), ticket)
        case commands.Recall(ticket):
            return Decision(recall(state, command, now), ticket)
        case commands.MarkArrived(ticket):
            return Decision(mark_arrived(state, command), ticket)
        case commands.MarkAbsent(ticket):
            return Decision(mark_absent(state, command), ticket)
        case commands.FinishTicket(ticket):
            return Decision(finish(state, command), ticket)
        case commands.TransferTicket(ticket):
            return Decision(transfer(state, command), ticket)
        case commands.ParkTicket(ticket):
            return Decision(park(state, command, now), ticket)
        case commands.ReturnTicket(ticket):
            return Decision(return_ticket(state, command), ticket)
        case commands.ReopenTicket(ticket):
            return Decision(reopen(state, command), ticket)
        case commands.Prequalify(ticket):
            return Decision(prequalify(state, command), ticket)
        case commands.AdvanceTicket(ticket):
            return Decision(advance(state, command, now), ticket)
        case commands.MoveTicket(ticket):
            return Decision(move(state, command, now), ticket)
        case commands.Undo(ticket):
            return Decision(undo(state, command, now, by), ticket)
        case commands.PassTime(began):
            return Decision(pass_time(state, now, began))
        case commands.OpenDay(date, used=used, epoch=epoch):
            return Decision(open_day(state, date, used, epoch))
        case _:
            assert_never(command)
