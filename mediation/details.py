"""What is recorded of an accompaniment and of a workshop's public. Closed lists and numbers only: no name, no text of one's own."""

from typing import Annotated

import msgspec
from msgspec import Meta

from flow.bounds import Minutes, People, ProcedureIfAny
from mediation.coop import AgeBand, Autonomy, Equipment, Gender, Nature, Posture, SocialStatus, Theme
from mediation.structures import Structure


class Details(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One accompaniment, as it is kept. What nobody said stays None or non_communique: it is not guessed."""

    nature: Annotated[Nature, Meta(description="which kind of help it was")]
    minutes: Annotated[int, Meta(description="how long it lasted")]
    posture: Annotated[
        Posture | None, Meta(description="who did it: alone, with guidance, together, or done for the person")
    ] = None
    themes: Annotated[tuple[Theme, ...], Meta(description="what it was about; at least one for digital help")] = ()
    equipment: Annotated[tuple[Equipment, ...], Meta(description="what it was done on")] = ()
    autonomy_before: Annotated[Autonomy | None, Meta(description="how much help the person needed before")] = None
    autonomy_after: Annotated[Autonomy | None, Meta(description="how much they need after it")] = None
    reoriented: Annotated[Structure | None, Meta(description="the kind of place that the person was sent on to")] = None
    procedure: Annotated[
        str, Meta(description="id in the office's list, with the theme aide_aux_demarches_administratives only")
    ] = ""
    genre: Annotated[Gender, Meta(description="counted for the report; non_communique: nobody said")] = Gender.NOT_SAID
    tranche_age: Annotated[AgeBand, Meta(description="age band; non_communique: nobody said")] = AgeBand.NOT_SAID
    statut_social: Annotated[SocialStatus, Meta(description="as the report counts it; non_communique: nobody said")] = (
        SocialStatus.NOT_SAID
    )
    mandate: Annotated[bool, Meta(description="« mandat signé »: needed where it was done for the person")] = False


NEEDS_MANDATE = frozenset({Posture.DONE_FOR})
"""Postures that need a signed mandate (CNIL, kit for social workers, 2021)."""

PROCEDURES_THEME = Theme.HELP_WITH_PROCEDURES
"""The theme beside which alone a kind of procedure, and an administrative theme, may be said."""


class Counts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The people of a workshop, counted without a name, as they are kept. Each sum is at most total."""

    total: int
    genre: dict[Gender, int] = {}
    tranche_age: dict[AgeBand, int] = {}
    statut_social: dict[SocialStatus, int] = {}


class SentDetails(Details, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One accompaniment, as a screen sends it: the same fields, within bounds. What nobody said is left out, not guessed."""

    minutes: Annotated[Minutes, Meta(description="how long it lasted")]
    themes: Annotated[
        tuple[Theme, ...],
        Meta(max_length=len(Theme)),
        Meta(description="what it was about; at least one for digital help"),
    ] = ()
    equipment: Annotated[
        tuple[Equipment, ...], Meta(max_length=len(Equipment)), Meta(description="what it was done on")
    ] = ()
    procedure: Annotated[ProcedureIfAny, Meta(description="with the theme aide_aux_demarches_administratives only")] = (
        ""
    )


class SentCounts(Counts, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The people of a workshop, as a screen sends them: the same fields, within bounds. Each sum is at most total."""

    total: People
    genre: Annotated[dict[Gender, People], Meta(max_length=len(Gender))] = {}
    tranche_age: Annotated[dict[AgeBand, People], Meta(max_length=len(AgeBand))] = {}
    statut_social: Annotated[dict[SocialStatus, People], Meta(max_length=len(SocialStatus))] = {}


def kept_details(sent: Details) -> Details:
    """The same without the bounds: what is stored is read back whatever the bounds have become since."""
    return Details(**msgspec.structs.asdict(sent))


def kept_counts(sent: Counts) -> Counts:
    """The same without the bounds: what is stored is read back whatever the bounds have become since."""
    return Counts(**msgspec.structs.asdict(sent))
