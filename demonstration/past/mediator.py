"""A mediator's half-day: presence, the helps that were planned, the walk along the queue, alerts and their answers."""

from random import Random

import msgspec

from demonstration.past.details import details
from demonstration.past.hall import Hall
from demonstration.past.helps import HalfDay, Help, Kind
from demonstration.past.needs import ORDINARY, one_of
from demonstration.past.simulation import Simulation
from flow.commands import (
    AdvanceTicket,
    EndPresence,
    FinishTicket,
    MoveTicket,
    ParkTicket,
    Prequalify,
    ReturnTicket,
    StartPresence,
    Undo,
)
from flow.hall_commands import Announce, AnswerAlert, ReportDifficulty
from flow.needs import HELP, Route
from flow.order import queue
from flow.plan import MINUTE
from flow.readings import Difficulty, Level, Reading
from flow.tickets import Actor, MoveReason, Outcome, ParkReason, State, Ticket
from mediation.commands import (
    DropAccompaniment,
    EditAccompaniment,
    NoteHelp,
    RecordAccompaniment,
    StartAccompaniment,
    StopAccompaniment,
)
from mediation.coop import Nature, Posture

_REASONS = {
    MoveReason.APPOINTMENT_OR_TRANSPORT: 9, MoveReason.ONE_MINUTE_ANSWER: 8, MoveReason.WRONG_ORIENTATION: 6,
    MoveReason.CALMING: 4, MoveReason.DISTRESS: 3, MoveReason.CHILD_ALONE: 1,
}  # fmt: skip


