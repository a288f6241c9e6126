"""What the record of an accompaniment may say, as chips under a thumb: the codes, and their shortest honest French."""

from typing import Any

import msgspec

from config.settings import OfficeSettings
from mediation.coop import AgeBand, Autonomy, Equipment, Gender, Nature, Posture, Share, SocialStatus, Theme
from mediation.details import NEEDS_MANDATE, PROCEDURES_THEME
from mediation.plan import DIGITAL_THEMES
from mediation.structures import Structure

_LISTS: dict[str, dict[Any, str]] = {
    "nature": {
        Nature.INFORMATION: "Information",
        Nature.DIGITAL_HELP: "Aide numérique",
        Nature.MACHINE_HELP: "Aide à l'automate",
        Nature.FORM_HELP: "Aide au formulaire",
        Nature.CONFLICT_PREVENTION: "Apaisement",
        Nature.ORIENTATION: "Orientation",
        Nature.INTERPRETING: "Interprétariat",
        Nature.WORKSHOP: "En atelier",
    },
    "posture": {
        Posture.DOES_ALONE: "Fait seul",
        Posture.WITH_GUIDANCE: "Guidé pas à pas",
        Posture.DONE_TOGETHER: "Fait ensemble",
        Posture.DONE_FOR: "Fait à la place",
    },
    "autonomy": {
        Autonomy.FULLY_ACCOMPANIED: "Aidé en tout",
        Autonomy.PARTLY: "Un peu d'aide",
        Autonomy.AUTONOMOUS: "Autonome",
    },
    "equipment": {
        Equipment.COMPUTER: "Ordinateur",
        Equipment.PHONE: "Téléphone",
        Equipment.TABLET: "Tablette",
        Equipment.OTHER: "Autre",
        Equipment.NONE: "Aucun",
    },
    "theme": {
        Theme.DIGITAL_DIAGNOSIS: "Diagnostic numérique",
        Theme.HANDLING_DEVICES: "Prise en main du matériel",
        Theme.MAINTAINING_DEVICES: "Maintenance du matériel",
        Theme.OWN_CONTENT: "Ses fichiers, ses photos",
        Theme.BROWSING: "Navigation sur internet",
        Theme.EMAIL: "Email",
        Theme.OFFICE_SOFTWARE: "Bureautique",
        Theme.SOCIAL_NETWORKS: "Réseaux sociaux",
        Theme.HEALTH: "Santé",
        Theme.BANKING_AND_SHOPPING: "Banque, achats en ligne",
        Theme.BUSINESS: "Entrepreneuriat",
        Theme.WORK_INTEGRATION: "Insertion professionnelle",
        Theme.SECURITY: "Sécurité numérique",
        Theme.PARENTING: "Parentalité",
        Theme.SCHOOLING: "Scolarité et numérique",
        Theme.CREATING: "Créer avec le numérique",
        Theme.DIGITAL_CULTURE: "Culture numérique",
        Theme.ARTIFICIAL_INTELLIGENCE: "Intelligence artificielle",
        Theme.HELP_WITH_PROCEDURES: "Démarches administratives",
        Theme.PAPERS_AND_ELECTIONS: "Papiers, élections, citoyenneté",
        Theme.FAMILY_AND_SCHOOL: "Famille, scolarité",
        Theme.SOCIAL_AND_HEALTH: "Social, santé",
        Theme.WORK_AND_TRAINING: "Travail, formation",
        Theme.HOUSING: "Logement",
        Theme.TRANSPORT: "Transports, mobilité",
        Theme.MONEY_AND_TAXES: "Argent, impôts",
        Theme.JUSTICE: "Justice",
        Theme.FOREIGNERS_AND_EUROPE: "Étrangers, Europe",
        Theme.LEISURE_AND_SPORT: "Loisirs, sports, culture",
        Theme.ASSOCIATIONS: "Associations",
    },
    "structure": {
        Structure.ADMINISTRATION: "Administration",
        Structure.DIGITAL_MEDIATION: "Médiation numérique",
        Structure.OPERATOR_OR_BODY_IN_CHARGE: "Organisme en charge (CAF, CPAM…)",
        Structure.SOCIAL_AID: "Aide sociale",
        Structure.WORK_INTEGRATION: "Insertion professionnelle",
        Structure.HELP_WITH_PROCEDURES: "Aide aux démarches",
        Structure.OTHER: "Autre",
    },
    "genre": {Gender.FEMALE: "Femme", Gender.MALE: "Homme", Gender.NOT_SAID: "Non dit"},
    "tranche_age": {
        AgeBand.UNDER_12: "Moins de 12 ans",
        AgeBand.FROM_12: "12 à 17",
        AgeBand.FROM_18: "18 à 24",
        AgeBand.FROM_25: "25 à 39",
        AgeBand.FROM_40: "40 à 59",
        AgeBand.FROM_60: "60 à 69",
        AgeBand.FROM_70: "70 et plus",
        AgeBand.NOT_SAID: "Non dit",
    },
    "statut_social": {
        SocialStatus.AT_SCHOOL: "À l'école",
        SocialStatus.OUT_OF_WORK: "Sans emploi",
        SocialStatus.IN_WORK: "En emploi",
        SocialStatus.RETIRED: "À la retraite",
        SocialStatus.NOT_SAID: "Non dit",
    },
}

RECORD_WORDS = {f"{kind}.{code}": words for kind, codes in _LISTS.items() for code, words in codes.items()}
"""nature.information, theme.email …: the words of each code."""


class RecordChoices(msgspec.Struct, frozen=True):
    """The codes of each list in the order of the chips. digital: which natures are, and the theme each then proposes.

    longest: minutes that one help may last. needs_mandate: the postures that do. procedures_theme: beside it alone a procedure and the
    administrative themes may be said.
    """

    nature: tuple[Nature, ...]
    posture: tuple[Posture, ...]
    autonomy: tuple[Autonomy, ...]
    equipment: tuple[Equipment, ...]
    theme: tuple[Theme, ...]
    structure: tuple[Structure, ...]
    genre: tuple[Gender, ...]
    tranche_age: tuple[AgeBand, ...]
    statut_social: tuple[SocialStatus, ...]
    administrative: tuple[Theme, ...]
    digital: dict[Nature, Theme]
    longest: int
    procedures: tuple[str, ...]
    needs_mandate: tuple[Posture, ...]
    procedures_theme: Theme


def record_choices(settings: OfficeSettings) -> RecordChoices:
    """What a record may say in this office."""
    return RecordChoices(
        **{kind: tuple(codes) for kind, codes in _LISTS.items()},
        administrative=tuple(theme for theme in Theme if theme.administrative),
        digital={n: DIGITAL_THEMES[n][0] for n in Nature if n.share is Share.DIGITAL},
        longest=settings.mediation_plan().longest_minutes,
        procedures=tuple(procedure.id for procedure in settings.procedures),
        needs_mandate=tuple(NEEDS_MANDATE),
        procedures_theme=PROCEDURES_THEME,
    )
