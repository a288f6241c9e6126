"""What people ask of the queue: imperatives, which may be refused. `seen` is the ticket's rev that the person looked at."""

from typing import Annotated, ClassVar

from msgspec import Meta

from flow.bounds import (
    ClientLanguage,
    Copy,
    CounterId,
    Epoch,
    IsoDate,
    MachineIfAny,
    Millimetres,
    Minutes,
    Moment,
    NeedId,
    Number,
    PaperId,
    PlaceIfAny,
    PrinterName,
    Rev,
    Tags,
    TicketId,
    Ticks,
    Took,
)
from flow.fence_commands import FenceCommand
from flow.hall_commands import HallCommand
from flow.kiosk_commands import KioskCommand
from flow.needs import Route
from flow.paper import PaperReason, PaperState, PrinterState
from flow.tickets import MoveReason, Outcome, ParkReason
from flow.time_commands import TimeCommand
from flow.wire import Command


class TicketCommand(Command, frozen=True):
    """Something is asked of this ticket."""

    ticket: Annotated[TicketId, Meta(description="which one")]


class TicketChange(TicketCommand, frozen=True):
    """The ticket is to become another: on a device without its link it may wait, and it can be taken back."""

    may_wait: ClassVar[bool] = True
    can_undo: ClassVar[bool] = True


class CounterCommand(Command, frozen=True):
    """Something is asked at this counter."""

    counter: CounterId


class TakeTicket(Command, frozen=True):
    """A client at the kiosk. route: their choice where two are offered (machine or counter). legal: they hold a priority card.

    language: one that the office does not offer, or no longer, is its first: the ticket matters more than its words.
    """

    need: NeedId
    language: ClientLanguage = "fr"
    legal: bool = False
    route: Route | None = None


class LeaveQueue(TicketCommand, frozen=True):
    """The client says, on the ticket page, that they leave."""


class OpenCounter(CounterCommand, frozen=True):
    """An agent is at the counter."""


class PauseCounter(CounterCommand, frozen=True):
    """The agent is away for a moment: the counter calls nobody."""


class CloseCounter(CounterCommand, frozen=True):
    """The agent leaves the counter."""


class CallNext(CounterCommand, frozen=True):
    """Call who is next at this counter. finish: how the ticket being served there ended, if one is."""

    finish: Outcome | None = None


class CallTicket(CounterCommand, frozen=True):
    """Call this ticket, out of its turn, to this counter."""

    ticket: TicketId
    finish: Outcome | None = None


class Recall(TicketCommand, frozen=True):
    """Call the same ticket again."""

    can_undo: ClassVar[bool] = True


class MarkArrived(TicketCommand, frozen=True):
    """The called person is at the counter."""


class FinishTicket(TicketChange, frozen=True):
    """The visit ends. where: a place of the office's list, needed with oriented_elsewhere."""

    outcome: Outcome
    where: PlaceIfAny = ""
    seen: Rev | None = None


class TransferTicket(TicketChange, frozen=True):
    """Send to another route or need; the arrival time is kept: nobody pays for a wrong orientation."""

    route: Route
    need: NeedId | None = None
    seen: Rev | None = None


class ParkTicket(TicketChange, frozen=True):
    """Keep aside with its place. minutes: back by itself after that."""

    why: ParkReason
    minutes: Minutes | None = None
    seen: Rev | None = None


class MarkAbsent(TicketChange, frozen=True):
    """Called and not there: kept aside with its seniority, closed after some minutes."""

    seen: Rev | None = None


class ReturnTicket(TicketChange, frozen=True):
    """Back in the queue at the original place; a person who was absent is the next call. failed: it was not solved there."""

    seen: Rev | None = None
    failed: bool = False


class ReopenTicket(TicketChange, frozen=True):
    """Open a ticket closed today, at its original place."""


class Prequalify(TicketChange, frozen=True):
    """The mediator confirms or corrects the need, ticks what is ready, chooses the route."""

    need: Annotated[NeedId, Meta(description="what the person really comes for")]
    route: Annotated[
        Route | None,
        Meta(description="who can solve it; null: as it is, and the mediator where no counter serves the need"),
    ] = None
    ticks: Annotated[Ticks, Meta(description="what they have ready, of what the need asks for")] = ()
    legal: Annotated[bool | None, Meta(description="they hold a priority card; null: as declared")] = None
    seen: Rev | None = None
    machine: Annotated[
        MachineIfAny, Meta(description="which machine they are sent to, with the machine route only")
    ] = ""
    accompanied: Annotated[bool, Meta(description="« avec moi »: the mediator goes along to the machine")] = False
    tags: Annotated[Tags, Meta(description="about the service, from the office's list")] = ()
    stays: Annotated[
        bool,
        Meta(
            description="only noted: the person stays as they are, machine and accompanied too; who waits goes on waiting, for this route"
        ),
    ] = False


