"""What is recorded of an accompaniment and of a workshop's public. Closed lists and numbers only: no name, no text of one's own."""

import msgspec

from mediation.natures import AgeBand, Autonomy, Equipment, Gender, Nature, Posture, SocialStatus, Theme
from mediation.structures import Structure


class Details(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One accompaniment. What nobody said stays None or non_communique: it is not guessed.

    themes: at least one for digital help. reoriented: the kind of place the person was sent on to. procedure: id in the
    office's list, with the theme aide_aux_demarches_administratives only. mandate: « mandat signé », needed by done_for.
    """

    nature: Nature
    minutes: int
    posture: Posture | None = None
    themes: tuple[Theme, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    autonomy_before: Autonomy | None = None
    autonomy_after: Autonomy | None = None
    reoriented: Structure | None = None
    procedure: str = ""
    genre: Gender = Gender.NOT_SAID
    tranche_age: AgeBand = AgeBand.NOT_SAID
    statut_social: SocialStatus = SocialStatus.NOT_SAID
    mandate: bool = False


class Counts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The people of a workshop, counted without a name. Each sum is at most total."""

    total: int
    genre: dict[Gender, int] = {}
    tranche_age: dict[AgeBand, int] = {}
    statut_social: dict[SocialStatus, int] = {}
