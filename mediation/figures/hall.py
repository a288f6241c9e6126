"""The calm of the hall: changes of order with their reasons and price, alerts and what people answered."""

from collections.abc import Iterable

import msgspec

from flow.readings import Reading
from flow.tickets import MoveReason
from mediation.figures.suppression import Counts, Hidden, published, published_table
from mediation.records import AlertRecord, MoveRecord

ADVANCE = "advance"


class Price(msgspec.Struct, frozen=True):
    """What the changes cost the others: how many people were passed, and about how many minutes more each waited (mean)."""

    people: int | Hidden
    minutes: float | Hidden


class Moves(msgspec.Struct, frozen=True):
    """counts and prices by reason (MoveReason, or ADVANCE for an advance of 5 or 10 minutes); those taken back are not in them."""

    counts: Counts
    prices: dict[str, Price]


class Answers(msgspec.Struct, frozen=True):
    """Alerts of one reading: raised, and of those the ones called right, called false, never answered."""

    raised: int
    right: int
    false: int
    unanswered: int


def moves(changes: Iterable[MoveRecord]) -> Moves:
    """The figures of these changes of order."""
    groups: dict[str, list[MoveRecord]] = {key: [] for key in (*MoveReason, ADVANCE)}
    for move in changes:
        if not move.undone:
            groups[move.reason or ADVANCE].append(move)
    counts = published_table({reason: len(some) for reason, some in groups.items()})
    return Moves(counts, {reason: _price(groups[reason], counts.cells[reason]) for reason in groups})


def alerts(raised: Iterable[AlertRecord]) -> dict[Reading, Answers]:
    """By reading. Nobody is recognised in these: they are not numbers of people."""
    by_reading: dict[Reading, list[bool | None]] = {reading: [] for reading in Reading}
    for alert in raised:
        by_reading[alert.reading].append(alert.right)
    return {
        reading: Answers(len(answers), answers.count(True), answers.count(False), answers.count(None))
        for reading, answers in by_reading.items()
    }


def _price(some: list[MoveRecord], count: int | Hidden) -> Price:
    if isinstance(count, Hidden):
        return Price(count, count)
    people = sum(move.overtaken for move in some)
    if isinstance(published(people), Hidden):
        return Price(Hidden.FEW, Hidden.FEW)
    minutes = sum(move.minutes * move.overtaken for move in some)
    return Price(people, minutes / people if people else 0.0)
