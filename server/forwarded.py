"""What a proxy says of whom it speaks for: believed from exactly one address, dropped from everybody else.

Only the last hop counts, which the proxy itself wrote: what stands before it in X-Forwarded-For came from the client, who may write
anything. Nothing else of the office reads a forwarding header; after this none is there.
"""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from config.serving import HOST, SOCKET, shortest
from server.door.answers import TurnedAway, answer

_HEADERS = ("HTTP_X_FORWARDED", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_ORIGINAL_", "HTTP_X_CLIENT_IP")


class Hop(msgspec.Struct, frozen=True):
    """Who the trusted proxy speaks for. None: it did not say. scheme: http or https; host: as in a Host header."""

    address: str | None = None
    scheme: str | None = None
    host: str | None = None


class Malformed(ValueError):
    """The trusted proxy said something that is not an address, a scheme or a host: it is set up wrongly."""


def forwarded(environ: dict[str, Any], trusted: str | None) -> Hop:
    """Who a request comes from, by the proxy's word: nothing unless the connection is the trusted proxy's. Raises Malformed."""
    if trusted is None or _peer(environ) != trusted:
        return Hop()
    address, scheme, host = (_last(environ, f"HTTP_X_FORWARDED_{name}") for name in ("FOR", "PROTO", "HOST"))
    try:
        came = None if address is None else shortest(address)
    except ValueError:
        raise Malformed("X-Forwarded-For") from None
    if scheme is not None and scheme.lower() not in ("http", "https"):
        raise Malformed("X-Forwarded-Proto")
    if host is not None and not HOST.fullmatch(host):
        raise Malformed("X-Forwarded-Host")
    return Hop(came, scheme and scheme.lower(), host)


class Forwarded:
    """WSGI middleware, before everything that looks at address, scheme or host."""

    def __init__(self, app: Callable[..., Any], trusted: str | None) -> None:
        self._app = app
        self._trusted = trusted

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The request as its sender made it; 400 and a sentence for what the proxy garbled."""
        try:
            hop = forwarded(environ, self._trusted)
        except Malformed as garbled:
            words = f"Le proxy du bureau a envoyé un en-tête {garbled} illisible : corrigez son réglage."
            return answer(TurnedAway(400, str(garbled), words), environ, start_response)
        for name in [name for name in environ if name.startswith(_HEADERS)]:
            del environ[name]
        if hop.address is not None:
            environ["REMOTE_ADDR"] = hop.address
        if hop.scheme is not None:
            environ["wsgi.url_scheme"] = hop.scheme
        if hop.host is not None:
            environ["HTTP_HOST"] = hop.host
        served: Iterable[bytes] = self._app(environ, start_response)
        return served


def _peer(environ: dict[str, Any]) -> str:
    """The address at the other end of the connection, as config.serving.proxy writes one; unix for the socket in the file system."""
    peer = environ.get("REMOTE_ADDR")
    if not peer:
        return SOCKET
    return shortest(str(peer).partition("%")[0])


def _last(environ: dict[str, Any], name: str) -> str | None:
    """The last of a header's values: repeated headers stand in one, with commas."""
    value = environ.get(name)
    return None if value is None else str(value).rpartition(",")[2].strip()