class AdvanceTicket(TicketChange, frozen=True):
    """Count the ticket as older by some minutes."""

    minutes: Minutes
    seen: Rev | None = None


class MoveTicket(TicketChange, frozen=True):
    """Put the ticket before another one; before None: at the end of the queue."""

    before: TicketId | None
    reason: MoveReason
    seen: Rev | None = None


class Undo(TicketCommand, frozen=True):
    """Reverse the last change of this ticket; `seen` is the rev that change gave."""

    seen: Rev


class StartPresence(Command, frozen=True):
    """A mediator starts a working period here."""


class EndPresence(Command, frozen=True):
    """The mediator's working period ends."""


class ClaimPaper(Command, frozen=True):
    """A printer worker takes the paper of a ticket to print it."""

    ticket: PaperId
    copy: Copy
    printer: PrinterName


class ReprintTicket(TicketCommand, frozen=True):
    """The paper again, with the same number; marked as a reprint unless it is certain that none came out."""


class ConfirmPaper(TicketCommand, frozen=True):
    """The client says that their paper came out."""


class PrintTest(Command, frozen=True):
    """A test page on one printer."""

    printer: PrinterName


class ChangeRoll(Command, frozen=True):
    """Somebody put a new roll in: its length is counted from here."""

    printer: PrinterName


class ReportPaper(Command, frozen=True):
    """What became of the paper."""

    ticket: Annotated[PaperId, Meta(description="whose paper: a ticket's id, or that of a slip, sheet or test page")]
    copy: Annotated[Copy, Meta(description="number of the try, as it was claimed")]
    printer: Annotated[PrinterName, Meta(description="on which printer")]
    outcome: Annotated[PaperState, Meta(description="what became of it")]
    reason: Annotated[PaperReason, Meta(description="why not printed")] = PaperReason.NONE
    took_ms: Annotated[Took, Meta(description="from the claim to the outcome, in milliseconds")] = 0
    mm: Annotated[Millimetres, Meta(description="of paper used")] = 0


class ReportPrinter(Command, frozen=True):
    """A printer's state has changed."""

    printer: PrinterName
    state: PrinterState


class PassTime(Command, frozen=True):
    """The clock's own command: what is due now is done (absent too long, parked time over, paper too late).

    began: when the office began to run, in milliseconds: before it nobody who came back could say so. 0: long ago.
    """

    began: Moment = 0


class OpenDay(Command, frozen=True):
    """The clock's own command: a new business day, ISO date; what is left of the day before is removed.

    begins: when it began, in milliseconds: what has happened since, while the clock was not trusted, goes on in it. used: the
    highest number given under this date before (a day that was opened too early, and taken back), 0 for none. epoch: of the journal,
    "" where it has none yet.
    """

    date: IsoDate
    begins: Moment = 0
    used: Number = 0
    epoch: Epoch = ""


class ResumePapers(Command, frozen=True):
    """The office's own command when it starts: meanwhile nobody could print what was due."""


CallingCommand = CallNext | CallTicket | Recall | MarkArrived | MarkAbsent
SettlingCommand = LeaveQueue | FinishTicket | TransferTicket | ParkTicket | ReturnTicket | ReopenTicket | Undo
ReorderingCommand = Prequalify | AdvanceTicket | MoveTicket
StaffCommand = OpenCounter | PauseCounter | CloseCounter | StartPresence | EndPresence
PaperCommand = (
    ReprintTicket | ConfirmPaper | PrintTest | ChangeRoll | ClaimPaper | ReportPaper | ReportPrinter | ResumePapers
)
QueueCommand = (
    TakeTicket
    | CallingCommand
    | SettlingCommand
    | ReorderingCommand
    | PassTime
    | OpenDay
    | StaffCommand
    | KioskCommand
    | PaperCommand
    | FenceCommand
    | HallCommand
    | TimeCommand
)
