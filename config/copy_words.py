"""What is said of an office's copies, in French: on staff screens and at a terminal."""

from babel.numbers import format_decimal

from config.languages import SOURCE

WHY: dict[str, str] = {
    "room": "il n'y a plus assez de place sur le disque",
    "full": "le disque est plein",
    "busy": "un autre programme tient fermé un fichier du bureau",
    "in_use": "une autre copie est en cours",
    "forbidden": "le programme n'a pas le droit d'y lire ou d'y écrire",
    "unreadable": "le disque répond mal",
    "damaged": "un fichier du bureau est abîmé",
    "not_sqlite": "un fichier du bureau est abîmé",
    "newer": "un fichier du bureau vient d'une autre version du programme",
    "older": "ce bureau n'a pas encore été ouvert avec cette version du programme",
    "not_whole": "la copie faite n'était pas entière, elle n'est pas gardée",
    "waits": "ce qui doit être effacé d'abord ne l'est pas encore",
    "stopped": "le programme qui la fait s'est arrêté",
    "missing": "le second disque n'est pas branché",
    "nothing": "rien n'est encore gardé",
}
KINDS = {False: "copie du moment", True: "copie du jour"}
HOLDS = {
    False: "la journée en cours, les chiffres, les appareils et les personnes",
    True: "les chiffres, les appareils et les personnes ; aucun ticket",
}
FILES = {"journal.db": "journal", "people.db": "registre"}
STEPS = {"copied": "copié", "verified": "vérifié"}
_HOUR_MS = 3_600_000


def no_copy(since: int | None, why: str) -> str:
    """since: milliseconds since the last good copy, None when there is none."""
    last = f"depuis {_hours(since)}" if since is not None else "jusqu'ici"
    return (
        f"Aucune copie de sécurité de ce bureau n'a réussi {last} : {WHY[why]}. La file continue, mais si le disque lâche, ce qui s'est "
        "passé depuis est perdu. Prévenez la personne qui s'occupe de la machine."
    )


def no_second(since: int, why: str, place: str) -> str:
    """since: milliseconds since it was first found so."""
    lasts = f" depuis {_hours(since)}" if since >= _HOUR_MS else ""
    if why == "missing":
        return (
            f"Le disque ou la clé des copies de sécurité ({place}) n'est pas branché{lasts}. Rebranchez-le : la copie du jour s'y fera "
            "d'elle-même. La file continue."
        )
    return (
        f"La copie de sécurité du jour ne va pas sur le second disque ({place}){lasts} : {WHY[why]}. La file continue. "
        "Prévenez la personne qui s'occupe de la machine."
    )


def size(count: int) -> str:
    """« 3,2 Mo »."""
    if count < 100_000:
        return f"{max(1, round(count / 1000))} ko"
    return f"{format_decimal(round(count / 1_000_000, 1), '#,##0.0', SOURCE)} Mo"


def _hours(milliseconds: int) -> str:
    """« plus d'une heure », « plus de 3 heures », « plus de 2 jours »."""
    hours = milliseconds // _HOUR_MS
    if hours < 48:
        return "plus d'une heure" if hours < 2 else f"plus de {hours} heures"
    return f"plus de {hours // 24} jours"
