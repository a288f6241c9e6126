"""How fast: tap → stored (synchronous=FULL) → pushed to a websocket client, beside what this machine can do at best.

Run: make bench. Starts the real program on a free port, once with an empty journal and once with 100 000 closed tickets
behind: their events are deleted at the start, as of all days gone by, their statistics stay.
"""

import json
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from server.folders import leave_mark
from tests.bench.floor import commit_floor, loopback_floor
from tests.bench.history import fill
from tests.bench.wire import Line, Listener, Server

WAITING = 60
TAKE = '{"type":"TakeTicket","need":"parcel_notice"}'
CLOSE = '{"type":"FinishTicket","ticket":"%s","outcome":"left"}'
TAPS = 1_000
SATURATION_SECONDS = 5
TAPPERS = 16
BEHIND = 100_000


def main() -> None:
    """Prints the whole table."""
    with tempfile.TemporaryDirectory() as folder:
        print("floor of this machine")
        _line("  fsync of one row (SQLite, FULL)", commit_floor(Path(folder) / "floor.db", TAPS))
        _line("  loopback round trip", loopback_floor(TAPS))
        empty = _measure("empty journal", Path(folder) / "empty", 0)
        behind = _measure(f"{BEHIND} closed tickets behind", Path(folder) / "behind", BEHIND)
        print(f"growth of p50 with history: {100 * (behind / empty - 1):+.1f} %")


def _measure(title: str, data: Path, closed: int) -> float:
    if closed:
        leave_mark(data / "demonstration" / "bench")
        fill(data / "demonstration" / "bench" / "journal.db", closed)
    with Server(data) as server:
        print(f"{title} (started in {server.start_seconds:.2f} s)")
        kiosk, counter, listener = Line(server, "kiosk"), Line(server, "counter"), Listener(server)
        for _ in range(WAITING):
            _tap(kiosk, listener)
        taps = [_tap_and_close(kiosk, counter, listener) for _ in range(TAPS)]
        _line("  tap → stored → answered", [answered for answered, _ in taps])
        _line("  tap → stored → pushed", [pushed for _, pushed in taps])
        print(f"  saturation, {TAPPERS} kiosks: {_saturation(server):.0f} tickets/s, each taken and closed")
    stored = sqlite3.connect(data / "bench" / "journal.db").execute("select count(*) from event").fetchone()[0]
    print(f"  events in the journal at the end: {stored}")
    return statistics.median(pushed for _, pushed in taps)


def _tap_and_close(kiosk: Line, counter: Line, listener: Listener) -> tuple[float, float]:
    """A measured tap; then a ticket is closed, not measured, so that the same number of people wait all the time."""
    *times, ticket = _tap(kiosk, listener)
    counter.send(CLOSE % ticket)
    listener.until(int(str(counter.receive()["version"])))
    return times[0], times[1]


def _tap(kiosk: Line, listener: Listener) -> tuple[float, float, str]:
    """Milliseconds from the tap to the answer, and to the view that shows it on another screen; the ticket."""
    before = time.perf_counter()
    kiosk.send(TAKE)
    answer = kiosk.receive()
    answered = time.perf_counter()
    listener.until(int(str(answer["version"])))
    return 1000 * (answered - before), 1000 * (time.perf_counter() - before), str(answer["ticket"])


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

    _together([lambda who=who: tapper(who) for who in range(TAPPERS)])
    return sum(done) / SATURATION_SECONDS


def _together(jobs: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _line(what: str, milliseconds: list[float]) -> None:
    centiles = statistics.quantiles(milliseconds, n=100)
    print(f"{what:<38} p50 {centiles[49]:6.2f} ms   p99 {centiles[98]:6.2f} ms   n {len(milliseconds)}")


if __name__ == "__main__":
    print(json.dumps({"python": __import__("sys").version.split()[0], "sqlite": sqlite3.sqlite_version}))
    main()
