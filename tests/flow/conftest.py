"""What the tests of the rules share: a day in a small office, and the same office with other figures or skills."""

import sys
from pathlib import Path

import pytest

# tests/ has no packages: the builders beside this file are imported by their own name.
sys.path.insert(0, str(Path(__file__).parent))

from queue_day import Day


@pytest.fixture
def day() -> Day:
    """Monday, ten o'clock; no counter is open and no mediator is there yet."""
    return Day()


@pytest.fixture
def busy() -> Day:
    """Counters 1 and 2 open; tickets 101 to 104 for a parcel, a minute apart."""
    day = Day()
    day.open("1", "2")
    for _ in range(4):
        day.take("parcel")
        day.after(minutes=1)
    return day
