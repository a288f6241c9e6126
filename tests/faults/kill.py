"""kill -9 while people take tickets: of the office, which its parent starts again, and of both, which somebody starts anew."""

import os
import random
import signal
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.bench.wire import OFFICE, PROGRAM, Server
from tests.faults.office_client import Clients, Door
from tests.faults.promises import Comparison
from tests.faults.real_office import FOLDER, holds_together, until_gone, without
from tests.faults.rows import Row

AT_ONCE, OFFICES, CLIENTS = 2, 10, 4
CHILD, WHOLE = 180, 20
CONTROL = 6
KEYLESS = 150
"""So many tickets of clients without keys: one answer in twenty is lost on its way."""
DUE_S, DUE_SHORT_S = 5.0, 20.0
"""The short form runs beside other tests: its figure says little."""
LATEST_S = 0.1
"""After the first ticket of a life: some ten tickets, and a tap in hand nearly always."""


def rows(short: bool, seed: int) -> Iterator[Row]:
    """Two offices at once, since each waits for its parent half of the time; each gives what a large one gives on two days."""
    child, whole = (2, 1) if short else (CHILD // OFFICES, WHOLE // OFFICES)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        offices = range(1 if short else OFFICES)
        lives = list(pool.map(lambda n: Lives(seed + n).lived(child, whole), offices))
        if not short:
            keyless = pool.submit(lambda: Lives(seed, keeps_key=False).lived(1, 0))
            early = pool.submit(lambda: Lives(seed, mend="early").lived(0, CONTROL))
    yield _row(
        "kill-office", "kill -9 of the office, started again by its parent", [life.seconds for life in lives], lives, seed,
        control="" if short else f"a client without keys: {keyless.result().comparison.doubled} doubled",
        blind=not short and not keyless.result().comparison.doubled, due_s=DUE_SHORT_S if short else DUE_S,
    )  # fmt: skip
    yield _row(
        "kill-whole", "kill -9 of the parent and the office, started anew", [life.whole for life in lives], [], seed,
        control="" if short else f"answers before their commit: {early.result().comparison.lost} lost in {CONTROL}",
        blind=not short and not early.result().comparison.lost, due_s=DUE_SHORT_S if short else DUE_S,
    )  # fmt: skip


class Lives:
    """One office, killed again and again. seconds: to the next ticket after a kill of the office; whole: of its parent too.

    mend: which of the program's mends is left out, "" for none.
    """

    def __init__(self, seed: int, *, mend: str = "", keeps_key: bool = True) -> None:
        self.seconds: list[float] = []
        self.whole: list[float] = []
        self.comparison = Comparison()
        self.wrong = ""
        self.tickets = self.again = 0
        self._seed, self._mend, self._keeps_key = seed, mend, keeps_key
        self._chance = random.Random(seed)

    def lived(self, child: int, whole: int) -> "Lives":
        """So many kills of each kind, in any order; after each, and at the end, what was promised is compared with what is there."""
        kinds = ["child"] * child + ["whole"] * whole
        self._chance.shuffle(kinds)
        with tempfile.TemporaryDirectory() as folder:
            self._live(Path(folder), kinds)
        return self

    def _live(self, data: Path, kinds: list[str]) -> None:
        journal = data / FOLDER / "journal.db"
        server = self._started(data)
        door = Door(server.port or 0, server.secrets["kiosk"])
        clients = Clients(door, CLIENTS, self._seed, keeps_key=self._keeps_key)
        try:
            with clients.tapping():
                clients.until_answered(0.0)
                for kind in kinds:
                    if not self._keeps_key:
                        clients.until_count(KEYLESS)
                    time.sleep(self._chance.uniform(0, LATEST_S))
                    began = time.monotonic()
                    server, gone = self._killed(server, kind, data, door)
                    (self.seconds if kind == "child" else self.whole).append(clients.until_answered(gone) - began)
                    self.wrong = self.wrong or clients.promises.compare(journal).wrong
            self.comparison = clients.promises.compare(journal)
        except TimeoutError as error:
            self.wrong = f"{error}: {(data / 'log').read_text()[-500:]}"
        finally:
            server.__exit__()
        self.tickets, self.again = len(clients.promises.heard), clients.promises.again
        if not self._mend and not holds_together(data):
            self.wrong = self.wrong or "allervers audit verify finds something broken"

    def _killed(self, server: Server, kind: str, data: Path, door: Door) -> tuple[Server, float]:
        """The program that serves from here on, and when the office was gone."""
        office = server.pid
        if kind == "child":
            os.kill(office, signal.SIGKILL)
            until_gone(office)
            return server, time.monotonic()
        server._process.kill()
        server._process.wait()
        until_gone(office)
        gone = time.monotonic()
        again = self._started(data)
        door.port = again.port or 0
        return again, gone

    def _started(self, data: Path) -> Server:
        more, program = (("--no-parent",), without(self._mend)) if self._mend else ((), PROGRAM)
        server = Server(data, OFFICE, *more, program=program).__enter__()
        # Whoever started it read the first line, and listens no more.
        assert server._process.stdout is not None
        server._process.stdout.close()
        return server


def _row(
    test: str,
    injected: str,
    seconds: list[list[float]],
    lives: list[Lives],
    seed: int,
    *,
    control: str,
    blind: bool,
    due_s: float,
) -> Row:
    each = sorted(second for some in seconds for second in some)
    wrong = [life.wrong or life.comparison.wrong for life in lives if life.wrong or life.comparison.wrong]
    if not each:
        return Row("kill", test, injected, 0, 0, 0, wrong="; ".join(wrong))
    if each[-1] > due_s:
        wrong.append(f"{each[-1]:.1f} s until the next ticket, {due_s} are allowed (seed {seed})")
    note = f"next ticket {each[len(each) // 2]:.2f} s in the middle"
    if lives:
        tickets, again = sum(life.tickets for life in lives), sum(life.again for life in lives)
        note = f"{tickets} tickets, {again} keys asked again; {note}"
    return Row(
        "kill", test, injected, len(each),
        sum(life.comparison.lost for life in lives), sum(life.comparison.doubled for life in lives),
        recovered_s=each[-1], control=control, blind=blind, wrong="; ".join(wrong),
        note=note,
    )  # fmt: skip
