"""The few blocks that a report is written in: figures, tables with bars, sections."""

from collections.abc import Callable, Iterable

import msgspec

from mediation.figures.suppression import Counts
from report.charts import Columns, lengths
from report.writing import Writing


class Figure(msgspec.Struct, frozen=True):
    """A large number with its name; definition: what is counted; change: since the period before."""

    value: str
    label: str
    definition: str = ""
    change: str = ""


class Row(msgspec.Struct, frozen=True):
    """A line of a table. bar: length of the bar in percent, None in a table without bars."""

    label: str
    cells: tuple[str, ...]
    bar: int | None = None


class Table(msgspec.Struct, frozen=True):
    """heads: of the label, then of each cell. foot: the line of the whole, if there is one."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    foot: Row | None = None

    def first(self, most: int) -> "Table":
        """The same with as many rows as paper has room for; the page says how many are not shown."""
        return msgspec.structs.replace(self, rows=self.rows[:most])


class Section(msgspec.Struct, frozen=True):
    """A part of the report. figures: small ones, above the tables. empty: what is said when there is nothing to show."""

    key: str
    title: str
    definition: str
    tables: tuple[Table, ...] = ()
    charts: tuple[Columns, ...] = ()
    figures: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()
    empty: str = ""


def people(
    writing: Writing, caption: str, heads: tuple[str, str], counts: Counts, label: Callable[[str], str]
) -> Table:
    """A table of people with a bar and its total. label: a code in words."""
    bars = lengths(list(counts.cells.values()))
    rows = tuple(
        Row(label(key), (writing.cell(count),), bar)
        for (key, count), bar in zip(counts.cells.items(), bars, strict=True)
    )
    return Table(caption, heads, rows, Row(writing.say("Ensemble"), (writing.cell(counts.total),)))


def lines(rows: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[Row, ...]:
    """Rows without bars."""
    return tuple(Row(label, cells) for label, cells in rows)
