"""What a mediator says of a help beyond its times: mostly little, as in real use."""

from random import Random
from typing import TypeVar

import msgspec

from demonstration.past.helps import Help
from demonstration.past.needs import PROCEDURES, one_of
from mediation.coop import AgeBand, Autonomy, Equipment, Gender, Nature, Posture, Share, SocialStatus, Theme
from mediation.details import SentDetails
from mediation.plan import DIGITAL_THEMES, Proposal
from server.office import Office

_BEFORE = {Autonomy.FULLY_ACCOMPANIED: 5, Autonomy.PARTLY: 4, Autonomy.AUTONOMOUS: 1}
_AGES = {AgeBand.FROM_18: 4, AgeBand.FROM_25: 9, AgeBand.FROM_40: 14, AgeBand.FROM_60: 14, AgeBand.FROM_70: 16}
_STATUSES = {SocialStatus.RETIRED: 12, SocialStatus.OUT_OF_WORK: 9, SocialStatus.IN_WORK: 6, SocialStatus.AT_SCHOOL: 1}
_POSTURES = {Posture.DONE_TOGETHER: 6, Posture.WITH_GUIDANCE: 5, Posture.DOES_ALONE: 1}
_LEVELS = list(Autonomy)
_T = TypeVar("_T")


class HelpDetails(msgspec.Struct, frozen=True):
    """filled: the record. where: id of the place the person is sent on to, "" for nobody."""

    filled: SentDetails
    where: str = ""


def details(office: Office, help_: Help, chance: Random) -> HelpDetails:
    """The record of this help, with exactly its minutes."""
    plan = office.mediation.plan
    digital = help_.nature.share is Share.DIGITAL
    themes = plan.needs.get(help_.need, Proposal()).themes or DIGITAL_THEMES.get(help_.nature, ())
    procedure = ""
    if Theme.HELP_WITH_PROCEDURES in themes and help_.need in PROCEDURES and chance.random() < 0.7:
        possible = [each for each in PROCEDURES[help_.need] if each in plan.procedures]
        procedure = chance.choice(possible) if possible else ""
    before = one_of(_BEFORE, chance) if digital and chance.random() < 0.6 else None
    sent_on = help_.nature is Nature.ORIENTATION or (help_.nature is Nature.DIGITAL_HELP and chance.random() < 0.06)
    place = (
        chance.choice(sorted({structure.id for structure in plan.places.values()})) if sent_on and plan.places else ""
    )
    return HelpDetails(
        SentDetails(
            nature=help_.nature,
            minutes=help_.minutes,
            posture=one_of(_POSTURES, chance) if digital else None,
            themes=themes,
            equipment=(one_of(_equipment(help_), chance),) if digital else (),
            autonomy_before=before,
            autonomy_after=_after(before, chance),
            reoriented=plan.places[place].kind if place else None,
            procedure=procedure,
            genre=_perhaps({Gender.FEMALE: 6, Gender.MALE: 5}, Gender.NOT_SAID, chance),
            tranche_age=_perhaps(_AGES, AgeBand.NOT_SAID, chance),
            statut_social=_perhaps(_STATUSES, SocialStatus.NOT_SAID, chance),
        ),
        place,
    )


def _equipment(help_: Help) -> dict[Equipment, int]:
    if help_.nature is Nature.MACHINE_HELP:
        return {Equipment.OTHER: 1}
    return {Equipment.PHONE: 7, Equipment.TABLET: 2, Equipment.COMPUTER: 3}


def _after(before: Autonomy | None, chance: Random) -> Autonomy | None:
    """« Faire avec »: half of the people can do more alone than before."""
    if before is None or chance.random() < 0.15:
        return None
    place = _LEVELS.index(before) + (chance.random() < 0.5)
    return _LEVELS[min(place, len(_LEVELS) - 1)]


def _perhaps(weights: dict[_T, int], not_said: _T, chance: Random) -> _T:
    return one_of(weights, chance) if chance.random() < 0.3 else not_said
