"""The guard in front of Flask and of Socket.IO alike: a request that comes past it is whole, bounded and readable."""

import base64
import binascii
import contextlib
import io
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl, unquote_to_bytes, urlsplit

import gevent
from gevent import Timeout
from gevent.lock import BoundedSemaphore

from server.door.answers import Turned, answer
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
)
from server.door.lobby import Connection, Lobby
from server.door.serving import CONNECTION, UNREAD

SOCKET_PATH = "/socket.io/"
RECOGNISE = "allervers.recognise"
_ADDRESSES = 4096
_CREDENTIALS = 4096
_CONTROLS = frozenset(range(32)) | {127}
_NOT_OURS = "Cette adresse n'est pas celle du bureau. Ajoutez-la avec --also si elle doit l'être."
App = Callable[..., Iterable[bytes]]
Environ = dict[str, Any]
Shown = tuple[str, str]
"""The Authorization header and the cookies of a request: what it shows of who it comes from."""


class Guard:
    """WSGI middleware. hosts: the names that this office answers to: a page elsewhere that points its own name at the box
    (DNS rebinding) gets nothing.

    Whoever shows no credentials that were found good has a stranger's budget: `recognise`, in the environment, tells which were.
    Those that were have so many requests answered at a time, and the others of theirs wait: one that asks without end is only
    in its own way.
    """

    def __init__(self, app: App, hosts: frozenset[str], lobby: Lobby) -> None:
        self._app = app
        self._hosts = hosts
        self._lobby = lobby
        self._strangers = Budgets(STRANGER_REQUESTS_PER_SECOND, STRANGER_REQUESTS_AT_ONCE, _ADDRESSES)
        self._turns: OrderedDict[Shown, BoundedSemaphore] = OrderedDict()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The application's answer, or a 4xx in words."""
        shown = environ.get("HTTP_AUTHORIZATION", ""), environ.get("HTTP_COOKIE", "")
        environ[RECOGNISE] = lambda device: self._recognise(environ, shown, device)
        turns = self._turns.get(shown)
        try:
            _check_host(environ, self._hosts)
            if turns is None:
                self._slow_down(environ)
            _check_address(environ)
            if environ["PATH_INFO"].startswith("/socket.io"):
                _check_handshake(environ)
                # A websocket lasts: its own budget is the driver's.
                turns = None
            else:
                _read_body(environ)
        except Turned as turned:
            if unread := environ.get(UNREAD):
                unread()
            return answer(turned, environ, start_response)
        if turns is None:
            return self._app(environ, start_response)
        with turns:
            return self._app(environ, start_response)

    def _slow_down(self, environ: Environ) -> None:
        budget = self._strangers.of(environ.get("REMOTE_ADDR", ""))
        delay = budget.spend()
        if delay > LONGEST_DELAY_SECONDS:
            budget.give_back()
            raise Turned(429)
        if delay:
            with _waiting(environ):
                gevent.sleep(delay)

    def _recognise(self, environ: Environ, shown: Shown, device: int) -> bool:
        if shown not in self._turns:
            self._turns[shown] = BoundedSemaphore(REQUESTS_AT_A_TIME)
            if len(self._turns) > _CREDENTIALS:
                self._turns.popitem(last=False)
        connection: Connection | None = environ.get(CONNECTION)
        return connection is None or self._lobby.recognise(connection, device)


def recognise(environ: Environ, device: int) -> bool:
    """The request showed this paired device; False when it has too many connections already."""
    said: bool = environ[RECOGNISE](device) if RECOGNISE in environ else True
    return said


def _waiting(environ: Environ) -> contextlib.AbstractContextManager[None]:
    connection: Connection | None = environ.get(CONNECTION)
    return contextlib.nullcontext() if connection is None else connection.waiting()


def _check_host(environ: Environ, hosts: frozenset[str]) -> None:
    try:
        host = urlsplit(f"//{environ.get('HTTP_HOST', '')}").hostname
    except ValueError:
        host = None
    if host not in hosts:
        raise Turned(400, "host", _NOT_OURS)


def _check_address(environ: Environ) -> None:
    """The path and the query: short, UTF-8, without control characters."""
    path, query = environ["PATH_INFO"].encode("latin-1"), environ.get("QUERY_STRING", "")
    if len(path) > PATH_BYTES or len(query) > QUERY_BYTES:
        raise Turned(414)
    if not path.startswith(b"/"):
        raise Turned(400, "path")
    _check_text(path, "path")
    if not query.isascii():
        raise Turned(400, "query")
    if query:
        _check_text(unquote_to_bytes(query), "query")
        try:
            parse_qsl(query, keep_blank_values=True, max_num_fields=QUERY_FIELDS)
        except ValueError:
            raise Turned(400, "query") from None


def _check_text(raw: bytes, place: str) -> None:
    try:
        raw.decode()
    except UnicodeDecodeError:
        raise Turned(400, place) from None
    if not _CONTROLS.isdisjoint(raw):
        raise Turned(400, place)


def _check_handshake(environ: Environ) -> None:
    """Nothing but a new websocket (RFC 6455, 4.2.1) of Engine.IO 4: no polling, no session that is named from outside."""
    if environ["REQUEST_METHOD"] != "GET" or environ["PATH_INFO"] != SOCKET_PATH:
        raise Turned(404)
    if environ.get("HTTP_UPGRADE", "").lower() != "websocket":
        raise Turned(426)
    connection = {word.strip().lower() for word in environ.get("HTTP_CONNECTION", "").split(",")}
    asked = parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    names = dict(asked)
    if names.get("transport") != "websocket" or names.get("EIO") != "4" or "sid" in names or "j" in names:
        raise Turned(400, "Engine.IO")
    if environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13" or "upgrade" not in connection or len(names) != len(asked):
        raise Turned(400, "websocket")
    if environ.get("CONTENT_LENGTH", "0") not in ("", "0") or "HTTP_TRANSFER_ENCODING" in environ:
        raise Turned(400, "websocket")
    try:
        if len(base64.b64decode(environ.get("HTTP_SEC_WEBSOCKET_KEY", ""), validate=True)) != 16:
            raise Turned(400, "websocket")
    except (binascii.Error, ValueError):
        raise Turned(400, "websocket") from None


def _read_body(environ: Environ) -> None:
    """The whole body, in memory before anybody reads it: bounded, and in time."""
    if (
        environ.get("HTTP_UPGRADE", "").lower() == "websocket"
        or environ.get("HTTP_CONNECTION", "").lower() == "upgrade"
    ):
        # gevent hands such a request its bare socket instead of a body with an end.
        raise Turned(400, "upgrade")
    if "HTTP_TRANSFER_ENCODING" in environ:
        raise Turned(411)
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if length > BODY_BYTES:
        raise Turned(413)
    body = b""
    if length:
        try:
            with _waiting(environ), Timeout(BODY_SECONDS):
                body = environ["wsgi.input"].read(length)
        except (Timeout, OSError):
            raise Turned(408) from None
    environ["wsgi.input"] = io.BytesIO(body)
