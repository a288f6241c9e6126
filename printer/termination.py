"""How a long-running process ends: on SIGTERM, or with its parent, and never in the middle of a ticket."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Terminated(Exception):
    """Raised in the middle of an idle wait, to leave it."""


class Termination:
    """Knows whether to end. One per process: it takes SIGTERM and SIGINT.

    parent_pid: ends when this process is gone, too; 0 for none.
    """

    def __init__(self, parent_pid: int = 0) -> None:
        self._requested = threading.Event()
        self._idle = False
        self._parent = parent_pid
        self._is_parent = parent_pid == os.getppid()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._request)

    def __bool__(self) -> bool:
        return self._requested.is_set() or self._orphaned()

    @contextmanager
    def idle(self) -> Iterator[None]:
        """Inside, a signal ends the wait at once, by Terminated; outside, what has begun is finished first."""
        self._idle = True
        try:
            if self:
                raise Terminated
            yield
        finally:
            self._idle = False

    def pause(self, seconds: float) -> None:
        """Waits that long, less when asked to end."""
        self._requested.wait(seconds)

    def _request(self, number: int, frame: object) -> None:
        self._requested.set()
        if self._idle:
            raise Terminated

    def _orphaned(self) -> bool:
        if not self._parent:
            return False
        if self._is_parent:
            return os.getppid() != self._parent
        try:
            os.kill(self._parent, 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            pass
        return False
