"""Words measured and drawn with fonts of our own, in any language that they hold, from left to right or right to left."""

import functools
import logging
import math
import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont, features

from printer.characters import readable
from printer.wrapping import balanced

_FONTS = Path(__file__).parent / "fonts"
_FORWARD, _BACKWARD = "ltr", "rtl"
# What one line of a size takes, in parts of it: above its baseline and below it.
_LATIN, _ARABIC = (1.0, 0.34), (1.06, 0.46)
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*")

log = logging.getLogger(__name__)


@functools.cache
def can_shape() -> bool:
    """Whether this system joins Arabic letters and orders right-to-left text; says so in the log, once, when not."""
    able = bool(features.check("raqm"))
    if not able:
        log.warning(
            "No RAQM here (Debian: libfribidi0): Arabic tickets are printed with letters that are not joined. "
            "Numbers, QR codes and all other languages are right."
        )
    return able


class Face(NamedTuple):
    """size: dots of the font's em."""

    size: int
    bold: bool


class Setter:
    """Sets words in one language. shapes: see can_shape."""

    def __init__(self, language: str, shapes: bool) -> None:
        self._tag = language if _TAG.fullmatch(language) else None
        self._shapes = shapes

    def lines(self, text: str, face: Face, width: int) -> list["Line"]:
        """The lines of a paragraph, at most `width` dots wide; none when it is blank or in a script without a font."""
        backward = _begins_backward(text)
        name = _name(text, face.bold)
        words = readable(text, functools.partial(_holds, name))
        font = _font(name, face.size, self._shapes)

        line = Line("", font, *self._way(backward), *_room(name, face))
        lines = balanced(words, width, lambda words: line._replace(text=words).width)
        return [line._replace(text=self._in_order(each, backward)) for each in lines]

    def _way(self, backward: bool) -> tuple[str | None, str | None]:
        return (_BACKWARD if backward else _FORWARD, self._tag) if self._shapes else (None, None)

    def _in_order(self, line: str, backward: bool) -> str:
        """As it is seen, where nobody orders it for us: words from the right, and the letters of each that is Arabic."""
        if self._shapes or not backward:
            return line
        return " ".join(word[::-1] if _begins_backward(word) else word for word in reversed(line.split(" ")))


class Line(NamedTuple):
    """One line, ready to draw. way, tag: what shaping is told. above, below: dots that it takes around its baseline."""

    text: str
    font: ImageFont.FreeTypeFont
    way: str | None
    tag: str | None
    above: int
    below: int

    @property
    def width(self) -> int:
        """Dots from its first to its last letter."""
        return math.ceil(self.font.getlength(self.text, "1", direction=self.way, language=self.tag))

    def draw(self, on: Image.Image, left: int, baseline: int) -> None:
        """In black, on a mode "1" picture."""
        pencil = ImageDraw.Draw(on)
        pencil.text((left, baseline), self.text, 0, self.font, "ls", direction=self.way, language=self.tag)


def _begins_backward(text: str) -> bool:
    """Whether its first letter is of a script that runs from right to left."""
    return next((kind != "L" for char in text if (kind := unicodedata.bidirectional(char)) in ("L", "R", "AL")), False)


def _name(text: str, bold: bool) -> str:
    arabic = any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in text)
    return f"noto-sans{'-arabic' if arabic else ''}-{700 if bold else 500}"


def _room(name: str, face: Face) -> tuple[int, int]:
    above, below = _ARABIC if "arabic" in name else _LATIN
    return round(above * face.size), round(below * face.size)


@functools.lru_cache(maxsize=4096)
def _holds(name: str, char: str) -> bool:
    """Whether a font has this letter: one that it lacks is drawn as the box of a character that does not exist."""
    font = _font(name, 32, False)
    return char == " " or bytes(font.getmask(char, "1")) != bytes(font.getmask("\U000ffffe", "1"))


@functools.lru_cache(maxsize=64)
def _font(name: str, size: int, shapes: bool) -> ImageFont.FreeTypeFont:
    engine = ImageFont.Layout.RAQM if shapes else ImageFont.Layout.BASIC
    return ImageFont.truetype(_FONTS / f"{name}.woff", size, layout_engine=engine)
