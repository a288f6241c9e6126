"""The workshops: held, seats, who came."""

from collections.abc import Iterable, Sequence

import msgspec

from mediation.coop import WorkshopLevel
from mediation.figures.mission import held
from mediation.figures.suppression import Cell, Counts, published, published_table
from mediation.records import WorkshopRecord


class Workshops(msgspec.Struct, frozen=True):
    """planned: without those cancelled. held: those that took place; seats, signed_up and came are of those only.

    signed_up: everybody who ever had a seat or waited for one. came: as counted at the end, else as marked present.
    outside: held in another place than the office. by_level: held, by level.
    """

    planned: int
    cancelled: int
    held: int
    outside: int
    seats: int
    signed_up: Cell
    came: Cell
    by_level: dict[WorkshopLevel, int]
    came_by_level: Counts


def workshops(planned: Iterable[WorkshopRecord]) -> Workshops:
    """The figures of these workshops."""
    every = list(planned)
    took_place = [one for one in every if held(one)]
    by_level = {level: [one for one in took_place if one.level is level] for level in WorkshopLevel}
    cancelled = sum(one.cancelled for one in every)
    return Workshops(
        planned=len(every) - cancelled,
        cancelled=cancelled,
        held=len(took_place),
        outside=sum(not one.inside for one in took_place),
        seats=sum(one.seats for one in took_place),
        signed_up=published(sum(_signed_up(one) for one in took_place)),
        came=published(_came(took_place)),
        by_level={level: len(some) for level, some in by_level.items()},
        came_by_level=published_table({level: _came(some) for level, some in by_level.items()}),
    )


def _came(some: Sequence[WorkshopRecord]) -> int:
    return sum(one.counts.total if one.counts is not None else one.attendance.present for one in some)


def _signed_up(one: WorkshopRecord) -> int:
    return one.attendance.seated + one.attendance.waiting + one.attendance.gone
