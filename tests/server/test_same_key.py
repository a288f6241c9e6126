"""The same key gives the same answer, whatever happened meanwhile: also where the first answer changed nothing."""

from dataclasses import dataclass, field
from typing import Any, get_args

import msgspec
import pytest

from config.loading import load
from flow import commands as queue
from flow import hall_commands as hall
from flow.fence_commands import ResumeJournal
from flow.kiosk_commands import LockKiosk, UnlockKiosk
from flow.refusals import Reason, Refused
from flow.tickets import CLIENT, CLOCK, Actor, Outcome
from flow.time_commands import CorrectDay, HoldClock, SettleClock
from mediation.commands import AnyCommand, DropAccompaniment, PlanWorkshop, SignUp, StartAccompaniment
from mediation.decide import decide
from mediation.state import OfficeDay
from screen.running import Answer
from tests.server.everything_said import MEDIATOR, EverythingSaid, own_ids

SECOND = 1000
DAY = 24 * 3600 * SECOND
SAID_AGAIN_IS_SOMETHING_ELSE = {
    queue.TakeTicket,
    queue.LeaveQueue,
    queue.FinishTicket,
    queue.TransferTicket,
    queue.ParkTicket,
    queue.MarkAbsent,
    queue.ReturnTicket,
    queue.ReopenTicket,
    queue.Prequalify,
    queue.AdvanceTicket,
    queue.MoveTicket,
    queue.Undo,
    queue.ReprintTicket,
    queue.ChangeRoll,
    queue.ClaimPaper,
    hall.ReportDifficulty,
    hall.ComeToHelp,
    hall.EndHelp,
    hall.Announce,
    DropAccompaniment,
    ResumeJournal,
}
"""Said a second time under another key they are refused, or happen again: they never change nothing."""


@dataclass
class EachCommandTwice(EverythingSaid):
    """A day on which each command that would change nothing, said again, is said again under a key of its own.

    answers: of every key, as sent. without_change: the commands that were accepted and changed nothing.
    """

    answers: list[tuple[AnyCommand, Actor, str, bytes]] = field(default_factory=list)
    without_change: set[type] = field(default_factory=set)

    def do(self, command: AnyCommand, by: Actor = MEDIATOR) -> Any:
        """Under one key; and under another, when it would change nothing."""
        before = self.bureau.journal.last_seq()
        answer = super().do(command, by)
        self._keep(command, by, f"zz-key-{self.keys:08}", answer)
        if self.bureau.journal.last_seq() == before:
            self.without_change.add(type(command))
        if self._changes_nothing(command, by):
            self.without_change.add(type(command))
            key = f"zz-again-{self.keys:08}"
            self._keep(command, by, key, self.bureau.office.handle(command, by, f"zz-scope-{by.role}", key))
        return answer

    def ask_again(self) -> dict[str, tuple[bytes, bytes]]:
        """Every command under its key once more: the answers that are other ones, by command."""
        other = {}
        for command, by, key, answer in self.answers:
            again = msgspec.json.encode(self.bureau.office.handle(command, by, f"zz-scope-{by.role}", key))
            if again != answer:
                other[f"{type(command).__name__} {key}"] = (answer, again)
        return other

    def _keep(self, command: AnyCommand, by: Actor, key: str, answer: Answer) -> None:
        self.answers.append((command, by, key, msgspec.json.encode(answer)))

    def _changes_nothing(self, command: AnyCommand, by: Actor) -> bool:
        office = self.bureau.office
        try:
            return not decide(OfficeDay(office.state, office.mediation), command, office.now(), by).events
        except Refused:
            return False


@pytest.fixture
def day(tmp_path, open_bureau):
    settings = load(own_ids(tmp_path), demonstration=True, printer_address="virtual")
    bureau = open_bureau(tmp_path / "data" / "lens", settings)
    yield EachCommandTwice(bureau)
    bureau.journal._database.close()


def _whole_day(day):
    day.whole_day()
    date = day.bureau.office.state.date
    own = (queue.PassTime(), queue.ResumePapers(), queue.OpenDay(date), CorrectDay(date), SettleClock())
    for command in (*own, ResumeJournal(0, 500, "zz-epoch"), HoldClock(600 * SECOND)):
        day.do(command, CLOCK)


