"""The offices that are shipped are right, and each place of their files says in words what is wrong there."""

import contextlib
import copy
import functools
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from config.faults import ConfigurationFaults
from config.loading import SHIPPED, load
from flow.needs import HELP, Route


def test_the_three_offices_of_the_mission_are_right():
    for office in SHIPPED:
        settings = load(office)
        assert settings.timezone == "Europe/Paris"
        assert settings.languages[0] == "fr"
        assert settings.plan().needs.keys() == settings.needs.keys()


def test_every_need_of_a_shipped_office_can_be_solved_by_somebody_there():
    for office in SHIPPED:
        plan = load(office).plan()
        stuck = [
            n.id for n in plan.needs.values() if Route.MEDIATOR not in n.routes and not plan.served_at_counter(n.id)
        ]
        assert stuck == [], office


def test_the_default_tree_has_six_tiles_and_help_and_two_levels():
    settings = load("lens")

    assert len(settings.tiles) == 6
    assert all(len(tile.needs) <= 8 for tile in settings.tiles)
    assert HELP in settings.needs


def test_a_tile_as_a_skill_means_its_needs_that_a_counter_may_solve():
    counter = load("lens").plan().counters["1"]

    assert "stamps" in counter.main
    assert "fill_form" not in counter.main | counter.backup
    assert HELP in counter.backup


def test_options_stand_in_place_of_the_file():
    settings = load("lens", demonstration=True, printer_address="virtual", public_url="http://bureau:8000/")

    assert settings.printers[0].address == "virtual"
    assert settings.public_url == "http://bureau:8000"
    assert settings.plan().always_open


def _places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands in a document; of a long list its first two."""
    if at:
        yield at
    inside = value.items() if isinstance(value, dict) else enumerate(value[:2]) if isinstance(value, list) else ()
    for key, inner in inside:
        yield from _places(inner, (*at, key))


def _with(document: dict[str, Any], place: tuple[Any, ...], value: object) -> dict[str, Any]:
    changed = copy.deepcopy(document)
    *way, last = place
    functools.reduce(lambda inner, key: inner[key], way, changed)[last] = value
    return changed


@pytest.mark.slow
@pytest.mark.parametrize("name", ["offices/lens.toml", "needs.toml"])
def test_a_value_of_any_shape_in_any_place_is_right_or_a_fault_in_words(name, monkeypatch):
    documents = {
        name: tomllib.loads(Path("config", name).read_text("utf-8")) for name in ("offices/lens.toml", "needs.toml")
    }
    tried = 0
    for place in list(_places(documents[name])):
        for value in (3, "x", [3], {"a": 3}):
            read = documents | {name: _with(documents[name], place, value)}
            monkeypatch.setattr(
                "config.loading._read",
                lambda file, _faults, read=read: copy.deepcopy(
                    read["needs.toml" if file.name == "needs.toml" else "offices/lens.toml"]
                ),
            )
            with contextlib.suppress(ConfigurationFaults):
                load("lens")
            tried += 1
    assert tried > 300
