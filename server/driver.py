"""The websocket of a connected screen: simple-websocket under gevent, held to the door's bounds.

1. simple-websocket ignores short sends: with a reader that stalls, frames lose their end (442 of 2 000 intact). Ours sends all, one at
   a time, and gives a reader that takes nothing up after some seconds: its window may stay closed for ever.
2. Engine.IO bounds a message after it was assembled in memory: 150 MB from a stranger took 300 MB. Ours bounds it before, and speaks
   no compression: 4 kB of it may hold 4 MB.
3. Neither bounds how fast messages come. Ours reads no faster than the budget: the rest stays with its sender.
4. Either library answers what it does not expect with an exception. Ours lets pass what a screen may say, and ends all else.
Pinned by tests/server/door; python-engineio and simple-websocket are pinned in constraints.txt.
"""

import contextlib
import socket
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any, cast

import gevent.event
import gevent.selectors
import simple_websocket
from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI
from engineio.async_drivers.gevent import Thread
from gevent.lock import RLock
from wsproto.events import Request
from wsproto.frame_protocol import CloseReason

from server.door.budget import Budget
from server.door.limits import (
    BYTES_AT_ONCE,
    BYTES_PER_SECOND,
    MESSAGE_BYTES,
    MESSAGES_AT_ONCE,
    MESSAGES_PER_SECOND,
    MESSAGES_UNHANDLED,
    NAMED_SECONDS,
    OVER_SECONDS,
    SEND_SECONDS,
)
from server.door.lobby import Connection
from server.door.messages import Conversation, Kind
from server.door.reader import Unreadable
from server.door.serving import CONNECTION

ENVIRON = "allervers.websocket"
"""Where the environment of a handshake names its websocket."""
_LOOK_SECONDS = 0.02
_YIELD_EVERY = 8


class DeviceWebSocket(SimpleWebSocketWSGI):
    """What Engine.IO uses as its `websocket`."""

    def __init__(self, handler: Callable[..., Any], server: object) -> None:
        self.app = handler
        self._is_named = False
        self.heard_at = monotonic()
        """When its screen last said something, a pong too: monotonic seconds."""
        self._conversation = Conversation()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        """Serves one connection until it closes."""
        connection: Connection | None = environ.get(CONNECTION)
        environ[ENVIRON] = self
        self.ws = _BoundedServer(
            environ,
            max_message_size=MESSAGE_BYTES,
            thread_class=Thread,
            event_class=gevent.event.Event,
            selector_class=gevent.selectors.DefaultSelector,
        )
        if connection is not None:
            connection.end = self.drop
            # From here on it waits for a screen to say who it is.
            connection.busy = False
        unnamed = gevent.spawn_later(NAMED_SECONDS, self._send_away_unnamed)
        try:
            return self.app(self)
        finally:
            unnamed.kill(block=False)

    def named(self) -> None:
        """The office knows which screen this is, and lets it in."""
        self._is_named = True

    def slow_down(self, budget: Budget) -> None:
        """This budget is shared with the other websockets of the same device."""
        self.ws.budgets.append(budget)

    def wait(self) -> str | None:
        """The next message that a screen may send; None at the end. Anything else is the end, with the reason."""
        message = super().wait()
        if message is None:
            return None
        self.heard_at = monotonic()
        try:
            kind = self._conversation.hear(message)
        except Unreadable as fault:
            self.ws.end(CloseReason.POLICY_VIOLATION, fault.problem)
            return None
        if kind is Kind.GOODBYE:
            # Left to the libraries, a screen that said goodbye to Socket.IO would keep its connection, and hear of no end.
            self.drop()
            return None
        assert isinstance(message, str)
        return message

    def close(self) -> None:
        """Says goodbye, and ends: whoever is not there any more would leave its reader waiting for ever."""
        with contextlib.suppress(simple_websocket.ConnectionClosed, OSError):
            super().close()
        self.drop()

    def drop(self) -> None:
        """The connection ends now, whatever the other side does."""
        self.ws.drop()

    def _send_away_unnamed(self) -> None:
        if not self._is_named:
            self.drop()


