"""What is said of an office's copies: on staff screens in their language, at a terminal in French."""

from babel.numbers import format_decimal

from config.catalogues import gettext
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
NO_COPY = (
    "Aucune copie de sécurité de ce bureau n'a réussi jusqu'ici : {why}. La file continue, mais si le disque lâche, ce qui s'est "
    "passé depuis est perdu. Prévenez la personne qui s'occupe de la machine."
)
NO_COPY_SINCE = (
    "Aucune copie de sécurité de ce bureau n'a réussi {since} : {why}. La file continue, mais si le disque lâche, ce qui s'est "
    "passé depuis est perdu. Prévenez la personne qui s'occupe de la machine."
)
UNPLUGGED = (
    "Le disque ou la clé des copies de sécurité ({place}) n'est pas branché. Rebranchez-le : la copie du jour s'y fera "
    "d'elle-même. La file continue."
)
UNPLUGGED_SINCE = (
    "Le disque ou la clé des copies de sécurité ({place}) n'est pas branché {since}. Rebranchez-le : la copie du jour s'y fera "
    "d'elle-même. La file continue."
)
NO_SECOND = (
    "La copie de sécurité du jour ne va pas sur le second disque ({place}) : {why}. La file continue. "
    "Prévenez la personne qui s'occupe de la machine."
)
NO_SECOND_SINCE = (
    "La copie de sécurité du jour ne va pas sur le second disque ({place}) {since} : {why}. La file continue. "
    "Prévenez la personne qui s'occupe de la machine."
)
_HOUR_MS = 3_600_000


def no_copy(since: int | None, why: str, language: str = SOURCE) -> str:
    """since: milliseconds since the last good copy, None when there is none."""
    facts = {"since": _hours(since, language) if since is not None else "", "why": gettext(language, WHY[why])}
    return gettext(language, NO_COPY if since is None else NO_COPY_SINCE, **facts)


def no_second(since: int, why: str, place: str, language: str = SOURCE) -> str:
    """since: milliseconds since it was first found so."""
    facts = {"place": place, "since": _hours(since, language), "why": gettext(language, WHY[why])}
    now, for_hours = (UNPLUGGED, UNPLUGGED_SINCE) if why == "missing" else (NO_SECOND, NO_SECOND_SINCE)
    return gettext(language, for_hours if since >= _HOUR_MS else now, **facts)


def size(count: int) -> str:
    """« 3,2 Mo »."""
    if count < 100_000:
        return f"{max(1, round(count / 1000))} ko"
    return f"{format_decimal(round(count / 1_000_000, 1), '#,##0.0', SOURCE)} Mo"


def _hours(milliseconds: int, language: str) -> str:
    """« depuis plus d'une heure », « depuis plus de 3 heures », « depuis plus de 2 jours »."""
    hours = milliseconds // _HOUR_MS
    if hours < 48:
        if hours < 2:
            return gettext(language, "depuis plus d'une heure")
        return gettext(language, "depuis plus de {count} heures", count=hours)
    return gettext(language, "depuis plus de {count} jours", count=hours // 24)
