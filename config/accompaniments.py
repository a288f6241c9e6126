"""The accompaniment in the configuration: the procedures that a record may name."""

from config.frozen import Name, Settings, Words
from mediation.natures import Theme


class ProcedureSettings(Settings):
    """« Nom de la démarche administrative » of a record: chosen from this list, never typed."""

    id: Name
    words: Words


def procedures_have_their_theme(themes: tuple[Theme, ...]) -> tuple[Theme, ...]:
    """A kind of procedure stands beside aide_aux_demarches_administratives only. Raises ValueError."""
    if any(theme.administrative for theme in themes) and Theme.HELP_WITH_PROCEDURES not in themes:
        raise ValueError(f"ajoutez « {Theme.HELP_WITH_PROCEDURES} » : les sortes de démarches ne vont qu'avec elle")
    return themes
