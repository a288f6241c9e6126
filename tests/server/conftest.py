"""An office of Lens on a real journal in a temporary folder, with a clock that the test moves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import gevent
import pytest

from config.settings import OfficeSettings
from config.texts import Texts
from flow.commands import QueueCommand
from flow.tickets import Actor
from screen.running import Answer
from server.copies.shelf import Copy
from server.journal.journal import Journal
from server.office import Office
from server.subscribers import News
from server.time.clock import Machine
from server.tokens import DayKey
from tests.server.lost_hour import live_and_lose
from tests.server.put_back import morning_copy
from tests.server.recovered import left_office
from tests.server.small_disk import CannotMount, small_disk
from tests.server.spare_computer import copies_in
from tests.server.turned_clock import Turned

NOON = 1_763_985_600_000
"""Monday 24 November 2025, 12:00 UTC."""


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: int = NOON

    def __call__(self) -> int:
        return self.now


@dataclass
class Bureau:
    """An office and what a test wants at hand."""

    folder: Path
    settings: OfficeSettings
    clock: Clock = field(default_factory=Clock)
    news: list[News] = field(default_factory=list)
    keys: int = 0

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Opens the files as a program that starts does."""
        self.journal = Journal(self.folder / "journal.db")
        # One clock for both: nothing ever jumps. tests/server/time/test_guarded_clock.py turns them one by one.
        machine = Machine(self.clock, self.clock)
        self.office = Office(self.settings, TEXTS, self.journal, DayKey(self.folder / "day.key"), machine)
        self.office.subscribe(self._hear)

    def restart(self) -> None:
        """Ends without a word, as a power cut does, and starts again."""
        self.journal._database.close()
        self.start()

    def heard(self) -> list[News]:
        """All that the office's subscribers were told so far, once each has had its turn."""
        gevent.idle()
        return self.news

    def _hear(self, news: News) -> None:
        self.news.append(news)

    def do(self, command: QueueCommand, role: str = "counter", key: str = "", scope: str = "test") -> Answer:
        """Hands in a command with a key of its own."""
        self.keys += 1
        return self.office.handle(command, Actor(role, "T"), scope, key or f"key-{self.keys:08}")


TEXTS = Texts.load()


class Elapsed:
    """A clock that stands still until it is moved; milliseconds."""

    now = 1_000_000

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def elapsed() -> Elapsed:
    """For whoever asks how long something lasts."""
    return Elapsed()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of 24 MiB."""
    try:
        with small_disk(tmp_path / "disk") as path:
            yield path
    except CannotMount as error:
        pytest.skip(str(error))


@pytest.fixture
def settings(lens: OfficeSettings) -> OfficeSettings:
    """Lens, open at any hour."""
    return lens


@pytest.fixture
def bureau(tmp_path: Path, settings: OfficeSettings) -> Iterator[Bureau]:
    """A started office."""
    started = Bureau(tmp_path / settings.id, settings)
    yield started
    started.journal._database.close()


@pytest.fixture(scope="session")
def open_bureau() -> Callable[[Path, OfficeSettings], Bureau]:
    """Opens an office in a folder."""
    return Bureau


@pytest.fixture
def turned(tmp_path: Path, settings: OfficeSettings) -> Iterator[Turned]:
    """An office at noon, with three tickets, on a machine whose clocks are turned by hand."""
    started = Turned(tmp_path / "lens", settings)
    for _ in range(3):
        started.take()
    yield started
    started.journal._database.close()


@pytest.fixture
def copy(bureau: Bureau, tmp_path: Path) -> Copy:
    """Of the morning, with ten tickets; the office has given twenty since, and has ended without a word."""
    return morning_copy(bureau, tmp_path)


@pytest.fixture
def left(bureau: Bureau) -> Bureau:
    """An office that ended without a word: a copy with sixty tickets, and twenty given since."""
    return left_office(bureau)


@pytest.fixture
def lost_hour(bureau: Bureau) -> list[Answer]:
    """A copy with ten tickets, then an hour and five more: the answers, of all fifteen."""
    return live_and_lose(bureau)


@pytest.fixture
def kept(tmp_path: Path) -> Callable[[Turned], Copy]:
    """Takes a copy, elsewhere."""
    return copies_in(tmp_path)
