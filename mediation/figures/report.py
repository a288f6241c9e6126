"""A whole report: the mission's figures, what was done, and the queue, over one period; with the period before beside it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import msgspec

from flow.readings import Reading
from mediation.coop import Action
from mediation.figures.hall import Answers, Moves, alerts, moves
from mediation.figures.helped import Done, Progress, actions, autonomy, orientations
from mediation.figures.mission import Mission, mission
from mediation.figures.suppression import Counts, published_table
from mediation.figures.visits import Queue, queue
from mediation.figures.workshops import Workshops, workshops
from mediation.records import (
    AccompanimentRecord,
    AlertRecord,
    MoveRecord,
    PresenceRecord,
    Visit,
    WorkshopRecord,
)

_Dated = PresenceRecord | AccompanimentRecord | WorkshopRecord
_R = TypeVar("_R", PresenceRecord, AccompanimentRecord, WorkshopRecord)


class Records(msgspec.Struct, frozen=True):
    """Everything recorded in a period. One mediator's report has neither visits, moves nor alerts: they are the office's."""

    presences: Sequence[PresenceRecord] = ()
    accompaniments: Sequence[AccompanimentRecord] = ()
    workshops: Sequence[WorkshopRecord] = ()
    visits: Sequence[Visit] = ()
    moves: Sequence[MoveRecord] = ()
    alerts: Sequence[AlertRecord] = ()


class Split(msgspec.Struct, frozen=True):
    """The mission's figures of each part (a month "2022-03", an office's id), with the accompaniments as one published table."""

    parts: dict[str, Mission]
    accompaniments: Counts


class Doubts(msgspec.Struct, frozen=True):
    """What somebody has still to look at. clock_recorded: helps that the clock recorded as proposed; left_open: presences that
    the clock ended; corrected: presences that a manager changed.
    """

    clock_recorded: int
    left_open: int
    corrected: int


class Report(msgspec.Struct, frozen=True):
    """All figures of a period. before: the mission's four of the period before.

    left_out: to be published, and numbers of 1 to 4 of some month of some office are not counted in it (figures.publication).
    """

    mission: Mission
    before: Mission
    months: Split
    offices: Split
    actions: dict[Action, Done]
    progress: Progress
    orientations: Counts
    workshops: Workshops
    queue: Queue
    moves: Moves
    alerts: dict[Reading, Answers]
    doubts: Doubts
    left_out: bool = False


def report(records: Records, before: Records, months: Sequence[str], offices: Sequence[str]) -> Report:
    """The report of `records`. months: those of the period, "2022-03"; offices: ids; each in the order wanted, empty ones too."""
    return Report(
        mission=_mission(records),
        before=_mission(before),
        months=_split(records, months, lambda dated: dated.date[:7]),
        offices=_split(records, offices, lambda dated: dated.office),
        actions=actions(records.accompaniments),
        progress=autonomy(records.accompaniments),
        orientations=orientations(records.accompaniments),
        workshops=workshops(records.workshops),
        queue=queue(records.visits),
        moves=moves(records.moves),
        alerts=alerts(records.alerts),
        doubts=Doubts(
            clock_recorded=sum(not helped.confirmed for helped in records.accompaniments),
            left_open=sum(presence.left_open for presence in records.presences),
            corrected=sum(bool(presence.corrections) for presence in records.presences),
        ),
    )


def _mission(records: Records) -> Mission:
    return mission(records.presences, records.accompaniments, records.workshops)


def _split(records: Records, keys: Sequence[str], key: Callable[[_Dated], str]) -> Split:
    presences = _by(records.presences, key)
    accompaniments = _by(records.accompaniments, key)
    by_workshop = _by(records.workshops, key)
    parts = {group: mission(presences[group], accompaniments[group], by_workshop[group]) for group in keys}
    return Split(parts, published_table({group: part.digital_accompaniments for group, part in parts.items()}))


def _by(some: Iterable[_R], key: Callable[[_Dated], str]) -> dict[str, list[_R]]:
    groups: dict[str, list[_R]] = defaultdict(list)
    for dated in some:
        groups[key(dated)].append(dated)
    return groups
