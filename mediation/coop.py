"""What an accompaniment is: closed lists. Those of the national tool « Coop de la médiation numérique » have its exact values."""

from enum import StrEnum


class Action(StrEnum):
    """The five kinds of action that the mission counts."""

    MACHINES_AND_DIGITAL_TOOLS = "machines_and_digital_tools"
    INFORMING = "informing"
    PREVENTING_CONFLICT = "preventing_conflict"
    FORMS = "forms"
    INDIVIDUAL_ACCOMPANIMENT = "individual_accompaniment"


class Share(StrEnum):
    """The two parts that the mission divides the time of accompaniment in: digital assistance, client information."""

    DIGITAL = "digital"
    INFORMATION = "information"


class Nature(StrEnum):
    """What kind of help it was."""

    INFORMATION = "information"
    DIGITAL_HELP = "digital_help"
    MACHINE_HELP = "machine_help"
    FORM_HELP = "form_help"
    CONFLICT_PREVENTION = "conflict_prevention"
    WORKSHOP = "workshop"
    INTERPRETING = "interpreting"
    ORIENTATION = "orientation"

    @property
    def action(self) -> Action:
        """Which of the mission's five kinds of action it counts in."""
        return _ACTIONS[self]

    @property
    def share(self) -> Share:
        """Digital assistance is done on a machine, a phone or a computer; all other help informs the client."""
        digital = (Nature.DIGITAL_HELP, Nature.MACHINE_HELP, Nature.WORKSHOP)
        return Share.DIGITAL if self in digital else Share.INFORMATION


_ACTIONS = {
    Nature.DIGITAL_HELP: Action.MACHINES_AND_DIGITAL_TOOLS,
    Nature.MACHINE_HELP: Action.MACHINES_AND_DIGITAL_TOOLS,
    Nature.INFORMATION: Action.INFORMING,
    Nature.ORIENTATION: Action.INFORMING,
    Nature.INTERPRETING: Action.INFORMING,
    Nature.CONFLICT_PREVENTION: Action.PREVENTING_CONFLICT,
    Nature.FORM_HELP: Action.FORMS,
    Nature.WORKSHOP: Action.INDIVIDUAL_ACCOMPANIMENT,
}


class Posture(StrEnum):
    """Who did it: « aller vers, faire avec ». done_for needs a signed mandate (CNIL, kit for social workers, 2021)."""

    DOES_ALONE = "does_alone"
    WITH_GUIDANCE = "with_guidance"
    DONE_TOGETHER = "done_together"
    DONE_FOR = "done_for"


class Theme(StrEnum):
    """thematiques. The administrative ones go with HELP_WITH_PROCEDURES only."""

    DIGITAL_DIAGNOSIS = "diagnostic_numerique"
    HANDLING_DEVICES = "prendre_en_main_du_materiel"
    MAINTAINING_DEVICES = "maintenance_de_materiel"
    OWN_CONTENT = "gere_ses_contenus_numeriques"
    BROWSING = "navigation_sur_internet"
    EMAIL = "email"
    OFFICE_SOFTWARE = "bureautique"
    SOCIAL_NETWORKS = "reseaux_sociaux"
    HEALTH = "sante"
    BANKING_AND_SHOPPING = "banque_et_achats_en_ligne"
    BUSINESS = "entrepreneuriat"
    WORK_INTEGRATION = "insertion_professionnelle"
    SECURITY = "securite_numerique"
    PARENTING = "parentalite"
    SCHOOLING = "scolarite_et_numerique"
    CREATING = "creer_avec_le_numerique"
    DIGITAL_CULTURE = "culture_numerique"
    ARTIFICIAL_INTELLIGENCE = "intelligence_artificielle"
    HELP_WITH_PROCEDURES = "aide_aux_demarches_administratives"
    PAPERS_AND_ELECTIONS = "papiers_elections_citoyennete"
    FAMILY_AND_SCHOOL = "famille_scolarite"
    SOCIAL_AND_HEALTH = "social_sante"
    WORK_AND_TRAINING = "travail_formation"
    HOUSING = "logement"
    TRANSPORT = "transports_mobilite"
    MONEY_AND_TAXES = "argent_impots"
    JUSTICE = "justice"
    FOREIGNERS_AND_EUROPE = "etrangers_europe"
    LEISURE_AND_SPORT = "loisirs_sports_culture"
    ASSOCIATIONS = "associations"

    @property
    def administrative(self) -> bool:
        """True for a kind of procedure, which needs HELP_WITH_PROCEDURES beside it."""
        themes = list(Theme)
        return themes.index(self) > themes.index(Theme.HELP_WITH_PROCEDURES)


class Equipment(StrEnum):
    """materiel."""

    COMPUTER = "ordinateur"
    PHONE = "telephone"
    TABLET = "tablette"
    OTHER = "autre"
    NONE = "aucun"


class Autonomy(StrEnum):
    """autonomie: how much help the person needs for this."""

    FULLY_ACCOMPANIED = "entierement_accompagne"
    PARTLY = "partiellement_autonome"
    AUTONOMOUS = "autonome"


class WorkshopLevel(StrEnum):
    """From initiation to the consolidation of skills."""

    INITIATION = "initiation"
    PRACTICE = "practice"
    CONSOLIDATION = "consolidation"

    @property
    def coop(self) -> str:
        """niveau_atelier."""
        return {"initiation": "debutant", "practice": "intermediaire", "consolidation": "avance"}[self.value]


class PlaceKind(StrEnum):
    """type_lieu."""

    PLACE_OF_ACTIVITY = "lieu_activite"
    HOME = "domicile"
    AT_A_DISTANCE = "a_distance"
    OTHER = "autre"


class Gender(StrEnum):
    """genre."""

    MALE = "masculin"
    FEMALE = "feminin"
    NOT_SAID = "non_communique"


class AgeBand(StrEnum):
    """tranche_age."""

    UNDER_12 = "moins_de_douze"
    FROM_12 = "douze_dix_huit"
    FROM_18 = "dix_huit_vingt_quatre"
    FROM_25 = "vingt_cinq_trente_neuf"
    FROM_40 = "quarante_cinquante_neuf"
    FROM_60 = "soixante_soixante_neuf"
    FROM_70 = "soixante_dix_plus"
    NOT_SAID = "non_communique"


class SocialStatus(StrEnum):
    """statut_social."""

    AT_SCHOOL = "scolarise"
    OUT_OF_WORK = "sans_emploi"
    IN_WORK = "en_emploi"
    RETIRED = "retraite"
    NOT_SAID = "non_communique"


class PresenceReason(StrEnum):
    """Why the manager corrects a presence."""

    FORGOT_TO_START = "forgot_to_start"
    FORGOT_TO_END = "forgot_to_end"
    WRONG_TIME = "wrong_time"
    REPLACEMENT = "replacement"
    STARTED_BY_MISTAKE = "started_by_mistake"
