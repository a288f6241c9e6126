"""What the tests of the accompaniment share: a day of Lens, played through the rules of both, without server or file."""

import sys
from pathlib import Path

import pytest

# tests/ has no packages: the builder beside this file is imported by its own name.
sys.path.insert(0, str(Path(__file__).parent))

from mediation_day import MediationDay


@pytest.fixture
def day() -> MediationDay:
    """Monday noon in Lens, open at any hour; the mediator is there."""
    return MediationDay()
