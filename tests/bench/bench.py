"""How fast: tap → stored (synchronous=FULL) → answered → pushed to the last screen, beside what this machine can do at best.

Run: make bench. The real program on a free port, once with an empty journal and once with 100 000 tickets of earlier days behind
(their events are deleted at the start, their statistics stay); in each, at 60 waiting, and again after 2 000 tickets of that day.
"""

import json
import os
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.bench.floor import loopback_floor
from tests.bench.history import fill
from tests.bench.scene import OFFICE, SCENE, TAKE, WAITING, Scene, columns
from tests.bench.wire import Line, Server

CLOSE = '{"type":"FinishTicket","ticket":"%s","outcome":"left"}'
TAPS = 300
OF_THE_DAY = 2_000
PAPERS_EXPIRE_S = 20
SATURATION_SECONDS = 5
TAPPERS = 16
BEHIND = 100_000


def main(taps: int = TAPS, behind: int = BEHIND) -> None:
    """Prints the whole table."""
    print(f"scene: {SCENE}; {WAITING} waiting; no printer, no voice; {_cores()}")
    print(
        f"each figure: p50 and p99 of {taps} taps; F: one durable row (SQLite, WAL, FULL), written by the client before each tap"
    )
    with tempfile.TemporaryDirectory() as folder:
        _line("loopback round trip", loopback_floor(taps))
        empty = _measure("empty journal", Path(folder) / "empty", 0, taps)
        full = _measure(f"{behind} tickets of earlier days behind", Path(folder) / "behind", behind, taps)
        print(f"growth of p50, pushed, with earlier days: {100 * (full / empty - 1):+.1f} %")


def _measure(title: str, data: Path, closed: int, taps: int) -> float:
    """The p50 of a push in the morning, in milliseconds."""
    if closed:
        (data / OFFICE.stem).mkdir(parents=True)
        fill(data / OFFICE.stem / "journal.db", closed)
    with Server(data, OFFICE, demonstration=False) as server:
        _apart(server)
        print(f"{title} (started in {server.start_seconds:.2f} s)")
        scene = Scene(server, data / "floor.db")
        morning = _taps(scene, server, "  ", taps)
        scene.pass_day(OF_THE_DAY)
        # Until the clock has said of each of their papers that no printer came for it.
        time.sleep(PAPERS_EXPIRE_S)
        print(f"  after {OF_THE_DAY} tickets of that day")
        evening = _taps(scene, server, "    ", taps)
        print(f"  growth of p50, pushed, with the day: {100 * (evening / morning - 1):+.1f} %")
        print(f"  views that said nothing new: {scene.views.share:.1f} % of {scene.views.came}")
        print(f"  saturation, {TAPPERS} kiosks, no screen: {_saturation(server):.0f} tickets/s, each taken and closed")
    stored = sqlite3.connect(data / OFFICE.stem / "journal.db").execute("select count(*) from event").fetchone()[0]
    print(f"  events in the journal at the end: {stored}")
    return morning


def _taps(scene: Scene, server: Server, indent: str, times: int) -> float:
    scene.open()
    before = cpu_ms(server.pid)
    http, sockets = scene.taps(times)
    spent = (cpu_ms(server.pid) - before) / (2 * times)
    scene.close()
    print(
        f"{indent}the office's CPU for a ticket taken, called, come and served, shown each time: {spent:.2f} ms",
        flush=True,
    )
    for way, taps in (("HTTP", http), ("socket", sockets)):
        for what, milliseconds, floor in columns(taps):
            _line(f"{indent}{way}: {what}", milliseconds, floor)
    return statistics.median(tap.shown for tap in (*http, *sockets))


def _saturation(server: Server) -> float:
    done = [0] * TAPPERS
    end = time.perf_counter() + SATURATION_SECONDS

    def tapper(who: int) -> None:
        kiosk, counter = Line(server, "kiosk"), Line(server, "counter")
        while time.perf_counter() < end:
            kiosk.send(TAKE)
            counter.send(CLOSE % kiosk.receive()["ticket"])
            counter.receive()
            done[who] += 1

    threads = [threading.Thread(target=tapper, args=(who,)) for who in range(TAPPERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / SATURATION_SECONDS


def cpu_ms(pid: int) -> float:
    """What the process has computed so far: also a busy machine hardly changes it."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return 1000 * (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _cores() -> str:
    return "office and client each on a core" if len(os.sched_getaffinity(0)) > 1 else "office and client on one core"


def _apart(server: Server) -> None:
    """The office on the first core that we may use, we on the others."""
    first, *others = sorted(os.sched_getaffinity(server.pid))
    if others:
        os.sched_setaffinity(server.pid, {first})
        os.sched_setaffinity(0, set(others))


def _line(what: str, milliseconds: list[float], floor: list[float] | None = None) -> None:
    centiles = statistics.quantiles(milliseconds, n=100)
    beside = ""
    if floor is not None:
        row = statistics.median(floor)
        beside = f"   F {row:5.2f}   F × {centiles[49] / row:5.1f}   F + {centiles[49] - row:5.2f}"
    print(f"{what:<48} p50 {centiles[49]:6.2f} ms   p99 {centiles[98]:6.2f} ms{beside}", flush=True)


if __name__ == "__main__":
    print(json.dumps({"python": sys.version.split()[0], "sqlite": sqlite3.sqlite_version}))
    main(*map(int, sys.argv[1:]))
