"""The clients, the counters and the printer of a half-day."""

from collections.abc import Callable
from itertools import combinations
from random import Random

from demonstration.past.calendar import Shift
from demonstration.past.needs import ORDINARY, one_of
from demonstration.past.simulation import KIOSK, PRINTER, Simulation
from flow.commands import (
    CallNext,
    ClaimPaper,
    CloseCounter,
    FinishTicket,
    LeaveQueue,
    MarkAbsent,
    MarkArrived,
    OpenCounter,
    Recall,
    ReportPaper,
    ReturnTicket,
    TakeTicket,
)
from flow.hall_commands import ReportDifficulty, ReportMachine
from flow.needs import Route
from flow.order import next_for
from flow.paper import PaperState
from flow.plan import MINUTE, Plan
from flow.readings import Difficulty
from flow.tickets import Actor, Outcome, State

_AN_HOUR, _AT_THE_DOOR, _MORE_ON_BENEFIT_DAYS = 4.5, 8, 1.3
"""People who come by themselves; fewer than in a large office, and the half-days without a mediator are not played."""
_LAST_ARRIVAL_MINUTES, _COUNTERS_STAY_MINUTES, _COLLEAGUE_STAYS_MINUTES = 6, 50, 25
_LOOKS_MINUTES = 0.75
"""A free agent looks for the next person so often."""


