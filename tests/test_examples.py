"""`make check` tries an eighth of the examples, and `make test` runs every property once more with all of them."""

from pathlib import Path

import hypothesis
import pytest

from tests.examples import examples

RUNS = [line for line in Path("Makefile").read_text("utf-8").splitlines() if "pytest" in line]


@pytest.fixture
def profile():
    """Loads a profile for this test."""
    before = hypothesis.settings.get_current_profile_name()
    yield hypothesis.settings.load_profile
    hypothesis.settings.load_profile(before)


@pytest.mark.parametrize(("name", "tried"), [("quick", 14), ("whole", 120)])
def test_a_profile_says_which_share_of_a_test_s_examples_is_tried(profile, name, tried):
    profile(name)

    assert examples(120).max_examples == tried
    assert examples(1).max_examples == 1, "never none"


def test_the_quick_profile_is_named_in_one_run_only_and_another_runs_every_property_whole():
    (quick,) = [run for run in RUNS if "--hypothesis-profile=quick" in run]
    assert "not browser and not slow" in quick

    (whole,) = [run for run in RUNS if "hypothesis)" in run]
    assert "(browser or slow or hypothesis)" in whole
    assert "--hypothesis-profile" not in whole
