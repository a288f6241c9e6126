"""A small office and a clock that the test moves, so that a test reads like a script of the day."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import msgspec
import pytest

from flow.commands import CallNext, OpenCounter, PassTime, QueueCommand, StartPresence, TakeTicket
from flow.decide import decide
from flow.events import DayOpened, JournalEntry, QueueEvent, TicketCalled
from flow.evolve import evolve
from flow.needs import HELP, Need, Route
from flow.order import queue
from flow.plan import MINUTE, SECOND, CounterPlan, Hours, MachinePlan, Plan
from flow.refusals import Refused
from flow.state import OfficeState
from flow.tickets import CLOCK, Actor, Outcome, State, Ticket

TEN = 1_763_974_800_000
"""Monday 24 November 2025, 10:00 in Paris."""
MONDAY, TUESDAY = "2025-11-24", "2025-11-25"
AGENT, MEDIATOR, MANAGER = Actor("counter", "G1"), Actor("mediator", "M1"), Actor("manager", "R1")

Evolve = Callable[[OfficeState, JournalEntry], OfficeState]

NEEDS = (
    Need("parcel", (Route.COUNTER,), 3.0),
    Need("stamps", (Route.MACHINE, Route.COUNTER), 4.0),
    Need("form", (Route.MEDIATOR,), 12.0),
    Need("transfer", (Route.MEDIATOR, Route.COUNTER), 10.0),
    Need("account", (Route.BANKER,), 8.0),
    Need(HELP, (Route.MEDIATOR, Route.COUNTER), 2.5),
)
COUNTERS = (
    CounterPlan("1", frozenset({"parcel"}), frozenset({"stamps", HELP})),
    CounterPlan("2", frozenset({"parcel", "stamps"}), frozenset({"transfer", HELP})),
    CounterPlan("3", frozenset({"account", "transfer"}), frozenset({"parcel", HELP})),
)
HOURS = Hours("Europe/Paris", (*[((9 * 60, 12 * 60 + 30), (14 * 60, 17 * 60))] * 5, (), ()))


MACHINES = (MachinePlan("old", frozenset({"stamps"})), MachinePlan("new", frozenset({"stamps", "parcel"})))
MESSAGES, TAGS = ("counter_opens", "closing"), frozenset({"seat", "takes_long"})
PRINTERS, READY = ("entree", "wicket"), frozenset({"identity", "notice", "rib"})
PLACES = {"france-services": "france-services", "France services": "france-services"}


def plan_of(
    needs: Iterable[Need] = NEEDS,
    counters: Iterable[CounterPlan] = COUNTERS,
    always_open: bool = False,
    machines: Iterable[MachinePlan] = (),
) -> Plan:
    return Plan(
        "lens",
        {n.id: n for n in needs},
        {c.id: c for c in counters},
        HOURS,
        always_open=always_open,
        machines={m.id: m for m in machines},
        announcements=MESSAGES,
        tags=TAGS,
        printers=PRINTERS,
        ready=READY,
        places=PLACES,
        languages=("fr", "en", "ar", "pl"),
    )


PLAN = plan_of()


def waiting(number: int, minute: float, need: str = "parcel", legal: bool = False, advance: int = 0) -> Ticket:
    """A waiting ticket that was taken `minute` minutes after ten o'clock."""
    arrival = TEN + round(minute * MINUTE)
    return Ticket(
        id=f"{MONDAY}-{number}",
        number=number,
        need=need,
        declared=need,
        arrival=arrival,
        order_key=arrival - (60 * legal + advance) * MINUTE,
        route=Route.COUNTER,
        state=State.WAITING,
        since=arrival,
        legal=legal,
        advance_minutes=advance,
    )


def replayed(plan: Plan, journal: Iterable[bytes], evolve: Evolve = evolve) -> OfficeState:
    """The state as a start makes it: what was stored, read back and folded."""
    state = OfficeState(plan)
    for line in journal:
        state = evolve(state, msgspec.json.decode(line, type=JournalEntry[QueueEvent]))
    return state


@dataclass
class Day:
    """The office from ten o'clock on. journal: what was stored, as JSON. steps: the states that the last command went through."""

    plan: Plan = PLAN
    now: int = TEN
    journal: list[bytes] = field(default_factory=list)
    steps: list[OfficeState] = field(default_factory=list)
    evolve: Evolve = evolve

    def __post_init__(self) -> None:
        self.state = OfficeState(self.plan)
        self._record((DayOpened(MONDAY, self.plan.figures.first_number),), CLOCK)

    def do(self, command: QueueCommand, by: Actor = AGENT) -> tuple[QueueEvent, ...]:
        """Decides and evolves; what happened."""
        events = decide(self.state, command, self.now, by).events
        self._record(events, by)
        return events

    def refused(self, command: QueueCommand, by: Actor = AGENT) -> Refused:
        """The refusal of a command that must be refused."""
        with pytest.raises(Refused) as caught:
            decide(self.state, command, self.now, by)
        return caught.value

    def after(self, minutes: float = 0, seconds: float = 0) -> None:
        """The clock moves and does what is due."""
        self.now += round(minutes * MINUTE + seconds * SECOND)
        self.do(PassTime(), CLOCK)

    def take(self, need: str = "parcel", legal: bool = False, route: Route | None = None) -> str:
        """Takes a ticket; its id."""
        taken = self.state.next_ticket_id()
        self.do(TakeTicket(need, legal=legal, route=route))
        return taken

    def open(self, *counters: str) -> None:
        for counter in counters:
            self.do(OpenCounter(counter))

    def mediator_comes(self) -> None:
        self.do(StartPresence(), MEDIATOR)

    def next(self, counter: str, finish: Outcome | None = None) -> int | None:
        """Presses next; the number called, if one was."""
        called = [e for e in self.do(CallNext(counter, finish)) if isinstance(e, TicketCalled)]
        return self.ticket(called[0].ticket).number if called else None

    def ticket(self, ticket: str | int) -> Ticket:
        """The ticket of this id or number, open or closed."""
        known_ticket = self.state.any_ticket(ticket if isinstance(ticket, str) else self.id(ticket))
        assert known_ticket is not None
        return known_ticket

    def id(self, number: int) -> str:
        return f"{self.state.date}-{number}"

    def order(self) -> list[int]:
        """The numbers of the waiting tickets, in order of call."""
        return [t.number for t in queue(self.state, self.now)]

    def _record(self, events: tuple[QueueEvent, ...], by: Actor) -> None:
        self.steps = []
        for event in events:
            recorded = JournalEntry(self.state.version + 1, self.now, by, event)
            self.journal.append(msgspec.json.encode(recorded))
            self.state = self.evolve(self.state, recorded)
            self.steps.append(self.state)
