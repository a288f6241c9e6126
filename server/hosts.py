"""The names that this office answers to, and the origins that its screens come from."""

from collections.abc import Iterable
from urllib.parse import urlsplit


def known_hosts(addresses: Iterable[str]) -> frozenset[str]:
    """The host names of these addresses, with localhost."""
    named = {urlsplit(address).hostname for address in addresses}
    return frozenset(name for name in named if name) | {"localhost", "127.0.0.1", "::1"}


def origins(hosts: frozenset[str], port: int, addresses: Iterable[str]) -> list[str]:
    """The origins that a screen's websocket may come from."""
    local = [f"http://{f'[{h}]' if ':' in h else h}:{port}" for h in sorted(hosts)]
    return [*local, *(address.rstrip("/") for address in addresses)]
