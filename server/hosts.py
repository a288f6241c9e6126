"""The names that this office answers to, and the origins that its screens come from."""

from collections.abc import Iterable
from urllib.parse import urlsplit


def known_hosts(addresses: Iterable[str]) -> frozenset[str]:
    """The host names of these addresses, with localhost."""
    named = {urlsplit(address).hostname for address in addresses}
    return frozenset(name for name in named if name) | {"localhost", "127.0.0.1", "::1"}


def origins(hosts: frozenset[str], port: int, addresses: Iterable[str], scheme: str = "http") -> list[str]:
    """The origins that a screen's websocket may come from. scheme: the office's own; over https no page over http is believed."""
    # A browser does not write the scheme's own port.
    at = "" if port == {"http": 80, "https": 443}[scheme] else f":{port}"
    local = [f"{scheme}://{f'[{h}]' if ':' in h else h}{at}" for h in sorted(hosts)]
    own = [address.rstrip("/") for address in addresses]
    return [*local, *(address for address in own if scheme == "http" or address.startswith("https:"))]
