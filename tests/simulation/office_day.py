"""A simulated day that plays the shipped rules: people arrive, tire, are called; the clock passes; nothing is decided here.

The profile is an assumption (no office has given its log yet): arrivals by hour, lognormal services and patience.
"""

import heapq
import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from flow.commands import (
    CallNext,
    FinishTicket,
    LeaveQueue,
    MarkArrived,
    OpenCounter,
    OpenDay,
    PassTime,
    PauseCounter,
    QueueCommand,
    StartPresence,
    TakeTicket,
)
from flow.decide import decide
from flow.events import JournalEntry, TicketCalled
from flow.evolve import evolve
from flow.needs import HELP, Need, Route
from flow.order import next_for
from flow.plan import MINUTE, CounterPlan, Figures, Hours, Plan
from flow.readings import Level, Reading
from flow.refusals import Refused
from flow.state import OfficeState
from flow.tickets import CLIENT, CLOCK, Actor, Outcome, State

NINE = 1_763_971_200_000
"""Monday 24 November 2025, 9:00 in Paris."""
WEIGHTS = (1.25, 1.35, 1.25, 0.75, 0.70, 1.0, 1.05, 1.1, 0.55)
OPEN_MINUTES = 60 * len(WEIGHTS)
PROFILE = {
    "collect": (3.0, 0.7, 0.30),
    "send": (4.0, 0.7, 0.18),
    "cash": (4.5, 0.8, 0.22),
    "bank": (8.0, 0.8, 0.10),
    "mobile": (10.0, 0.7, 0.04),
    "proxy": (7.0, 0.6, 0.04),
    "digital": (12.0, 0.7, 0.08),
    HELP: (2.5, 0.6, 0.04),
}
"""Need → mean service in minutes, its coefficient of variation, share of the arrivals."""
BY_MEDIATOR = ("digital", HELP)
AGENT, DOOR = Actor("counter", "G1"), Actor("kiosk", "kiosk", device=1)
"""All come through one door, at one kiosk: its brake must let every one of them through."""


@dataclass
class Seen:
    """What the day showed. called: (minute, minutes waited) of each call. levels: the load's level each minute, shown then."""

    called: list[tuple[float, float]] = field(default_factory=list)
    levels: list[Level] = field(default_factory=list)
    changes: int = 0


def plan(counters: int) -> Plan:
    needs = {
        n: Need(n, (Route.MEDIATOR,) if n in BY_MEDIATOR else (Route.COUNTER,), m) for n, (m, _, _) in PROFILE.items()
    }
    able = frozenset(n for n in PROFILE if n not in BY_MEDIATOR)
    desks = {str(k): CounterPlan(str(k), able, frozenset({HELP})) for k in range(1, counters + 1)}
    week = (((9 * 60, 18 * 60),),) * 7
    return Plan("lens", needs, desks, Hours("Europe/Paris", week), Figures())


