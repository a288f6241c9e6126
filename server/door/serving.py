"""The HTTP server behind the door: gevent's, with bounds on what it reads, on how long it waits, and on who is connected."""

import contextlib
import errno
import io
from collections.abc import Callable
from typing import Any

import gevent
import structlog
from gevent import Timeout
from gevent.pywsgi import Input, WSGIHandler, WSGIServer

from config.serving import SOCKET
from server.client_address import network
from server.door.answers import raw_answer
from server.door.limits import HEAD_BYTES, HEAD_SECONDS, IDLE_SECONDS, TAKEN_SECONDS
from server.door.lobby import Connection, Lobby

CONNECTION = "allervers.connection"
UNREAD = "allervers.unread"
TOGETHER_BYTES = 16_384
"""Up to here copying a body behind its head costs less than sending it by itself."""
log = structlog.get_logger()


class Handler(WSGIHandler):
    """One connection. A half request ends after HEAD_SECONDS, a silent one after IDLE_SECONDS; neither was ever answered by a trace."""

    _deadline: Timeout | None = None
    _connection: Connection
    _has_answered = False
    _together: bytearray | None = None

    def handle(self) -> None:
        """Answers the requests of this connection, as long as it is kept."""
        self._connection = self.server.connection()
        # Who breaks off while a refusal is on its way is gone: no fault of ours.
        with contextlib.suppress(OSError):
            super().handle()

    def handle_one_request(self) -> Any:
        """One request, or None at the end of the connection."""
        if self._has_answered:
            # A connection whose next requests are already here would be answered one after the other, and nobody else.
            gevent.sleep(0)
        if not self._comes():
            return None
        self._has_answered = True
        self._deadline = Timeout.start_new(HEAD_SECONDS)
        try:
            return super().handle_one_request()
        except Timeout as late:
            if late is not self._deadline:
                raise
            return "408", raw_answer(408)
        finally:
            self._deadline.close()

    def read_request(self, raw_requestline: str) -> bool:
        """The headers. Raises ValueError for what may not come: then it is answered with 4xx and the connection ends."""
        super().read_request(raw_requestline)
        if len(self.requestline.split()) != 3:
            raise ValueError("HTTP/0.9")
        lengths = self.headers.get_all("content-length") or []
        if len(lengths) > 1 or any(not (length.isascii() and length.isdigit()) for length in lengths):
            raise ValueError("Content-Length")
        if len(self.headers.get_all("host") or []) > 1:
            raise ValueError("Host")
        return True

    def MessageClass(self, *args: Any) -> Any:  # noqa: N802
        """The headers, from lines that are bounded together."""
        return super().MessageClass(_Bounded(self.rfile), *args[1:])

    def get_environ(self) -> dict[str, Any]:
        """The request as WSGI, with the connection it came by and how to leave its body unread."""
        environ: dict[str, Any] = super().get_environ()
        environ[CONNECTION] = self._connection
        environ[UNREAD] = self._leave_unread
        return environ

    def handle_one_response(self) -> None:
        """The head came whole: from here the application answers, and its reader of bodies has a deadline of its own."""
        assert self._deadline is not None
        self._deadline.close()
        self._connection.busy = True
        try:
            super().handle_one_response()
        finally:
            self._connection.busy = False

    def _write_with_headers(self, data: bytes) -> None:
        """A short body leaves with its head: one call of the system, and whoever asked is woken once."""
        if len(data) > TOGETHER_BYTES:
            super()._write_with_headers(data)
            return
        self._together = bytearray()
        try:
            super()._write_with_headers(data)
        finally:
            together, self._together = self._together, None
        self._sendall(together)

    def _sendall(self, data: bytes | bytearray) -> None:
        """Raises OSError when the other side takes nothing for too long."""
        if self._together is not None:
            self._together += data
            return
        try:
            with self._connection.waiting(), Timeout(TAKEN_SECONDS):
                super()._sendall(data)
        except Timeout:
            raise BrokenPipeError(errno.EPIPE, "the other side takes nothing") from None

    def handle_error(self, kind: Any, error: Any, trace: Any) -> None:
        """A fault of ours: into the log, bounded; to the asker in words."""
        if not issubclass(kind, gevent.GreenletExit):
            log.error("request_fault", exc_info=(kind, error, trace))
        self.close_connection = True
        if not self.response_length and self.socket is not None:
            try:
                self.socket.sendall(raw_answer(500))
            except OSError:
                log.debug("answer_not_taken")

    def _handle_client_error(self, problem: Exception) -> tuple[str, bytes]:
        status = 431 if isinstance(problem, _TooLong) else 400
        return str(status), raw_answer(status)

    def _comes(self) -> bool:
        """Waits for the next request: browsers open connections before they need them, and keep them."""
        with Timeout(IDLE_SECONDS, False):
            try:
                return bool(self.rfile.peek(1))
            except (OSError, ValueError):
                return False
        return False

    def _leave_unread(self) -> None:
        """The rest of this request's body is not read: the connection ends with the answer."""
        self.close_connection = True
        self.wsgi_input = Input(self.rfile, 0)


class Server(WSGIServer):
    """gevent's server with a lobby. Its log is ours; nothing is written for each request."""

    handler_class = Handler

    def __init__(self, listener: Any, application: Callable[..., Any], lobby: Lobby, **options: Any) -> None:
        self.lobby = lobby
        self._connections: dict[gevent.Greenlet, Connection] = {}
        super().__init__(listener, application, log=None, error_log=None, **options)

    def init_socket(self) -> None:
        """Each connection goes through the lobby first, before TLS is spoken."""
        super().init_socket()
        handle: Callable[[Any, Any], None] = getattr(self, "_handle")  # noqa: B009  # gevent's own, untyped

        def admit(sock: Any, address: Any) -> None:
            greenlet = gevent.getcurrent()
            connection = self.lobby.enter(_host(address), lambda: greenlet.kill(block=False))
            if connection is None:
                log.warning("no_room", address=_host(address))
                return
            self._connections[greenlet] = connection
            try:
                handle(sock, address)
            finally:
                self.lobby.leave(connection)
                del self._connections[greenlet]

        self._handle = admit

    def connection(self) -> Connection:
        """The connection that the running greenlet serves."""
        return self._connections[gevent.getcurrent()]


class _TooLong(ValueError):
    """More headers than may come."""


class _Bounded:
    """Lines of a request's head, HEAD_BYTES in all."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._file = file
        self._left = HEAD_BYTES

    def readline(self, most: int = -1) -> bytes:
        """One line. Raises _TooLong."""
        line = self._file.readline(min(most, self._left + 1) if most >= 0 else self._left + 1)
        self._left -= len(line)
        if self._left < 0:
            raise _TooLong("headers")
        return line


def _host(address: Any) -> str:
    """What the connections are counted by: an address, or the network of one of IP version 6; "unix" by the socket file."""
    return network(str(address[0])) if isinstance(address, tuple) else SOCKET
