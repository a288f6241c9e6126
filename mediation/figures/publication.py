"""The report that leaves the office: whole months that are over, each number the sum of numbers that are published themselves.

Two reports over two periods, or over two sets of offices, could be subtracted: what is hidden in one month of one office would be
found from the others. So nothing is counted over a longer time than a month of one office: a published number adds up the published
numbers of each month of each office, and one that is hidden there is not in it. Whatever is subtracted, what remains is again a sum
of published numbers: 0, or 5 and more. (Additive tables with primary suppression; the parts are those of figures.suppression.)
Hours, minutes, medians and workshops held are not numbers of people: they are those of the whole.
"""

from collections.abc import Callable, Sequence

import msgspec

from mediation.coop import Action
from mediation.figures.hall import Moves, Price
from mediation.figures.helped import Done, Progress
from mediation.figures.mission import Mission
from mediation.figures.report import Records, Report, Split, report
from mediation.figures.suppression import Cell, Counts, Hidden, added, added_tables
from mediation.figures.visits import RATIOS, Queue, Times, percent_of


def report_to_publish(records: Records, before: Records, months: Sequence[str], offices: Sequence[str]) -> Report:
    """The report of these months ("2022-03", whole and over) and offices (ids), of everybody. before: the records of as many
    months before.
    """
    whole = report(records, before, months, offices)
    parts = {(month, office): _part(records, month, office) for month in months for office in offices}
    if not parts:
        return whole
    every = list(parts.values())
    published = msgspec.structs.replace(
        whole,
        mission=_mission(whole.mission, every),
        before=_mission(whole.before, _parts_before(before, offices)),
        months=_split(whole.months, lambda month: [part for (m, _), part in parts.items() if m == month]),
        offices=_split(whole.offices, lambda office: [part for (_, o), part in parts.items() if o == office]),
        actions={action: _done([part.actions[action] for part in every]) for action in Action},
        progress=_progress([part.progress for part in every]),
        orientations=added_tables([part.orientations for part in every]).largest_first(),
        workshops=msgspec.structs.replace(
            whole.workshops,
            signed_up=added(part.workshops.signed_up for part in every),
            came=added(part.workshops.came for part in every),
            came_by_level=added_tables([part.workshops.came_by_level for part in every]),
        ),
        queue=_queue(whole.queue, [part.queue for part in every]),
        moves=_moves([part.moves for part in every]),
    )
    return msgspec.structs.replace(published, left_out=len(every) > 1 and any(map(_hides, every)))


def _part(records: Records, month: str, office: str) -> Report:
    """The report of one month of one office: what everything published is made of."""
    by_kind = msgspec.structs.asdict(records)
    mine = {name: [r for r in some if r.office == office and r.date[:7] == month] for name, some in by_kind.items()}
    return report(Records(**mine), Records(), [month], [office])


def _parts_before(before: Records, offices: Sequence[str]) -> list[Report]:
    months = sorted({helped.date[:7] for helped in before.accompaniments})
    return [_part(before, month, office) for month in months for office in offices]


def _mission(whole: Mission, parts: Sequence[Report]) -> Mission:
    if len(parts) < 2:
        return whole
    every = [part.mission.accompaniments for part in parts]
    hidden = any(isinstance(cell, Hidden) for cell in every)
    digital = sum(cell for cell in every if not isinstance(cell, Hidden))
    return msgspec.structs.replace(whole, digital_accompaniments=digital, left_out=hidden)


def _split(whole: Split, of: Callable[[str], list[Report]]) -> Split:
    parts = {key: _mission(mission, of(key)) for key, mission in whole.parts.items()}
    cells = {key: mission.accompaniments for key, mission in parts.items()}
    return Split(parts, Counts(dict(cells), added(cells.values())))


def _done(some: Sequence[Done]) -> Done:
    return Done(added(done.count for done in some), added(done.minutes for done in some))


def _progress(some: Sequence[Progress]) -> Progress:
    return Progress(
        before=added_tables([progress.before for progress in some]),
        after=added_tables([progress.after for progress in some]),
        change=added_tables([progress.change for progress in some]),
    )


def _queue(whole: Queue, some: Sequence[Queue]) -> Queue:
    shares_of = {name: [ratio for queue in some if (ratio := queue.ratios[name]) is not None] for name in RATIOS}
    ratios = {
        name: (sum(p for p, _ in each), sum(w for _, w in each)) if each else None for name, each in shares_of.items()
    }
    needs = added_tables([queue.needs for queue in some]).largest_first()
    hours = {
        hour: added(queue.by_hour[hour].people for queue in some if hour in queue.by_hour) for hour in whole.by_hour
    }
    return Queue(
        outcomes=added_tables([queue.outcomes for queue in some]),
        declared=added_tables([queue.declared for queue in some]).largest_first(),
        needs=needs,
        wrong=added(queue.wrong for queue in some),
        wrong_percent=percent_of(ratios["wrong"]),
        no_show_percent=percent_of(ratios["no_show"]),
        kept_percent=percent_of(ratios["kept"]),
        machine_failed=added(queue.machine_failed for queue in some),
        overall=_times(whole.overall, added(queue.overall.people for queue in some)),
        by_need={
            need: _times(whole.by_need[need], cell) for need, cell in needs.cells.items() if need in whole.by_need
        },
        by_hour={hour: _times(whole.by_hour[hour], cell) for hour, cell in hours.items()},
        ratios=ratios,
    )


def _times(whole: Times, people: Cell) -> Times:
    """Medians of the whole, where a number of people is published."""
    if isinstance(people, Hidden) or not people:
        return Times(people, None, None, None)
    return msgspec.structs.replace(whole, people=people)


def _moves(some: Sequence[Moves]) -> Moves:
    counts = added_tables([moves.counts for moves in some])
    return Moves(counts, {reason: _price([moves.prices[reason] for moves in some]) for reason in counts.cells})


def _price(some: Sequence[Price]) -> Price:
    priced = [
        (price.people, price.minutes)
        for price in some
        if not isinstance(price.people, Hidden) and not isinstance(price.minutes, Hidden)
    ]
    if not priced:
        return some[0]
    people = sum(count for count, _ in priced)
    return Price(people, sum(count * minutes for count, minutes in priced) / people if people else 0.0)


def _hides(part: Report) -> bool:
    """True when some number of this part is not in the sums."""
    queue = part.queue
    tables = [
        part.orientations,
        part.workshops.came_by_level,
        part.moves.counts,
        queue.outcomes,
        queue.declared,
        queue.needs,
    ]
    tables += [part.progress.before, part.progress.after, part.progress.change]
    cells: list[Cell] = [part.mission.accompaniments, part.workshops.signed_up, part.workshops.came]
    cells += [queue.wrong, queue.machine_failed, *(done.count for done in part.actions.values())]
    return any(table.hides for table in tables) or any(isinstance(cell, Hidden) for cell in cells)
