"""A command becomes events, or is refused. The only place that says what may happen to the queue."""

from typing import assert_never

from flow import commands as asked
from flow.acting import check_place
from flow.calling import call_next, call_ticket, mark_absent, mark_arrived, recall
from flow.desks import close_counter, end_presence, open_counter, pause_counter, start_presence
from flow.events import AnyEvent, KioskLocked, KioskUnlocked
from flow.fence_commands import FenceCommand
from flow.fencing import decide_fence
from flow.hall import decide_hall
from flow.hall_commands import HallCommand
from flow.kiosks import check_own, settle, sweep
from flow.names import check_names
from flow.papers import (
    change_roll,
    claim_paper,
    confirm_paper,
    print_test,
    report_paper,
    report_printer,
    reprint,
    resume_papers,
)
from flow.passing_time import open_day, pass_time
from flow.reordering import advance, move, prequalify
from flow.settling import finish, leave, park, reopen, return_ticket, transfer, undo
from flow.state import OfficeState
from flow.taking import take
from flow.tickets import CLIENT, Actor
from flow.time_commands import TimeCommand
from flow.timekeeping import decide_time


# An empty hash, where no ticket is taken, is no password.
def decide(  # nosec B107
    state: OfficeState, command: asked.AnyCommand, now: int, by: Actor = CLIENT, token_hash: str = ""
) -> tuple[AnyEvent, ...]:
    """The events that this command causes at `now` (milliseconds); none when it is already so (a double press).

    token_hash: for TakeTicket, SHA-256 of the ticket page's token. Raises Refused with a reason and its facts.
    """
    check_place(state, command, by)
    check_names(command, state.plan.lists())
    return decide_known(state, command, now, by, token_hash)


def decide_known(  # nosec B107
    state: OfficeState, command: asked.AnyCommand, now: int, by: Actor = CLIENT, token_hash: str = ""
) -> tuple[AnyEvent, ...]:
    """The same for a command whose names were looked up, or that a rule made from what a ticket holds.

    A ticket keeps its need and tags through a change of the configuration: that must not stop who helps it.
    """
    if isinstance(command, HallCommand):
        return decide_hall(state, command, now)
    if isinstance(command, TimeCommand):
        return decide_time(state, command, now)
    if isinstance(command, FenceCommand):
        return decide_fence(state, command)
    match command:
        case asked.TakeTicket():
            return take(state, command, now, token_hash, by)
        case asked.LeaveQueue():
            return leave(state, command)
        case asked.OpenCounter(counter):
            return open_counter(state, counter)
        case asked.PauseCounter(counter):
            return pause_counter(state, counter)
        case asked.CloseCounter(counter):
            return close_counter(state, counter)
        case asked.CallNext():
            return call_next(state, command, now)
        case asked.CallTicket():
            return call_ticket(state, command, now)
        case asked.Recall():
            return recall(state, command, now)
        case asked.MarkArrived():
            return mark_arrived(state, command)
        case asked.MarkAbsent():
            return mark_absent(state, command)
        case asked.FinishTicket():
            return finish(state, command)
        case asked.TransferTicket():
            return transfer(state, command)
        case asked.ParkTicket():
            return park(state, command, now)
        case asked.ReturnTicket():
            return return_ticket(state, command)
        case asked.ReopenTicket():
            return reopen(state, command)
        case asked.Prequalify():
            return prequalify(state, command)
        case asked.AdvanceTicket():
            return advance(state, command, now)
        case asked.MoveTicket():
            return move(state, command, now)
        case asked.Undo():
            return undo(state, command, now, by)
        case asked.StartPresence():
            return start_presence(state, by)
        case asked.EndPresence():
            return end_presence(state, by)
        case asked.SweepTickets():
            return sweep(state, command)
        case asked.SettleRush(rush):
            return settle(state, rush)
        case asked.LockKiosk():
            return () if state.kiosk_locked else (KioskLocked(),)
        case asked.UnlockKiosk():
            return (KioskUnlocked(),) if state.kiosk_locked else ()
        case asked.ReprintTicket(ticket):
            check_own(state, ticket, by, now)
            return reprint(state, ticket, now)
        case asked.ConfirmPaper(ticket):
            check_own(state, ticket, by, now)
            return confirm_paper(state, ticket)
        case asked.PrintTest(printer):
            return print_test(state, printer, now)
        case asked.ChangeRoll(printer):
            return change_roll(state, printer)
        case asked.ClaimPaper():
            return claim_paper(state, command, now)
        case asked.ReportPaper():
            return report_paper(state, command, now)
        case asked.ReportPrinter():
            return report_printer(state, command)
        case asked.PassTime(began):
            return pass_time(state, now, began)
        case asked.OpenDay(date, used=used, epoch=epoch):
            return open_day(state, date, used, epoch)
        case asked.ResumePapers():
            return resume_papers(state, now)
        case _:
            assert_never(command)
