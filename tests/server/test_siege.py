"""Strangers and broken screens do their worst while people tap: the real program, besieged from another process.

What is judged is what others still get, beside a quiet office on the same machine at the same minute; `make siege` prints times.
"""

import contextlib
import http.client
import socket
import time

import pytest

from server.door.limits import HEAD_SECONDS, NAMED_SECONDS, STRANGERS_OF_ADDRESS
from tests.bench.siege import besiege, broken_display, never_reads, open_files, quiet, stranger
from tests.bench.wire import Server

pytestmark = [pytest.mark.slow, pytest.mark.alone]
SECONDS = 2.0
_SOCKET = (
    b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
    b"Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """One office for all of these, that may open no more files than a Debian program usually may."""
    with Server(tmp_path_factory.mktemp("siege"), files=1024) as started:
        yield started


@pytest.fixture(scope="module")
def in_peace(server):
    """How many taps are answered when nobody attacks."""
    return len(besiege(server, quiet, SECONDS).taps)


@pytest.mark.parametrize("attack", [stranger, broken_display, never_reads])
def test_others_go_on_tapping_while_somebody_does_their_worst(server, in_peace, attack):
    outcome = besiege(server, attack, SECONDS)

    # Without the door's budgets a display that asks 10 000 times a second leaves the others one tap in six seconds.
    assert len(outcome.taps) > in_peace / 3
    assert outcome.memory_mb < 50
    assert outcome.files <= 2
    assert outcome.sent > 1000


def test_half_requests_and_silent_websockets_shut_nobody_out_and_are_not_held(server):
    before, begun = open_files(server.pid), time.monotonic()
    silent = _begun(server, _SOCKET)
    held = [line for _ in range(1200) if (line := _begun(server, b"GET /pair HTTP/1.1\r\nHost: localhost\r\nX-Half: "))]

    newcomer = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    newcomer.request("GET", "/healthz", headers={"Host": "localhost"})

    assert newcomer.getresponse().status == 200
    assert len(held) > 1000
    assert _until(lambda: open_files(server.pid) - before <= STRANGERS_OF_ADDRESS + 2, 2)
    assert _rest(silent).startswith(b"HTTP/1.1 101")
    assert time.monotonic() - begun < NAMED_SECONDS + 4, "it did not say which screen it is"
    newcomer.close()
    # Those that were not pushed out are answered that they came too late.
    assert _until(lambda: open_files(server.pid) - before <= 2, HEAD_SECONDS + 5)
    assert b"408" in _rest(held[-1])


def _begun(server: Server, words: bytes) -> socket.socket | None:
    with contextlib.suppress(OSError):
        line = socket.create_connection(("127.0.0.1", server.port), timeout=HEAD_SECONDS + 5)
        line.sendall(words)
        return line
    return None


def _until(holds, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()


def _rest(line: socket.socket) -> bytes:
    """All that still comes, until the other side closes."""
    whole = b""
    with contextlib.suppress(ConnectionError):
        while part := line.recv(65_536):
            whole += part
    return whole
