"""What a part of `make faults` finds: one row for each fault that was injected."""

from collections.abc import Iterator
from typing import Protocol

import msgspec


class Row(msgspec.Struct, frozen=True):
    """One fault, injected so many times into the real program.

    lost: acknowledged things that are not there afterwards. doubled: numbers (or acts under one key) that were given twice.
    recovered_s: seconds until the office served again, the longest; None where it never stopped. control: what the same count gives
    without the mend, in words; blind: True when the control did not fail as it must, so that the row proves nothing. note: what else was
    measured, with units. wrong: in words what did not hold beside lost and doubled; "" when all held.
    """

    part: str
    test: str
    injected: str
    times: int
    lost: int
    doubled: int
    recovered_s: float | None = None
    control: str = ""
    blind: bool = False
    note: str = ""
    wrong: str = ""

    @property
    def holds(self) -> bool:
        """Whether nothing was lost, nothing doubled, nothing else was wrong, and the test can fail."""
        return not (self.lost or self.doubled or self.blind or self.wrong) and self.times > 0


class Missing(Exception):
    """Raised by a part that cannot be played on this machine, with what is missing. `make faults` fails, `make test` skips it."""


class Part(Protocol):
    """A module of tests/faults. short: the few seconds of it that every `make test` runs; seed: what its chance begins with."""

    def rows(self, short: bool, seed: int) -> Iterator[Row]:
        """The faults of this part, each as soon as it is done."""
        ...
