"""The colours of the screens, read from the one file that names them, and how well they stand out from each other."""

import re
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

Theme = Literal["day", "contrast"]
THEMES: tuple[Theme, ...] = ("day", "contrast")
LOOK = Path(str(files("screen"))) / "static" / "look.css"
TEXT, CHIP, SHAPE = 7.0, 4.5, 3.0
"""The least ratios of the product: text 7:1 (WCAG 2.2 1.4.6, AAA), chips of the staff's screens 4.5:1 (1.4.3), borders,
pictograms and focus 3:1 (1.4.11)."""

PAIRS: tuple[tuple[str, str, float], ...] = (
    ("text", "ground", TEXT),
    ("text", "card", TEXT),
    ("text", "action", TEXT),
    ("text", "tile", TEXT),
    ("text", "information", TEXT),
    ("quiet", "ground", TEXT),
    ("quiet", "card", TEXT),
    ("white", "ink", TEXT),
    ("done", "ground", TEXT),
    ("attention", "ground", TEXT),
    ("danger", "ground", TEXT),
    ("focus", "ground", TEXT),
    ("done", "green-soft", CHIP),
    ("attention", "amber-soft", CHIP),
    ("danger", "red-soft", CHIP),
    ("border", "ground", SHAPE),
    ("border", "tile", SHAPE),
    ("border", "card", SHAPE),
    ("focus", "card", SHAPE),
    ("focus", "tile", SHAPE),
    ("focus", "action", SHAPE),
    ("focus", "information", SHAPE),
    ("sun", "night", TEXT),
    ("night-paper", "night", TEXT),
    ("night-muted", "night", TEXT),
    ("night-paper", "night-soft", TEXT),
    ("night-muted", "night-soft", TEXT),
    ("sun", "night-soft", TEXT),
)
"""(what is drawn, on what ground, the least ratio), by the names of look.css."""

_RULE = re.compile(r"(?m)^(:root|\.contrast) \{(.*?)^\}", re.DOTALL)
_TOKEN = re.compile(r"--([a-z-]+): (#[0-9A-Fa-f]{6}|var\(--([a-z-]+)\));")


def ratio(colour: str, other: str) -> float:
    """Contrast of two colours (#RRGGBB): 1 to 21. WCAG 2.2, definitions of contrast ratio and of relative luminance."""
    lighter, darker = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def colour(name: str, theme: Theme = "day") -> str:
    """The token's #RRGGBB in this theme. Raises KeyError for a name that look.css does not give a colour."""
    meant = _tokens(theme)[name]
    return meant.upper() if meant.startswith("#") else colour(meant, theme)


def _luminance(colour_: str) -> float:
    red, green, blue = (_linear(int(colour_[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


@lru_cache(maxsize=2)
def _tokens(theme: Theme) -> dict[str, str]:
    """Name → a colour, or the name of the token that has it."""
    rules = dict(_RULE.findall(LOOK.read_text(encoding="utf-8")))
    text = rules[":root"] + (rules[".contrast"] if theme == "contrast" else "")
    return {name: other or value for name, value, other in _TOKEN.findall(text)}