class Hall:
    """Counters that call, people who come, wait, and sometimes leave."""

    def __init__(self, simulation: Simulation, shift: Shift, mediator: Actor, chance: Random) -> None:
        self._simulation = simulation
        self._shift = shift
        self._mediator = mediator
        self._chance = chance
        self._plan = simulation.office.settings.plan()
        self._needs = {need: n for need, n in ORDINARY.items() if self._plan.served_at_counter(need)}
        self._open, self._reserve = _agents(self._plan, self._needs)

    def fill(self) -> None:
        """Everything that the half-day begins with, and everybody who comes by themselves."""
        shift, simulation = self._shift, self._simulation
        for counter in self._open:
            simulation.at(shift.starts - MINUTE, self._opening(counter, shift.ends))
        more = _MORE_ON_BENEFIT_DAYS if shift.benefit else 1.0
        for place in range(round(_AT_THE_DOOR * more * self._chance.uniform(0.5, 1.5))):
            simulation.at(shift.starts + place * 20_000, self._somebody)
        rate = _AN_HOUR * more * self._chance.uniform(0.7, 1.3)
        when = shift.starts + round(0.5 * MINUTE)
        while when < shift.ends - _LAST_ARRIVAL_MINUTES * MINUTE:
            simulation.at(when, self._somebody)
            when += round(self._chance.expovariate(rate / 60) * MINUTE)
        if self._chance.random() < 0.06 and "cash-machine" in self._plan.machines:
            broken = shift.starts + round(self._chance.uniform(20, 80) * MINUTE)
            simulation.ask_at(broken, ReportMachine("cash-machine", in_order=False), self._mediator)
            simulation.ask_at(broken + 35 * MINUTE, ReportMachine("cash-machine", in_order=True), self._mediator)

    def take(self, need: str, route: Route | None = None) -> str:
        """Somebody takes a ticket, and the printer prints it. The ticket's id."""
        legal = self._chance.random() < 0.06
        ticket = self._simulation.ask(TakeTicket(need, legal=legal, route=route), KIOSK).ticket
        self._simulation.ask(ClaimPaper(ticket, 1, PRINTER.name), PRINTER)
        printed = ReportPaper(ticket, 1, PRINTER.name, PaperState.PRINTED, took_ms=1_400, mm=96)
        self._simulation.ask_after(1.4 / 60, printed, PRINTER)
        return ticket

    def open_another(self) -> None:
        """A colleague comes to the front, if there is one."""
        until = self._simulation.now + _COLLEAGUE_STAYS_MINUTES * MINUTE
        if self._reserve and until < self._shift.ends:
            self._opening(self._reserve.pop(), until)()

    def _somebody(self) -> None:
        need = one_of(self._needs, self._chance)
        machine = Route.MACHINE in self._plan.needs[need].routes and self._simulation.office.state.machine_offered(need)
        if machine and self._chance.random() < 0.4:
            self._alone_at_machine(self.take(need, Route.MACHINE))
            return
        ticket = self.take(need, Route.COUNTER)
        self._simulation.after(self._chance.lognormvariate(3.9, 0.7), lambda: self._had_enough(ticket))

    def _alone_at_machine(self, ticket: str) -> None:
        solved = FinishTicket(ticket, Outcome.SOLVED_AT_MACHINE)
        ends = ReturnTicket(ticket, failed=True) if self._chance.random() < 0.1 else solved
        self._simulation.ask_after(self._chance.uniform(2, 6), ends, self._mediator)

    def _had_enough(self, ticket: str) -> None:
        open_ticket = self._simulation.office.state.open.get(ticket)
        if open_ticket is not None and open_ticket.state is State.WAITING:
            self._simulation.ask(LeaveQueue(ticket), KIOSK)

    def _opening(self, counter: str, until: int) -> Callable[[], None]:
        """An agent opens this counter, and calls until then; after the half-day's end, as long as somebody is there."""
        agent = Actor("counter", f"Agent {counter}")

        def opens() -> None:
            self._simulation.ask(OpenCounter(counter), agent)
            calls()

        def calls() -> None:
            # The counter's screen shows who is next, if anybody is.
            state = self._simulation.office.state
            if (self._simulation.now < until or until == self._shift.ends) and next_for(
                state, state.counter(counter), self._simulation.now
            ) is not None:
                self._called(self._simulation.ask(CallNext(counter), agent).ticket, agent, calls)
            elif self._simulation.now < until or self._somebody_left(until):
                self._simulation.after(_LOOKS_MINUTES, calls)
            else:
                self._simulation.ask(CloseCounter(counter), agent)

        return opens

    def _somebody_left(self, until: int) -> bool:
        last = self._shift.ends + _COUNTERS_STAY_MINUTES * MINUTE
        return until == self._shift.ends and self._simulation.now < last and bool(self._simulation.office.state.open)

    def _called(self, ticket: str, agent: Actor, calls: Callable[[], None]) -> None:
        if self._chance.random() < 0.025:
            for recall in (0.7, 1.4):
                self._simulation.ask_after(recall, Recall(ticket), agent)
            self._simulation.ask_after(2.1, MarkAbsent(ticket), agent)
            self._simulation.after(2.2, calls)
            return
        need = self._simulation.office.state.open[ticket].need
        service = self._plan.mean_service(need) * self._chance.lognormvariate(-0.2, 0.63)

        def arrives() -> None:
            self._simulation.ask(MarkArrived(ticket), agent)
            if self._chance.random() < 0.02:
                self._simulation.ask(ReportDifficulty(Difficulty.OPERATION_IMPOSSIBLE, ticket), agent)
            self._simulation.after(max(0.5, service), ends)

        def ends() -> None:
            appointment = need == "account_credit_estate" and self._chance.random() < 0.5
            outcome = Outcome.APPOINTMENT if appointment else Outcome.SERVED
            self._simulation.ask(FinishTicket(ticket, outcome), agent)
            self._simulation.after(0.2, calls)

        self._simulation.after(0.5, arrives)


def _agents(plan: Plan, needs: dict[str, int]) -> tuple[list[str], list[str]]:
    """The fewest counters that serve every need, and those in reserve."""
    counters = list(plan.counters.values())
    for size in range(2, len(counters) + 1):
        for some in combinations(counters, size):
            if all(any(counter.serves(need) for counter in some) for need in needs):
                return [counter.id for counter in some], [counter.id for counter in counters if counter not in some]
    return [counter.id for counter in counters], []
