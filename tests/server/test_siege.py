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


def test_half_requests_shut_nobody_out_and_are_not_held(server):
    before = open_files(server.pid)
    held = []
    for _ in range(1200):
        with contextlib.suppress(OSError):
            held.append(socket.create_connection(("127.0.0.1", server.port), timeout=1))
            held[-1].sendall(b"GET /pair HTTP/1.1\r\nHost: localhost\r\nX-Half: ")

    newcomer = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    newcomer.request("GET", "/healthz", headers={"Host": "localhost"})

    assert newcomer.getresponse().status == 200
    assert len(held) > 1000
    assert _until(lambda: open_files(server.pid) - before <= STRANGERS_OF_ADDRESS + 2, 2)
    newcomer.close()
    # Those that were not pushed out are answered that they came too late.
    assert _until(lambda: open_files(server.pid) - before <= 2, HEAD_SECONDS + 5)
    assert b"408" in _rest(held[-1])


def test_a_websocket_that_does_not_say_who_it_is_is_closed(server):
    address = ("127.0.0.1", server.port)
    silent = [socket.create_connection(address, timeout=NAMED_SECONDS + 5) for _ in range(3)]
    for line in silent:
        line.sendall(
            b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
            b"Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
    begun = time.monotonic()

    for line in silent:
        _rest(line)

    assert NAMED_SECONDS - 1 < time.monotonic() - begun < NAMED_SECONDS + 4


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
