"""Where a person may be sent on to: the kinds of the national tool « Coop de la médiation numérique », with its exact values."""

from enum import StrEnum


class Structure(StrEnum):
    """structure_de_redirection."""

    ADMINISTRATION = "administration"
    DIGITAL_MEDIATION = "mediation_numerique"
    OPERATOR_OR_BODY_IN_CHARGE = "operateur_ou_organisme_en_charge"
    SOCIAL_AID = "aide_sociale"
    WORK_INTEGRATION = "insertion_professionnelle"
    HELP_WITH_PROCEDURES = "aide_aux_demarches_administratives"
    OTHER = "autre"
