"""Parts of a whole, in whole percents that add up; medians and percentiles of minutes."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import TypeVar

_K = TypeVar("_K")


def percents(parts: Mapping[_K, float]) -> dict[_K, int]:
    """Each part as a whole percent; together 100 (largest remainders, Hamilton's method), or all 0 when there is nothing."""
    total = sum(parts.values())
    if total <= 0:
        return dict.fromkeys(parts, 0)
    exact = {key: 100 * part / total for key, part in parts.items()}
    floors = {key: int(value) for key, value in exact.items()}
    short = 100 - sum(floors.values())
    for key in sorted(exact, key=lambda key: floors[key] - exact[key])[:short]:
        floors[key] += 1
    return floors


def percent(part: int, whole: int) -> int | None:
    """Part of whole in whole percents, halves up; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None


def quantile(values: Sequence[int], share: float) -> int:
    """The smallest value that at least `share` of the values do not exceed (nearest rank). values: not empty."""
    return sorted(values)[max(0, ceil(share * len(values)) - 1)]
