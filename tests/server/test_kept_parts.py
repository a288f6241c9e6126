"""Parts of views that are kept from one change to the next are what would be drawn from nothing, whatever is done and whenever."""

import functools
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

import display.view
from config.loading import load
from flow.forecast import Outlook
from flow.plan import MINUTE
from flow.tickets import Actor
from mediation.commands import AnyCommand
from screen.screen import Screen
from server.connected import Room
from server.room_views import RoomViews
from server.screens import SCREENS
from tests.server.everything_said import CHILD, MEDIATOR, EverythingSaid, own_ids

LATER = (0, 40_000, 31 * MINUTE)
"""Looked at once more when only the clock has gone on: past a minute, and past the ceiling."""
VIEWS_OF = ("flow.", "mediation.", "kiosk.", "display.", "counter_console.", "mediator_console.", "report.", "screen.")


@dataclass
class Looked(EverythingSaid):
    """The day on which everything is said, looked at after each command. differ: how often a room showed other than from nothing.

    kept_wrongly: what a control keeps.
    """

    differ: int = 0
    kept_wrongly: dict = field(default_factory=dict)

    def do(self, command: AnyCommand, by: Actor = MEDIATOR) -> object:
        """Carries it out, and looks."""
        answer = super().do(command, by)
        office = self.bureau.office
        views = RoomViews(office, None)  # type: ignore[arg-type]  # nothing is sent
        for now in (office.now() + later for later in LATER):
            kept = [views.draw(room, now) for room in _rooms(office.settings)]
            self._forget()
            fresh = [views.draw(room, now) for room in _rooms(office.settings)]
            assert None not in fresh
            self.differ += sum(part != other for part, other in zip(kept, fresh, strict=True))
        return answer

    def _forget(self) -> None:
        """Nothing that a rule or a view keeps is kept any longer."""
        self.kept_wrongly.clear()
        for keeper in _keepers():
            keeper.cache_clear()


@pytest.fixture
def day(tmp_path, open_bureau):
    """Lens with the ids that everything is said with."""
    bureau = open_bureau(
        tmp_path / "data" / "lens", load(own_ids(tmp_path), demonstration=True, printer_address="virtual")
    )
    yield Looked(bureau)
    bureau.journal._database.close()


def test_a_part_that_is_kept_is_what_would_be_drawn_from_nothing(day):
    day.whole_day()

    assert len(day.commands) > 40
    assert day.differ == 0


def _calls_by_number(monkeypatch) -> dict:
    """A call kept by its ticket's number alone: whoever has come to the counter is still shown walking."""
    calls, call = {}, display.view._call
    monkeypatch.setattr(display.view, "_call", lambda ticket, *more: _first(calls, ticket.number, call, ticket, *more))
    return calls


def _waits_by_version(monkeypatch) -> dict:
    """Waits kept by the state alone: the service under way never gets shorter."""
    waits = {}
    monkeypatch.setattr(Outlook, "of", lambda state, now: _first(waits, state.version, Outlook, state, now))
    return waits


@pytest.mark.parametrize("mistake", [_calls_by_number, _waits_by_version])
def test_what_is_kept_by_too_little_is_seen(day, monkeypatch, mistake):
    day.kept_wrongly = mistake(monkeypatch)

    day.whole_day()

    assert day.differ > 0


def _first(kept: dict, key: object, draw: Callable, *of: object) -> object:
    return kept[key] if key in kept else kept.setdefault(key, draw(*of))


def _rooms(settings) -> list[Room]:
    places = {"kiosk": [str(CHILD.device)], "counter": [counter.id for counter in settings.counters]}
    live: list[Screen] = [screen for screen in SCREENS if screen.shape is not None]
    return [Room(screen, place, "fr") for screen in live for place in places.get(screen.name, [""])]


@functools.cache
def _keepers() -> tuple:
    modules = [module for name, module in list(sys.modules.items()) if name.startswith(VIEWS_OF)]
    everything = (thing for module in modules for thing in vars(module).values())
    keepers = tuple(
        {id(thing): thing for thing in everything if isinstance(thing, functools._lru_cache_wrapper)}.values()
    )
    assert len(keepers) > 5
    return keepers
