"""A printer on the network, port 9100 as a rule."""

import contextlib
import socket
import threading
import time

from config.addresses import TcpAddress
from printer.links.descriptor import DescriptorLink
from printer.links.link import LinkLost, Unreachable

# What socket.getaddrinfo gives: family, kind, protocol, name, address (IPv4, IPv6, or IPv6 of a system without it).
_Place = tuple[int, int, int, str, tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]]


class TcpLink(DescriptorLink):
    """One connection."""

    def __init__(self, address: TcpAddress, until: float) -> None:
        """Connects, IPv4 or IPv6, each address of the name in turn. Raises Unreachable."""
        self._socket = _connected(address, until)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.setblocking(False)
        super().__init__(self._socket.fileno())

    def close(self, until: float) -> None:
        """A close with unread answers would destroy the last bytes on their way: the printer's own close is waited for."""
        with contextlib.suppress(OSError, LinkLost):
            if until > time.monotonic():
                self._socket.shutdown(socket.SHUT_WR)
                while time.monotonic() < until:
                    self.read(until)
        self._socket.close()


def _connected(address: TcpAddress, until: float) -> socket.socket:
    why = "no such name, or no answer about it"
    for family, kind, protocol, _, place in _addresses(address, until):
        left = until - time.monotonic()
        if left <= 0:
            break
        line = socket.socket(family, kind, protocol)
        try:
            line.settimeout(left)
            line.connect(place)
        except OSError as error:
            why = str(error)
            line.close()
        else:
            return line
    raise Unreachable(f"tcp://{address.host}:{address.port}: {why}")


def _addresses(address: TcpAddress, until: float) -> list[_Place]:
    """Getaddrinfo with a deadline, which the system's own does not have."""
    places: list[_Place] = []

    def look() -> None:
        # UnicodeError: a name that no network knows, such as one with an empty part.
        with contextlib.suppress(OSError, UnicodeError):
            places.extend(socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    thread.join(max(0.0, until - time.monotonic()))
    return list(places)
