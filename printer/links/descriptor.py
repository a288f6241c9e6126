"""A link over anything that the system gives a number to: a socket, a serial line, a device file."""

import os
import select
import time

from printer.links.link import LinkLost

_PAUSE = 0.01  # seconds, after an empty answer of a device that claims to have one
_AT_ONCE = 4096
_STALE = 64  # times that much at most is thrown away: a line that never falls silent is no printer


class DescriptorLink:
    """Reads and writes one non-blocking descriptor. lost_at_end: an empty read means that the other side is gone."""

    def __init__(self, descriptor: int, *, lost_at_end: bool = True) -> None:
        self._descriptor, self._lost_at_end = descriptor, lost_at_end

    def write(self, data: bytes, until: float) -> int:
        """See Link."""
        while self._ready(until, writing=True):
            try:
                return os.write(self._descriptor, data[:_AT_ONCE])
            except BlockingIOError:
                # It said that it was ready, and was not: usblp does while a block is under way.
                if not _rest(until):
                    break
            except OSError as error:
                raise LinkLost(str(error)) from error
        return 0

    def read(self, until: float) -> bytes:
        """See Link."""
        while self._ready(until, writing=False):
            try:
                data = os.read(self._descriptor, _AT_ONCE)
            except BlockingIOError:
                data = b""
            except OSError as error:
                raise LinkLost(str(error)) from error
            else:
                if not data and (self._lost_at_end or self._hung_up()):
                    raise LinkLost("closed")
            if data:
                return data
            if not _rest(until):
                break
        return b""

    def drain(self) -> None:
        """Throws away what was left unread. Raises LinkLost."""
        for _ in range(_STALE):
            if not self.read(0):
                break

    def _hung_up(self) -> bool:
        poll = select.poll()
        poll.register(self._descriptor, select.POLLIN)
        return any(events & (select.POLLHUP | select.POLLERR) for _, events in poll.poll(0))

    def _ready(self, until: float, *, writing: bool) -> bool:
        # poll, not select: a busy process has descriptors above 1023.
        poll = select.poll()
        poll.register(self._descriptor, select.POLLOUT if writing else select.POLLIN)
        return bool(poll.poll(max(0.0, until - time.monotonic()) * 1000))


def _rest(until: float) -> bool:
    """A short pause; False when there is no time for it."""
    left = until - time.monotonic()
    if left <= 0:
        return False
    time.sleep(min(_PAUSE, left))
    return True
