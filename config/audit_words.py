"""What is said of the journal's chain: whether a day is whole, where it breaks, what to do."""

from config.catalogues import gettext
from config.languages import SOURCE

BROKEN: dict[str, str] = {
    "missing": "il manque l'{what} n° {seq}",
    "changed": "l'{what} n° {seq} a été modifié ou déplacé",
    "sealed_broken": "l'{what} n° {seq} ne tenait déjà plus quand le jour a été scellé",
}
EVENT, ACT = "événement", "acte"
KNOWN_BEFORE = "sealed_broken"
STATES: dict[str, str] = {"whole": "entière", "sealed": "scellée", "broken": "rompue"}
SHORTER = (
    "Le journal est plus court que ce que son témoin a vu (événement n° {known}) : une partie est perdue ou a été remplacée. "
    "Au prochain démarrage, le bureau sautera les numéros déjà donnés."
)
OLDER = (
    "Le registre est plus ancien que ce que son témoin a vu (acte n° {known}) : un retrait fait depuis n'y est plus. "
    "Remettez le plus récent si vous l'avez."
)
AGREES = "le témoin est d'accord (événement n° {known})"
NO_WITNESS = "pas de témoin"
NO_CHAIN = "pas encore de chaîne : ce bureau n'a pas été ouvert depuis que le programme en tient une"
NOTHING = "rien n'est gardé"
DAMAGED = "illisible ({error})"
BROKEN_AT_START = "Le journal du {day} n'est plus entier : {broken}. La file continue. Prévenez la personne qui s'occupe de la machine."
HEAD_FOR = "Notée sur papier le soir, elle montre plus tard si quelqu'un a changé l'histoire de ce jour."


def grouped(head: str) -> str:
    """The first twelve hex letters of a head, in groups of four: « 3fa9 11c0 8d2e »."""
    return " ".join(head[place : place + 4] for place in (0, 4, 8))


def broken(seq: int, why: str, what: str = EVENT, language: str = SOURCE) -> str:
    """Where the chain breaks, in words; what: EVENT or ACT."""
    return gettext(language, BROKEN[why], what=gettext(language, what), seq=seq)
