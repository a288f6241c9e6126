"""A TCP connection to a printer that never blocks past a moment: bytes out, whole answers in."""

import contextlib
import select
import socket
import threading
import time
from collections.abc import Callable
from typing import Self

from printer.protocol import Answer, Answers

# What socket.getaddrinfo gives: family, kind, protocol, name, address (IPv4, IPv6, or IPv6 of a system without it).
_Address = tuple[int, int, int, str, tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]]


class LineLost(Exception):
    """The printer closed the connection, or reset it."""


class Unreachable(Exception):
    """No connection could be made."""


class Line:
    """One connection. Moments (`until`) are of time.monotonic(), in seconds. Use it in a `with`."""

    def __init__(self, host: str, port: int, until: float) -> None:
        """Connects, IPv4 or IPv6, each address of the name in turn. Raises Unreachable."""
        self._answers = Answers()
        self._socket = _connected(host, port, until)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.setblocking(False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def send(self, data: bytes, until: float, hear: Callable[[Answer], None]) -> int:
        """Sends, hearing meanwhile; returns how many bytes the system took before the moment came. Raises LineLost."""
        sent = 0
        while sent < len(data):
            readable, writable = self._ready(until, writing=True)
            if not readable and not writable:
                break
            if readable:
                self._hear(hear)
            if writable:
                try:
                    sent += self._socket.send(data[sent:])
                except BlockingIOError:
                    continue
                except OSError as error:
                    raise LineLost(str(error)) from error
        return sent

    def listen(self, until: float, hear: Callable[[Answer], None], done: Callable[[], bool]) -> bool:
        """Hears answers until `done` says so or the moment comes; returns whether it is done. Raises LineLost."""
        while not done():
            readable, _ = self._ready(until, writing=False)
            if not readable:
                return done()
            self._hear(hear)
        return True

    def finish(self, until: float) -> None:
        """Lets the last bytes go: a close with unread answers would destroy them on their way."""
        try:
            self._socket.shutdown(socket.SHUT_WR)
            self.listen(until, lambda answer: None, lambda: False)
        except (OSError, LineLost):
            pass

    def _ready(self, until: float, *, writing: bool) -> tuple[bool, bool]:
        left = max(0.0, until - time.monotonic())
        readable, writable, _ = select.select([self._socket], [self._socket] if writing else [], [], left)
        return bool(readable), bool(writable)

    def _hear(self, hear: Callable[[Answer], None]) -> None:
        try:
            data = self._socket.recv(4096)
        except BlockingIOError:
            return
        except OSError as error:
            raise LineLost(str(error)) from error
        if not data:
            raise LineLost("closed")
        for answer in self._answers.feed(data):
            hear(answer)


def _connected(host: str, port: int, until: float) -> socket.socket:
    for family, kind, protocol, _, address in _addresses(host, port, until):
        left = until - time.monotonic()
        if left <= 0:
            break
        line = socket.socket(family, kind, protocol)
        try:
            line.settimeout(left)
            line.connect(address)
        except OSError:
            line.close()
        else:
            return line
    raise Unreachable(f"{host}:{port}")


def _addresses(host: str, port: int, until: float) -> list[_Address]:
    """Getaddrinfo with a deadline, which the system's own does not have."""
    found: list[_Address] = []

    def look() -> None:
        # UnicodeError: a name that no network knows, such as one with an empty part.
        with contextlib.suppress(OSError, UnicodeError):
            found.extend(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    thread.join(max(0.0, until - time.monotonic()))
    return list(found)
