"""A short answer leaves in one piece, and no answer is changed by it."""

from collections.abc import Iterator

import pytest
from gevent import socket
from gevent.pywsgi import WSGIHandler

from server.door.lobby import Lobby
from server.door.serving import TOGETHER_BYTES, Server

BODIES = {
    "/none": [],
    "/empty": [b""],
    "/short": [b"taken"],
    "/full": [b"x" * TOGETHER_BYTES],
    "/long": [b"x" * (TOGETHER_BYTES + 1)],
    "/parts": [b"one ", b"two ", b"x" * (TOGETHER_BYTES + 1)],
}


def _pages(environ, start_response) -> list[bytes]:
    body = BODIES[environ["PATH_INFO"]]
    start_response("200 OK", [("Content-Length", str(len(b"".join(body))))])
    return body


@pytest.fixture
def sent(monkeypatch) -> list[bytes]:
    """Each piece that was given to the system."""
    pieces: list[bytes] = []
    send = WSGIHandler._sendall
    monkeypatch.setattr(WSGIHandler, "_sendall", lambda self, data: (pieces.append(bytes(data)), send(self, data))[1])
    return pieces


@pytest.fixture
def line(sent) -> Iterator[socket.socket]:
    """A connection to a server of these pages."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    server = Server(listener, _pages, Lobby())
    server.start()
    with socket.create_connection(listener.getsockname(), timeout=5) as opened:
        yield opened
    server.stop(timeout=1)


def _ask(line: socket.socket, path: str) -> bytes:
    """The body of the answer."""
    line.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += line.recv(65_536)
    head, _, body = answer.partition(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    while len(body) < length:
        body += line.recv(65_536)
    return body


@pytest.mark.parametrize("path", BODIES)
def test_every_body_comes_whole_on_a_kept_connection(line, path):
    for _ in range(3):
        assert _ask(line, path) == b"".join(BODIES[path])


@pytest.mark.parametrize(("path", "pieces"), [("/none", 1), ("/short", 1), ("/full", 1), ("/long", 2)])
def test_a_short_body_leaves_with_its_head_and_a_long_one_is_not_copied(line, sent, path, pieces):
    _ask(line, path)

    assert len(sent) == pieces
