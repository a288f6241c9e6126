"""A workshop played at random: never more seats than there are, the first who waits gets the seat, nobody is lost."""

from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.strategies import booleans, integers, sampled_from
from mediation_day import ANNE, HOUR, NOON, PAUL, MediationDay, replayed

from flow.refusals import Reason
from mediation.commands import MarkAttendance, PlanWorkshop, RecordWorkshop, SignOff, SignUp
from tests.examples import examples

MEDIATORS = sampled_from((ANNE, PAUL))


class WorkshopMachine(RuleBasedStateMachine):
    """Keeps a book of its own: who has a seat, who waits, in order, who is gone."""

    @initialize(seats=integers(1, 4))
    def planned(self, seats: int) -> None:
        self.day = MediationDay()
        self.seats = seats
        self.workshop = self.day.do(PlanWorkshop("digiposte", "salle-du-bureau", NOON + 30 * 24 * HOUR, seats=seats))
        self.seated: list[str] = []
        self.waits: list[str] = []
        self.gone: list[str] = []
        self.days = 0

    @rule(by=MEDIATORS, with_ticket=booleans())
    def sign_up(self, by, with_ticket: bool) -> None:
        self.day.now += 3_000
        ticket = self.day.take() if with_ticket else ""
        if len(self.waits) == self.day.whole.mediation.plan.workshops.waiting:
            assert self.day.refused(SignUp(self.workshop, ticket), by).reason is Reason.WORKSHOP_FULL
            return
        self.day.do(SignUp(self.workshop, ticket), by)
        code = self.day.decision.code
        assert code not in [*self.seated, *self.waits, *self.gone]
        (self.seated if len(self.seated) < self.seats else self.waits).append(code)

    @rule(choice=integers(0, 30), by=MEDIATORS)
    def sign_off(self, choice: int, by) -> None:
        codes = [*self.seated, *self.waits, *self.gone]
        if not codes:
            return
        code = codes[choice % len(codes)]
        self.day.do(SignOff(self.workshop, code), by)
        if code in self.gone:
            assert self.day.decision.events == ()
            return
        (self.seated if code in self.seated else self.waits).remove(code)
        self.gone.append(code)
        if len(self.seated) < self.seats and self.waits:
            self.seated.append(self.waits.pop(0))

    @rule()
    def a_night_passes(self) -> None:
        if self.days < 5:
            self.days += 1
            self.day.now += 10 * HOUR
            self.day.next_day(f"2025-11-{24 + self.days}")

    @rule(choice=integers(0, 30))
    def too_early(self, choice: int) -> None:
        if self.seated:
            command = MarkAttendance(self.workshop, self.seated[choice % len(self.seated)], True)
            assert self.day.refused(command).reason is Reason.WORKSHOP_NOT_YET
            assert self.day.refused(RecordWorkshop(self.workshop)).reason is Reason.WORKSHOP_NOT_YET

    @invariant()
    def as_in_the_book(self) -> None:
        workshop = self.day.whole.mediation.workshops[self.workshop]
        assert workshop.seated <= self.seats
        assert workshop.seated == self.seats or workshop.waiting == 0, "a seat is empty while somebody waits"
        assert {participant.code for participant in workshop.signed if participant.seated} == set(self.seated)
        assert [participant.code for participant in workshop.signed if not participant.seated] == self.waits
        assert list(workshop.signed_off) == self.gone

    @invariant()
    def a_restart_gives_the_same(self) -> None:
        assert replayed(self.day.today) == self.day.whole


WorkshopMachine.TestCase.settings = examples(40, stateful_step_count=40)
test_a_workshop_played_at_random_keeps_its_promises = WorkshopMachine.TestCase
