"""The records as rows, one for each participation, in the columns and exact values of the « Coop de la médiation numérique »."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from mediation.coop import AgeBand, Gender, Nature, PlaceKind, SocialStatus
from mediation.details import Counts
from mediation.figures.mission import took_place
from mediation.plan import DIGITAL_THEMES
from mediation.records import AccompanimentRecord, WorkshopRecord

ANONYMOUS = "anonyme"
BY_CLOCK = "recorded_by_clock"
"""A tag: the day ended and nobody had said how it went. As proposed; how long is its need's mean time where nobody stopped it."""


class Place(msgspec.Struct, frozen=True):
    """Where an office is, as the record says it."""

    name: str
    address: str = ""
    commune: str = ""
    postal_code: str = ""
    insee_code: str = ""


class Participation(msgspec.Struct, frozen=True, kw_only=True):
    """One person in one accompaniment or workshop; the fields are those of the Coop's interface, with its exact values.

    rank, of: the person's number in the workshop, and how many took part; 1 of 1 for an individual accompaniment. date: ISO;
    enregistre_le, modifie_le: local time, ISO to the minute, "" when never. In a workshop people are counted without a name:
    genre, tranche_age and statut_social are each listed on their own, and a row does not describe a person.
    """

    id: str
    date: str
    enregistre_le: str
    modifie_le: str
    type: str
    rank: int
    of: int
    type_lieu: str
    lieu: Place
    duree: int
    titre_atelier: str = ""
    materiel: tuple[str, ...] = ()
    thematiques: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    demarche: str = ""
    autonomie: str = ""
    niveau_atelier: str = ""
    oriente_vers_structure: bool = False
    structure_de_redirection: str = ""
    genre: str = Gender.NOT_SAID.value
    tranche_age: str = AgeBand.NOT_SAID.value
    statut_social: str = SocialStatus.NOT_SAID.value


def participations(
    accompaniments: Iterable[AccompanimentRecord],
    workshops: Iterable[WorkshopRecord],
    places: Mapping[str, Place],
    words: Mapping[str, str],
    zone: str,
) -> list[Participation]:
    """Oldest first. places: by office id. zone: of the local times.

    words: « procedure.ID », « title.ID » (of a workshop), « workshop_place.ID » → words.
    """
    writer = _Writer(places, words, ZoneInfo(zone))
    rows = [writer.accompaniment(record) for record in accompaniments]
    rows += [row for workshop in workshops if took_place(workshop) for row in writer.workshop(workshop)]
    return sorted(rows, key=lambda row: (row.date, row.enregistre_le, row.id, row.rank))


class _Writer(msgspec.Struct, frozen=True):
    places: Mapping[str, Place]
    words: Mapping[str, str]
    zone: ZoneInfo

    def accompaniment(self, record: AccompanimentRecord) -> Participation:
        details = record.details
        return Participation(
            id=f"{record.office}-{record.id}",
            date=record.date,
            enregistre_le=self._local(record.recorded),
            modifie_le=self._local(record.changed),
            type="individuel",
            rank=1,
            of=1,
            type_lieu=PlaceKind.PLACE_OF_ACTIVITY.value,
            lieu=self._place(record.office),
            duree=details.minutes,
            materiel=tuple(equipment.value for equipment in details.equipment),
            thematiques=tuple(theme.value for theme in details.themes),
            tags=(details.nature.value, *(BY_CLOCK,) * (not record.confirmed)),
            demarche=self._words("procedure", details.procedure),
            # The Coop asks how autonomous the person is: after the help where it was noted, else before.
            autonomie=_value(details.autonomy_after or details.autonomy_before),
            oriente_vers_structure=details.reoriented is not None,
            structure_de_redirection=_value(details.reoriented),
            genre=details.genre.value,
            tranche_age=details.tranche_age.value,
            statut_social=details.statut_social.value,
        )

    def workshop(self, workshop: WorkshopRecord) -> Iterator[Participation]:
        counts = workshop.counts or Counts(workshop.attendance.present)
        genders, ages = _listed(counts.genre), _listed(counts.tranche_age)
        statuses = _listed(counts.statut_social)
        for rank in range(counts.total):
            yield Participation(
                id=f"{workshop.office}-{workshop.id}",
                date=workshop.date,
                enregistre_le=self._local(workshop.recorded),
                modifie_le=self._local(workshop.changed),
                type="collectif",
                rank=rank + 1,
                of=counts.total,
                type_lieu=(PlaceKind.PLACE_OF_ACTIVITY if workshop.inside else PlaceKind.OTHER).value,
                lieu=self._place(workshop.office)
                if workshop.inside
                else Place(self._words("workshop_place", workshop.place)),
                duree=workshop.minutes,
                titre_atelier=self._words("title", workshop.title),
                thematiques=tuple(theme.value for theme in DIGITAL_THEMES[Nature.WORKSHOP]),
                tags=(Nature.WORKSHOP.value,),
                niveau_atelier=workshop.level.coop,
                genre=genders[rank] if rank < len(genders) else Gender.NOT_SAID.value,
                tranche_age=ages[rank] if rank < len(ages) else AgeBand.NOT_SAID.value,
                statut_social=statuses[rank] if rank < len(statuses) else SocialStatus.NOT_SAID.value,
            )

    def _place(self, office: str) -> Place:
        return self.places.get(office, Place(office))

    def _words(self, kind: str, code: str) -> str:
        return self.words.get(f"{kind}.{code}", code) if code else ""

    def _local(self, at: int | None) -> str:
        if at is None:
            return ""
        return datetime.fromtimestamp(at / 1000, UTC).astimezone(self.zone).strftime("%Y-%m-%d %H:%M")


def _listed(counts: Mapping[Any, int]) -> list[str]:
    return [key.value for key, count in counts.items() for _ in range(count)]


def _value(code: Any) -> str:
    return "" if code is None else str(code.value)
