"""Only the names that this office answers to: a page elsewhere that points its own name at the box (DNS rebinding) gets nothing."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

_REFUSAL = "Cette adresse n'est pas celle du bureau. Ajoutez-la avec --also si elle doit l'être.\n"


def known_hosts(addresses: Iterable[str]) -> frozenset[str]:
    """The host names of these addresses, with localhost."""
    named = {urlsplit(address).hostname for address in addresses}
    return frozenset(name for name in named if name) | {"localhost", "127.0.0.1", "::1"}


def origins(hosts: frozenset[str], port: int, addresses: Iterable[str], scheme: str = "http") -> list[str]:
    """The origins that a screen's websocket may come from. scheme: the office's own; over https no page over http is believed."""
    # A browser does not write the scheme's own port.
    at = "" if port == {"http": 80, "https": 443}[scheme] else f":{port}"
    local = [f"{scheme}://{f'[{h}]' if ':' in h else h}{at}" for h in sorted(hosts)]
    known = [address.rstrip("/") for address in addresses]
    return [*local, *(address for address in known if scheme == "http" or address.startswith("https:"))]


class HostCheck:
    """WSGI middleware, in front of Flask and of Socket.IO alike."""

    def __init__(self, app: Callable[..., Any], hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = hosts

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answers 400 to a Host that is not ours; X-Forwarded headers are dropped, nothing here may believe them."""
        try:
            host = urlsplit(f"//{environ.get('HTTP_HOST', '')}").hostname
        except ValueError:
            host = None
        if host not in self._hosts:
            start_response("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8")])
            return [_REFUSAL.encode()]
        for name in [name for name in environ if name.startswith("HTTP_X_FORWARDED")]:
            del environ[name]
        answer: Iterable[bytes] = self._app(environ, start_response)
        return answer
