"""What people ask of the queue: imperatives, which may be refused. `seen` is the ticket's rev that the person looked at."""

from typing import Annotated

import msgspec

from flow.hall_commands import HallCommand
from flow.needs import Route
from flow.paper import PaperState
from flow.tickets import MoveReason, Outcome, ParkReason
from flow.wire import Command

SWEPT_AT_ONCE = 200
"""Tickets that one sweep ends: a kiosk gives as many in a quarter of an hour at most."""
TicketId = Annotated[str, msgspec.Meta(max_length=24, pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]{1,9}$")]


class TakeTicket(Command, frozen=True):
    """A client at the kiosk. route: their choice where two are offered (machine or counter). legal: they hold a priority card."""

    need: str
    language: str = "fr"
    legal: bool = False
    route: Route | None = None


class LeaveQueue(Command, frozen=True):
    """The client says, on the ticket page, that they leave."""

    ticket: str


class OpenCounter(Command, frozen=True):
    """An agent is at the counter."""

    counter: str


class PauseCounter(Command, frozen=True):
    """The agent is away for a moment: the counter calls nobody."""

    counter: str


class CloseCounter(Command, frozen=True):
    """The agent leaves the counter."""

    counter: str


class CallNext(Command, frozen=True):
    """Call who is next at this counter. finish: how the ticket being served there ended, if one is."""

    counter: str
    finish: Outcome | None = None


class CallTicket(Command, frozen=True):
    """Call this ticket, out of its turn, to this counter."""

    counter: str
    ticket: str
    finish: Outcome | None = None


class Recall(Command, frozen=True):
    """Call the same ticket again."""

    ticket: str


class MarkArrived(Command, frozen=True):
    """The called person is at the counter."""

    ticket: str


class FinishTicket(Command, frozen=True):
    """The visit ends. where: place of orientation, needed with oriented_elsewhere."""

    ticket: str
    outcome: Outcome
    where: str = ""
    seen: int | None = None


class TransferTicket(Command, frozen=True):
    """Send to another route or need; the arrival time is kept: nobody pays for a wrong orientation."""

    ticket: str
    route: Route
    need: str | None = None
    seen: int | None = None


class ParkTicket(Command, frozen=True):
    """Keep aside with its place. minutes: back by itself after that."""

    ticket: str
    why: ParkReason
    minutes: int | None = None
    seen: int | None = None


class MarkAbsent(Command, frozen=True):
    """Called and not there: kept aside with its seniority, closed after some minutes."""

    ticket: str
    seen: int | None = None


class ReturnTicket(Command, frozen=True):
    """Back in the queue at the original place; a person who was absent is the next call. failed: it was not solved there."""

    ticket: str
    seen: int | None = None
    failed: bool = False


class ReopenTicket(Command, frozen=True):
    """Open a ticket closed today, at its original place."""

    ticket: str


class Prequalify(Command, frozen=True):
    """The mediator confirms or corrects the need, ticks what is ready, chooses the route. legal None: as declared.

    machine: which one, with the machine route only. accompanied: « avec moi ». tags: about the service, from the office's list.
    stays: only noted. The person stays where they are, whoever waits goes on waiting, for this route: machine, accompanied as they are.
    """

    ticket: str
    need: str
    route: Route
    ticks: tuple[str, ...] = ()
    legal: bool | None = None
    seen: int | None = None
    machine: str = ""
    accompanied: bool = False
    tags: tuple[str, ...] = ()
    stays: bool = False


class AdvanceTicket(Command, frozen=True):
    """Count the ticket as older by some minutes."""

    ticket: str
    minutes: int
    seen: int | None = None


class MoveTicket(Command, frozen=True):
    """Put the ticket before another one; before None: at the end of the queue."""

    ticket: str
    before: str | None
    reason: MoveReason
    seen: int | None = None


class Undo(Command, frozen=True):
    """Reverse the last change of this ticket; `seen` is the rev that change gave."""

    ticket: str
    seen: int


class StartPresence(Command, frozen=True):
    """A mediator starts a working period here."""


class EndPresence(Command, frozen=True):
    """The mediator's working period ends."""


class SweepTickets(Command, frozen=True):
    """End, as given in error, these tickets of a rush at a kiosk: those among them that nobody of the staff has touched meanwhile."""

    rush: Annotated[str, msgspec.Meta(max_length=40, pattern="^rush-[0-9]+$")]
    tickets: Annotated[tuple[TicketId, ...], msgspec.Meta(min_length=1, max_length=SWEPT_AT_ONCE)]


class SettleRush(Command, frozen=True):
    """Real people took the tickets of this rush: nobody need look after it any more."""

    rush: Annotated[str, msgspec.Meta(max_length=40, pattern="^rush-[0-9]+$")]


class LockKiosk(Command, frozen=True):
    """The kiosk takes no tickets until it is unlocked."""


class UnlockKiosk(Command, frozen=True):
    """The kiosk follows the opening hours again."""


class ClaimPaper(Command, frozen=True):
    """A printer worker takes the paper of a ticket to print it."""

    ticket: str
    copy: int
    printer: str


class ReprintTicket(Command, frozen=True):
    """The paper again, with the same number; marked as a reprint unless it is certain that none came out."""

    ticket: str


class ConfirmPaper(Command, frozen=True):
    """The client says that their paper came out."""

    ticket: str


class PrintTest(Command, frozen=True):
    """A test page on one printer."""

    printer: str


class ChangeRoll(Command, frozen=True):
    """Somebody put a new roll in: its length is counted from here."""

    printer: str


class ReportPaper(Command, frozen=True):
    """What became of the paper. reason: why not printed. took_ms: from the claim to the outcome. mm: of paper used."""

    ticket: str
    copy: int
    printer: str
    outcome: PaperState
    reason: str = ""
    took_ms: int = 0
    mm: int = 0


class ReportPrinter(Command, frozen=True):
    """A printer's state has changed."""

    printer: str
    state: str


class PassTime(Command, frozen=True):
    """The clock's own command: what is due now is done (absent too long, parked time over, paper too late)."""


class OpenDay(Command, frozen=True):
    """The clock's own command: a new business day, ISO date; what is left of the day before is removed."""

    date: str


AnyCommand = (
    TakeTicket
    | LeaveQueue
    | OpenCounter
    | PauseCounter
    | CloseCounter
    | CallNext
    | CallTicket
    | Recall
    | MarkArrived
    | FinishTicket
    | TransferTicket
    | ParkTicket
    | MarkAbsent
    | ReturnTicket
    | ReopenTicket
    | Prequalify
    | AdvanceTicket
    | MoveTicket
    | Undo
    | StartPresence
    | EndPresence
    | SweepTickets
    | SettleRush
    | LockKiosk
    | UnlockKiosk
    | ReprintTicket
    | ConfirmPaper
    | PrintTest
    | ChangeRoll
    | ClaimPaper
    | ReportPaper
    | ReportPrinter
    | PassTime
    | OpenDay
    | HallCommand
)
