"""What the rules of the accompaniment are told about an office."""

from collections.abc import Container

import msgspec

from flow.bounds import OfOffice
from mediation.coop import Nature, Theme, WorkshopLevel
from mediation.structures import Structure

DIGITAL_THEMES = {
    Nature.DIGITAL_HELP: (Theme.BROWSING,),
    Nature.MACHINE_HELP: (Theme.HANDLING_DEVICES,),
    Nature.WORKSHOP: (Theme.DIGITAL_CULTURE,),
}
"""Proposed where neither the need nor the mediator says: the national tool asks for at least one."""


class Proposal(msgspec.Struct, frozen=True):
    """What a need proposes for the record. nature None: nothing is known of it."""

    nature: Nature | None = None
    themes: tuple[Theme, ...] = ()


class SentTo(msgspec.Struct, frozen=True):
    """A place where people are sent on to: its id and its kind."""

    id: str
    kind: Structure


class WorkshopsPlan(msgspec.Struct, frozen=True):
    """titles: id → level. places: id → inside the office or not. seats, waiting: at most. minutes, seats: as usual."""

    titles: dict[str, WorkshopLevel] = {}
    places: dict[str, bool] = {}
    minutes: int = 120
    seats: int = 8
    waiting: int = 16


class MediationPlan(msgspec.Struct, frozen=True):
    """needs: by id. procedures: ids that a record may name. places: by id, and by name. sheets: ids of the hand-out sheets."""

    needs: dict[str, Proposal] = {}
    procedures: frozenset[str] = frozenset()
    places: dict[str, SentTo] = {}
    workshops: WorkshopsPlan = WorkshopsPlan()
    sheets: frozenset[str] = frozenset()
    longest_minutes: int = 480

    def lists(self) -> dict[OfOffice, Container[str]]:
        """What a command may name of it."""
        return {
            OfOffice.PROCEDURE: self.procedures,
            OfOffice.SHEET: self.sheets,
            OfOffice.WORKSHOP_TITLE: self.workshops.titles,
            OfOffice.WORKSHOP_PLACE: self.workshops.places,
        }
