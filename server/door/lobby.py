"""Who is connected: how many connections an address, a device and the whole process have, and which one goes when it is too many.

A stranger is a connection that showed no paired device. When there are too many of them, of a network or in all, the one that has
waited longest goes and the newcomer comes in: whoever holds connections open pushes out their own. A paired device's never goes.
"""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from server.door.limits import CONNECTIONS, CONNECTIONS_OF_DEVICE, STRANGERS, STRANGERS_OF_ADDRESS


class Connection:
    """One connection. busy: our own program works on a request of it right now. device: its number, 0 for a stranger.

    A connection that waits for the other side (for a request, for its body, until an answer is taken) is not busy: it may be pushed out.
    """

    __slots__ = ("address", "busy", "device", "end")

    def __init__(self, address: str, end: Callable[[], None]) -> None:
        self.address = address
        self.end = end
        self.busy = False
        self.device = 0

    @contextlib.contextmanager
    def waiting(self) -> Iterator[None]:
        """While the other side is waited for."""
        self.busy, was = False, self.busy
        try:
            yield
        finally:
            self.busy = was


class Lobby:
    """All connections of the process."""

    def __init__(
        self,
        of_address: int = STRANGERS_OF_ADDRESS,
        strangers: int = STRANGERS,
        of_device: int = CONNECTIONS_OF_DEVICE,
        everybody: int = CONNECTIONS,
        proxy: str | None = None,
    ) -> None:
        """proxy: the address that everybody's connections come from, which has no bound of its own; "unix" for a socket file."""
        self._most_of_address, self._most_strangers = of_address, strangers
        self._most_of_device, self._most = of_device, everybody
        self._proxy = proxy
        # Dictionaries keep the order in which the connections came: the longest waiting first.
        self._strangers: dict[Connection, None] = {}
        self._of_address: dict[str, dict[Connection, None]] = {}
        self._devices: Counter[int] = Counter()
        self._recognised = 0

    def __len__(self) -> int:
        return len(self._strangers) + self._recognised

    def enter(self, address: str, end: Callable[[], None]) -> Connection | None:
        """A new connection; None when there is no room and nobody who could go. end: closes it."""
        if len(self) >= self._most and not self._push_out(self._strangers):
            return None
        if len(self._strangers) >= self._most_strangers and not self._push_out(self._strangers):
            return None
        of_this_address = self._of_address.get(address, {})
        if (
            len(of_this_address) >= self._most_of_address
            and address != self._proxy
            and not self._push_out(of_this_address)
        ):
            return None
        connection = Connection(address, end)
        self._add_stranger(connection)
        return connection

    def recognise(self, connection: Connection, device: int) -> bool:
        """The connection showed this paired device, 0 none (any more); False when the device has too many already."""
        if connection.device == device:
            return True
        if not device:
            self.leave(connection)
            self._add_stranger(connection)
            return True
        if self._devices[device] >= self._most_of_device:
            return False
        self.leave(connection)
        connection.device = device
        self._devices[device] += 1
        self._recognised += 1
        return True

    def leave(self, connection: Connection) -> None:
        """The connection is over."""
        if connection.device:
            self._devices[connection.device] -= 1
            if not self._devices[connection.device]:
                del self._devices[connection.device]
            self._recognised -= 1
            connection.device = 0
        elif connection in self._strangers:
            del self._strangers[connection]
            of_this_address = self._of_address[connection.address]
            del of_this_address[connection]
            if not of_this_address:
                del self._of_address[connection.address]

    def _add_stranger(self, connection: Connection) -> None:
        self._strangers[connection] = None
        self._of_address.setdefault(connection.address, {})[connection] = None

    def _push_out(self, among: Iterable[Connection]) -> bool:
        longest = next((connection for connection in among if not connection.busy), None)
        if longest is None:
            return False
        self.leave(longest)
        longest.end()
        return True
