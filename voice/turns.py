"""Who has a clip made next: calls first, then whoever came first; and how much a device may have made."""

import heapq
import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager

MOST_WAITING = 8
"""Who may wait for a clip at a time, calls apart: a clip takes a tenth of a second, on a small box half of one."""
BURST = 60
"""Clips that one device may have made at once: the longest picture of the kiosk has some twenty sentences."""
A_SECOND = 0.5
"""… and how many a second after that."""


class Busy(Exception):
    """Not now: too many wait, or this device had as much made as it may. after: seconds until it is worth asking again."""

    def __init__(self, after: int) -> None:
        super().__init__(after)
        self.after = after


class Turns:
    """One at a time. A call never waits for more than the clip in hand and the calls before it."""

    def __init__(self) -> None:
        self._free = threading.Condition()
        self._waiting: list[tuple[bool, int]] = []
        self._numbers = itertools.count()
        self._taken = False

    @contextmanager
    def turn(self, call: bool) -> Iterator[None]:
        """Waits its turn. Raises Busy when too many wait already; a call is never refused."""
        self._wait(call)
        try:
            yield
        finally:
            with self._free:
                self._taken = False
                self._free.notify_all()

    def _wait(self, call: bool) -> None:
        with self._free:
            if not call and sum(other for other, _number in self._waiting) >= MOST_WAITING:
                raise Busy(after=2)
            mine = (not call, next(self._numbers))
            heapq.heappush(self._waiting, mine)
            try:
                while self._taken or self._waiting[0] != mine:
                    self._free.wait()
                self._taken = True
            finally:
                # Also for one who was ended while it waited: nobody waits behind somebody who is gone.
                self._waiting.remove(mine)
                heapq.heapify(self._waiting)
                self._free.notify_all()
