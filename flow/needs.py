"""What a client comes for, and who can solve it."""

from enum import StrEnum

import msgspec

HELP = "help"
"""The need of a client who does not know, or asks for a person: every tree has it."""


class Route(StrEnum):
    """Who can solve a need."""

    COUNTER = "counter"
    MEDIATOR = "mediator"
    MACHINE = "machine"
    BANKER = "banker"
    WORKSHOP = "workshop"
    ELSEWHERE = "elsewhere"


class Need(msgspec.Struct, frozen=True):
    """A leaf of the need tree, as the rules see it (its words and pictogram belong to the configuration).

    routes: who is tried, first try first. minutes: configured mean service time. urgent: shown as such to the staff.
    """

    id: str
    routes: tuple[Route, ...]
    minutes: float
    urgent: bool = False
