"""Paper you can trust: faults and killed workers at random; every ticket is printed once, or it is known not to be.

The real program with two printers and a worker each; the printers are virtual, their faults come and go from a seed.
"""

import json
import os
import random
import re
import signal
import sqlite3
import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from demonstration.virtual_printer.server import VirtualPrinter
from flow.paper import PaperState
from tests.bench.wire import Line, Server

pytestmark = [pytest.mark.slow, pytest.mark.long]
JOBS = 500
KILLS = 50
SEED = 20261124
LATEST_S = 8 + 8 + 2
"""The deadline, the longest print that may begin just before it, and the noise of a busy machine."""
REPRINT = "RÉIMPRESSION".encode("cp1252")
LAST_LINE = "effacé ce soir.".encode("cp1252")
NUMBER = re.compile(rb"(?<!\d)(\d{3,4})\n")
WELL = {"paper_out": False, "cover_open": False, "cutter": False, "hang": False, "mute": False, "speed": 0}
NONE = WELL | {"hang_after": None, "mute_after": None, "drop_after": None, "paper_out_after": None}


@dataclass
class Hall:
    """Two printers at an office, and when each paper fell."""

    server: Server
    printers: list[VirtualPrinter]
    fell: list[tuple[int, bool, float]] = field(default_factory=list)
    taken: dict[int, float] = field(default_factory=dict)
    glued: int = 0

    def take(self, line: Line) -> None:
        """A client takes a ticket."""
        line.send('{"type":"TakeTicket","need":"parcel_notice"}')
        number = int(str(line.receive()["number"]))
        self.taken[number] = time.monotonic()

    def watch(self, printer: VirtualPrinter) -> None:
        """Notes each paper as it falls."""
        seen = 0
        while not printer._stopping:
            papers = printer.papers(seen + 1, 0.2)
            for paper in papers[seen:]:
                numbers = NUMBER.findall(paper)
                # A whole ticket, from its number to its last line; else a scrap: what a fault left of one.
                if numbers and LAST_LINE in paper:
                    self.fell.append((int(numbers[-1]), REPRINT in paper, time.monotonic()))
                    self.glued += len(set(numbers)) > 1
            seen = len(papers)

    def ends(self) -> dict[int, tuple[str, str]]:
        """number → what the journal says became of its paper, and why."""
        journal = sqlite3.connect(self.server._data / "demonstration" / "papers" / "journal.db")
        ends: dict[int, tuple[str, str]] = {}
        waiting: set[int] = set()
        for body in journal.execute("select body from event order by seq"):
            event = json.loads(body[0])
            if event["type"] in ("PaperReported", "PaperQueued", "TicketTaken"):
                number = int(event["ticket"].rsplit("-", 1)[1])
                if event["type"] == "PaperReported":
                    ends[number] = (event["outcome"], event["reason"])
                    waiting.discard(number)
                else:
                    waiting.add(number)
        journal.close()
        return {number: end for number, end in ends.items() if number not in waiting}

    def reported(self) -> Counter:
        """How often a worker reported each outcome, those included that were tried again."""
        journal = sqlite3.connect(self.server._data / "demonstration" / "papers" / "journal.db")
        events = [json.loads(body) for (body,) in journal.execute("select body from event")]
        journal.close()
        return Counter(event["outcome"] for event in events if event["type"] == "PaperReported")

    def settled(self, within_s: float) -> dict[int, tuple[str, str]]:
        """What became of every paper, once all are known."""
        until = time.monotonic() + within_s
        while len(ends := self.ends()) < len(self.taken) and time.monotonic() < until:
            threading.Event().wait(0.5)
        return ends

    def workers(self) -> list[int]:
        """The process ids of the two workers."""
        parent = self.server.pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return [int(pid) for pid in children if b"printer.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@contextmanager
def _hall(folder: Path):
    printers = [VirtualPrinter(), VirtualPrinter()]
    threads = [threading.Thread(target=printer.serve, daemon=True) for printer in printers]
    for thread in threads:
        thread.start()
    office = folder / "papers.toml"
    bench = Path("tests/bench/bench.toml").read_text(encoding="utf-8")
    named = zip(("entree", "salle"), printers, strict=True)
    more = "".join(
        f'[[printers]]\nname = "{name}"\nmodel = "epson-tm-t20iii"\naddress = "tcp://127.0.0.1:{printer.port}"\n'
        for name, printer in named
    )
    office.write_text(bench + more, encoding="utf-8")
    # The demonstration would put a virtual printer of its own in the first one's place.
    first = f"tcp://127.0.0.1:{printers[0].port}"
    with Server(folder / "data", office, "--printer", first) as server:
        hall = Hall(server, printers)
        for printer in printers:
            threading.Thread(target=hall.watch, args=(printer,), daemon=True).start()
        try:
            yield hall
        finally:
            for printer in printers:
                printer.stop()
            for thread in threads:
                thread.join(10)


def _judge(hall: Hall, ends: dict[int, tuple[str, str]]) -> Counter:
    """Every promise about paper, ticket by ticket."""
    unmarked = Counter(number for number, marked, _ in hall.fell if not marked)
    late = [number for number, _, at in hall.fell if at - hall.taken[number] > LATEST_S]
    unknown = sorted(set(hall.taken) - set(ends))
    twice = [number for number, papers in unmarked.items() if papers > 1]
    lied = [n for n, (end, _) in ends.items() if end == PaperState.PRINTED and unmarked[n] != 1]
    none = (PaperState.NOT_SENT, PaperState.CLEARED, PaperState.EXPIRED)
    hidden = [n for n, (end, _) in ends.items() if end in none and unmarked[n]]
    assert (unknown, twice, late, lied, hidden) == ([], [], [], [], [])
    assert hall.glued == 0, "a ticket carried the number of another one"
    return Counter(end for end, _ in ends.values())


def test_500_papers_with_random_faults_are_printed_once_or_known_not_to_be(tmp_path):
    chance = random.Random(SEED)
    with _hall(tmp_path) as hall:
        done = threading.Event()
        trouble = threading.Thread(target=_trouble, args=(hall.printers, chance, done))
        kiosk = Line(hall.server, "kiosk")
        trouble.start()
        for _ in range(JOBS):
            hall.take(kiosk)
            done.wait(chance.uniform(0.01, 0.1))
        done.set()
        trouble.join()
        counted, reported = _judge(hall, hall.settled(60)), hall.reported()
    print(f"\n500 papers: {dict(counted)}; {dict(reported)} reported; {len(hall.fell)} papers fell")
    assert counted[PaperState.PRINTED] > JOBS / 3
    assert len(reported) > 1, "no fault ever hit: this test is blind"


def test_workers_killed_at_random_moments_lose_no_ticket_and_double_none_silently(tmp_path):
    chance = random.Random(SEED + 1)
    with _hall(tmp_path) as hall:
        kiosk, killed = Line(hall.server, "kiosk"), 0
        pause = threading.Event()
        while killed < KILLS:
            for _ in range(chance.randint(1, 4)):
                hall.take(kiosk)
            pause.wait(chance.uniform(0, 0.5))
            workers = hall.workers()
            if workers:
                os.kill(chance.choice(workers), signal.SIGKILL)
                killed += 1
        counted, reported = _judge(hall, hall.settled(60)), hall.reported()
    print(f"\n{KILLS} kills, {len(hall.taken)} tickets: {dict(counted)}; {len(hall.fell)} papers fell")
    assert counted[PaperState.PRINTED]
    assert len(reported) > 1, "no kill ever hit a paper in hand: this test is blind"


def _trouble(printers: list[VirtualPrinter], chance: random.Random, done: threading.Event) -> None:
    faults = [
        lambda: {"paper_out": True},
        lambda: {"cover_open": True},
        lambda: {"cutter": True},
        lambda: {"hang": True},
        lambda: {"mute": True},
        lambda: {"speed": chance.choice([4_000, 20_000])},
        lambda: {"drop_after": chance.randint(1, 6_000)},
        lambda: {"hang_after": chance.randint(1, 6_000)},
        lambda: {"mute_after": chance.randint(1, 6_000)},
        lambda: {"paper_out_after": chance.randint(1, 6_000)},
    ]
    while not done.is_set():
        printer = chance.choice(printers)
        printer.change(**NONE | chance.choice(faults)())
        done.wait(chance.uniform(0.3, 1.5))
        printer.change(**NONE)
        done.wait(chance.uniform(0.2, 1.0))
    for printer in printers:
        printer.change(**NONE)
