"""ESC/POS drawn: what a client would hold in the hand, as a picture.

Dots are drawn one to one; letters with soft edges, so that the picture is pleasant on a screen.
"""

import functools
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from printer.opcodes import Piece, pieces

_FONTS = Path(__file__).parent / "fonts"
_FONT_A, _FONT_B = (12, 24), (9, 17)  # dots of a character
_LINE = 30  # dots from line to line, until ESC 3
_HEAD, _FOOT = 56, 64  # dots of white: the paper between the print head and the cutter
_PAPER, _INK = (253, 252, 248), (28, 27, 31)
_PAGES = {0: "cp437", 2: "cp850", 16: "cp1252", 18: "cp852", 19: "cp858", 32: "cp1252", 71: "cp1252"}


def draw(data: bytes, dots: int = 576, *, strict: bool = True) -> Image.Image:
    """The paper that these bytes print: an RGB picture, `dots` wide and its side margins, as high as it comes.

    Raises printer.opcodes.UnknownCommand: for any unknown command in strict mode; else it is left out.
    """
    sheet = _Sheet(dots)
    for piece in pieces(data, strict=strict):
        sheet.obey(piece)
    return _on_paper(sheet.finished(), dots)


def _on_paper(ink: Image.Image, dots: int) -> Image.Image:
    # 80 mm paper has 4 mm of margin at each side, 58 mm paper 5 mm.
    side = 32 if dots > 400 else 40
    paper = Image.new("RGB", (dots + 2 * side, ink.height + _HEAD + _FOOT), _PAPER)
    paper.paste(Image.new("RGB", ink.size, _INK), (side, _HEAD), ink)
    return paper


class _Set(NamedTuple):
    """One character on its line. size: its cell in dots. times: how much wider than font A's."""

    char: str
    size: tuple[int, int]
    times: float
    bold: bool


class _Sheet:
    """The printer's state while it prints: 255 is ink, 0 is paper."""

    _page: str
    _cell: tuple[int, int]

    def __init__(self, dots: int) -> None:
        self._dots = dots
        self._bands: list[Image.Image] = []
        self._line: list[_Set] = []
        self._reset()

    def obey(self, piece: Piece) -> None:
        """One piece of ESC/POS."""
        value = piece.data[2] if len(piece.data) > 2 else 0
        match piece.name:
            case "TEXT":
                self._letters(piece.data.decode(self._page, "replace"))
            case "LF":
                self._feed_line()
            case "ESC @":
                self._reset()
            case "ESC t":
                self._page = _PAGES.get(value, "cp437")
            case "ESC a":
                self._align = value % 48
            case "ESC E" | "ESC G":
                self._bold = bool(value & 1)
            case "ESC M":
                self._cell = _FONT_B if value in (1, 49) else _FONT_A
            case "ESC !":
                self._cell = _FONT_B if value & 0x01 else _FONT_A
                self._bold = bool(value & 0x08)
                self._size = (2 if value & 0x20 else 1, 2 if value & 0x10 else 1)
            case "GS !":
                self._size = ((value >> 4 & 7) + 1, (value & 7) + 1)
            case "ESC 3":
                self._spacing = value
            case "ESC 2":
                self._spacing = _LINE
            case "ESC J":
                self._end_line()
                self._white(value)
            case "ESC d":
                self._end_line()
                self._white(value * self._spacing)
            case "GS v":
                self._end_line()
                self._raster(piece.data)

    def finished(self) -> Image.Image:
        """All the bands, one under the other."""
        self._end_line()
        picture = Image.new("L", (self._dots, max(1, sum(band.height for band in self._bands))), 0)
        top = 0
        for band in self._bands:
            picture.paste(band, (0, top))
            top += band.height
        return picture

    def _reset(self) -> None:
        self._page = "cp437"
        self._align = 0
        self._cell = _FONT_A
        self._bold = False
        self._size = (1, 1)
        self._spacing = _LINE

    def _letters(self, text: str) -> None:
        size = (self._size[0] * self._cell[0], self._size[1] * self._cell[1])
        for char in text:
            if sum(letter.size[0] for letter in self._line) + size[0] > self._dots:
                self._feed_line()
            self._line.append(_Set(char, size, self._size[0] * self._cell[0] / 12, self._bold))

    def _feed_line(self) -> None:
        if self._line:
            self._end_line()
        else:
            self._white(self._spacing)

    def _end_line(self) -> None:
        if not self._line:
            return
        height = max(letter.size[1] for letter in self._line)
        band = Image.new("L", (self._dots, max(height, self._spacing)), 0)
        left = self._left(sum(letter.size[0] for letter in self._line))
        for letter in self._line:
            # Letters of any height stand on one line, as the printer sets them.
            band.paste(255, (left, height - letter.size[1]), _drawn(letter))
            left += letter.size[0]
        self._bands.append(band)
        self._line = []

    def _raster(self, data: bytes) -> None:
        width, height = int.from_bytes(data[4:6], "little") * 8, int.from_bytes(data[6:8], "little")
        if not width or not height:
            return
        image = Image.frombytes("1", (width, height), data[8:]).convert("L")
        band = Image.new("L", (self._dots, height), 0)
        band.paste(image, (self._left(width), 0))
        self._bands.append(band)

    def _left(self, width: int) -> int:
        return max(0, (self._dots - width) * self._align // 2)

    def _white(self, rows: int) -> None:
        if rows:
            self._bands.append(Image.new("L", (self._dots, rows), 0))


_DRAWN = 4  # a letter is drawn this many times larger, then reduced
_EM = 19.0  # dots of the font's size whose letters are 12 dots wide
_TALL = 1.2  # a printer's letters are narrow: the font is drawn this much higher
_BASELINE = 19  # rows under the top of the cell


@functools.lru_cache(maxsize=2048)
def _drawn(letter: _Set) -> Image.Image:
    """One character in its cell, white on black, mode "L"."""
    scale = _DRAWN * letter.times
    size = (round(12 * scale), round(24 * scale / _TALL))
    cell = Image.new("L", size, 0)
    place = (size[0] / 2, _BASELINE * scale / _TALL)
    ImageDraw.Draw(cell).text(place, letter.char, 255, _font(letter.bold, _EM * scale), anchor="ms")
    return cell.resize(letter.size, Image.Resampling.LANCZOS)


@functools.lru_cache(maxsize=64)
def _font(bold: bool, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS / f"atkinson-hyperlegible-mono-latin-{800 if bold else 600}.woff", size)
