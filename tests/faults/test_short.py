"""A few seconds of each part of `make faults`."""

import random
from importlib import import_module

import pytest

from tests.faults.rows import Missing
from tests.faults.run import PARTS, line


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_lost_and_nothing_is_given_twice(part):
    seed = random.randrange(1_000_000)
    try:
        rows = list(import_module(f"tests.faults.{part}").rows(True, seed))
    except Missing as missing:
        pytest.skip(str(missing))
    for row in rows:
        print(line(row))
    assert rows
    assert all(row.holds for row in rows), f"seed {seed}: see the rows that were printed"
