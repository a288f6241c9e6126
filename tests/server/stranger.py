"""What a stranger's program may ask, and what each of its answers must be."""

from collections.abc import Iterator
from typing import Any, get_args

import msgspec

from flow.refusals import Reason
from mediation.commands import AnyCommand
from screen.roles import Role
from screen.running import Answer
from screen.screen import Screen
from server.screens import SCREENS
from tests.server.everything_said import NOT_ASKED_BY_ANYBODY

COMMANDS = tuple(command for command in get_args(AnyCommand) if command not in NOT_ASKED_BY_ANYBODY)
EVERYTHING = Screen("everything", Role.CONSOLE, SCREENS[0].pages, COMMANDS)
"""A screen that may ask all that anybody may."""


def check_answer(answer: Answer) -> None:
    """Done, or refused in a short line of signs that are seen; it can be sent."""
    assert isinstance(answer, Answer)
    sent = msgspec.json.encode(answer)
    assert len(sent) < 1_500
    if not answer.ok:
        assert answer.reason in set(Reason)
        assert 0 < len(answer.sentence) < 400
        assert answer.sentence.replace("\u202f", " ").replace("\xa0", " ").isprintable()
        assert len(str(answer.facts)) < 600


def shown(office: Any) -> Iterator[tuple[Screen, msgspec.Struct]]:
    """What each screen that has a view shows now."""
    parts = (office.settings, office.state, office.mediation, office.now(), next(iter(office.settings.counters)).id)
    return ((screen, screen.shows(*parts)) for screen in SCREENS if screen.shape is not None)
