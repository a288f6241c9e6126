"""The real program: the command line ends somebody's right while screens are open, and a storm of sign-ins."""

import http.client
import json
import re
import secrets
import statistics
import subprocess
import sys
import threading
import time
from hashlib import sha256
from pathlib import Path

import pytest
import websocket

from config.loading import load
from screen.roles import Role
from server.folders import DEMONSTRATION, leave_mark
from server.journal.acts import OFFICE
from server.journal.people import People
from tests.bench.wire import OFFICE as MEASURED
from tests.bench.wire import Line, Server

pytestmark = pytest.mark.slow
TAKE = '{"type":"TakeTicket","need":"parcel_notice"}'
PEOPLE = 200


def _screen(server: Server, secret: str, screen: str, badge: str = "", place: str = "") -> websocket.WebSocket:
    address = f"ws://localhost:{server.port}/socket.io/?EIO=4&transport=websocket"
    headers = [f"Authorization: Bearer {secret}", f"X-Staff: {badge}"]
    line = websocket.create_connection(address, header=headers, origin=f"http://localhost:{server.port}", timeout=10)
    line.recv()
    line.send("40" + json.dumps({"screen": screen, "place": place}))
    assert line.recv().startswith("40")
    return line


def _closed_after(line: websocket.WebSocket, seconds: float) -> float | None:
    """How long until the office sends the screen away; None when it does not."""
    began = time.monotonic()
    while (left := began + seconds - time.monotonic()) > 0:
        line.settimeout(left)
        try:
            frame = line.recv()
        except (websocket.WebSocketConnectionClosedException, ConnectionError):
            return time.monotonic() - began
        except websocket.WebSocketTimeoutException:
            return None
        if frame in ("", "41"):
            return time.monotonic() - began
        if frame == "2":
            line.send("3")
    return None


def _gets_a_view(line: websocket.WebSocket) -> bool:
    line.settimeout(10)
    while True:
        frame = line.recv()
        if frame == "2":
            line.send("3")
        if frame.startswith('42["view"'):
            return True


def _command(server: Server, *words: str) -> None:
    options = ["--office", str(server._office), "--data", str(server._data)]
    subprocess.run(
        [sys.executable, "-m", "server.command_line", *words, "--demonstration", *options],
        check=True,
        capture_output=True,
    )


def test_the_command_line_ends_one_persons_screens_and_no_other_within_a_second_or_so(tmp_path):
    with Server(tmp_path) as server:
        agent = _screen(server, server.secrets["counter"], "counter", server.staff, "1")
        displays = [_screen(server, server.secrets["display"], "display") for _ in range(2)]

        _command(server, "staff", "new-pin", "--name", "Agent 1")
        ended = _closed_after(agent, 10)
        Line(server, "kiosk").send(TAKE)
        served = [_gets_a_view(display) for display in displays]
        still_open = [_closed_after(display, 0.5) for display in displays]
        _command(server, "devices", "revoke", "--number", _number(server, "display"))
        revoked = _closed_after(displays[0], 10)

    print(f"\nafter the command returned: person {ended:.2f} s, device {revoked:.2f} s")
    assert ended is not None
    assert ended < 2
    assert served == [True, True]
    assert still_open == [None, None]
    assert revoked is not None


def _number(server: Server, name: str) -> str:
    people = People(server._data / DEMONSTRATION / load(str(MEASURED)).id / "people.db")
    try:
        return next(str(device.id) for device in people.devices() if device.name == name)
    finally:
        people.close()


def test_a_storm_of_two_hundred_sign_ins_leaves_a_tap_quick(tmp_path):
    devices = _paired(tmp_path / DEMONSTRATION / load(str(MEASURED)).id, PEOPLE)
    with Server(tmp_path) as server:
        assert server.staff
        kiosk = Line(server, "kiosk")
        calm = _taps(kiosk, lambda: len(calm_turns) >= 40, calm_turns := [])
        rss, statuses = _rss(server), list[int]()
        storm = [threading.Thread(target=_sign_in, args=(server, n, devices[n], statuses)) for n in range(PEOPLE)]
        for person in storm:
            person.start()
        taps = _taps(kiosk, lambda: len(statuses) == PEOPLE, [])
        for person in storm:
            person.join()
        grown = _rss(server) - rss

    print(f"\n{ {status: statuses.count(status) for status in sorted(set(statuses))} }")
    print(
        f"a tap: calm p50 {_p50(calm):.1f} ms; in the storm p50 {_p50(taps):.1f} ms, max {max(taps):.0f} ms, {len(taps)} taps"
    )
    print(f"memory +{grown:.0f} MB")
    assert set(statuses) <= {422, 503}
    assert statuses.count(503) > PEOPLE // 2
    # All of them evaluated at once are some 200 × 19 MB and seconds without an answer.
    assert grown < 200
    assert max(taps) < 2_000


def _paired(folder: Path, count: int) -> list[str]:
    leave_mark(folder)
    people = People(folder / "people.db")
    given = [secrets.token_urlsafe(32) for _ in range(count)]
    for secret in given:
        people.add_device("counter", frozenset({Role.COUNTER}), "", sha256(secret.encode()).hexdigest(), OFFICE, 1)
    people._database.execute("update device set made_at = ?", (time.time_ns() // 1_000_000,))
    people.close()
    return given


def _sign_in(server: Server, number: int, secret: str, statuses: list[int]) -> None:
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60, source_address=(f"127.0.1.{number + 1}", 0))
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {secret}", "Host": "localhost"}
    line.request("POST", "/sign-in.json", json.dumps({"name": f"nobody {number}", "pin": "000000"}), headers)
    statuses.append(line.getresponse().status)


def _taps(kiosk: Line, enough, turns: list[int]) -> list[float]:
    times = []
    while not enough() or not times:
        before = time.perf_counter()
        kiosk.send(TAKE)
        kiosk.receive()
        times.append((time.perf_counter() - before) * 1000)
        turns.append(1)
    return times


def _p50(times: list[float]) -> float:
    return statistics.median(times)


def _rss(server: Server) -> float:
    status = Path(f"/proc/{server.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]
