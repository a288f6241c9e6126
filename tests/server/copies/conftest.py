"""An office whose two clocks a test turns, with its register, its copies, and the process that makes them replaced by a call."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from config.settings import OfficeSettings
from flow.commands import TakeTicket
from screen.roles import Role
from server.copies.ages import Moment
from server.copies.copier import LOOK_S, Copier
from server.copies.shelf import Copy, copies
from server.copies.worker import Order, Outcome, carry_out
from server.journal.acts import OFFICE
from server.journal.people import People
from tests.server.turned_clock import SECOND, Turned


@dataclass
class Copied(Turned):
    """The office, ticking and copying. orders: what was asked of the process that copies; broken: why it makes none."""

    second: Path | None = None
    orders: list[Order] = field(default_factory=list)
    broken: str = ""

    def start(self) -> None:
        """A program starts in this boot."""
        super().start()
        self.people = People(self.folder / "people.db")
        self.copier = Copier(self.office, self.folder, self.second, self.carry_out, lambda: self.elapsed, self.boot)
        self.copier.sweep()

    def carry_out(self, order: Order) -> Outcome:
        """As the process does it."""
        self.orders.append(order)
        return Outcome(self.broken) if self.broken else carry_out(order)

    def tick(self) -> None:
        """What the office does every five seconds, and every fifteen of its copies."""
        super().tick()
        self.copier.look()

    def later(self, milliseconds: int, tick: int = LOOK_S * SECOND) -> None:
        """Time passes on both clocks."""
        super().later(milliseconds, tick)

    def moment(self) -> Moment:
        """For a copy that is made by hand."""
        now, office = self.office.now(), self.office
        return Moment(now, True, self.boot, self.elapsed, office.forgetting.first_kept(office.state, now))

    def copies(self) -> list[Copy]:
        """On the office's own shelf."""
        return copies(self.folder)

    def quarters(self) -> list[Copy]:
        """The quarter-hour ones, newest first."""
        return [copy for copy in self.copies() if not copy.daily]

    def dailies(self) -> list[Copy]:
        """The daily ones, newest first."""
        return [copy for copy in self.copies() if copy.daily]

    def stop(self) -> None:
        """As a program that ends well."""
        self.people.close()
        self.office.close_witness()
        self.journal.close()


@pytest.fixture
def copied(tmp_path: Path, settings: OfficeSettings) -> Iterator[Copied]:
    """A started office with a paired kiosk and two tickets."""
    office = Copied(tmp_path / "data" / settings.id, settings)
    office.people.add_device("kiosk", frozenset({Role.KIOSK}), "", "zz-secret-hash", OFFICE, office.wall)
    for _ in range(2):
        office.do(TakeTicket("stamps", language="pl"), "kiosk")
    yield office
    office.people.close()
    office.journal._database.close()