class Mediator:
    """One person, half a day. leaves_open: forgets to say that the working period ends."""

    def __init__(self, simulation: Simulation, half: HalfDay, by: Actor, hall: Hall, chance: Random) -> None:
        self._simulation = simulation
        self._half = half
        self._by = by
        self._hall = hall
        self._chance = chance
        self._answered: set[str] = set()

    def fill(self, leaves_open: bool) -> None:
        """Everything that is planned."""
        shift, simulation = self._half.shift, self._simulation
        simulation.ask_at(shift.starts, StartPresence(), self._by)
        for help_ in self._half.helps:
            self._plan(help_)
        for _ in range(self._chance.randrange(5)):
            # The queue is long while those who stood at the door are served.
            simulation.at(shift.starts + round(self._chance.uniform(4, 40) * MINUTE), self._moves)
        if self._chance.random() < 0.3:
            simulation.at(self._moment(), self._missing_document)
        if self._chance.random() < 0.08:
            simulation.at(self._moment(), self._by_mistake)
        if not leaves_open:
            simulation.ask_at(shift.ends, EndPresence(), self._by)

    def watch(self) -> None:
        """New alerts: another counter opens and the display says so, and most alerts are answered a little later."""
        for alert in self._simulation.office.state.alerts.values():
            if alert.id in self._answered:
                continue
            self._answered.add(alert.id)
            if alert.reading is Reading.LOAD and alert.level is not Level.YELLOW:
                self._hall.open_another()
                self._simulation.may(Announce("counter-opens", 5), self._by)
            if self._chance.random() < 0.85:
                answer = AnswerAlert(alert.id, self._chance.random() < 0.82)
                self._simulation.ask_after(self._chance.uniform(1, 4), answer, self._by, perhaps=True)

    def _moment(self) -> int:
        shift = self._half.shift
        return shift.starts + round(self._chance.uniform(20, shift.minutes - 15) * MINUTE)

    def _plan(self, help_: Help) -> None:
        if help_.kind is Kind.ON_THE_WAY:
            ends = help_.starts + help_.minutes * MINUTE
            self._simulation.at(ends, lambda: self._note(help_))
            return
        if help_.kind is Kind.AFTER_WORKSHOP:
            self._simulation.at(help_.starts, lambda: self._starts(help_, ""))
            return
        waits = (
            self._chance.uniform(0.2, 1.5) if help_.kind is Kind.AT_MACHINE else self._chance.lognormvariate(1.6, 0.7)
        )
        # Not before the doors open, nor before the mediator is there.
        arrives = max(help_.starts - round(waits * MINUTE), self._half.shift.starts + 10_000)
        self._simulation.at(arrives, lambda: self._comes(help_))

    def _comes(self, help_: Help) -> None:
        ticket = self._hall.take(help_.need, Route.MACHINE if help_.kind is Kind.AT_MACHINE else None)
        self._simulation.at(help_.starts, lambda: self._starts(help_, ticket))

    def _starts(self, help_: Help, ticket: str) -> None:
        if help_.need == HELP and self._chance.random() < 0.5:
            self._simulation.ask(Prequalify(ticket, one_of(ORDINARY, self._chance), Route.MEDIATOR), self._by)
        nature = help_.nature if help_.need in (HELP, "") else None
        accompaniment = self._simulation.ask(StartAccompaniment(ticket, nature), self._by).subject
        self._simulation.after(help_.minutes, lambda: self._ends(help_, ticket, accompaniment))

    def _ends(self, help_: Help, ticket: str, accompaniment: str) -> None:
        if help_.kind is Kind.AT_MACHINE and self._chance.random() < 0.12:
            self._simulation.ask(ReturnTicket(ticket, failed=True), self._by)
        if self._chance.random() < 0.006:
            # Nobody confirms the record: the clock does, when the day is over.
            self._simulation.ask(StopAccompaniment(accompaniment), self._by)
            if ticket:
                self._simulation.ask(FinishTicket(ticket, Outcome.SOLVED_BY_MEDIATOR), self._by)
            return
        recorded = details(self._simulation.office, help_, self._chance)
        where = recorded.where if recorded.filled.reoriented is not None else ""
        record = RecordAccompaniment(
            accompaniment,
            None if self._chance.random() < 0.3 else recorded.filled,
            Outcome.ORIENTED_ELSEWHERE if where else None,
            where,
        )
        self._simulation.ask(record, self._by)
        if record.details is not None and self._chance.random() < 0.03:
            corrected = msgspec.structs.replace(record.details, posture=Posture.WITH_GUIDANCE)
            self._simulation.ask_after(6, EditAccompaniment(accompaniment, corrected), self._by)

    def _note(self, help_: Help) -> None:
        """Along the queue: the need is looked at, what to have ready too, and the help is noted."""
        waiting = self._queue()
        met = self._chance.choice(waiting) if waiting and self._chance.random() < 0.75 else None
        if met is not None and self._chance.random() < 0.6:
            self._prequalify(met)
        if help_.nature is Nature.CONFLICT_PREVENTION:
            self._simulation.ask(ReportDifficulty(Difficulty.TENSION, met.id if met else ""), self._by)
        self._simulation.ask(NoteHelp(help_.nature, help_.minutes, met.id if met else ""), self._by)

    def _prequalify(self, met: Ticket) -> None:
        plan = self._simulation.office.state.plan
        need = met.need
        if self._chance.random() < 0.4:
            need = one_of({n: weight for n, weight in ORDINARY.items() if plan.served_at_counter(n)}, self._chance)
        self._simulation.ask(Prequalify(met.id, need, Route.COUNTER), self._by)

    def _moves(self) -> None:
        """A change of order, which the guards of the queue may refuse."""
        waiting = self._queue()
        if len(waiting) < 3:
            return
        chosen = self._chance.choice(waiting[2:])
        if self._chance.random() < 0.35:
            self._simulation.may(AdvanceTicket(chosen.id, self._chance.choice((5, 10))), self._by)
            return
        before = self._chance.choice(waiting[: waiting.index(chosen)])
        moved = self._simulation.may(MoveTicket(chosen.id, before.id, one_of(_REASONS, self._chance)), self._by)
        if moved.ok and self._chance.random() < 0.1:
            self._simulation.ask_after(0.1, Undo(chosen.id, moved.rev), self._by, perhaps=True)

    def _missing_document(self) -> None:
        waiting = self._queue()
        if waiting:
            park = ParkTicket(self._chance.choice(waiting).id, ParkReason.MISSING_DOCUMENT, minutes=20)
            self._simulation.ask(park, self._by)

    def _by_mistake(self) -> None:
        begun = self._simulation.ask(StartAccompaniment(), self._by).subject
        self._simulation.ask_after(0.3, DropAccompaniment(begun), self._by)

    def _queue(self) -> list[Ticket]:
        """Those who wait for a counter, in order."""
        tickets = queue(self._simulation.office.state, self._simulation.now)
        return [t for t in tickets if t.state is State.WAITING and t.route is Route.COUNTER]
