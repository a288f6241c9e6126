"""A day on which everything that can be said to an office is said: each command, each field, with words that are found again."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import msgspec
from msgspec.structs import fields

from flow import commands as queue
from flow import hall_commands as hall
from flow.fence_commands import ResumeJournal, SettleFence
from flow.kiosk_commands import LockKiosk, SettleRush, SweepTickets, UnlockKiosk
from flow.kiosks import notices
from flow.needs import Route
from flow.paper import PaperReason, PaperState, PrinterState
from flow.readings import Difficulty
from flow.tickets import CLIENT, Actor, MoveReason, Outcome, ParkReason
from flow.time_commands import CorrectDay, HoldClock, SettleClock, TrustClock
from mediation import commands as help_given
from mediation.commands import AnyCommand
from mediation.coop import (
    AgeBand,
    Autonomy,
    Equipment,
    Gender,
    Nature,
    Posture,
    PresenceReason,
    SocialStatus,
    Theme,
    WorkshopLevel,
)
from mediation.details import Counts, Details
from mediation.structures import Structure

MINUTE = 60_000
AGENT, MEDIATOR, MANAGER = Actor("counter", "ZzAgent"), Actor("console", "ZzMediator"), Actor("manager", "ZzManager")
PRINTER, CHILD = Actor("printer", "entree"), Actor("kiosk", "kiosk", device=3)
NOT_ASKED_BY_ANYBODY = {
    queue.PassTime,
    queue.OpenDay,
    queue.ResumePapers,
    ResumeJournal,
    HoldClock,
    SettleClock,
    CorrectDay,
}
"""The clock's and the office's own."""
DETAILS = Details(
    nature=Nature.FORM_HELP,
    minutes=12,
    posture=Posture.DONE_FOR,
    themes=(Theme.HELP_WITH_PROCEDURES, Theme.MONEY_AND_TAXES),
    equipment=(Equipment.TABLET,),
    autonomy_before=Autonomy.FULLY_ACCOMPANIED,
    autonomy_after=Autonomy.PARTLY,
    reoriented=Structure.SOCIAL_AID,
    procedure="income-tax",
    genre=Gender.FEMALE,
    tranche_age=AgeBand.FROM_70,
    statut_social=SocialStatus.RETIRED,
    mandate=True,
)
COUNTS = Counts(2, {Gender.FEMALE: 1}, {AgeBand.FROM_70: 1}, {SocialStatus.RETIRED: 1})


@dataclass
class EverythingSaid:
    """A bureau, and what was said to it: (command, field) with something in it. codes: of a workshop that was held."""

    bureau: Any
    fields_sent: set[tuple[type, str]] = field(default_factory=set)
    commands: set[type] = field(default_factory=set)
    keys: int = 0
    codes: list[str] = field(default_factory=list)
    waiting_code: str = ""

    def do(self, command: AnyCommand, by: Actor = MEDIATOR) -> Any:
        """Must be accepted."""
        self.keys += 1
        answer = self.bureau.office.handle(command, by, f"zz-scope-{by.role}", f"zz-key-{self.keys:08}")
        assert answer.ok, (command, answer.sentence)
        self.commands.add(type(command))
        for each in fields(command):
            if getattr(command, each.name) not in (None, "", (), False, 0):
                self.fields_sent.add((type(command), each.name))
        return answer

    def take(self, need: str = "stamps", **more: Any) -> str:
        """The id of a new ticket."""
        ticket: str = self.do(queue.TakeTicket(need, **more), CLIENT).ticket
        return ticket

    def whole_day(self) -> None:
        """From the first client to the last."""
        self.do(queue.StartPresence())
        self._at_the_kiosk_and_the_printer()
        self._at_the_counter()
        self._in_the_queue()
        self._in_the_hall()
        self._accompanied()
        self._workshops()
        self.do(queue.EndPresence())
        self._presences()

    def _at_the_kiosk_and_the_printer(self) -> None:
        ticket = self.take("stamps", language="pl", legal=True, route=Route.MACHINE)
        self.do(queue.ClaimPaper(ticket, 1, "entree"), PRINTER)
        came_out = queue.ReportPaper(
            ticket, 1, "entree", PaperState.UNCERTAIN, PaperReason.WORKER_STOPPED, took_ms=900, mm=80
        )
        self.do(came_out, PRINTER)
        self.do(queue.ConfirmPaper(ticket), CLIENT)
        self.do(queue.ReprintTicket(ticket), AGENT)
        self.do(queue.LeaveQueue(ticket), CLIENT)
        self.do(queue.ReportPrinter("entree", PrinterState.STUCK_BUFFER), PRINTER)
        self.do(queue.PrintTest("entree"), MANAGER)
        self.do(queue.ChangeRoll("entree"), MANAGER)
        for _ in range(12):
            self.do(queue.TakeTicket("help"), CHILD)
        rush = notices(self.bureau.office.state)[0]
        self.do(SweepTickets(rush.id, rush.tickets), MEDIATOR)
        self.do(SettleRush(rush.id), MEDIATOR)
        self.do(TrustClock(3_600_000), MEDIATOR)
        self.do(SettleFence(301), MEDIATOR)
        self.do(LockKiosk(), AGENT)
        self.do(UnlockKiosk(), AGENT)

    def _at_the_counter(self) -> None:
        self.do(queue.OpenCounter("47"), AGENT)
        for _ in range(3):
            self.take("parcel_notice", language="uk")
        called = self.do(queue.CallNext("47"), AGENT).ticket
        self.do(queue.Recall(called), AGENT)
        self.do(queue.MarkArrived(called), AGENT)
        called = self.do(queue.CallNext("47", Outcome.SERVED), AGENT).ticket
        self.do(queue.MarkArrived(called), AGENT)
        called = self.do(queue.CallTicket("47", self.take(), Outcome.SERVED), AGENT).ticket
        self.do(queue.MarkAbsent(called), AGENT)
        self.do(queue.FinishTicket(called, Outcome.ORIENTED_ELSEWHERE, "Mairie"))
        self.do(queue.ReopenTicket(called), AGENT)
        self.do(queue.TransferTicket(called, Route.COUNTER, "parcel_notice"))
        self.do(queue.PauseCounter("47"), AGENT)
        self.do(queue.CloseCounter("47"), AGENT)

    def _in_the_queue(self) -> None:
        first, ticket = self.take(), self.take()
        self.do(queue.Prequalify(ticket, "stamps", Route.MEDIATOR, ("tracking_number",), stays=True))
        self.do(
            queue.Prequalify(
                ticket,
                "stamps",
                Route.MACHINE,
                ("tracking_number",),
                True,
                None,
                "zz-machine",
                accompanied=True,
                tags=("zz-tag",),
            )
        )
        self.do(queue.ReturnTicket(ticket, failed=True))
        self.do(queue.AdvanceTicket(ticket, 5))
        self.do(queue.MoveTicket(ticket, first, MoveReason.CALMING))
        self.do(queue.Undo(ticket, self.bureau.office.state.open[ticket].rev))
        self.do(queue.ParkTicket(ticket, ParkReason.FILLING_FORM, 10))

    def _in_the_hall(self) -> None:
        self.do(hall.ReportMachine("zz-machine", in_order=False))
        self.do(hall.ReportMachine("zz-machine", in_order=True))
        for _ in range(3):
            self.do(hall.ReportDifficulty(Difficulty.ORDER_COMPLAINT, self.take()))
        self.bureau.office.pass_time()
        self.do(hall.AnswerAlert(next(iter(self.bureau.office.state.alerts)), right=True))
        self.do(hall.RaiseHelp("47", "zz-origin"), AGENT)
        call = next(iter(self.bureau.office.state.help_calls))
        self.do(hall.ComeToHelp(call))
        self.do(hall.EndHelp(call))
        self.do(hall.Announce("zz-message", 20))
        self.do(hall.WithdrawAnnouncement("zz-message"))

    def _accompanied(self) -> None:
        accompaniment = self.do(help_given.StartAccompaniment(self.take("tax"), Nature.FORM_HELP)).subject
        self.bureau.clock.now += 12 * MINUTE
        self.do(help_given.StopAccompaniment(accompaniment))
        self.do(help_given.RecordAccompaniment(accompaniment, DETAILS, Outcome.ORIENTED_ELSEWHERE, "Mairie"))
        edited = msgspec.structs.replace(DETAILS, minutes=13)
        self.do(help_given.EditAccompaniment(accompaniment, edited))
        self.do(help_given.NoteHelp(Nature.INFORMATION, 2, self.take()))
        self.do(help_given.DropAccompaniment(self.do(help_given.StartAccompaniment()).subject))

    def _workshops(self) -> None:
        now = self.bureau.clock.now
        command = help_given.PlanWorkshop(
            "digiposte", "salle-du-bureau", now, WorkshopLevel.INITIATION, minutes=60, seats=2
        )
        held = self.do(command).subject
        self.codes = [self.do(help_given.SignUp(held, self.take())).code for _ in range(3)]
        self.do(queue.ReportPrinter("entree", "ready"), PRINTER)
        self.do(help_given.PrintSlip(held, self.codes[1], "uk"))
        self.do(help_given.PrintSheet("track-parcel", self.take()))
        self.do(help_given.SignOff(held, self.codes[0]))
        self.do(help_given.TellSeat(held, self.codes[1]))
        self.do(help_given.MarkAttendance(held, self.codes[1], present=True))
        self.do(help_given.RecordWorkshop(held, COUNTS))
        later = msgspec.structs.replace(command, starts=now + 10 * 24 * 60 * MINUTE)
        self.waiting_code = self.do(help_given.SignUp(self.do(later).subject, self.take())).code
        dropped = msgspec.structs.replace(command, starts=now + 60 * MINUTE)
        self.do(help_given.CancelWorkshop(self.do(dropped).subject))

    def _presences(self) -> None:
        (presence,) = self.bureau.office.mediation.presences.values()
        corrected = help_given.CorrectPresence(
            "ZzMediator",
            self.bureau.office.state.date,
            presence.started - 5 * MINUTE,
            self.bureau.clock.now,
            PresenceReason.FORGOT_TO_START,
            presence.id,
        )
        self.do(corrected, MANAGER)


def own_ids(folder: Path) -> str:
    """The file of Lens with ids that are found again and mistaken for nothing else."""
    text = Path("config/offices/lens.toml").read_text(encoding="utf-8")
    for was, now in (
        ('id = "seat"', 'id = "zz-tag"'),
        ('id = "stamps-machine"', 'id = "zz-machine"'),
        ('id = "sit-down"', 'id = "zz-message"'),
        ('id = "1"', 'id = "47"'),
        ("farthest_m = 8.0", "farthest_m = 4.0"),
    ):
        assert was in text
        text = text.replace(was, now)
    path = folder / "lens.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def unsaid(day: EverythingSaid) -> set[str]:
    """The commands, and their fields of text or choice, that nobody used: the test that reads the files would be blind to them."""
    commands = set(get_args(AnyCommand)) - NOT_ASKED_BY_ANYBODY
    missing = {command.__name__ for command in commands - day.commands}
    for command in commands & day.commands:
        for each in fields(command):
            if each.name != "seen" and (command, each.name) not in day.fields_sent:
                missing.add(f"{command.__name__}.{each.name}")
    return missing
