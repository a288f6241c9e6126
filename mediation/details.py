"""What is recorded of an accompaniment and of a workshop's public. Closed lists and numbers only: no name, no text of one's own."""

from typing import Annotated

import msgspec

from flow.bounds import Minutes, People, ProcedureIfAny
from mediation.natures import AgeBand, Autonomy, Equipment, Gender, Nature, Posture, SocialStatus, Theme
from mediation.structures import Structure


class Details(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One accompaniment, as it is kept. What nobody said stays None or non_communique: it is not guessed.

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
    """The people of a workshop, counted without a name, as they are kept. Each sum is at most total."""

    total: int
    genre: dict[Gender, int] = {}
    tranche_age: dict[AgeBand, int] = {}
    statut_social: dict[SocialStatus, int] = {}


class SentDetails(Details, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One accompaniment, as a screen sends it: the same fields, within bounds. What nobody said is left out, not guessed.

    themes: at least one for digital help. reoriented: the kind of place the person was sent on to. procedure: with the theme
    aide_aux_demarches_administratives only. mandate: « mandat signé », needed by done_for.
    """

    minutes: Minutes
    themes: Annotated[tuple[Theme, ...], msgspec.Meta(max_length=len(Theme))] = ()
    equipment: Annotated[tuple[Equipment, ...], msgspec.Meta(max_length=len(Equipment))] = ()
    procedure: ProcedureIfAny = ""


class SentCounts(Counts, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The people of a workshop, as a screen sends them: the same fields, within bounds. Each sum is at most total."""

    total: People
    genre: Annotated[dict[Gender, People], msgspec.Meta(max_length=len(Gender))] = {}
    tranche_age: Annotated[dict[AgeBand, People], msgspec.Meta(max_length=len(AgeBand))] = {}
    statut_social: Annotated[dict[SocialStatus, People], msgspec.Meta(max_length=len(SocialStatus))] = {}


def kept_details(sent: Details) -> Details:
    """The same without the bounds: what is stored is read back whatever the bounds have become since."""
    return Details(**msgspec.structs.asdict(sent))


def kept_counts(sent: Counts) -> Counts:
    """The same without the bounds: what is stored is read back whatever the bounds have become since."""
    return Counts(**msgspec.structs.asdict(sent))
