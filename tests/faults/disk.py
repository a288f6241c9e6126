"""The disk is full, fails, cannot be written, or is slow; for the journal and for the register; and it is well again."""

import contextlib
import os
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from tests.bench.wire import OFFICE, PROGRAM, Server
from tests.faults.office_client import GONE, Clients, Door, new_screen, promised
from tests.faults.promises import Comparison, strangers
from tests.faults.real_office import FOLDER, until_gone, without
from tests.faults.rows import Missing, Row
from tests.faults.sick_disk import SickDisk
from tests.server.small_disk import CannotMount, fill, small_disk

SICK_S = 2.5
"""Longer than a start, so that an office that ends finds its disk still sick."""
DUE_S = 15.0
READY, READY_S = "ready", 4.0
"""Readiness looks every three seconds at most."""


class Sickness(msgspec.Struct, frozen=True):
    """what, where: as sick_disk.c says. unready: whether readiness must say no meanwhile; ends: the office may end and start again."""

    test: str
    injected: str
    what: str
    where: str
    unready: bool = True


SICKNESSES = (
    Sickness("disk-sync", "EIO at each sync of the journal", "sync", "journal.db"),
    Sickness("disk-write", "EIO at each write of the journal", "write", "journal.db"),
    Sickness("disk-full-journal", "no room for the journal", "full", "journal.db"),
    Sickness("disk-read-only", "the office's folder is read-only", "ro", str(FOLDER)),
    Sickness("disk-slow", "each sync takes 200 ms more", "slow", "journal.db", unready=False),
    Sickness("disk-people-sync", "EIO at each sync of the register", "sync", "people.db", unready=False),
    Sickness("disk-people-write", "EIO at each write of the register", "write", "people.db", unready=False),
    Sickness("disk-people-full", "no room for the register", "full", "people.db", unready=False),
)
AT_ONCE = 2
SHORT = ("disk-sync", "disk-people-full")


def rows(short: bool, seed: int) -> Iterator[Row]:
    """One office after the other falls sick of one thing and is well again; the last lies on a disk that is really full."""
    with tempfile.TemporaryDirectory() as around:
        sicknesses = [sickness for sickness in SICKNESSES if not short or sickness.test in SHORT]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            offices = [Office(Path(around) / sickness.test, sickness, seed) for sickness in sicknesses]
            yield from pool.map(Office.row, offices)
        if not short:
            early = Office(Path(around) / "early", SICKNESSES[2], seed, "early")
            early.row()
            yield really_full(Path(around) / "full", seed, early.comparison.lost)


class Office:
    """One office that falls sick and is well again, with people who go on tapping and new screens that come all the time."""

    def __init__(self, folder: Path, sickness: Sickness, seed: int, *mends_out: str) -> None:
        folder.mkdir()
        self._folder, self._sickness, self._seed = folder, sickness, seed
        self._mends_out = mends_out
        self._disk = SickDisk(folder)
        self._secrets = set[str]()
        self._statuses = Counter[str]()
        self._wrong = list[str]()
        self.comparison = Comparison()

    def row(self) -> Row:
        """The fault, once."""
        sickness, data = self._sickness, self._folder / "data"
        more, program = (("--no-parent",), without(*self._mends_out)) if self._mends_out else ((), PROGRAM)
        with Server(data, OFFICE, *more, program=program, environ=self._disk.environ) as server:
            door = Door(server.port or 0, new_screen(server.port or 0)[1])
            clients = Clients(door, 2, self._seed)
            with clients.tapping():
                clients.until_answered(0.0)
                states = self._sick(door)
                well = time.monotonic()
                recovered = self._recovered(clients, well)
                self._until_ready(door)
                self._come_in(door)
        self.comparison = clients.promises.compare(data / FOLDER / "journal.db")
        lost = self.comparison.lost + strangers(self._secrets, data / FOLDER / "people.db")
        if self._statuses["500"]:
            self._wrong.append(f"{self._statuses['500']} screens were told of a fault of ours, not of the disk")
        if not self._disk.was_sick:
            self._wrong.append("the disk never failed: this row is blind")
        wrong = [sentence for sentence in (*self._wrong, self.comparison.wrong) if sentence]
        return Row(
            "disk", sickness.test, sickness.injected, 1, lost, self.comparison.doubled, recovered_s=recovered,
            note=f"{clients.refused} taps refused; readiness meanwhile: {_counted(Counter(states))}; screens: {_counted(self._statuses)}",
            wrong="; ".join([*wrong, f"seed {self._seed}"]) if wrong else "",
        )  # fmt: skip

    def _sick(self, door: Door) -> list[str]:
        """While the disk is sick; what readiness said all along."""
        states = list[str]()
        with self._disk.sick(self._sickness.what, self._sickness.where):
            until = time.monotonic() + SICK_S
            while time.monotonic() < until or not self._disk.was_sick:
                states.append(_readiness(door))
                with contextlib.suppress(*GONE):
                    self._new_screen(door)
                time.sleep(0.05)
                if time.monotonic() > until + SICK_S:
                    break
        if self._sickness.unready and states[-1] == READY:
            self._wrong.append("readiness said that all was well while it was not")
        return states

    def _recovered(self, clients: Clients, well: float) -> float:
        try:
            seconds = clients.until_answered(well) - well
        except TimeoutError as error:
            self._wrong.append(str(error))
            return time.monotonic() - well
        if seconds > DUE_S:
            self._wrong.append(f"{seconds:.1f} s until the next ticket, {DUE_S} are allowed")
        return seconds

    def _until_ready(self, door: Door) -> None:
        until = time.monotonic() + READY_S
        while (state := _readiness(door)) != READY:
            if time.monotonic() > until:
                self._wrong.append(f"readiness says {state} long after all was well")
                return
            time.sleep(0.1)

    def _come_in(self, door: Door) -> None:
        """A new screen is let in again."""
        if not _until(lambda: self._new_screen(door)):
            self._wrong.append("no new screen is let in after all was well")

    def _new_screen(self, door: Door) -> bool:
        """Whether it was let in."""
        status, secret = new_screen(door.port)
        self._statuses[str(status)] += 1
        self._secrets |= {secret} - {""}
        return bool(secret)


