"""The queue: what people came for, how long they waited, how visits ended. By need and hour, never by counter or agent."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

import msgspec

from flow.tickets import Outcome
from mediation.figures.shares import percent, quantile
from mediation.figures.suppression import FEWEST, Cell, Counts, Hidden, published, published_table
from mediation.records import Visit

_K = TypeVar("_K", bound=Hashable)
LONG_TAIL = 0.9


Ratio = tuple[int, int]
WRONG, NO_SHOW, KEPT = RATIOS = ("wrong", "no_show", "kept")


class Times(msgspec.Struct, frozen=True):
    """Minutes. people: visits. waited, waited_most: half, nine in ten, waited at most so long. served: median.

    None under five people who were received.
    """

    people: Cell
    waited: int | None
    waited_most: int | None
    served: int | None


class Queue(msgspec.Struct, frozen=True):
    """Tickets that were closed, without those issued in error. outcomes: how they ended; its total is all of them.

    declared, needs: by id, as the client said first and as they were in the end. wrong: needs that were corrected.
    kept_percent: of the visits with an announced wait and an end to it, those received within the longest wait announced.
    machine_failed: back unsolved from the machine or from help.
    by_need: of needs whose number is published. by_hour: hour of arrival, local.
    ratios: what the three percents are of (part, whole), by RATIOS; None where a number of 1 to 4 could be found from them.
    """

    outcomes: Counts
    declared: Counts
    needs: Counts
    wrong: Cell
    wrong_percent: int | None
    no_show_percent: int | None
    kept_percent: int | None
    machine_failed: Cell
    overall: Times
    by_need: dict[str, Times]
    by_hour: dict[int, Times]
    ratios: dict[str, Ratio | None]


def queue(visits: Iterable[Visit]) -> Queue:
    """The figures of these visits."""
    real = [visit for visit in visits if visit.outcome is not Outcome.ISSUED_IN_ERROR]
    outcomes = Counter(visit.outcome for visit in real)
    needs = _table(visit.need for visit in real)
    by_need, by_hour = _grouped(real, lambda visit: visit.need), _grouped(real, lambda visit: visit.hour)
    wrong = sum(visit.need != visit.declared for visit in real)
    hours = published_table({str(hour): len(some) for hour, some in sorted(by_hour.items())}).cells
    ratios = {
        WRONG: _ratio(wrong, len(real)),
        NO_SHOW: _ratio(outcomes[Outcome.NO_SHOW], len(real)),
        KEPT: _kept(real),
    }
    return Queue(
        outcomes=published_table({end: outcomes[end] for end in Outcome if outcomes[end]}),
        declared=_table(visit.declared for visit in real),
        needs=needs,
        wrong=published(wrong),
        wrong_percent=percent_of(ratios[WRONG]),
        no_show_percent=percent_of(ratios[NO_SHOW]),
        kept_percent=percent_of(ratios[KEPT]),
        machine_failed=published(sum(visit.machine_failed for visit in real)),
        overall=_times(real, published(len(real))),
        by_need={need: _times(by_need[need], cell) for need, cell in needs.cells.items() if need in by_need},
        by_hour={int(hour): _times(by_hour[int(hour)], cell) for hour, cell in hours.items()},
        ratios=ratios,
    )


def percent_of(ratio: Ratio | None) -> int | None:
    """In whole percents; None of nothing, and of what is not published."""
    return None if ratio is None else percent(*ratio)


def _table(needs: Iterable[str]) -> Counts:
    return published_table(dict(sorted(Counter(needs).items()))).largest_first()


def _grouped(visits: Iterable[Visit], key: Callable[[Visit], _K]) -> dict[_K, list[Visit]]:
    groups: dict[_K, list[Visit]] = defaultdict(list)
    for visit in visits:
        groups[key(visit)].append(visit)
    return groups


def _kept(visits: Iterable[Visit]) -> Ratio | None:
    both = [(v.waited, v.promised) for v in visits if v.waited is not None and v.promised is not None]
    return _ratio(sum(waited <= promised for waited, promised in both), len(both))


def _times(visits: Sequence[Visit], people: Cell) -> Times:
    waited = [visit.waited for visit in visits if visit.waited is not None]
    if isinstance(people, Hidden) or len(waited) < FEWEST:
        return Times(people, None, None, None)
    served = [visit.served for visit in visits if visit.served is not None]
    return Times(
        people,
        waited=quantile(waited, 0.5),
        waited_most=quantile(waited, LONG_TAIL),
        served=quantile(served, 0.5) if len(served) >= FEWEST else None,
    )


def _ratio(part: int, whole: int) -> Ratio | None:
    """A percent that would give a number of 1 to 4 away, of those inside or outside, is hidden with it."""
    hidden = any(isinstance(published(count), Hidden) for count in (part, whole - part, whole))
    return None if hidden else (part, whole)
