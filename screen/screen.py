"""What a screen tells the server about itself: one value a screen package, read by the server, which alone knows all parts."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint

from config.languages import SOURCE
from config.settings import OfficeSettings
from flow.state import OfficeState
from flow.wire import Command
from mediation.state import Mediation
from screen.roles import Role
from screen.running import RunningOffice
from screen.view import ScreenView

View = Callable[[OfficeSettings, OfficeState, int, str, str], ScreenView]
"""(settings, state, now in milliseconds, place, language) → what the screen shows.

place: a counter's id, a kiosk's device, else "". language: of the sentences that a view has for staff; clients' views have none.
"""

WholeView = Callable[[OfficeSettings, OfficeState, Mediation, int, str, str], ScreenView]
"""The same for a screen that also shows the accompaniment: (settings, state, mediation, now, place, language)."""


@dataclass(frozen=True, slots=True)
class Screen:
    """name: the room, and the first part of the screen's address. commands: what it may ask of the office.

    A live screen has exactly one of view and whole_view; a page without news has none.
    """

    name: str
    role: Role
    pages: Callable[[RunningOffice], Blueprint]
    commands: tuple[type[Command], ...] = ()
    view: View | None = None
    whole_view: WholeView | None = None

    @property
    def shape(self) -> type[ScreenView] | None:
        """The type of what a live screen shows; None for a page without news."""
        shown = self.view or self.whole_view
        return inspect.signature(shown).return_annotation if shown else None

    def shows(
        self,
        settings: OfficeSettings,
        state: OfficeState,
        mediation: Mediation,
        now: int,
        place: str,
        language: str = SOURCE,
    ) -> ScreenView:
        """What the live screen shows at `now` (milliseconds)."""
        if self.view is not None:
            return self.view(settings, state, now, place, language)
        assert self.whole_view is not None
        return self.whole_view(settings, state, mediation, now, place, language)
