"""What tests of screens share: an office of Lens in memory, played through the rules, without server, file or clock."""

import gc
import inspect
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import structlog

from config.loading import load
from config.settings import OfficeSettings
from flow.commands import OpenDay, TakeTicket
from flow.events import JournalEntry
from flow.state import OfficeState
from flow.tickets import Actor, Ticket
from mediation.commands import AnyCommand
from mediation.decide import decide
from mediation.evolve import evolve
from mediation.state import Mediation, OfficeDay
from server.logs import set_up
from tests.compiled_once import share_among_apps
from tests.examples import QUICK, WHOLE

MONDAY_NOON = 1_763_985_600_000
# A rule is right or wrong however busy the machine is: no example is judged by how long it took.
hypothesis.settings.register_profile("whole", deadline=None, max_examples=WHOLE)
hypothesis.settings.register_profile("quick", deadline=None, max_examples=QUICK)
hypothesis.settings.load_profile("whole")
share_among_apps()


@pytest.fixture(autouse=True)
def _log_as_it_was():
    """Commands that are run in this process quiet the log for themselves: not for the next test."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


@dataclass
class Played:
    """An office's day: `do` carries a command out, `later` moves the clock."""

    settings: OfficeSettings
    now: int = MONDAY_NOON
    whole: OfficeDay = field(init=False)

    def __post_init__(self) -> None:
        self.whole = OfficeDay(OfficeState(self.settings.plan()), Mediation(self.settings.mediation_plan()))
        self.do(OpenDay("2025-11-24"), role="clock")

    @property
    def state(self) -> OfficeState:
        """The queue."""
        return self.whole.queue

    def do(self, command: AnyCommand, role: str = "counter", name: str = "T", **where: Any) -> None:
        """where: the device, place and instead of who asks. Raises flow.refusals.Refused."""
        by = Actor(role, name, **where)
        for event in decide(self.whole, command, self.now, by, f"hash-{self.state.next_number}").events:
            self.whole = evolve(self.whole, JournalEntry(self.state.version + 1, self.now, by, event))

    def take(self, need: str = "parcel_notice", device: int = 0, **choices: Any) -> Ticket:
        """A client takes a ticket; device: at which kiosk, 0 for one that nobody counts."""
        number = self.state.next_number
        self.do(TakeTicket(need, **choices), role="kiosk", device=device)
        return next(t for t in self.state.open.values() if t.number == number)

    def later(self, minutes: float) -> None:
        """Time passes."""
        self.now += round(minutes * 60_000)

    def shown(self, view: Callable[..., Any], place: str = "") -> Any:
        """What a screen shows now; one that shows the accompaniment too takes it beside the queue."""
        states = (self.state, self.whole.mediation)[: 1 + ("mediation" in inspect.signature(view).parameters)]
        return view(self.settings, *states, self.now, place)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest tests begin first: one that begins last is waited for by everybody."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """What is loaded now stays, as in the program: the collector need not walk it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def _logs_as_in_the_program() -> None:
    """JSON, as in production: the development renderer draws each traceback for half a second."""
    set_up()


@pytest.fixture(autouse=True, scope="session")
def _programs_find_what_an_office_has() -> Iterator[None]:
    """Those that tests start: no package that is there for the tests alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(Path(__file__).parent / "absent"), prepend=os.pathsep)
        yield


@pytest.fixture(scope="session")
def lens() -> OfficeSettings:
    """Lens, open at any hour: read once, for nobody can change it."""
    return load("lens", demonstration=True, printer_address="virtual")


@pytest.fixture
def played(lens: OfficeSettings) -> Played:
    """Lens at noon, open at any hour."""
    return Played(lens)
