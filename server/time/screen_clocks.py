"""The clocks of the screens: each handheld and each counter's machine has its own. Together they know whether the box's is right."""

import socket
from collections.abc import Callable

import msgspec

from flow.timekeeping import JUMP_MS, may_be

HEARD_MS = 60_000
"""A screen says its time every 5 s while the office asks: what is older is of a screen that left."""
LEAST = 2
"""One alone may be the one that is wrong."""
MOST = 64
"""Machines that are remembered; an office has a dozen."""


class Heard(msgspec.Struct, frozen=True):
    """ahead: milliseconds from the running time to what the screen said. at: when, on the running time."""

    ahead: int
    at: int


class ScreenClocks:
    """What other machines of the office say of the time. elapsed: a clock that nobody sets, in milliseconds.

    is_own: whether an address is this machine's, so that a browser on the box is not taken for a second opinion.
    """

    def __init__(self, elapsed: Callable[[], int], is_own: Callable[[str], bool] | None = None) -> None:
        self._elapsed = elapsed
        self._is_own = is_own or is_own_address
        self._heard: dict[str, Heard] = {}

    def hear(self, address: str, milliseconds: int) -> None:
        """A paired screen at this address said its time, in milliseconds since 1970. Machines count, not their pages."""
        now = self._elapsed()
        self._heard = {machine: heard for machine, heard in self._heard.items() if now - heard.at <= HEARD_MS}
        if not may_be(milliseconds) or not address or self._is_own(address):
            return
        if address in self._heard or len(self._heard) < MOST:
            self._heard[address] = Heard(milliseconds - now, now)

    def agree(self, wall: int) -> bool:
        """Whether at least two machines, and more than half of all that speak, say that it is `wall` (milliseconds since 1970)."""
        now = self._elapsed()
        speak = [heard for heard in self._heard.values() if now - heard.at <= HEARD_MS]
        for_it = sum(abs(heard.ahead + now - wall) <= JUMP_MS for heard in speak)
        return for_it >= LEAST and 2 * for_it > len(speak)


def is_own_address(address: str) -> bool:
    """Whether it is an address of this machine: only such a one can be bound."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as trial:
            trial.bind((address, 0))
    except OSError:
        return False
    return True
