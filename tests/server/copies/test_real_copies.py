"""The real programs: an office that copies itself while people tap, a copy that is killed in the middle."""

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from config.loading import load
from server.copies.ages import Moment
from server.copies.shelf import PARTIAL, copies, newest_good, shelf_of
from server.copies.sweeping import sweep
from server.copies.taking import NotTaken, take
from server.copies.worker import Order, Outcome
from server.folders import leave_mark
from server.journal.journal import Journal
from server.journal.people import People
from server.time.clock import elapsed_ms, now_ms, this_boot
from tests.bench.wire import OFFICE, Line, Server
from tests.server.copies.large import large_office

TAKE = json.dumps({"type": "TakeTicket", "need": "parcel_notice"})
KILLS, HOUR = 8, 3_600_000
TAPS = 400
pytestmark = pytest.mark.slow


def a_copy(folder: Path, daily: bool = False) -> subprocess.Popen[bytes]:
    """The process that an office starts."""
    order = Order(str(folder), Moment(now_ms(), True, this_boot(), elapsed_ms()), daily=daily)
    worker = subprocess.Popen(
        [sys.executable, "-m", "server.copies.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert worker.stdin is not None
    worker.stdin.write(msgspec.json.encode(order))
    worker.stdin.close()
    return worker


def outcome(worker: subprocess.Popen[bytes]) -> Outcome:
    assert worker.stdout is not None
    with worker.stdout:
        outcome = msgspec.json.decode(worker.stdout.read(), type=Outcome)
    worker.wait()
    return outcome


@pytest.fixture
def large(tmp_path: Path) -> Iterator[Path]:
    """The folder of an office with 30 MB of past."""
    settings = load(str(OFFICE), demonstration=True)
    folder = tmp_path / "data" / "demonstration" / settings.id
    leave_mark(folder)
    large_office(folder, settings, 30, now_ms())
    People(folder / "people.db").close()
    assert (folder / "journal.db").stat().st_size > 28_000_000
    return folder


def test_a_copy_killed_in_the_middle_leaves_the_good_one_and_no_half_one(large):
    (good,) = take(large, Moment(now_ms()))
    left = 0
    for kill in range(KILLS):
        worker = a_copy(large)
        # The first as soon as there is something, the last near the end.
        size = 29_000_000 * kill / KILLS
        while worker.poll() is None and sum(path.stat().st_size for path in partial(large)) <= size:
            pass
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        assert worker.stdout is not None
        worker.stdout.close()
        left += bool(partial(large))
        shelved = copies(large)
        assert shelved[-1] == good
        assert newest_good(large) == shelved[0]
    assert left >= KILLS // 2, "else nothing was killed in the middle"

    sweep(large, Moment(now_ms()))
    assert partial(large) == []
    assert newest_good(large) is not None
    assert outcome(a_copy(large)) == Outcome()


def partial(folder: Path) -> list[Path]:
    return [path for path in shelf_of(folder).glob(f"{PARTIAL}*/*") if path.exists()]


def test_a_running_office_copies_itself_and_a_stop_keeps_the_copies(tmp_path):
    with Server(tmp_path / "data") as server:
        kiosk = Line(server, "kiosk")
        kiosk.send(TAKE)
        kiosk.receive()
        folder = tmp_path / "data" / "demonstration" / load(str(OFFICE)).id
        until = time.monotonic() + 60
        while len(copies(folder)) < 2 and time.monotonic() < until:
            time.sleep(0.2)
        running = copies(folder)
    assert [copy.daily for copy in running] == [False, True]
    assert newest_good(folder) == running[0]
    assert copies(folder) == running
    (older,) = take(folder, Moment(now_ms() - 3 * HOUR))
    (old,) = take(folder, Moment(now_ms() - 2 * HOUR))
    left = shelf_of(folder) / f"{PARTIAL}quarter-20261128T120000.000Z"
    left.mkdir()
    (left / "journal.db").write_bytes(b"ended in the middle")
    with Server(tmp_path / "data"):
        shelved = copies(folder)
    assert older not in shelved
    assert [copy for copy in shelved if copy != old] == running
    assert not left.exists()
    log = (tmp_path / "data" / "log").read_text()
    assert "fault" not in log


def test_on_a_full_disk_no_copy_is_made_nothing_of_it_stays_and_the_office_still_writes(disk, monkeypatch):
    folder = disk / "lens"
    large_office(folder, load("lens", demonstration=True), 14, now_ms())
    (folder / "journal.db-wal").unlink(missing_ok=True)
    before = shutil.disk_usage(disk).free
    with pytest.raises(NotTaken, match="room"):
        take(folder, Moment(now_ms()))
    # Somebody else wrote meanwhile: there seemed to be room.
    monkeypatch.setattr("server.copies.taking.ROOM_BYTES", -(10**8))
    with pytest.raises(NotTaken, match="full"):
        take(folder, Moment(now_ms()))
    assert (copies(folder), partial(folder)) == ([], [])
    assert shutil.disk_usage(disk).free >= before - 65_536
    Journal(folder / "journal.db").close()


@pytest.mark.alone
def test_a_tap_does_not_wait_for_a_copy_of_thirty_megabytes(large):
    begun = time.perf_counter()
    take(large, Moment(now_ms()), daily=True)
    on_the_loop = (time.perf_counter() - begun) * 1000
    with Server(large.parent.parent) as server:
        quiet = taps(server, lambda: None)
        copying: list[subprocess.Popen[bytes]] = []
        done: list[Outcome] = []

        def go_on() -> None:
            if not copying or copying[-1].poll() is not None:
                done.extend(outcome(worker) for worker in copying[-1:])
                copying.append(a_copy(large, daily=True))

        beside = taps(server, go_on)
        done.append(outcome(copying[-1]))
    assert done
    assert set(done) == {Outcome()}
    print(
        f"tap p99 {quiet[0]:.1f} ms, while copying {beside[0]:.1f} ms; on the loop it would wait {on_the_loop:.0f} ms"
    )
    assert beside[0] <= max(50, 4 * quiet[0]) < on_the_loop


def taps(server: Server, meanwhile) -> tuple[float, float]:
    """Milliseconds: the 99th of a hundred, and the longest."""
    kiosk, took = Line(server, "kiosk"), []
    for _ in range(TAPS):
        meanwhile()
        begun = time.perf_counter()
        kiosk.send(TAKE)
        kiosk.receive()
        took.append((time.perf_counter() - begun) * 1000)
        time.sleep(0.005)
    took.sort()
    return took[len(took) * 99 // 100], took[-1]
