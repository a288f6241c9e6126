"""Another program has a file of the office shut: who writes waits a second at most, everybody else not at all, and it is said."""

import contextlib
import http.client
import json
import sqlite3
import threading
import time

import pytest

from flow.commands import TakeTicket
from flow.refusals import Reason
from screen.roles import Role
from server.journal.acts import OFFICE as BY
from server.journal.people import People
from tests.bench.wire import OFFICE, Server
from tests.faults.lock import shut

TAKE = {"type": "TakeTicket", "need": "parcel_notice"}


def test_a_tap_waits_a_second_at_most_and_hears_that_nothing_changed(bureau):
    with shut(bureau.folder / "journal.db"):
        began = time.monotonic()
        answers = [bureau.do(TakeTicket("parcel_notice")) for _ in range(5)]
        seconds = time.monotonic() - began

    assert {answer.reason for answer in answers} == {Reason.NOT_STORED}
    # One wait for all of them, not one each.
    assert 0.8 < seconds < 1.5
    assert "Un autre programme" in bureau.office.readiness.notices()[0]
    assert bureau.do(TakeTicket("parcel_notice")).number == 101
    assert bureau.office.readiness.notices() == ()


def test_a_lock_of_a_moment_is_waited_for(bureau):
    with contextlib.ExitStack() as lock:
        lock.enter_context(shut(bureau.folder / "journal.db"))
        threading.Timer(0.2, lock.pop_all().close).start()
        assert bureau.do(TakeTicket("parcel_notice")).number == 101


def test_the_register_of_a_running_office_waits_less_than_the_blink_of_a_screen(tmp_path):
    people = People(tmp_path / "people.db", wait_ms=200)
    with shut(tmp_path / "people.db"):
        began = time.monotonic()
        for _ in range(5):
            with pytest.raises(sqlite3.OperationalError):
                people.add_code("hash", Role.KIOSK, "", 0, BY, 0)
        seconds = time.monotonic() - began
    assert seconds < 0.6
    people.add_code("hash", Role.KIOSK, "", 0, BY, 0)
    assert people.codes_open(0) == 1
    people.close()


@pytest.mark.slow
def test_while_a_tap_waits_for_a_foreign_lock_everybody_else_is_answered_at_once(tmp_path):
    with Server(tmp_path) as server:
        secret = server.secrets["kiosk"]
        folder = tmp_path / "demonstration" / OFFICE.stem
        taps: list[tuple[int, dict[str, object]]] = []
        with shut(folder / "journal.db"), shut(folder / "people.db"):
            tap = threading.Thread(target=lambda: taps.append(_request(server, "POST", "/kiosk/commands", secret)))
            tap.start()
            slowest = 0.0
            while tap.is_alive():
                began = time.monotonic()
                assert _request(server, "GET", "/kiosk", secret)[0] == 200
                slowest = max(slowest, time.monotonic() - began)
            ready = _request(server, "GET", "/readyz", secret)
            paired = _request(server, "POST", "/pair.json", secret, {"code": "ABCDEFGH"})
        then = _request(server, "POST", "/kiosk/commands", secret)

    print(f"\nslowest page meanwhile: {slowest * 1000:.0f} ms")
    assert taps[0][0] == 503
    assert taps[0][1]["reason"] == "not_stored"
    assert slowest < 0.5
    assert (ready[0], ready[1]["reasons"]) == (503, ["shut"])
    assert (paired[0], paired[1]["reason"]) == (503, "not_stored")
    assert (then[0], then[1]["number"]) == (200, 101)


def _request(
    server: Server, method: str, path: str, secret: str, posted: dict[str, str] = TAKE
) -> tuple[int, dict[str, object]]:
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=15)
    headers = {"Host": "localhost", "Authorization": f"Bearer {secret}", "Idempotency-Key": "one-key-for-it"}
    body = json.dumps(posted) if method == "POST" else None
    line.request(method, path, body, headers | ({"Content-Type": "application/json"} if body else {}))
    answer = line.getresponse()
    content = answer.read()
    return answer.status, json.loads(content) if answer.headers.get_content_type() == "application/json" else {}
