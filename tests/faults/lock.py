"""Another program has the journal or the register shut: taps are refused soon and it is said, everybody else goes on, and then all do."""

import contextlib
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import websocket

from tests.bench.wire import OFFICE, Listener, Server
from tests.faults.office_client import GONE, Clients, Door, new_screen, promised
from tests.faults.promises import Promises
from tests.faults.real_office import FOLDER, without
from tests.faults.rows import Row

HELD_S, HELD_SHORT_S = 10.0, 1.5
TAP_S, PAGE_S, LINK_S = 1.5, 1.0, 6.0
"""A tap is answered, a page is shown, a display hears of the office (every five seconds when nothing happens) within so long."""
BUSY = 4
"""The short form runs beside other tests: its limits are so many times longer."""


class Waited(msgspec.Struct):
    """The longest waits while the file was shut, in seconds, and what was answered."""

    tap: float = 0.0
    page: float = 0.0
    screen: float = 0.0
    link: float = 0.0
    taps: set[int] = msgspec.field(default_factory=set)
    screens: set[int] = msgspec.field(default_factory=set)
    readiness: tuple[int, list[str]] = (0, [])


def rows(short: bool, seed: int) -> Iterator[Row]:
    """The journal, then the register; the same without the mend."""
    held_s, slack = (HELD_SHORT_S, BUSY) if short else (HELD_S, 1)
    promises = Promises()
    with tempfile.TemporaryDirectory() as around:
        patient = None if short else _patient(Path(around) / "patient", seed)
        data = Path(around) / "data"
        with Server(data) as server:
            for number, file in enumerate(("journal.db", "people.db")):
                waited, recovered = _shut_for(server, data / FOLDER / file, held_s, seed + number, promises)
                comparison = promises.compare(data / FOLDER / "journal.db")
                wrong = [*_wrong(waited, file, slack), *([comparison.wrong] if comparison.wrong else [])]
                control = patient is not None and file == "journal.db"
                yield Row(
                    "lock", f"lock-{file}", f"another program holds {file} for {held_s:.0f} s", 1, comparison.lost,
                    comparison.doubled, recovered,
                    control=f"waited for on the loop: a page takes {patient:.1f} s of {HELD_SHORT_S:.0f}" if control else "",
                    blind=control and (patient or 0) < HELD_SHORT_S / 2,
                    note=f"longest: tap {waited.tap:.2f} s, page {waited.page:.2f} s, new screen {waited.screen:.2f} s, "
                    f"display hears nothing for {waited.link:.1f} s",
                    wrong=f"{'; '.join(wrong)} (seed {seed})" if wrong else "",
                )  # fmt: skip


def _patient(data: Path, seed: int) -> float:
    """How long a page takes in an office that waits on its loop, in seconds."""
    with Server(data, OFFICE, "--no-parent", program=without("patient")) as server:
        waited, _recovered = _shut_for(server, data / FOLDER / "journal.db", HELD_SHORT_S, seed, Promises())
    return waited.page


def _shut_for(server: Server, file: Path, held_s: float, seed: int, promises: Promises) -> tuple[Waited, float]:
    """What was waited for, and the seconds to the next ticket after it."""
    waited = Waited()
    door = Door(server.port or 0, server.secrets["kiosk"], wait_s=3 * held_s)
    display = _Display(server)
    clients = Clients(door, 2, seed, promises=promises)
    with clients.tapping():
        clients.until_answered(0.0)
        display.start()
        with shut(file):
            _wait(door, waited, held_s, seed, promises)
        free = time.monotonic()
        recovered = clients.until_answered(free) - free
    waited.link = display.longest()
    return waited, recovered


def _wait(door: Door, waited: Waited, held_s: float, seed: int, promises: Promises) -> None:
    """Taps, pages and new screens, each in a thread of its own, for so long."""
    until = time.monotonic() + held_s

    def tap(number: int) -> None:
        key = f"while-it-is-shut-{seed}-{number}"
        promises.ask(key, key)
        status, answer = door.take(key)
        waited.taps.add(status)
        if status == 200:
            promises.hear(key, promised(answer))
        else:
            promises.refused.add(key)

    def screen(_number: int) -> None:
        waited.screens.add(new_screen(door.port)[0])

    def page(_number: int) -> None:
        door.get("/kiosk")

    def again_and_again(ask: Callable[[int], None]) -> None:
        number = 0
        while (began := time.monotonic()) < until:
            number += 1
            with contextlib.suppress(*GONE):
                ask(number)
            seconds = time.monotonic() - began
            setattr(waited, ask.__name__, max(getattr(waited, ask.__name__), seconds))
            time.sleep(0.02)

    threads = [threading.Thread(target=again_and_again, args=(ask,)) for ask in (tap, page, screen)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with contextlib.suppress(*GONE):
        waited.readiness = door.ready()


def _wrong(waited: Waited, file: str, slack: float) -> list[str]:
    journal = file == "journal.db"
    wrong = {
        f"a tap waited {waited.tap:.1f} s": waited.tap > TAP_S * slack,
        f"a page waited {waited.page:.1f} s": waited.page > PAGE_S * slack,
        f"a new screen waited {waited.screen:.1f} s": waited.screen > TAP_S * slack,
        f"a display heard nothing for {waited.link:.1f} s": waited.link > LINK_S * slack,
        f"taps were answered {waited.taps}": waited.taps != ({503} if journal else {200}),
        f"new screens were answered {waited.screens}": waited.screens != ({200} if journal else {503}),
        f"readiness said {waited.readiness}": waited.readiness != (503, ["shut"])
        if journal
        else waited.readiness[0] != 200,
    }
    return [what for what, holds in wrong.items() if holds]


@contextlib.contextmanager
def shut(path: Path) -> Iterator[None]:
    """While the block lasts, as a SQLite tool or a backup does."""
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


class _Display(threading.Thread):
    """Listens to a display's link, and notes the longest silence."""

    def __init__(self, server: Server) -> None:
        super().__init__(daemon=True)
        self._listener = Listener(server)
        self._longest = 0.0
        self._heard = time.monotonic()

    def run(self) -> None:
        self._heard = time.monotonic()
        with contextlib.suppress(OSError, ValueError, websocket.WebSocketException):
            while True:
                self._listener.hear()
                now = time.monotonic()
                self._longest, self._heard = max(self._longest, now - self._heard), now

    def longest(self) -> float:
        """In seconds, until now."""
        return max(self._longest, time.monotonic() - self._heard)
