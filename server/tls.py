"""The certificate as it is served: renewed without a restart, and a handshake that nobody can leave half done."""

import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gevent
import structlog

from config.certificate import Unusable, read_certificate, server_context
from server.door.lobby import Lobby
from server.door.serving import Server

LOOK_S = 60
HANDSHAKE_S = 10
DAY_S = 86_400
log = structlog.get_logger()


class Certified:
    """A certificate and its key. context: for the next connection; those that are open keep the one they began with.

    Raises config.certificate.Unusable, ssl.SSLError or OSError when they cannot be served.
    """

    def __init__(self, certificate: str, key: str, clock: Callable[[], float] = time.time) -> None:
        self._certificate, self._key, self._clock = certificate, key, clock
        self._seen = self._marks()
        self.certificate = read_certificate(certificate, key)
        self.context = server_context(certificate, key)

    def look(self) -> bool:
        """Takes files that have changed; True when it did. Half-copied or wrong files change nothing: it looks again."""
        marks = self._marks()
        if marks == self._seen:
            return False
        try:
            certificate, context = (
                read_certificate(self._certificate, self._key),
                server_context(self._certificate, self._key),
            )
            if certificate.ends <= self._clock():
                raise Unusable("certificate", "expired")  # noqa: TRY301  # one way out for all that is not served
        except (Unusable, OSError) as error:
            log.warning("certificate_not_taken", error=str(error))
            return False
        self._seen, self.certificate, self.context = marks, certificate, context
        log.info("certificate_taken", ends=int(certificate.ends))
        return True

    def watch(self) -> None:
        """Looks each minute, for ever; once a day says that the end is near."""
        warned = 0.0
        while True:
            gevent.sleep(LOOK_S)
            self.look()
            left = (self.certificate.ends - self._clock()) / DAY_S
            if left < 14 and time.monotonic() - warned > DAY_S:
                warned = time.monotonic()
                log.warning("certificate_ends", days=round(left, 1))

    def _marks(self) -> tuple[tuple[int, int], ...]:
        marks = []
        for path in (self._certificate, self._key):
            try:
                stat = Path(path).stat()
                marks.append((stat.st_mtime_ns, stat.st_ino))
            except OSError:
                marks.append((0, 0))
        return tuple(marks)


class Handshaking(Server):
    """A server that speaks TLS when it is given a certificate. The handshake is the connection's own greenlet's, and ends in time."""

    def __init__(self, listener: Any, app: Any, lobby: Lobby, certified: Certified | None = None) -> None:
        spoken = {} if certified is None else {"ssl_context": certified.context}
        super().__init__(listener, app, lobby, **spoken)
        self._certified = certified

    def wrap_socket_and_handle(self, client_socket: Any, address: Any) -> None:
        """Called in the greenlet of a new connection. Somebody who speaks no TLS is let go without a word: it is no fault of ours."""
        assert self._certified is not None
        try:
            safe = self._certified.context.wrap_socket(client_socket, server_side=True, do_handshake_on_connect=False)
        except OSError:
            return  # gone before it said a word
        with contextlib.closing(safe):
            try:
                with gevent.Timeout(HANDSHAKE_S):
                    safe.do_handshake()
            except (gevent.Timeout, OSError):
                return
            self.handle(safe, address)
