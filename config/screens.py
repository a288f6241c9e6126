"""What a screen tells the server about itself: one value a screen package, read by the server, which alone knows all parts."""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec
from flask import Blueprint

from config.roles import Role
from config.running import RunningOffice
from config.settings import OfficeSettings
from flow.state import OfficeState
from flow.wire import Command

View = Callable[[OfficeSettings, OfficeState, int, str], msgspec.Struct]
"""(settings, state, now in milliseconds, place) → what the screen shows; place: a counter's id, else ""."""


@dataclass(frozen=True, slots=True)
class Screen:
    """name: the room, and the first part of the screen's address. commands: what it may ask of the office."""

    name: str
    role: Role
    pages: Callable[[RunningOffice], Blueprint]
    commands: tuple[type[Command], ...] = ()
    view: View | None = None
