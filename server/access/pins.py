"""PINs: Argon2id in native threads, two at a time, behind a short queue. Whoever finds the queue full is told so at once."""

import secrets
from collections.abc import Callable
from typing import Any, Protocol

import argon2
import gevent
from gevent.lock import BoundedSemaphore

from server.access.tries import Busy

AT_ONCE = 2
WAITING = 8
PIN_LONGEST = 64


class Hasher(Protocol):
    """What hashes and verifies: argon2.PasswordHasher, or a test's own."""

    def hash(self, password: str | bytes) -> str:
        """A salted hash."""

    def verify(self, hash: str, password: str | bytes) -> bool:  # noqa: A002  (argon2's word)
        """Raises argon2.exceptions.VerificationError when they do not fit."""


class Pins:
    """The office's two Argon2 at a time."""

    def __init__(self, hasher: Hasher | None = None) -> None:
        # RFC 9106's second recommendation scaled to a small box: 19 MiB, 2 passes, 1 lane (OWASP password storage).
        self._hasher: Hasher = hasher or argon2.PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        self._free = BoundedSemaphore(AT_ONCE)
        self._inside = 0
        self._nobodys = ""

    def hash(self, pin: str) -> str:
        """The PIN's salted hash. Raises Busy."""
        hashed: str = self._in_turn(lambda: self._hasher.hash(pin))
        return hashed

    def fits(self, stored: str | None, pin: str) -> bool:
        """True when the PIN is the stored one. A name that nobody has (None) costs as much time as a wrong PIN. Raises Busy."""
        right: bool = self._in_turn(lambda: self._fits(stored, pin))
        return right

    def _in_turn(self, work: Callable[[], Any]) -> Any:
        if self._inside >= AT_ONCE + WAITING:
            raise Busy
        self._inside += 1
        try:
            with self._free:
                # In a native thread: Argon2 takes tens of milliseconds, in which no screen may stand still.
                return gevent.get_hub().threadpool.apply(work)
        finally:
            self._inside -= 1

    def _fits(self, stored: str | None, pin: str) -> bool:
        if stored is None and not self._nobodys:
            self._nobodys = self._hasher.hash("nobody")
        typed = pin[: PIN_LONGEST + 1].encode("utf-8", "surrogatepass")
        try:
            return self._hasher.verify(stored or self._nobodys, typed) and stored is not None
        except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
            return False


def new_pin() -> str:
    """Six digits, by chance."""
    return f"{secrets.randbelow(1_000_000):06}"
