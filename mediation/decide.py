"""A command becomes a decision, or is refused: the one door to the rules of the queue and of the accompaniment."""

from typing import assert_never

from flow.acting import check_place
from flow.commands import OpenDay
from flow.decide import decide_known as decide_queue
from flow.decision import Decision
from flow.names import check_names
from flow.tickets import CLIENT, Actor
from mediation import commands as asked
from mediation.accompaniments import drop, edit, note, record, start, stop
from mediation.commands import AnyCommand, MediationCommand
from mediation.day import open_day
from mediation.events import AnyEvent
from mediation.presence import correct
from mediation.sheets import print_sheet
from mediation.slips import print_slip
from mediation.state import OfficeDay, Presence
from mediation.workshops import cancel, mark_attendance, plan, sign_off, sign_up, tell_seat
from mediation.workshops import record as record_workshop


# An empty hash, where no ticket is taken, is no password.
def decide(  # nosec B107
    whole: OfficeDay,
    command: AnyCommand,
    now: int,
    by: Actor = CLIENT,
    token_hash: str = "",
    earlier: tuple[Presence, ...] = (),
) -> Decision[AnyEvent]:
    """What this command causes at `now` (milliseconds): no event when it is already so (a double press).

    One tap may change both: the events come in the order in which they are to be folded. token_hash: for TakeTicket, SHA-256
    of the ticket page's token. earlier: for CorrectPresence, the presences of its day when that is gone by.
    Raises Refused with a reason and its facts.
    """
    if isinstance(command, OpenDay):
        return Decision(open_day(whole, command, now))
    if not isinstance(command, MediationCommand):
        check_place(whole.queue, command, by)
    check_names(command, whole.queue.plan.lists() | whole.mediation.plan.lists())
    if not isinstance(command, MediationCommand):
        return decide_queue(whole.queue, command, now, by, token_hash)
    match command:
        case asked.StartAccompaniment():
            return start(whole, command, now, by)
        case asked.StopAccompaniment(accompaniment):
            return stop(whole, accompaniment)
        case asked.RecordAccompaniment():
            return record(whole, command, now, by)
        case asked.NoteHelp():
            return note(whole, command, now, by)
        case asked.EditAccompaniment():
            return edit(whole, command)
        case asked.DropAccompaniment(accompaniment):
            return drop(whole, accompaniment, now, by)
        case asked.CorrectPresence():
            return correct(whole, command, now, earlier)
        case asked.PlanWorkshop():
            return plan(whole, command, now)
        case asked.CancelWorkshop():
            return cancel(whole, command)
        case asked.SignUp():
            return sign_up(whole, command, now, by)
        case asked.SignOff():
            return sign_off(whole, command, now)
        case asked.TellSeat():
            return tell_seat(whole, command)
        case asked.PrintSlip():
            return print_slip(whole, command, now)
        case asked.PrintSheet():
            return print_sheet(whole, command, now)
        case asked.MarkAttendance():
            return mark_attendance(whole, command, now)
        case asked.RecordWorkshop():
            return record_workshop(whole, command, now)
        case _:
            assert_never(command)
