"""What strangers and lost screens hold is given back by the real program: screens behind a relay that swallows, a body without an end."""

import contextlib
import http.client
import socket
import threading
import time

import pytest

from server.connected import SILENT_SECONDS, TICK_SECONDS
from server.door.limits import BODY_BYTES, PING_SECONDS, PONG_SECONDS
from tests.bench.siege import _websocket, memory_mb, open_files
from tests.bench.wire import Server

pytestmark = pytest.mark.slow
SCREENS = 20
CHUNK = b"10000\r\n" + b"x" * 65_536 + b"\r\n"
"""64 KiB of a chunked body (RFC 9112, 7.1)."""
MEGABYTES = 100


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """One office for all of these."""
    with Server(tmp_path_factory.mktemp("given")) as started:
        yield started


class Relay:
    """Between screens and the office: passes everything on until it swallows, in both ways, and closes nothing."""

    def __init__(self, office: int) -> None:
        self._office, self._swallows = office, False
        self._held: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def swallow(self) -> None:
        """From now on nothing comes through."""
        self._swallows = True

    def close(self) -> None:
        """The end of it."""
        for line in (self._listener, *self._held):
            line.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                screen, _ = self._listener.accept()
                office = socket.create_connection(("127.0.0.1", self._office))
                self._held += [screen, office]
                for from_, other in ((screen, office), (office, screen)):
                    threading.Thread(target=self._pass, args=(from_, other), daemon=True).start()

    def _pass(self, from_: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while part := from_.recv(65_536):
                if not self._swallows:
                    other.sendall(part)


def test_half_open_screens_are_given_back_within_the_ping_and_counted(server):
    display, monitor = server.secrets["display"], server.secrets["monitor"]
    relay = Relay(server.port)
    before = open_files(server.pid)
    screens = [_websocket(relay.port, display) for _ in range(SCREENS)]
    _until(lambda: _figure(server, monitor, 'allervers_screens{role="display"}') == SCREENS, 5)
    assert open_files(server.pid) - before >= SCREENS

    relay.swallow()

    _until(lambda: open_files(server.pid) - before <= 2, SILENT_SECONDS + TICK_SECONDS)
    assert _figure(server, monitor, 'allervers_screens{role="display"}') == 0
    assert _figure(server, monitor, 'allervers_screens_gone_total{how="silent"}') == SCREENS
    assert PING_SECONDS + PONG_SECONDS < SILENT_SECONDS, "else Engine.IO never finds one first"
    for screen in screens:
        screen.close()
    relay.close()


def test_a_body_in_chunks_from_nobody_is_refused_before_it_is_read(server):
    line = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    before, taken = memory_mb(server.pid), 0
    line.sendall(b"POST /sign-in.json HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
    answer = line.recv(65_536)
    with contextlib.suppress(OSError):
        for _ in range(MEGABYTES * 16):
            line.sendall(CHUNK)
            taken += len(CHUNK)

    assert answer.startswith(b"HTTP/1.1 411")
    # What the kernel's own buffers on the way hold, and no more.
    assert taken < 8_000_000
    assert memory_mb(server.pid) - before < 4


def test_a_body_with_its_length_is_read_up_to_the_bound_and_no_further(server):
    def status(length: int) -> int:
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        line.request("POST", "/sign-in.json", b" " * length, {"Host": "localhost"})
        return line.getresponse().status

    # The control: within the bound it is read, and then refused for what it is.
    assert status(BODY_BYTES) not in (411, 413)
    assert status(BODY_BYTES + 1) == 413


def _figure(server: Server, monitor: str, name: str) -> float:
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    line.request("GET", "/metrics", headers={"Host": "localhost", "Authorization": f"Bearer {monitor}"})
    rows = line.getresponse().read().decode().splitlines()
    line.close()
    return next(float(row.rpartition(" ")[2]) for row in rows if row.startswith(f"{name} "))


def _until(so, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < end, "not within the time"
        time.sleep(0.2)
