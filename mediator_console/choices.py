"""What the office's configuration offers the mediator to choose from, by code; the words are the page's."""

import msgspec

from config.catalogues import gettext
from config.languages import SOURCE
from config.settings import OfficeSettings
from flow.readings import Difficulty
from flow.tickets import MoveReason, Outcome, ParkReason
from flow.wire import type_of
from mediation.acts import OUTCOMES, Act, Acts, Situation, acts
from mediator_console.commands import COMMANDS
from mediator_console.needs import NeedChoice, need_choice
from mediator_console.record_words import RecordChoices, record_choices
from mediator_console.workshops import WorkshopChoices, workshop_choices
from screen.running import RunningOffice


class TileChoice(msgspec.Struct, frozen=True):
    """A tile of the kiosk and the needs behind it."""

    id: str
    needs: tuple[str, ...]


class PlaceChoice(msgspec.Struct, frozen=True):
    """A partner where somebody may be sent. what: they do there; where: address, telephone, hours."""

    id: str
    name: str
    what: str
    where: str


class SheetChoice(msgspec.Struct, frozen=True):
    """A hand-out sheet and the needs that it is for."""

    id: str
    title: str
    pictogram: str
    needs: tuple[str, ...]


class MachineChoice(msgspec.Struct, frozen=True):
    """A self-service machine and the needs that it solves."""

    id: str
    name: str
    needs: tuple[str, ...]


class CommandNames(msgspec.Struct, frozen=True):
    """may_wait: kept without a link, and asked later. can_undo: a change that is offered to be taken back. gives: one thing for one key."""

    may_wait: tuple[str, ...]
    can_undo: tuple[str, ...]
    gives: tuple[str, ...]


class Choices(msgspec.Struct, frozen=True):
    """All of them. advances: minutes; most: minutes of advance in all. undo_seconds: so long « Annuler » is offered."""

    needs: dict[str, NeedChoice]
    tiles: tuple[TileChoice, ...]
    places: tuple[PlaceChoice, ...]
    record: RecordChoices
    sheets: tuple[SheetChoice, ...]
    workshops: WorkshopChoices
    machines: tuple[MachineChoice, ...]
    announcements: tuple[str, ...]
    tags: tuple[str, ...]
    difficulties: tuple[Difficulty, ...]
    advances: tuple[int, ...]
    most: int
    undo_seconds: int
    move_reasons: tuple[MoveReason, ...]
    park_reasons: tuple[ParkReason, ...]
    acts: dict[Situation, Acts]
    outcomes: dict[Act, Outcome]
    commands: CommandNames


def choices(office: RunningOffice, language: str = SOURCE) -> Choices:
    """What this office offers; what it calls things, in the language of who reads it. The places keep the names on their doors."""
    settings, plan = office.settings, office.state.plan
    return Choices(
        needs=_needs(office),
        tiles=tuple(TileChoice(tile.id, tuple(tile.needs)) for tile in settings.tiles),
        places=_places(settings, language),
        record=record_choices(settings),
        sheets=tuple(
            SheetChoice(s.id, gettext(language, s.title), s.pictogram, tuple(s.needs)) for s in settings.sheets
        ),
        workshops=workshop_choices(settings, language),
        machines=tuple(
            MachineChoice(m.id, gettext(language, m.name), tuple(sorted(plan.machines[m.id].needs)))
            for m in settings.machines
        ),
        announcements=tuple(plan.announcements),
        tags=tuple(tag.id for tag in settings.tags),
        difficulties=tuple(Difficulty),
        advances=tuple(plan.figures.advance_steps_minutes),
        most=plan.figures.advance_total_minutes,
        undo_seconds=plan.figures.undo_offered_seconds,
        move_reasons=tuple(MoveReason),
        # A missing document is an act of its own, which says what to fetch.
        park_reasons=tuple(reason for reason in ParkReason if reason is not ParkReason.MISSING_DOCUMENT),
        acts={where: acts(where, _without(settings)) for where in Situation},
        outcomes=dict(OUTCOMES),
        commands=command_names(),
    )


def command_names() -> CommandNames:
    """Which of the console's commands may do what, by their names on the wire."""
    return CommandNames(
        may_wait=tuple(type_of(command) for command in COMMANDS if command.may_wait),
        can_undo=tuple(type_of(command) for command in COMMANDS if command.can_undo),
        gives=tuple(type_of(command) for command in COMMANDS if command.gives),
    )


def _needs(office: RunningOffice) -> dict[str, NeedChoice]:
    plan = office.state.plan
    return {need: need_choice(office.settings, plan, need) for need in plan.needs}


def _without(settings: OfficeSettings) -> tuple[Act, ...]:
    """The acts that this office has nothing for."""
    lists = {Act.GIVE: settings.sheets, Act.ELSEWHERE: settings.places, Act.WORKSHOP: settings.workshops.titles}
    return tuple(act for act, offered in lists.items() if not offered)


def _places(settings: OfficeSettings, language: str) -> tuple[PlaceChoice, ...]:
    return tuple(
        PlaceChoice(p.id, p.name, gettext(language, p.what), " · ".join(filter(None, (p.address, p.phone, p.hours))))
        for p in settings.places
    )
