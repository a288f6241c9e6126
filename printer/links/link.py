"""What every way to a printer has in common: bytes out, bytes in, never longer than asked."""

from typing import Protocol


class Unreachable(Exception):
    """The printer could not be opened; the message says why."""


class LinkLost(Exception):
    """It is gone in the middle: closed, reset, unplugged."""


class Link(Protocol):
    """One printer, opened. Moments (`until`) are of time.monotonic(), in seconds; a moment that is past means "at once".

    What an earlier conversation left unread is thrown away when it is opened.
    """

    def write(self, data: bytes, until: float) -> int:
        """How many of the first bytes were taken: 0 when none was before the moment. Raises LinkLost."""

    def read(self, until: float) -> bytes:
        """What has come; empty when nothing came before the moment. Raises LinkLost."""

    def close(self, until: float) -> None:
        """Lets the last bytes go until that moment, then closes. Never raises; twice is once."""