def really_full(folder: Path, seed: int, early: int) -> Row:
    """A small disk of its own that is filled to the last page; the office is killed meanwhile, and starts on the full disk."""
    wrong = list[str]()
    with _small_disk(folder) as data, Server(data) as server:
        door = Door(server.port or 0, server.secrets["kiosk"])
        clients = Clients(door, 2, seed)
        with clients.tapping():
            clients.until_count(5)
            promise = next(iter(clients.promises.heard.items()))
            ballast = fill(data)
            before = clients.refused
            office = server.pid
            os.kill(office, signal.SIGKILL)
            until_gone(office)
            began = time.monotonic()
            shown = _until(lambda: door.get("/kiosk")[0] == 200)
            fill(data)
            refused = _until(lambda: clients.refused > before + 5)
            state = _readiness(door)
            if not shown or not refused or state == READY:
                wrong.append(f"started on a full disk: shown {shown}, taps refused {refused}, readiness {state}")
            if _again(door, promise[0]) != promise[1]:
                wrong.append("a key that was answered before is answered otherwise on a full disk")
            started = time.monotonic() - began
            ballast.unlink()
            room = time.monotonic()
            recovered = clients.until_answered(room) - room
            if not _until(lambda: _readiness(door) == READY):
                wrong.append("readiness does not see the room")
        comparison = clients.promises.compare(data / FOLDER / "journal.db")
    wrong += [comparison.wrong] if comparison.wrong else []
    return Row(
        "disk", "disk-full", "a full disk; killed and started on it", 2, comparison.lost, comparison.doubled, recovered_s=recovered,
        control=f"answers before their commit, no room for the journal: {early} lost", blind=not early,
        note=f"{clients.refused} taps refused; {started:.1f} s on the full disk", wrong="; ".join(wrong),
    )  # fmt: skip


@contextlib.contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    """Raises Missing."""
    try:
        with small_disk(folder) as disk:
            yield disk
    except CannotMount as error:
        raise Missing(str(error)) from error


def _again(door: Door, key: str) -> object:
    status, answer = door.take(key)
    return promised(answer) if status == 200 else status


def _until(holds: Callable[[], bool]) -> bool:
    """Whether it came to hold."""
    until = time.monotonic() + DUE_S
    while time.monotonic() < until:
        with contextlib.suppress(*GONE):
            if holds():
                return True
        time.sleep(0.05)
    return False


def _readiness(door: Door) -> str:
    """Its reasons, READY, or GONE_AWAY while the office starts again."""
    try:
        status, reasons = door.ready()
    except GONE:
        return "away"
    return READY if status == 200 else "+".join(reasons) or str(status)


def _counted(states: Counter[str]) -> str:
    return ", ".join(f"{state} × {count}" for state, count in states.items())
