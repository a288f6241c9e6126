"""A full disk: the office starts, shows and says it; it goes on by itself when there is room."""

import http.client
import json
import time
from collections.abc import Callable

import pytest

from tests.bench.wire import OFFICE, Server
from tests.server.small_disk import fill

TAKE = json.dumps({"type": "TakeTicket", "need": "parcel_notice"})
pytestmark = pytest.mark.slow


@pytest.mark.parametrize("left", ["closed", "killed"])
def test_an_office_on_a_full_disk_starts_and_shows_what_it_has_and_goes_on_when_there_is_room(disk, left):
    with Server(disk) as server:
        secret = server.secrets["kiosk"]
        assert _take(server, secret, "first-of-the-day") == (200, 101)
        if left == "killed":
            server._process.kill()
    fill(disk)
    with Server(disk) as server:
        # What a killed one left in its write-ahead log went to its place at the start, and made a little room.
        ballast = fill(disk)
        assert _get(server, "/kiosk", secret)[0] == 200
        assert _take(server, secret, "first-of-the-day") == (200, 101)
        status, refused = _take(server, secret, "on-a-full-disk")
        ready = _get(server, "/readyz", secret)
        ballast.unlink()
        _until(lambda: _take(server, secret, "on-a-full-disk") == (200, 102), 10)
        _until(lambda: _get(server, "/readyz", secret)[0] == 200, 10)
        # Others may read the journal again: the report does.
        assert (disk / "demonstration" / OFFICE.stem / "journal.db-shm").exists()

    assert (status, refused) == (503, None)
    assert ready[0] == 503
    assert json.loads(ready[1])["reasons"][0] in ("full", "nearly_full")


def _take(server: Server, secret: str, key: str) -> tuple[int, object]:
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=15)
    headers = {"Host": "localhost", "Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    line.request("POST", "/kiosk/commands", TAKE, headers | {"Idempotency-Key": key})
    answer = line.getresponse()
    return answer.status, json.loads(answer.read()).get("number")


def _get(server: Server, path: str, secret: str) -> tuple[int, bytes]:
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=15)
    line.request("GET", path, headers={"Host": "localhost", "Authorization": f"Bearer {secret}"})
    answer = line.getresponse()
    return answer.status, answer.read()


def _until(holds: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.2)
