"""The websocket of a connected screen: simple-websocket under gevent, with its two faults mended.

1. It ignores short sends: with a reader that stalls, frames lose their end (442 of 2 000 intact). Ours sends all, one at a time.
2. Engine.IO bounds a message after it was assembled in memory: 150 MB from a stranger took 300 MB. Ours bounds it before.
Pinned by tests/server/test_driver.py; python-engineio and simple-websocket are pinned in constraints.txt.
"""

import socket
from collections.abc import Callable
from typing import Any

import gevent.event
import gevent.selectors
import simple_websocket
from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI
from engineio.async_drivers.gevent import Thread
from gevent.lock import RLock

MESSAGE_BYTES = 64_000
"""The largest message a screen may send: a command is some hundred bytes."""


class DeviceWebSocket(SimpleWebSocketWSGI):
    """What Engine.IO uses as its `websocket`."""

    def __init__(self, handler: Callable[..., Any], server: object) -> None:
        self.app = handler

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        """Serves one connection until it closes."""
        self.ws = _BoundedServer(
            environ,
            max_message_size=MESSAGE_BYTES,
            thread_class=Thread,
            event_class=gevent.event.Event,
            selector_class=gevent.selectors.DefaultSelector,
        )
        return self.app(self)


class _WholeSends:
    """A socket whose send() sends everything, whole before another greenlet's."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._lock = RLock()

    def send(self, data: bytes) -> int:
        with self._lock:
            self._sock.sendall(data)
        return len(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class _BoundedServer(simple_websocket.Server):
    """simple-websocket's server on a socket that sends whole frames."""

    @property
    def sock(self) -> _WholeSends:
        return self._whole

    @sock.setter
    def sock(self, sock: socket.socket) -> None:
        self._whole = _WholeSends(sock)
