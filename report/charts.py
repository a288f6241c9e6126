"""Charts as geometry: what the template draws as SVG. Solid, hatched and outlined: they are read in black and white."""

from collections.abc import Sequence
from math import ceil

import msgspec

from mediation.figures.suppression import Cell, Hidden

WIDTH = 640
_PLOT, _ABOVE, _BELOW = 104, 18, 34
_MOST_LABELS = 24


class Column(msgspec.Struct, frozen=True):
    """A column of a chart, in its units. text over it, label and second under it; mark: height of a short line, or None."""

    x: float
    y: float
    width: float
    height: float
    text: str
    label: str
    second: str = ""
    mark: float | None = None

    @property
    def middle(self) -> float:
        """Where its words are centred."""
        return round(self.x + self.width / 2, 1)


class Columns(msgspec.Struct, frozen=True):
    """A chart of columns. title: what it shows, for those who hear it; the table beside it has every number."""

    title: str
    columns: tuple[Column, ...]
    width: int = WIDTH
    height: int = _ABOVE + _PLOT + _BELOW
    floor: int = _ABOVE + _PLOT


class Point(msgspec.Struct, frozen=True):
    """What a column shows. value None: no column. mark: a second value, drawn as a short line."""

    label: str
    value: float | None
    text: str
    second: str = ""
    mark: float | None = None


def columns(title: str, points: Sequence[Point]) -> Columns:
    """Columns from zero, as wide as the chart lets them be; of many, only every other one is labelled."""
    step = WIDTH / max(1, len(points))
    width = min(44, step * 0.72)
    highest = max((max(p.value or 0, p.mark or 0) for p in points), default=0) or 1
    every = ceil(len(points) / _MOST_LABELS)
    drawn = []
    for place, point in enumerate(points):
        height = _PLOT * (point.value or 0) / highest
        labelled = place % every == 0
        drawn.append(
            Column(
                x=round(step * place + (step - width) / 2, 1),
                y=round(_ABOVE + _PLOT - height, 1),
                width=round(width, 1),
                height=round(height, 1),
                text=point.text if every == 1 else "",
                label=point.label if labelled else "",
                second=point.second,
                mark=None if point.mark is None else round(_ABOVE + _PLOT - _PLOT * point.mark / highest, 1),
            )
        )
    return Columns(title, tuple(drawn))


class Halves(msgspec.Struct, frozen=True):
    """A whole in two parts: the first solid, the second hatched. split: where they meet."""

    title: str
    split: float
    first: str
    second: str
    width: int = WIDTH


def halves(title: str, percent: int, first: str, second: str) -> Halves:
    """percent: of the first part."""
    return Halves(title, round(WIDTH * percent / 100, 1), first, second)


def lengths(cells: Sequence[Cell]) -> list[int]:
    """How long the bar beside each number is, in percent of the longest; 0 for a hidden number."""
    shown = [0 if isinstance(cell, Hidden) else cell for cell in cells]
    longest = max(shown, default=0) or 1
    return [round(100 * value / longest) for value in shown]
