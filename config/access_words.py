"""What the doors and the register say: why somebody has to wait, why a name is refused, who did what."""

from collections.abc import Mapping

from config.catalogues import gettext
from config.languages import SOURCE

ROLES: dict[str, str] = {
    "kiosk": "Borne",
    "display": "Affichage",
    "console": "Console du médiateur",
    "counter": "Guichet",
    "manager": "Responsable",
    "printer": "Imprimante",
    "monitor": "Surveillance (un programme)",
}

BUSY = "Trop de personnes s'identifient en même temps. Rien n'est perdu : recommencez dans un instant."
WRONG_PIN = "Ce nom et ce code ne vont pas ensemble. Recommencez, ou demandez un nouveau code au responsable."
WRONG_CODE = "Ce code n'est pas valable. Vérifiez les lettres, ou demandez un nouveau code."
LOCKED: dict[str, str] = {
    "person": "Trop de codes faux pour ce nom. Attendez {wait}, puis recommencez. Le responsable peut vous débloquer tout de suite.",
    "device": "Trop de codes faux sur cet appareil. Attendez {wait}, puis recommencez. Le responsable peut le débloquer tout de suite.",
    "address": "Trop de codes faux depuis ce réseau. Attendez {wait}, puis recommencez. Le responsable peut le débloquer tout de suite.",
    "codes": "Trop de codes faux. Attendez {wait}, puis recommencez. Le responsable peut vous débloquer tout de suite.",
}
LOCKED_SUBJECTS: dict[str, str] = {
    "person": "{about} ne peut plus s'identifier",
    "device": "Plus personne ne peut s'identifier sur {about}",
    "address": "Plus personne ne peut s'identifier depuis {about}",
    "codes": "Plus personne ne peut relier un appareil depuis {about}",
}
NAMES: dict[str, str] = {
    "empty": "Il manque le pseudonyme.",
    "too_long": "Ce pseudonyme est trop long : 40 caractères au plus.",
    "signs": "Ce pseudonyme contient des signes qui ne s'affichent pas. Tapez-le à la main.",
    "taken": "Ce pseudonyme est déjà inscrit. Choisissez-en un autre, ou donnez un nouveau code à cette personne.",
    "unknown": "Personne n'est inscrit sous ce pseudonyme. Regardez la liste.",
    "last_manager": "C'est le seul responsable : sans lui, plus personne n'ouvrirait cette page. Inscrivez-en d'abord un autre.",
}
NO_ROLE = "Cochez au moins un écran."
CODE_PLACE = "Choisissez un écran ; un guichet ne va qu'avec l'écran de guichet."

WHO: dict[str, str] = {
    "office": "Le programme",
    "command_line": "La ligne de commande",
    "stranger": "Quelqu'un ({name})",
}
ACTS: dict[str, str] = {
    "code_given": "a donné un code pour relier un appareil : {about}",
    "code_failed": "a tapé un code d'appareil faux",
    "codes_burnt": "a tapé trop de codes faux : les codes d'appareil en cours ne valent plus rien",
    "paired": "a relié un appareil : {about}",
    "device_added": "a ajouté un appareil : {about}",
    "revoked": "a retiré un appareil : {about}",
    "staff_added": "a inscrit {about}",
    "pin_given": "a donné un nouveau code à {about}",
    "staff_removed": "a retiré {about}",
    "signed_in": "s'est identifié sur {about}",
    "sign_in_failed": "code faux pour {about}",
    "signed_out": "a quitté {about}",
    "session_ended": "fin de « {about} » : {why}",
    "locked": "{about} : bloqué {minutes}",
    "unlocked": "a débloqué {about}",
}
ENDINGS: dict[str, str] = {
    "another_sign_in": "quelqu'un s'est identifié à nouveau sur cet appareil",
    "new_pin": "nouveau code",
    "removed": "personne retirée",
    "revoked": "appareil retiré",
    "twelve_hours": "douze heures passées",
    "idle": "trente minutes sans rien faire",
}
NO_NAME = "un nom inconnu"


def wait(milliseconds: int, language: str = SOURCE) -> str:
    """How long somebody has to wait: « 40 secondes », « 5 minutes »; never less than it is."""
    seconds = max(1, -(-milliseconds // 1000))
    if seconds == 1:
        return gettext(language, "une seconde")
    if seconds < 60:
        return gettext(language, "{count} secondes", count=seconds)
    minutes = -(-seconds // 60)
    return gettext(language, "une minute") if minutes == 1 else gettext(language, "{count} minutes", count=minutes)


def locked(subject: str, wait_ms: int, language: str = SOURCE) -> str:
    """Why a try was not looked at, and for how long none is. wait_ms: milliseconds."""
    return gettext(language, LOCKED[subject], wait=wait(wait_ms, language))


def device(label: str, language: str = SOURCE) -> str:
    """« counter 1 n° 3 » → « Guichet 1 n° 3 »: the screen in its own words, and the number as the language writes it."""
    name, _, number = label.partition(" n° ")
    first, _, place = name.partition(" ")
    called = f"{gettext(language, ROLES[first])} {place}".strip() if first in ROLES else name
    return gettext(language, "{device} n° {number}", device=called, number=number) if number else called


def who(role: str, name: str, language: str = SOURCE) -> str:
    """Who did it: « Responsable 1 », « La ligne de commande »."""
    name = device(name, language)
    return gettext(language, WHO[role], name=name) if role in WHO else name


def act(what: str, about: str, why: str, minutes: int, language: str = SOURCE) -> str:
    """What was done, as the rest of a sentence that begins with who did it."""
    named = ", ".join(device(part, language) for part in about.split(", ")) or gettext(language, NO_NAME)
    because = gettext(language, ENDINGS[why]) if why in ENDINGS else ""
    facts: Mapping[str, object] = {"about": named, "why": because, "minutes": wait(minutes * 60_000, language)}
    return gettext(language, ACTS[what], **facts)