def _meanwhile(bureau):
    """Four seconds, and other people's taps."""
    bureau.clock.now += 4 * SECOND
    bureau.office.pass_time()
    bureau.do(queue.TakeTicket("stamps"), role="kiosk")
    bureau.do(queue.OpenCounter("2"))
    bureau.do(queue.CallNext("2"))
    bureau.do(StartAccompaniment(), role="console")


def test_every_command_of_the_product_answers_the_same_under_the_same_key(day):
    _whole_day(day)
    _meanwhile(day.bureau)
    before = day.bureau.journal.last_seq()

    other = day.ask_again()

    assert other == {}
    assert day.bureau.journal.last_seq() == before
    assert {type(command) for command, *_of in day.answers} == set(get_args(AnyCommand)), "none was left out"
    assert day.without_change == set(get_args(AnyCommand)) - SAID_AGAIN_IS_SOMETHING_ELSE


def test_after_a_restart_too(day):
    _whole_day(day)
    day.bureau.restart()
    _meanwhile(day.bureau)

    assert day.ask_again() == {}


def test_a_person_who_signs_up_in_one_tap_has_one_seat_however_late_the_retry_comes(bureau):
    starts = bureau.clock.now + DAY
    workshop = bureau.do(PlanWorkshop("digiposte", "salle-du-bureau", starts), role="manager").subject
    first = bureau.do(SignUp(workshop), role="console", key="key-one-1")
    bureau.clock.now += SECOND
    double = bureau.do(SignUp(workshop), role="console", key="key-two-2")
    assert double.code == first.code, "a second tap within the double press time"

    bureau.clock.now += 4 * SECOND
    retry = bureau.do(SignUp(workshop), role="console", key="key-two-2")

    assert retry == double
    assert len(bureau.office.mediation.workshops[workshop].signed) == 1
    another = bureau.do(SignUp(workshop), role="console", key="key-three")
    assert another.code != first.code, "another key as late is another person"


def test_a_retry_of_a_tap_that_called_nobody_calls_nobody(bureau):
    for _person in range(2):
        bureau.do(queue.TakeTicket("parcel_notice"))
    bureau.do(queue.OpenCounter("1"))
    called = bureau.do(queue.CallNext("1"))
    double = bureau.do(queue.CallNext("1", Outcome.SERVED), key="key-two-2")
    bureau.do(queue.MarkArrived(called.ticket))
    bureau.clock.now += 60 * SECOND

    retry = bureau.do(queue.CallNext("1", Outcome.SERVED), key="key-two-2")

    assert retry == double
    assert bureau.office.state.at_counter("1").id == called.ticket


def test_a_refusal_is_not_kept_so_that_a_retry_succeeds_once_it_can(bureau):
    bureau.do(queue.OpenCounter("1"))
    assert bureau.do(queue.CallNext("1"), key="key-one-1").reason == Reason.NOBODY_WAITING
    ticket = bureau.do(queue.TakeTicket("parcel_notice")).ticket

    called = bureau.do(queue.CallNext("1"), key="key-one-1")

    assert called.ticket == ticket
    assert bureau.do(queue.CallNext("1"), key="key-one-1") == called


def test_a_key_that_changed_nothing_is_not_good_for_another_command(bureau):
    bureau.do(UnlockKiosk(), key="key-one-1")

    assert bureau.do(LockKiosk(), key="key-one-1").reason == Reason.KEY_REUSED


def test_nobody_is_told_of_what_changed_nothing(bureau):
    bureau.do(UnlockKiosk())
    before = list(bureau.heard())

    bureau.do(UnlockKiosk())

    assert bureau.heard() == before


def test_an_answer_that_cannot_be_kept_is_not_given(bureau):
    bureau.journal._database.execute("PRAGMA query_only = ON").fetchone()

    answer = bureau.office.handle(UnlockKiosk(), CLIENT, "test", "key-one-1")

    assert answer.reason == Reason.NOT_STORED
    bureau.journal._database.execute("PRAGMA query_only = OFF").fetchone()
    assert bureau.do(UnlockKiosk(), key="key-one-1").ok
