"""The workshops: held, seats, who came."""

from collections.abc import Iterable, Sequence

import msgspec

from mediation.coop import WorkshopLevel
from mediation.figures.mission import took_place
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
    held_workshops = [workshop for workshop in every if took_place(workshop)]
    by_level = {level: [workshop for workshop in held_workshops if workshop.level is level] for level in WorkshopLevel}
    cancelled = sum(workshop.cancelled for workshop in every)
    return Workshops(
        planned=len(every) - cancelled,
        cancelled=cancelled,
        held=len(held_workshops),
        outside=sum(not workshop.inside for workshop in held_workshops),
        seats=sum(workshop.seats for workshop in held_workshops),
        signed_up=published(sum(_signed_up(workshop) for workshop in held_workshops)),
        came=published(_came(held_workshops)),
        by_level={level: len(some) for level, some in by_level.items()},
        came_by_level=published_table({level: _came(some) for level, some in by_level.items()}),
    )


def _came(some: Sequence[WorkshopRecord]) -> int:
    return sum(
        workshop.counts.total if workshop.counts is not None else workshop.attendance.present for workshop in some
    )


def _signed_up(workshop: WorkshopRecord) -> int:
    return workshop.attendance.seated + workshop.attendance.waiting + workshop.attendance.signed_off
