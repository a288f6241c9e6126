"""Dynamic text made safe for the printer: only characters that its page or font holds, and never a control character."""

import re
import unicodedata
from collections.abc import Callable

from printer.wrapping import balanced

CanPrint = Callable[[str], bool]

# What typography uses and a character page lacks. The no-break spaces stay no-break until the lines are made.
_TYPOGRAPHY = str.maketrans(
    {
        "\u202f": "\u00a0",  # narrow no-break space: what CLDR puts before ; : ! ? in French
        "\u2007": "\u00a0",
        "\u2009": " ",
        "\u200a": " ",
        "\u2003": " ",
        "\u2002": " ",
        "\u2028": " ",
        "\u2029": " ",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "–",
        "\u2015": "—",
        "\u2212": "–",
        "\u02bc": "’",
        "\u2032": "'",
        "\u2192": "->",
        "\u2190": "<-",
        "\u2713": "x",
        "\t": " ",
        "\n": " ",
        "\r": " ",
    }
)
# How a typewriter writes what only the richer pages hold (CP858 has no ’): no word is spelled otherwise by it.
_PLAIN = {
    "’": "'",
    "‘": "'",
    "‚": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "–": "-",
    "—": "-",
    "…": "...",
    "•": "-",
    "\u00a0": " ",
}

# Letters without a base letter of their own. Cyrillic: as Ukraine writes its names in Latin letters (resolution 55 of
# 2010, without its forms for a word's first letter).
_LATIN = dict(zip("łđħıабвгґдезиійїклмнопрстуфыэ", "ldhiabvhgdezyiiiklmnoprstufye", strict=True)) | {
    "є": "ie",
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ю": "iu",
    "я": "ia",
    "ё": "io",
    "ь": "",
    "ъ": "",
}
_LATIN |= {char.upper(): latin.capitalize() for char, latin in _LATIN.items() if char != "ı"}

# They join or part Arabic letters; nothing obeys them once the letters are drawn.
_JOINERS = "\u200c\u200d"

# « environ 10 à 15 minutes »: a number stays with its unit, and with the number that it goes to; a mark, with its word.
_TOGETHER = re.compile(r"(?<=\d) (?=\w)|(?<=\b\w) (?=\d)|(?<=\b\w\w) (?=\d)|(?<=\d \w\w\w) (?=\d)| (?=[:;!?»])|(?<=«) ")


def lines_of(text: str, columns: int, encoding: str = "CP1252") -> list[str]:
    """The text as printable lines of at most `columns` characters, each in `encoding`; none when it is not readable."""
    return balanced(readable(text, _on_page(encoding)), max(columns, 1), len)


def readable(text: str, can_print: CanPrint) -> str:
    """The text in can_print characters, its numbers bound to their units by no-break spaces.

    Empty when it is blank, or in a script that is not can_print: question marks tell nobody anything.
    """
    nearest = nearest_of(text, can_print)
    if 2 * (nearest.count("?") - text.count("?")) > len("".join(nearest.split())):
        return ""
    return _TOGETHER.sub("\u00a0", nearest)


def fits(text: str, encoding: str = "CP1252") -> bool:
    """True when the page holds every letter of it, so that it prints as it is spelled, not as its nearest."""
    on_page = _on_page(encoding)
    invisible = ("Cc", "Cf", "Cs")
    return all(on_page(char) or char in _PLAIN or unicodedata.category(char) in invisible for char in _composed(text))


def printable(text: str, encoding: str = "CP1252") -> str:
    """The text with every character in `encoding`: composed, then its nearest, its digit, its base letter, or "?"."""
    return nearest_of(text, _on_page(encoding))


def nearest_of(text: str, can_print: CanPrint) -> str:
    """The text in can_print characters.

    Control, format and surrogate characters go away (C0, DEL, C1, soft hyphen, direction marks): a printer obeys them.
    """
    return "".join(_nearest(char, can_print) for char in _composed(text))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_TYPOGRAPHY)


def _nearest(char: str, can_print: CanPrint) -> str:
    category = unicodedata.category(char)
    if category in ("Cc", "Cs") or (category == "Cf" and char not in _JOINERS):
        return ""
    if can_print(char):
        return char
    if category in ("Cf", "Mn", "Me"):
        return ""
    if (latin := _PLAIN.get(char, _LATIN.get(char))) is not None:
        return latin
    if (digit := unicodedata.digit(char, None)) is not None:
        return str(digit)
    base = [c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)]
    if base and all(c.isprintable() and can_print(c) for c in base):
        return "".join(base)
    return "?"


def _on_page(encoding: str) -> CanPrint:
    def on_page(char: str) -> bool:
        try:
            return len(char.encode(encoding)) == 1
        except UnicodeEncodeError:
            return False

    return on_page
