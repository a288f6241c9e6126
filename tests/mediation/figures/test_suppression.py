"""Nobody can be recognised in a published table."""

from collections import defaultdict
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from mediation.figures.suppression import Counts, Hidden, published, published_table

tables = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 40), min_size=1, max_size=8)


def test_a_number_of_one_to_four_people_is_not_published():
    assert [published(n) for n in (0, 1, 4, 5)] == [0, Hidden.FEW, Hidden.FEW, 5]


def test_two_small_cells_hide_each_other():
    assert published_table({"a": 2, "b": 3, "c": 20}) == Counts({"a": Hidden.FEW, "b": Hidden.FEW, "c": 20}, 25)


def test_a_small_cell_alone_takes_the_smallest_other_one_with_it():
    hidden = Hidden.KEPT_BACK
    assert published_table({"a": 2, "b": 9, "c": 7}) == Counts({"a": hidden, "b": 9, "c": hidden}, 18)


def test_two_people_alone_in_their_cells_take_another_with_them():
    hidden = Hidden.KEPT_BACK
    assert published_table({"a": 1, "b": 1, "c": 7}).cells == {"a": hidden, "b": hidden, "c": hidden}


def test_a_table_of_fewer_than_five_people_hides_its_total_too():
    assert published_table({"a": 3, "b": 0}) == Counts({"a": Hidden.FEW, "b": 0}, Hidden.FEW)


def test_a_table_of_small_groups_only_hides_its_total_too():
    few = Hidden.FEW
    assert published_table({"a": 4, "b": 4, "c": 0}) == Counts({"a": few, "b": few, "c": 0}, Hidden.KEPT_BACK)


@given(tables)
def test_what_is_shown_is_true_and_never_one_to_four(counts: dict[str, int]):
    table = published_table(counts)

    shown = {key: cell for key, cell in table.cells.items() if not isinstance(cell, Hidden)}
    assert list(table.cells) == list(counts)
    assert all(counts[key] == cell and cell not in range(1, 5) for key, cell in shown.items())
    assert isinstance(table.total, Hidden) or table.total == sum(counts.values())


def test_whoever_knows_the_rule_and_the_total_finds_no_hidden_cell():
    assert _given_away(published_table, most=18) == []


def test_the_search_finds_what_a_table_without_the_second_hidden_cell_gives_away():
    def without(counts: dict[str, int]) -> Counts:
        return Counts({key: published(count) for key, count in counts.items()}, published(sum(counts.values())))

    assert _given_away(without, most=12) != []


def _given_away(publish, most):
    """Every table of three cells with at most so many people; the hidden cells that all tables which look the same agree on."""
    alike = defaultdict(list)
    for cells in product(range(most + 1), repeat=3):
        if sum(cells) <= most:
            table = publish(dict(zip("abc", cells, strict=True)))
            alike[tuple(table.cells.values()), table.total].append(cells)
    return [
        (looks, tables)
        for looks, tables in alike.items()
        for place, cell in enumerate(looks[0])
        if isinstance(cell, Hidden) and len({cells[place] for cells in tables}) < 2
    ]