class _BoundedServer(simple_websocket.Server):
    """simple-websocket's server on a socket that sends whole frames and reads no faster than its budget."""

    def __init__(self, *values: Any, **options: Any) -> None:
        self.budgets = [Budget(MESSAGES_PER_SECOND, MESSAGES_AT_ONCE)]
        self._is_over = False
        super().__init__(*values, **options)

    def end(self, reason: CloseReason, words: str) -> None:
        """Says why, and ends."""
        with contextlib.suppress(simple_websocket.ConnectionClosed, OSError):
            self.close(reason, words)
        self.drop()

    def drop(self) -> None:
        """Ends: whoever waits for a message, or to send one, is woken."""
        self._is_over = True
        self.event.set()
        with contextlib.suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)

    @property
    def connected(self) -> bool:
        """Whether it goes on. simple-websocket sets it true again after each piece that it read: what is over stays over."""
        return self._connected and not self._is_over

    @connected.setter
    def connected(self, connected: bool) -> None:
        self._connected = connected

    @property
    def sock(self) -> "_WholeSends":
        """The socket."""
        return self._whole

    @sock.setter
    def sock(self, sock: socket.socket) -> None:
        self._whole = _WholeSends(sock, SEND_SECONDS)

    @property
    def ws(self) -> "_Paced":
        """The protocol."""
        return self._paced

    @ws.setter
    def ws(self, protocol: Any) -> None:
        self._paced = _Paced(protocol, self)


class _Paced:
    """wsproto's connection, whose events come no faster than the budgets allow, and none while many wait to be handled.

    Whoever is over the budget for OVER_SECONDS without a pause is sent away: no screen is.
    """

    def __init__(self, protocol: Any, server: _BoundedServer) -> None:
        self._protocol = protocol
        self._server = server
        self._over_since = 0.0

    def events(self) -> Iterator[Any]:
        """The events of what was received: each costs one unit, whatever it is."""
        for count, event in enumerate(self._protocol.events()):
            if isinstance(event, Request):
                # No extension is agreed upon: no compression.
                cast("list[str]", event.extensions).clear()
            yield event
            self._wait()
            if not self._server.connected and count:
                return
            if count % _YIELD_EVERY == _YIELD_EVERY - 1:
                gevent.sleep(0)

    def _wait(self) -> None:
        delay, now = max(budget.spend() for budget in self._server.budgets), monotonic()
        if not delay:
            self._over_since = 0.0
        elif not self._over_since:
            self._over_since = now
        elif now - self._over_since > OVER_SECONDS:
            self._server.end(CloseReason.POLICY_VIOLATION, "too many messages")
            return
        if delay:
            gevent.sleep(delay)
        while self._server.connected and len(self._server.input_buffer) >= MESSAGES_UNHANDLED:
            gevent.sleep(_LOOK_SECONDS)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._protocol, name)


class _WholeSends:
    """A socket whose send() sends everything, whole before another greenlet's, or gives the other side up."""

    def __init__(self, sock: socket.socket, seconds: float) -> None:
        self._sock = sock
        self._lock = RLock()
        self._seconds = seconds
        self._bytes = Budget(BYTES_PER_SECOND, BYTES_AT_ONCE)

    def send(self, data: bytes) -> int:
        """Raises OSError when the other side took nothing for too long: the connection is shut."""
        with self._lock:
            try:
                with gevent.Timeout(self._seconds):
                    self._sock.sendall(data)
            except (gevent.Timeout, OSError):
                with contextlib.suppress(OSError):
                    self._sock.shutdown(socket.SHUT_RDWR)
                raise ConnectionAbortedError("the other side takes nothing") from None
        return len(data)

    def recv(self, most: int) -> bytes:
        """What came; paid from the budget of bytes before the next is read."""
        data: bytes = self._sock.recv(most)
        delay = self._bytes.spend(len(data))
        if delay:
            gevent.sleep(delay)
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)
