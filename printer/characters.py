"""Dynamic text made safe for the printer: only characters that its page holds, and never a control character."""

import re
import textwrap
import unicodedata

# What typography uses and a character page lacks. The no-break spaces stay no-break until the lines are made.
_NEAREST = str.maketrans(
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
        "Ł": "L",
        "ł": "l",
        "Đ": "D",
        "đ": "d",
        "Ħ": "H",
        "ħ": "h",
        "ı": "i",
        "\t": " ",
        "\n": " ",
        "\r": " ",
    }
)
# Cyrillic, as Ukraine writes its names in Latin letters (resolution 55 of 2010, without its forms for a word's first letter).
_LATIN = dict(zip("абвгґдезиійїклмнопрстуфыэ", "abvhgdezyiiiklmnoprstufye", strict=True)) | {
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
_NEAREST |= str.maketrans(_LATIN | {char.upper(): latin.capitalize() for char, latin in _LATIN.items()})

# « environ 10 à 15 minutes »: a number stays with its unit, and with the number that it goes to.
_TOGETHER = re.compile(r"(?<=\d) (?=\w)|(?<=\b\w) (?=\d)|(?<=\b\w\w) (?=\d)")


def lines_of(text: str, columns: int, encoding: str = "CP1252") -> list[str]:
    """The text as printable lines of at most `columns` characters, each in `encoding`.

    No line at all when it is blank, or in a script that the encoding lacks: question marks tell nobody anything. A number
    and its unit stay on one line, and so does what a no-break space holds together, where a line is wide enough; a word
    longer than a line is cut; the lines are about equally long, so that no word is left alone on the last one.
    """
    known = printable(text, encoding)
    if 2 * (known.count("?") - text.count("?")) > len("".join(known.split())):
        return []
    width = max(columns, 1)
    bound = _TOGETHER.sub("\u00a0", known)
    known = " ".join(word if len(word) <= width else word.replace("\u00a0", " ") for word in bound.split(" "))
    lines = textwrap.wrap(known, width, break_on_hyphens=False)
    longest_word = max((len(word) for word in known.split(" ")), default=0)
    while width > max(longest_word, 1):
        width -= 1
        narrower = textwrap.wrap(known, width, break_on_hyphens=False)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return [line.replace("\u00a0", " ") for line in lines]


def printable(text: str, encoding: str = "CP1252") -> str:
    """The text with every character in `encoding`: composed, then its nearest, its digit, its base letter, or "?".

    Control, format and surrogate characters go away (C0, DEL, C1, soft hyphen, direction marks): a printer obeys them.
    """
    composed = unicodedata.normalize("NFC", text).translate(_NEAREST)
    return "".join(_nearest(char, encoding) for char in composed)


def _nearest(char: str, encoding: str) -> str:
    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Mn", "Me"):
        return ""
    if _encodable(char, encoding):
        return char
    if (digit := unicodedata.digit(char, None)) is not None:
        return str(digit)
    base = [c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)]
    if base and all(c.isprintable() and _encodable(c, encoding) for c in base):
        return "".join(base)
    return "?"


def _encodable(char: str, encoding: str) -> bool:
    try:
        return len(char.encode(encoding)) == 1
    except UnicodeEncodeError:
        return False
