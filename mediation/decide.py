"""A command becomes a decision, or is refused: the one door to the rules of the queue and of the accompaniment."""

from typing import assert_never

from flow.acting import check_place
from flow.commands import OpenDay
from flow.decide import decide_known as decide_queue
from flow.decision import Decision
from flow.names import check_names
from flow.tickets import CLIENT, Actor
from mediation import commands
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
    office_day: OfficeDay,
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
        return Decision(open_day(office_day, command, now))
    if not isinstance(command, MediationCommand):
        check_place(office_day.queue, command, by)
    check_names(command, office_day.queue.plan.lists() | office_day.mediation.plan.lists())
    if not isinstance(command, MediationCommand):
        return decide_queue(office_day.queue, command, now, by, token_hash)
    match command:
        case commands.StartAccompaniment():
            return start(office_day, command, now, by)
        case commands.StopAccompaniment(accompaniment):
            return stop(office_day, accompaniment)
        case commands.RecordAccompaniment():
            return record(office_day, command, now, by)
        case commands.NoteHelp():
            return note(office_day, command, now, by)
        case commands.EditAccompaniment():
            return edit(office_day, command)
        case commands.DropAccompaniment(accompaniment):
            return drop(office_day, accompaniment, now, by)
        case commands.CorrectPresence():
            return correct(office_day, command, now, earlier)
        case commands.PlanWorkshop():
            return plan(office_day, command, now)
        case commands.CancelWorkshop():
            return cancel(office_day, command)
        case commands.SignUp():
            return sign_up(office_day, command, now, by)
        case commands.SignOff():
            return sign_off(office_day, command, now)
        case commands.TellSeat():
            return tell_seat(office_day, command)
        case commands.PrintSlip():
            return print_slip(office_day, command, now)
        case commands.PrintSheet():
            return print_sheet(office_day, command, now)
        case commands.MarkAttendance():
            return mark_attendance(office_day, command, now)
        case commands.RecordWorkshop():
            return record_workshop(office_day, command, now)
        case _:
            assert_never(command)
