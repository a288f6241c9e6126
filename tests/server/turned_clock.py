"""A machine whose two clocks a test turns: the one that people set, and the one that nobody sets."""

from dataclasses import dataclass
from pathlib import Path

from config.settings import OfficeSettings
from config.texts import Texts
from flow.commands import TakeTicket
from flow.tickets import Actor
from mediation.commands import AnyCommand
from screen.running import Answer
from server.journal.journal import Journal
from server.office import Office
from server.time.clock import Machine
from server.tokens import DayKey

SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000
NOON = 1_763_985_600_000
"""Monday 24 November 2025, 12:00 UTC: 13:00 in Lens."""
TODAY, TOMORROW = "2025-11-24", "2025-11-25"
YEAR_1970, YEAR_2099 = 3_600_000, 4_080_000_000_000
TEXTS = Texts.load()


@dataclass
class Turned:
    """An office of Lens on a machine whose clocks are turned by hand."""

    folder: Path
    settings: OfficeSettings
    wall: int = NOON
    elapsed: int = 5 * HOUR
    boot: str = "first"
    source: int | None = None
    keys: int = 0

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """A program starts in this boot."""
        self.journal = Journal(self.folder / "journal.db")
        machine = Machine(
            lambda: self.wall, lambda: self.elapsed, lambda: self.source, self.boot, self.folder / "clock.json"
        )
        self.office = Office(self.settings, TEXTS, self.journal, DayKey(self.folder / "day.key"), machine)

    def restart(self, off: int = 0, wall: int | None = None) -> None:
        """The program ends without a word and starts again; off: after so long. wall: what the machine then says."""
        self.journal._database.close()
        self.wall, self.elapsed = self.wall + off if wall is None else wall, self.elapsed + off
        self.start()

    def boot_again(self, off: int = MINUTE, wall: int | None = None) -> None:
        """The machine was off for so long; wall: what it says then, its own clock without one. Elapsed time begins anew."""
        self.journal._database.close()
        self.wall = self.wall + off if wall is None else wall
        self.boot, self.elapsed = f"{self.boot}+", 20 * SECOND
        self.start()

    def later(self, milliseconds: int, tick: int = 5 * SECOND) -> None:
        """Time passes on both clocks, the office looks at every tick."""
        end = self.elapsed + milliseconds
        while self.elapsed < end:
            step = min(tick, end - self.elapsed)
            self.elapsed += step
            self.wall += step
            self.tick()

    def tick(self) -> None:
        """What the office does every five seconds."""
        self.office.pass_time()
        self.office.forget()

    def jump(self, milliseconds: int) -> None:
        """Somebody, or something, sets the machine's clock; the office looks."""
        self.wall += milliseconds
        self.tick()

    def do(self, command: AnyCommand, role: str = "counter", name: str = "T") -> Answer:
        """Hands in a command with a key of its own; it must be accepted."""
        answer = self.ask(command, role, name)
        assert answer.ok, (command, answer.reason)
        return answer

    def ask(self, command: AnyCommand, role: str = "counter", name: str = "T") -> Answer:
        """Hands in a command with a key of its own."""
        self.keys += 1
        return self.office.handle(command, Actor(role, name), "test", f"key-{self.boot}-{self.elapsed}-{self.keys:08}")

    def take(self) -> Answer:
        """A client takes a ticket."""
        return self.do(TakeTicket("parcel_notice"), "kiosk")

    def numbers(self) -> list[int]:
        """Of the open tickets, in order."""
        return sorted(ticket.number for ticket in self.office.state.open.values())

    def events(self) -> int:
        """How many are in the journal."""
        count: int = self.journal._database.execute("select count(*) from event").fetchone()[0]
        return count
