"""The keys of a kiosk's keypad: which key of the board does what; a key that no board sends, or that serves twice, is a fault."""

from typing import Annotated

from pydantic import BeforeValidator, model_validator

from config.spans import meant
from config.table import Table

_NAMED = """
ArrowUp ArrowDown ArrowLeft ArrowRight Enter Escape Backspace Delete Insert Home End PageUp PageDown Help Clear Select
ContextMenu GoBack BrowserBack BrowserHome AudioVolumeUp AudioVolumeDown AudioVolumeMute
"""
NAMED = frozenset(_NAMED.split()) | {f"F{number}" for number in range(1, 25)}
"""Values of KeyboardEvent.key that a keypad may send (W3C, UI Events key values); besides them, each single character."""


def key(value: object) -> str:
    """A key as a browser names it. Raises ValueError."""
    if value == "Tab":
        raise ValueError("« Tab » mène déjà d'une touche à l'autre : choisissez une autre touche")
    if isinstance(value, str) and ((len(value) == 1 and value.isprintable()) or value in NAMED):
        return value
    raise ValueError("aucun clavier n'envoie cette touche (KeyboardEvent.key)" + meant(value, NAMED))


Key = Annotated[str, BeforeValidator(key)]


class KeySettings(Table):
    """Five keys, then help_ticket: a large key of its own, « ticket et aide »; headphones: what the jack's switch sends."""

    up: Key = "ArrowUp"
    down: Key = "ArrowDown"
    ok: Key = "Enter"
    back: Key = "Escape"
    help: Key = "F1"
    help_ticket: Key = "F2"
    headphones: Key = "F3"

    @model_validator(mode="after")
    def _each_key_once(self) -> "KeySettings":
        named = list(self.model_dump().values())
        twice = next((key for key in named if named.count(key) > 1), None)
        if twice is not None:
            raise ValueError(f"la touche « {twice} » sert deux fois : chaque action a la sienne")
        return self
