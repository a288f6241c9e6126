"""Whoever has every report of a year that may be published, of all months and offices, finds no group of 1 to 4 by subtracting."""

from itertools import combinations
from random import Random

import pytest
from records_for import helped, move, visit, workshop

from flow.tickets import MoveReason, Outcome
from mediation.coop import Autonomy, Nature, WorkshopLevel
from mediation.figures.publication import report_to_publish
from mediation.figures.report import Records, report
from mediation.figures.suppression import Hidden
from mediation.structures import Structure

MONTHS = [f"2022-{month:02}" for month in range(1, 13)]
OFFICES = ["lens", "lievin"]
NEEDS = ["track", "stamps", "parcel_notice", "client_space", "taxes", "residence_permit"]

NAMED = {
    "needs": NEEDS,
    "declared": NEEDS,
    "places": list(Structure),
    "ends": [Outcome.SERVED, Outcome.NO_SHOW, Outcome.LEFT],
}


def _year(seed: int) -> Records:
    """Two offices, in which much is rare: one to nine people a month for most needs, actions, places, levels."""
    chance = Random(seed)
    visits, helps, held, moves = [], [], [], []
    for month in MONTHS:
        for office in OFFICES:
            where = {"office": office, "date": f"{month}-14"}
            for need in NEEDS:
                for _ in range(chance.choice([0, 1, 2, 3, 4, 5, 6, 9, 40])):
                    end = chance.choice([Outcome.SERVED] * 6 + [Outcome.NO_SHOW, Outcome.LEFT])
                    declared = chance.choice([need] * 5 + NEEDS)
                    waited = None if end is Outcome.LEFT else chance.randint(1, 25)
                    failed = chance.random() < 0.06
                    visits.append(visit(need, waited, declared=declared, outcome=end, machine_failed=failed,
                                        hour=chance.choice([9, 10, 11, 12]), **where))  # fmt: skip
            for nature in Nature:
                for _ in range(chance.choice([0, 1, 2, 3, 4, 7, 12])):
                    levels = {
                        "autonomy_before": chance.choice(list(Autonomy)),
                        "autonomy_after": chance.choice(list(Autonomy)),
                    }
                    sent = chance.choice([None] * 3 + list(Structure))
                    helps.append(helped(nature, chance.randint(3, 20), reoriented=sent, **levels, **where))
            held += [
                workshop(chance.randint(1, 8), level=level, **where) for level in WorkshopLevel if chance.random() < 0.7
            ]
            moves += [
                move(chance.choice(list(MoveReason)), chance.randint(1, 4), **where)
                for _ in range(chance.randint(0, 30))
            ]
    return Records((), helps, held, visits, moves)


def test_a_price_is_summed_over_the_months_that_publish_theirs_and_hidden_where_none_does():
    def prices(**moves_in: int):
        moves = [
            move(overtaken=2, date=f"2022-{month[1:]}-14") for month, count in moves_in.items() for _ in range(count)
        ]
        published = report_to_publish(Records((), [], [], [], moves), Records(), MONTHS[:2], ["lens"])
        return published.moves.prices[MoveReason.CALMING]

    few, many = prices(m01=2, m02=1), prices(m01=2, m02=9)

    assert isinstance(few.people, Hidden)
    assert isinstance(few.minutes, Hidden)
    assert (many.people, many.minutes) == (18, 2.0)


