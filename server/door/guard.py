"""The guard in front of Flask and of Socket.IO alike: a request that comes past it is whole, bounded and readable."""

import base64
import binascii
import contextlib
import io
from collections.abc import Callable, Collection, Iterable
from typing import Any
from urllib.parse import parse_qsl, unquote_to_bytes, urlsplit

import gevent
from gevent import Timeout
from gevent.lock import BoundedSemaphore

from config.serving import HOST
from server.client_address import network
from server.door.answers import TurnedAway, answer
from server.door.budget import Budgets
from server.door.limits import (
    BODY_BYTES,
    BODY_SECONDS,
    LONGEST_DELAY_SECONDS,
    PATH_BYTES,
    QUERY_BYTES,
    QUERY_FIELDS,
    REQUESTS_AT_A_TIME,
    STRANGER_REQUESTS_AT_ONCE,
    STRANGER_REQUESTS_PER_SECOND,
    STRANGERS_AT_A_TIME,
)
from server.door.lobby import Connection, Lobby
from server.door.serving import CONNECTION, UNREAD

SOCKET_PATH = "/socket.io/"
_NETWORKS = 4096
_CONTROLS = frozenset(range(32)) | {127}
_NOT_OURS = "Cette adresse n'est pas celle du bureau. Ajoutez-la avec --also si elle doit l'être."
App = Callable[..., Iterable[bytes]]
Environ = dict[str, Any]
DeviceOf = Callable[[Environ], int]


class Guard:
    """WSGI middleware. hosts: the names that this office answers to: a page elsewhere that points its own name at the box
    (DNS rebinding) gets nothing.

    device_of: the number of the paired device that a request shows, 0 for a stranger's. A stranger's network has a budget, and all
    strangers together have so many requests answered at a time; so has each device: one that asks without end is in its own way only.
    """

    def __init__(
        self, app: App, hosts: frozenset[str], lobby: Lobby, device_of: DeviceOf, origins: Collection[str] = ()
    ) -> None:
        self._app = app
        self._hosts, self._origins = hosts, frozenset(origins)
        self._lobby = lobby
        self._device_of = device_of
        self._budgets = Budgets(STRANGER_REQUESTS_PER_SECOND, STRANGER_REQUESTS_AT_ONCE, _NETWORKS)
        self._strangers = BoundedSemaphore(STRANGERS_AT_A_TIME)
        self._turns: dict[int, BoundedSemaphore] = {}

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The application's answer, or a 4xx in words."""
        device = self._device_of(environ)
        is_socket = environ["PATH_INFO"].startswith("/socket.io")
        try:
            admitted = self._place(environ, device)
            _check_host(environ, self._hosts)
            if not device:
                self._slow_down(environ)
            _check_address(environ)
            if is_socket:
                _check_handshake(environ, self._origins)
                _check_room(admitted)
            else:
                _read_body(environ)
        except TurnedAway as turned:
            if unread := environ.get(UNREAD):
                unread()
            return answer(turned, environ, start_response)
        if is_socket:
            # A websocket lasts: its own budget is the driver's.
            return self._app(environ, start_response)
        turns = self._turns_of(device)
        with _waiting(environ):
            turns.acquire()
        try:
            return self._app(environ, start_response)
        finally:
            turns.release()

    def _place(self, environ: Environ, device: int) -> bool:
        """The connection is its device's, or a stranger's again when its device is no longer paired; False: the device has too many."""
        connection: Connection | None = environ.get(CONNECTION)
        return connection is None or self._lobby.recognise(connection, device)

    def _turns_of(self, device: int) -> BoundedSemaphore:
        if not device:
            return self._strangers
        return self._turns.setdefault(device, BoundedSemaphore(REQUESTS_AT_A_TIME))

    def _slow_down(self, environ: Environ) -> None:
        budget = self._budgets.of(network(environ.get("REMOTE_ADDR", "")))
        delay = budget.spend()
        if delay > LONGEST_DELAY_SECONDS:
            budget.give_back()
            raise TurnedAway(429)
        if delay:
            with _waiting(environ):
                gevent.sleep(delay)


