"""What people ask of the accompaniment: imperatives, which may be refused."""

from typing import Annotated, ClassVar

from msgspec import Meta

from flow.bounds import (
    AccompanimentId,
    IsoDate,
    LanguageIfAny,
    Minutes,
    Moment,
    People,
    PlaceIfAny,
    PresenceIfAny,
    Pseudonym,
    Rev,
    SeatCode,
    SheetId,
    TicketIfAny,
    WorkshopId,
    WorkshopPlaceId,
    WorkshopTitleId,
)
from flow.commands import QueueCommand
from flow.tickets import Outcome
from flow.wire import Command
from mediation.coop import Nature, PresenceReason, WorkshopLevel
from mediation.details import SentCounts, SentDetails


class StartAccompaniment(Command, frozen=True):
    """The mediator begins to help: a ticket's person, who leaves the queue's line, or somebody without a ticket.

    A mediator may have several open at once: somebody fills a form alone while another is helped.
    """

    may_wait: ClassVar[bool] = True
    can_undo: ClassVar[bool] = True

    ticket: TicketIfAny = ""
    nature: Nature | None = None
    seen: Rev | None = None


class StopAccompaniment(Command, frozen=True):
    """The help is over; its record is still to be confirmed."""

    may_wait: ClassVar[bool] = True

    accompaniment: AccompanimentId


class RecordAccompaniment(Command, frozen=True):
    """Confirms the record, and ends the help and the visit where they last. details None: as proposed from times and need.

    outcome None: solved by the mediator, or at the machine where the person is; a ticket that is back in the queue or at a
    counter stays there. where: a place of the office's list, needed with oriented_elsewhere.
    """

    may_wait: ClassVar[bool] = True

    accompaniment: AccompanimentId
    details: SentDetails | None = None
    outcome: Outcome | None = None
    where: PlaceIfAny = ""


class NoteHelp(Command, frozen=True):
    """A short help, given on the way along the queue and recorded at once; a ticket stays where it is."""

    may_wait: ClassVar[bool] = True

    nature: Nature
    minutes: Minutes
    ticket: TicketIfAny = ""


class EditAccompaniment(Command, frozen=True):
    """Other details, on the day itself."""

    may_wait: ClassVar[bool] = True

    accompaniment: AccompanimentId
    details: SentDetails


class DropAccompaniment(Command, frozen=True):
    """Started, or recorded, by mistake. A person whom the start took out of the queue gets their place back."""

    may_wait: ClassVar[bool] = True

    accompaniment: AccompanimentId


class CorrectPresence(Command, frozen=True):
    """The manager corrects a working period, today's or an earlier one; kept with what it said before, by whom and why.

    The same start and end: there was none.
    """

    mediator: Annotated[Pseudonym, Meta(description="who was there: another pseudonym on a replacement day")]
    date: Annotated[IsoDate, Meta(description="its business day")]
    started: Annotated[Moment, Meta(description="when it began, in milliseconds")]
    ended: Annotated[Moment, Meta(description="when it ended, in milliseconds; 0: it still lasts")]
    reason: Annotated[PresenceReason, Meta(description="why it is corrected")]
    presence: Annotated[PresenceIfAny, Meta(description='its id, "" for one that nobody started')] = ""


class PlanWorkshop(Command, frozen=True):
    """A workshop in the calendar."""

    may_wait: ClassVar[bool] = True

    title: Annotated[WorkshopTitleId, Meta(description="which of the office's workshops")]
    place: Annotated[WorkshopPlaceId, Meta(description="where, of the office's list")]
    starts: Annotated[Moment, Meta(description="when it begins, in milliseconds")]
    level: Annotated[WorkshopLevel | None, Meta(description="null: that of the title")] = None
    minutes: Annotated[Minutes, Meta(description="how long; 0: as the office usually does")] = 0
    seats: Annotated[People, Meta(description="how many; 0: as the office usually has")] = 0


class CancelWorkshop(Command, frozen=True):
    """It does not take place."""

    may_wait: ClassVar[bool] = True

    workshop: WorkshopId


class SignUp(Command, frozen=True):
    """A seat for somebody, or a place on the waiting list. The answer's code is all that is known of the person.

    ticket: for whom, where they have one; their ticket stays in the queue.
    """

    gives: ClassVar[bool] = True

    workshop: WorkshopId
    ticket: TicketIfAny = ""


class SignOff(Command, frozen=True):
    """The person with this code does not come; the first who waits gets the seat."""

    may_wait: ClassVar[bool] = True

    workshop: WorkshopId
    code: SeatCode


class TellSeat(Command, frozen=True):
    """The person with this code knows now that a freed seat is theirs."""

    may_wait: ClassVar[bool] = True

    workshop: WorkshopId
    code: SeatCode


class PrintSlip(Command, frozen=True):
    """The slip of a sign-up, on the ticket printer. language "": that of the ticket that signed up, else French."""

    workshop: WorkshopId
    code: SeatCode
    language: LanguageIfAny = ""


class PrintSheet(Command, frozen=True):
    """A hand-out sheet, on the ticket printer. ticket: whom it is given to, where they have one; nothing of it is kept."""

    sheet: SheetId
    ticket: TicketIfAny = ""


class MarkAttendance(Command, frozen=True):
    """The person with this code came, or did not."""

    may_wait: ClassVar[bool] = True

    workshop: WorkshopId
    code: SeatCode
    present: bool


class RecordWorkshop(Command, frozen=True):
    """How many came, by what was said of themselves. counts None: as many as were marked present."""

    may_wait: ClassVar[bool] = True

    workshop: WorkshopId
    counts: SentCounts | None = None


MediationCommand = (
    StartAccompaniment
    | StopAccompaniment
    | RecordAccompaniment
    | NoteHelp
    | EditAccompaniment
    | DropAccompaniment
    | CorrectPresence
    | PlanWorkshop
    | CancelWorkshop
    | SignUp
    | SignOff
    | TellSeat
    | PrintSlip
    | PrintSheet
    | MarkAttendance
    | RecordWorkshop
)

AnyCommand = QueueCommand | MediationCommand
"""Everything that may be asked of an office."""
