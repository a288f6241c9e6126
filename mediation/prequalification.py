"""Pre-qualification: what a need asks a client to have ready, and what of it the mediator has seen.

Most incidents at a counter begin with an operation refused for want of a document: seeing it in the queue is the first
prevention. Ticks only: never a number, a name or a copy of a document.
"""

from collections.abc import Iterable

import msgspec


class Checklist(msgspec.Struct, frozen=True):
    """What was asked for, parted in two, in the order of the need's list."""

    seen: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """True when nothing is missing."""
        return not self.missing


def checked(ready: Iterable[str], ticks: Iterable[str]) -> Checklist:
    """The need's list beside the mediator's ticks; a tick that the need does not ask for says nothing about it."""
    items, ticked = tuple(ready), frozenset(ticks)
    return Checklist(tuple(r for r in items if r in ticked), tuple(r for r in items if r not in ticked))