def _numbers(published) -> dict[str, int]:
    """Every published number of people in a report, by its place in it."""
    queue = published.queue
    tables = {"needs": queue.needs, "declared": queue.declared, "ends": queue.outcomes, "places": published.orientations,
              "came": published.workshops.came_by_level, "moves": published.moves.counts, "after": published.progress.after,
              "before": published.progress.before, "change": published.progress.change, "months": published.months.accompaniments,
              "offices": published.offices.accompaniments}  # fmt: skip
    numbers = {f"{name} {key}": cell for name, table in tables.items() for key, cell in table.cells.items()}
    numbers |= {f"{name} in all": table.total for name, table in tables.items()}
    numbers |= {f"action {action}": done.count for action, done in published.actions.items()}
    numbers |= {f"need {need}": times.people for need, times in queue.by_need.items()}
    numbers |= {f"hour {hour}": times.people for hour, times in queue.by_hour.items()}
    numbers |= {"people": published.mission.accompaniments, "wrong": queue.wrong, "failed": queue.machine_failed}
    numbers |= {
        "all came": published.workshops.came,
        "signed": published.workshops.signed_up,
        "people before": queue.overall.people,
    }
    for name, ratio in queue.ratios.items():
        numbers |= {f"{name} part": ratio[0], f"{name} rest": ratio[1] - ratio[0]} if ratio else {}
    # What a table does not name, nobody came for: an attacker reads it as 0.
    named = {f"{name} {key}" for name, keys in NAMED.items() for key in keys}
    numbers |= dict.fromkeys(named - set(numbers), 0)
    return {place: cell for place, cell in numbers.items() if not isinstance(cell, Hidden)}


def _reports(records: Records, make) -> dict[frozenset[tuple[str, str]], dict[str, int]]:
    """(month, office) pairs → the numbers of the report about them: of every range of months and every choice of offices."""
    reports = {}
    for first, last in combinations(range(len(MONTHS) + 1), 2):
        for chosen in ([OFFICES[0]], [OFFICES[1]], OFFICES):
            months = MONTHS[first:last]
            parts = frozenset((month, office) for month in months for office in chosen)
            mine = {
                name: [record for record in getattr(records, name) if (record.date[:7], record.office) in parts]
                for name in records.__struct_fields__
            }
            reports[parts] = _numbers(make(Records(**mine), Records(), months, chosen))
    return reports


def _found_out(reports) -> list[str]:
    """Groups of 1 to 4 people that are the difference of a report and of one or two others that lie within it."""
    differences = []
    for whole, numbers in reports.items():
        within = [parts for parts in reports if parts < whole]
        taken = [(parts, reports[parts]) for parts in within]
        # Two that lie side by side: what stands before and after a month, or the months around it in one office.
        left = [cell for cell in within if min(cell) == min(whole)]
        right = [cell for cell in within if max(cell) == max(whole)]
        for cell in left:
            for other in right:
                if not cell & other and len(cell | other) == len(whole) - 1:
                    both = {k: n + reports[other][k] for k, n in reports[cell].items() if k in reports[other]}
                    taken.append((cell | other, both))
        for parts, less in taken:
            differences += [
                f"{place} {sorted(whole - parts)}"
                for place, n in numbers.items()
                if place in less and 0 < n - less[place] < 5
            ]
    return differences


@pytest.mark.slow
def test_no_two_or_three_published_reports_of_a_year_give_a_small_group_away():
    reports = _reports(_year(1), report_to_publish)

    assert len(reports) == 78 * 3
    assert sum(len(numbers) for numbers in reports.values()) > 10_000
    assert _found_out(reports) == []
    assert not any(0 < number < 5 for numbers in reports.values() for number in numbers.values())


@pytest.mark.slow
def test_reports_that_count_over_the_whole_period_give_hundreds_away():
    """The control: what was printed before, each report safe by itself."""
    assert len(_found_out(_reports(_year(1), report))) > 100


def test_a_single_month_of_one_office_is_published_as_it_always_was():
    records = _year(3)
    mine = {
        n: [r for r in getattr(records, n) if r.date[:7] == "2022-03" and r.office == "lens"]
        for n in records.__struct_fields__
    }
    part = Records(**mine)

    assert _numbers(report_to_publish(part, Records(), ["2022-03"], ["lens"])) == _numbers(
        report(part, Records(), ["2022-03"], ["lens"])
    )


def test_sums_lose_only_what_is_hidden_and_never_say_more_than_there_was():
    records = _year(4)
    published = _numbers(report_to_publish(records, Records(), MONTHS, OFFICES))
    whole = _numbers(report(records, Records(), MONTHS, OFFICES))

    assert all(published[place] <= number for place, number in whole.items() if place in published)
    assert published["ends in all"] > 0.95 * whole["ends in all"]
    assert published["people"] > 0.9 * whole["people"]
