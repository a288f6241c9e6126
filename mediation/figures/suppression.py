"""No published number lets a person be recognised: a cell of 1 to 4 is hidden, and whatever would give it away too.

Domain: no published cell under 5 (CNIL). A table with a total gives a lone hidden cell away by subtraction, so a second one
is hidden with it (complementary suppression). Whoever knows this rule learns no more: tests/mediation/figures goes through
every small table and finds at least two values for each hidden cell.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

import msgspec

FEWEST = 5
"""People in the smallest group that is published."""
_K = TypeVar("_K")


class Hidden(StrEnum):
    """Why a number is not shown. few: it is 1 to 4. kept_back: 1 to 4, or it would give such a number away: not said which."""

    FEW = "few"
    KEPT_BACK = "kept_back"


Cell = int | Hidden
"""A published number of people, or why it is not shown."""


class Counts(msgspec.Struct, frozen=True):
    """A table of people that may be published: its cells in the order given, and their total."""

    cells: dict[str, Cell]
    total: Cell

    @property
    def hides(self) -> bool:
        """True when some number is not shown."""
        return isinstance(self.total, Hidden) or any(isinstance(cell, Hidden) for cell in self.cells.values())

    def largest_first(self) -> "Counts":
        """By what is shown only: an order by the numbers themselves would tell which hidden cell is the smaller."""
        order = sorted(self.cells.items(), key=lambda item: (isinstance(item[1], Hidden), -_shown(item[1]), item[0]))
        return Counts(dict(order), self.total)


def published(count: int) -> Cell:
    """A number of people that stands alone."""
    return Hidden.FEW if 0 < count < FEWEST else count


def published_table(counts: Mapping[str, int]) -> Counts:
    """A table of people in which each is counted once.

    Cells of 1 to 4 are hidden as few. When one of them could be found by subtraction (it is alone, or all are 1, or all are
    4), the smallest other cell (all of that size) is hidden too and none says which is which; when no cell reaches 5, the total.
    """
    total = sum(counts.values())
    if total < FEWEST:
        return Counts({key: published(count) for key, count in counts.items()}, published(total))
    if max(counts.values()) < FEWEST:
        # Five or more in all, and every group small: two groups of 4 in a total of 8 would be told by the total.
        return Counts({key: published(count) for key, count in counts.items()}, Hidden.KEPT_BACK)
    few = {key: count for key, count in counts.items() if 0 < count < FEWEST}
    if not few or _left_open(few):
        return Counts({key: Hidden.FEW if key in few else count for key, count in counts.items()}, total)
    # All that are as small: which of two equal cells was chosen would tell where the small one stands.
    smallest = min(count for count in counts.values() if count >= FEWEST)
    return Counts({k: n if n > smallest or n == 0 else Hidden.KEPT_BACK for k, n in counts.items()}, total)


def added(cells: Iterable[Cell]) -> Cell:
    """The published numbers together; those hidden are not in it. Nothing but hidden ones is hidden too."""
    every = list(cells)
    hidden = [cell for cell in every if isinstance(cell, Hidden)]
    together = sum(cell for cell in every if not isinstance(cell, Hidden))
    # Two of « under five » may be more than five.
    return together or (hidden[0] if len(hidden) == 1 else Hidden.KEPT_BACK if hidden else 0)


def added_tables(tables: Sequence[Counts]) -> Counts:
    """Published tables, cell by cell and total by total."""
    keys = dict.fromkeys(key for table in tables for key in table.cells)
    cells = {key: added(table.cells.get(key, 0) for table in tables) for key in keys}
    return Counts(cells, added(table.total for table in tables))


def _shown(cell: Cell) -> int:
    return 0 if isinstance(cell, Hidden) else cell


def _left_open(few: Mapping[str, int]) -> bool:
    """True when the sum of the hidden cells, which anybody can work out, leaves each at least two values."""
    together = sum(few.values())
    return len(few) > 1 and len(few) < together < len(few) * (FEWEST - 1)