class OfficeDay:
    """One seeded day. rush: factor on arrivals. lost: (from, to) in minutes when one counter is closed besides lunch."""

    def __init__(self, seed: int, counters: int = 4, rush: float = 1.0, lost: tuple[int, int] | None = None) -> None:
        self.dice, self.rush, self.lost = random.Random(seed), rush, lost
        self.state, self.now, self.seen = OfficeState(plan(counters)), NINE, Seen()
        self.agenda: list[tuple[int, int, Callable[[], None]]] = []
        self.turn = 0
        self.do(OpenDay("2025-11-24"), CLOCK)
        self.do(StartPresence(), Actor("mediator", "M1"))
        for counter in self.state.plan.counters:
            self.do(OpenCounter(counter))

    def play(self) -> Seen:
        for _ in range(6):
            self.arrive()
        self.at(0, self.next_arrival)
        for minute in range(OPEN_MINUTES):
            self.at(minute, self.minute)
        for start, end in ((180, 300), *([self.lost] if self.lost else ())):
            self.at(start, self.one_less)
            self.at(end, self.all_back)
        while self.agenda:
            self.now, _, then = heapq.heappop(self.agenda)
            then()
        return self.seen

    def at(self, minute: float, then: Callable[[], None]) -> None:
        self.turn += 1
        heapq.heappush(self.agenda, (NINE + round(minute * MINUTE), self.turn, then))

    @property
    def minute_of_day(self) -> float:
        return (self.now - NINE) / MINUTE

    def do(self, command: QueueCommand, by: Actor = AGENT) -> list[object]:
        events = decide(self.state, command, self.now, by).events
        for event in events:
            self.state = evolve(self.state, JournalEntry(self.state.version + 1, self.now, by, event))
        return list(events)

    def lognormal(self, mean: float, cv: float) -> float:
        spread = math.log(1 + cv * cv)
        return self.dice.lognormvariate(math.log(mean) - spread / 2, math.sqrt(spread))

    def next_arrival(self) -> None:
        rate = 45 * self.rush * max(WEIGHTS) / 60
        minute = self.minute_of_day + self.dice.expovariate(rate)
        if minute < OPEN_MINUTES:
            self.at(minute, self.perhaps_arrive)

    def perhaps_arrive(self) -> None:
        """Thinning: an arrival at the highest rate is kept with the hour's share of it."""
        if self.dice.random() < WEIGHTS[int(self.minute_of_day // 60)] / max(WEIGHTS):
            self.arrive()
        self.next_arrival()

    def arrive(self) -> None:
        """What the mediator solves is left out: it is no work of the counters, which is all that the load reads."""
        need = self.dice.choices(list(PROFILE), [share for *_, share in PROFILE.values()])[0]
        patience = self.lognormal(35, 0.8)
        if need in BY_MEDIATOR:
            return
        ticket = self.state.next_ticket_id()
        self.do(TakeTicket(need), DOOR)
        self.at(self.minute_of_day + patience, lambda: self.tire(ticket))
        self.call_where_free()

    def tire(self, ticket: str) -> None:
        open_ticket = self.state.open.get(ticket)
        if open_ticket is not None and open_ticket.state is State.WAITING:
            self.do(LeaveQueue(ticket), CLIENT)

    def call_where_free(self) -> None:
        for counter in list(self.state.open_counters()):
            if self.state.at_counter(counter.id) is None and next_for(self.state, counter, self.now):
                self.call(counter.id)

    def call(self, counter: str, finish: Outcome | None = None) -> None:
        try:
            events = self.do(CallNext(counter, finish))
        except Refused:
            return
        for event in events:
            if isinstance(event, TicketCalled):
                ticket = self.state.open[event.ticket]
                self.seen.called.append((self.minute_of_day, (self.now - ticket.arrival) / MINUTE))
                self.do(MarkArrived(ticket.id))
                mean, cv, _ = PROFILE[ticket.need]
                self.at(self.minute_of_day + self.lognormal(mean, cv), lambda: self.end(counter))

    def end(self, counter: str) -> None:
        served = self.state.at_counter(counter)
        if served is None:
            return
        if any(c.id == counter for c in self.state.open_counters()):
            self.call(counter, Outcome.SERVED)
        else:
            self.do(FinishTicket(served.id, Outcome.SERVED))

    def one_less(self) -> None:
        open_now = [c.id for c in self.state.open_counters()]
        self.do(PauseCounter(open_now[-1]))

    def all_back(self) -> None:
        paused = [c for c in self.state.plan.counters if c not in {o.id for o in self.state.open_counters()}]
        self.do(OpenCounter(paused[0]))
        self.call_where_free()

    def minute(self) -> None:
        before = self.shown()
        self.do(PassTime(), CLOCK)
        self.seen.changes += self.shown() is not before
        self.seen.levels.append(self.shown())

    def shown(self) -> Level:
        level = self.state.tension.get(Reading.LOAD)
        return level.shown if level else Level.GREEN
