"""An office of Lens and a clock that the test moves; what happened is kept as the journal would keep it."""

from dataclasses import dataclass, field
from functools import lru_cache

import msgspec
import pytest

from config.loading import load
from config.settings import OfficeSettings
from flow.commands import OpenDay, PassTime, StartPresence, TakeTicket
from flow.decision import Decision
from flow.events import JournalEntry
from flow.plan import MINUTE, SECOND
from flow.refusals import Refused
from flow.state import OfficeState
from flow.tickets import CLIENT, CLOCK, Actor, Ticket
from mediation.commands import AnyCommand, StartAccompaniment
from mediation.decide import decide
from mediation.events import AnyEntry, AnyEvent
from mediation.evolve import evolve
from mediation.state import Accompaniment, Mediation, OfficeDay

NOON = 1_763_985_600_000
"""Monday 24 November 2025, 12:00 UTC: 13:00 in Lens."""
HOUR = 60 * MINUTE
ANNE, PAUL = Actor("console", "Médiatrice 1"), Actor("console", "Médiateur 2")
AGENT, MANAGER = Actor("counter", "Agent 1"), Actor("manager", "Responsable")


@lru_cache(maxsize=1)
def lens() -> OfficeSettings:
    return load("lens", demonstration=True, printer_address="virtual")


def empty() -> OfficeDay:
    return OfficeDay(OfficeState(lens().plan()), Mediation(lens().mediation_plan()))


def replayed(journal: list[bytes]) -> OfficeDay:
    """The office as a start makes it: what was stored, read back and folded."""
    whole = empty()
    for line in journal:
        whole = evolve(whole, msgspec.json.decode(line, type=AnyEntry))
    return whole


@dataclass
class MediationDay:
    """journal: the entries as JSON; today: those of the open day only, which a start folds."""

    now: int = NOON
    journal: list[bytes] = field(default_factory=list)
    today: list[bytes] = field(default_factory=list)
    whole: OfficeDay = field(default_factory=empty)

    def __post_init__(self) -> None:
        self.do(OpenDay("2025-11-24"), CLOCK)
        self.do(StartPresence(), ANNE)

    def do(self, command: AnyCommand, by: Actor = ANNE) -> str:
        """Decides and evolves; the id of what it is about, which is no ticket."""
        decision = decide(self.whole, command, self.now, by)
        for event in decision.events:
            entry = JournalEntry(self.whole.queue.version + 1, self.now, by, event)
            opened = self.whole.queue.date
            self.whole = evolve(self.whole, entry)
            if self.whole.queue.date != opened:
                self.today = []
            self.journal.append(msgspec.json.encode(entry))
            self.today.append(self.journal[-1])
        self.decision: Decision[AnyEvent] = decision
        return decision.subject

    def refused(self, command: AnyCommand, by: Actor = ANNE) -> Refused:
        """The refusal of a command that must be refused."""
        with pytest.raises(Refused) as caught:
            decide(self.whole, command, self.now, by)
        return caught.value

    def after(self, minutes: float = 0, seconds: float = 0) -> None:
        """The clock moves and does what is due."""
        self.now += round(minutes * MINUTE + seconds * SECOND)
        self.do(PassTime(), CLOCK)

    def next_day(self, date: str) -> None:
        """Three in the morning of that day."""
        self.now += 14 * HOUR
        self.do(OpenDay(date), CLOCK)

    def take(self, need: str = "client_space") -> str:
        """A client takes a ticket; its id."""
        ticket = self.whole.queue.next_ticket_id()
        self.do(TakeTicket(need), CLIENT)
        return ticket

    def ticket(self, ticket: str) -> Ticket:
        now = self.whole.queue.any_ticket(ticket)
        assert now is not None
        return now

    def start(self, need: str = "client_space", by: Actor = ANNE) -> Accompaniment:
        """Somebody takes a ticket and is accompanied."""
        return self.helped(self.do(StartAccompaniment(self.take(need)), by))

    def helped(self, accompaniment: str) -> Accompaniment:
        return self.whole.mediation.accompaniments[accompaniment]
