"""The accompaniment in the configuration: the procedures that a record may name, the workshops that are held and where."""

from pydantic import Field

from config.table import Name, Table, Words
from mediation.coop import Theme, WorkshopLevel
from mediation.plan import WorkshopsPlan


class ProcedureSettings(Table):
    """« Nom de la démarche administrative » of a record: chosen from this list, never typed."""

    id: Name
    words: Words


def procedures_have_their_theme(themes: tuple[Theme, ...]) -> tuple[Theme, ...]:
    """A kind of procedure stands beside aide_aux_demarches_administratives only. Raises ValueError."""
    if any(theme.administrative for theme in themes) and Theme.HELP_WITH_PROCEDURES not in themes:
        raise ValueError(f"ajoutez « {Theme.HELP_WITH_PROCEDURES} » : les sortes de démarches ne vont qu'avec elle")
    return themes


class WorkshopTitle(Table):
    """A type of workshop that the office holds."""

    id: Name
    words: Words
    level: WorkshopLevel


class WorkshopPlace(Table):
    """Where workshops are held. inside: in the office."""

    id: Name
    name: str = Field(min_length=1, max_length=60)
    inside: bool = False
    address: str = Field("", max_length=120)


class WorkshopsSettings(Table):
    """The workshops. seats: at most, and as usual. minutes: as usual. waiting: places on a waiting list."""

    seats: int = Field(8, ge=1, le=30)
    minutes: int = Field(120, ge=15, le=480)
    waiting: int = Field(16, ge=0, le=60)
    titles: tuple[WorkshopTitle, ...] = Field(default=(), max_length=30)
    places: tuple[WorkshopPlace, ...] = Field(default=(), max_length=30)

    def plan(self) -> WorkshopsPlan:
        """The workshops as the rules see them."""
        return WorkshopsPlan(
            titles={title.id: title.level for title in self.titles},
            places={place.id: place.inside for place in self.places},
            minutes=self.minutes,
            seats=self.seats,
            waiting=self.waiting,
        )