def _waiting(environ: Environ) -> contextlib.AbstractContextManager[None]:
    connection: Connection | None = environ.get(CONNECTION)
    return contextlib.nullcontext() if connection is None else connection.waiting()


def _check_host(environ: Environ, hosts: frozenset[str]) -> None:
    named = environ.get("HTTP_HOST", "")
    host = urlsplit(f"//{named}").hostname if HOST.fullmatch(named) else None
    if host not in hosts:
        raise TurnedAway(400, "host", _NOT_OURS)


def _check_address(environ: Environ) -> None:
    """The path and the query: short, UTF-8, without control characters."""
    path, query = environ["PATH_INFO"].encode("latin-1"), environ.get("QUERY_STRING", "")
    if len(path) > PATH_BYTES or len(query) > QUERY_BYTES:
        raise TurnedAway(414)
    if not path.startswith(b"/"):
        raise TurnedAway(400, "path")
    _check_text(path, "path")
    if not query.isascii():
        raise TurnedAway(400, "query")
    if query:
        _check_text(unquote_to_bytes(query), "query")
        try:
            parse_qsl(query, keep_blank_values=True, max_num_fields=QUERY_FIELDS)
        except ValueError:
            raise TurnedAway(400, "query") from None


def _check_text(raw: bytes, place: str) -> None:
    try:
        raw.decode()
    except UnicodeDecodeError:
        raise TurnedAway(400, place) from None
    if not _CONTROLS.isdisjoint(raw):
        raise TurnedAway(400, place)


def _check_handshake(environ: Environ, origins: Collection[str]) -> None:
    """Nothing but a new websocket (RFC 6455, 4.2.1) of Engine.IO 4: no polling, no session that is named from outside."""
    if environ["REQUEST_METHOD"] != "GET" or environ["PATH_INFO"] != SOCKET_PATH:
        raise TurnedAway(404)
    if environ.get("HTTP_UPGRADE", "").lower() != "websocket":
        raise TurnedAway(426)
    if environ.get("HTTP_ORIGIN") and environ["HTTP_ORIGIN"] not in origins:
        raise TurnedAway(400, "origin")
    connection = {word.strip().lower() for word in environ.get("HTTP_CONNECTION", "").split(",")}
    fields = parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    names = dict(fields)
    if names.get("transport") != "websocket" or names.get("EIO") != "4" or "sid" in names or "j" in names:
        raise TurnedAway(400, "Engine.IO")
    if environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13" or "upgrade" not in connection or len(names) != len(fields):
        raise TurnedAway(400, "websocket")
    if environ.get("CONTENT_LENGTH", "0") not in ("", "0") or "HTTP_TRANSFER_ENCODING" in environ:
        raise TurnedAway(400, "websocket")
    try:
        if len(base64.b64decode(environ.get("HTTP_SEC_WEBSOCKET_KEY", ""), validate=True)) != 16:
            raise TurnedAway(400, "websocket")
    except (binascii.Error, ValueError):
        raise TurnedAway(400, "websocket") from None


def _check_room(admitted: bool) -> None:
    if not admitted:
        raise TurnedAway(503)


def _read_body(environ: Environ) -> None:
    """The whole body, in memory before anybody reads it: bounded, and in time."""
    if (
        environ.get("HTTP_UPGRADE", "").lower() == "websocket"
        or environ.get("HTTP_CONNECTION", "").lower() == "upgrade"
    ):
        # gevent hands such a request its bare socket instead of a body with an end.
        raise TurnedAway(400, "upgrade")
    if "HTTP_TRANSFER_ENCODING" in environ:
        raise TurnedAway(411)
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if length > BODY_BYTES:
        raise TurnedAway(413)
    body = b""
    if length:
        try:
            with _waiting(environ), Timeout(BODY_SECONDS):
                body = environ["wsgi.input"].read(length)
        except (Timeout, OSError):
            raise TurnedAway(408) from None
    environ["wsgi.input"] = io.BytesIO(body)
