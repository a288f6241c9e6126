"""What the mediators did: the five kinds of action, what people could do before and after, where they were sent on to."""

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from mediation.coop import Action, Autonomy, Nature, Share
from mediation.figures.suppression import Cell, Counts, Hidden, published_table
from mediation.records import AccompanimentRecord
from mediation.structures import Structure

_ORDER = {level: place for place, level in enumerate(Autonomy)}


class Done(msgspec.Struct, frozen=True):
    """How many helps, and their minutes; the minutes are hidden with the number."""

    count: Cell
    minutes: int | Hidden


class Progress(msgspec.Struct, frozen=True):
    """Of the people whose autonomy was noted before and after.

    before, after: how many at each level. change: more, as much or less autonomous after than before.
    """

    before: Counts
    after: Counts
    change: Counts


def actions(accompaniments: Iterable[AccompanimentRecord]) -> dict[Action, Done]:
    """The mission's five kinds of action, in its order; workshops are counted apart (figures.workshops).

    Two tables, one for each share of the time: the number of digital accompaniments is published beside them, and would give a
    cell of a single table away.
    """
    counts, minutes = Counter[Action](), Counter[Action]()
    for helped in accompaniments:
        counts[helped.details.nature.action] += 1
        minutes[helped.details.nature.action] += helped.details.minutes
    cells: dict[str, Cell] = {}
    for share in Share:
        of_share = dict.fromkeys(nature.action for nature in Nature if nature.share is share)
        cells |= published_table({action: counts[action] for action in of_share}).cells
    return {action: _done(cells[action], minutes[action]) for action in Action}


def autonomy(accompaniments: Sequence[AccompanimentRecord]) -> Progress:
    """Only where both were noted: nothing is guessed for the others."""
    both = [
        (helped.details.autonomy_before, helped.details.autonomy_after)
        for helped in accompaniments
        if helped.details.autonomy_before is not None and helped.details.autonomy_after is not None
    ]
    before, after = Counter(b for b, _ in both), Counter(a for _, a in both)
    steps = Counter(_step(b, a) for b, a in both)
    return Progress(
        before=published_table({level: before[level] for level in Autonomy}),
        after=published_table({level: after[level] for level in Autonomy}),
        change=published_table({step: steps[step] for step in ("more", "same", "less")}),
    )


def orientations(accompaniments: Iterable[AccompanimentRecord]) -> Counts:
    """To which kind of place people were sent on, most often first."""
    counts = Counter(helped.details.reoriented for helped in accompaniments if helped.details.reoriented is not None)
    return published_table({kind: counts[kind] for kind in Structure if counts[kind]}).largest_first()


def _done(count: Cell, minutes: int) -> Done:
    return Done(count, count if isinstance(count, Hidden) else minutes)


def _step(before: Autonomy, after: Autonomy) -> str:
    if before is after:
        return "same"
    return "more" if _ORDER[after] > _ORDER[before] else "less"
