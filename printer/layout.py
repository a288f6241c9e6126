"""The ticket on paper: the number first and huge, then what it is for, how long, where, what to have ready, and the QR.

Sizes are in dots of the printer, 8 to the millimetre on most.
"""

import re
from typing import Any, NamedTuple

from PIL import Image, ImageChops

from printer.characters import lines_of
from printer.escpos_bytes import fresh_printer
from printer.paper import PrinterModel, TicketPaper
from printer.qr import qr_picture

# A printer obeys these wherever they stand, even inside a picture (Epson, real-time commands).
REAL_TIME = re.compile(rb"\x10(?:\x04[\x01-\x08\x14]|\x05[\x00-\x03]|\x14[\x01-\x03\x07\x08])")

_BAND = 255  # rows of one picture command: taller ones come out as garbage on some models
_LARGEST = 8  # times: what GS ! can do
_AIR = 4  # dots between two lines, at least


class Letters(NamedTuple):
    """How letters look. font: "a" (12 x 24 dots a character) or "b" (9 x 17). times: enlarged so much, both ways alike.

    Both ways alike, because letters that are only made higher are thin and hard to read.
    """

    font: str
    times: int
    bold: bool = False

    @property
    def width(self) -> int:
        """Dots of one character."""
        return (12 if self.font == "a" else 9) * self.times

    @property
    def height(self) -> int:
        """Dots of one line of letters."""
        return (24 if self.font == "a" else 17) * self.times


LOUD = Letters("a", 2, bold=True)  # 6 mm
TITLE = Letters("b", 2, bold=True)  # 4.25 mm
BODY = Letters("b", 2)
SMALL = Letters("a", 1)  # 3 mm


def escpos_bytes(paper: TicketPaper, model: PrinterModel) -> bytes:
    """The whole ticket as ESC/POS, from ESC @ to the cut. Raises nothing for any text.

    The one place that chooses how a language is printed: letters of the printer's own page for all of them today, which
    leaves out the sentences of a script that has no letters there (Arabic) and keeps number, QR and office. A picture of
    the whole ticket for such a language shall branch off here.
    """
    return _as_text(paper, model)


def _as_text(paper: TicketPaper, model: PrinterModel) -> bytes:
    sheet = _Sheet(model)
    sheet.write(paper.number, sheet.largest(paper.number), centred=True)
    if paper.reprint:
        sheet.write(paper.reprint, TITLE, centred=True)
        sheet.skip(8)
    sheet.write(paper.need, LOUD, centred=True)
    sheet.rule(10, 18)
    sheet.write(_sentence(paper.wait), LOUD)
    sheet.skip(10)
    sheet.write(paper.where, BODY)
    if any(paper.ready):
        sheet.skip(18)
        sheet.write(paper.ready_title, TITLE)
        for item in paper.ready:
            sheet.write(item, BODY, mark="• ")
    sheet.rule(12, 18)
    picture = qr_picture(paper.url, model.dots)
    if picture is not None:
        sheet.write(paper.follow, BODY, centred=True)
        sheet.picture(picture)
    sheet.write(paper.office, SMALL, centred=True)
    sheet.write(_sentence(paper.taken_at), SMALL, centred=True)
    sheet.skip(10)
    sheet.write(paper.privacy, SMALL, centred=True)
    return sheet.cut()


def _sentence(text: str) -> str:
    """With a capital: "environ 10 minutes" is said in the middle of a sentence elsewhere, and stands alone here."""
    return text[:1].upper() + text[1:]


class _Sheet:
    """One ticket being written, from top to bottom."""

    def __init__(self, model: PrinterModel) -> None:
        self._model = model
        self._printer: Any = fresh_printer(model)

    def write(self, text: str, letters: Letters, *, centred: bool = False, mark: str = "") -> None:
        """A paragraph; `mark` hangs before its first line. Nothing when it is blank or in a script that the page lacks."""
        columns = self._model.dots // letters.width - len(mark)
        lines = lines_of(text, columns, self._model.charcode_name)
        if not lines:
            return
        times = letters.times
        # Smooth: without it the steps of a letter eight times as large are a millimetre each.
        self._printer.set(custom_size=True, width=times, height=times, smooth=times > 2, bold=letters.bold)
        self._printer.set(font=letters.font, align="center" if centred else "left")
        self._printer.line_spacing(min(letters.height + _AIR * (1 + (letters.font == "b")), 255))
        for at, line in enumerate(lines):
            self._printer.text(f"{mark if at == 0 else ' ' * len(mark)}{line}\n")

    def largest(self, text: str) -> Letters:
        """Bold ones, as large as the text still fits one line."""
        columns = max((len(line) for line in lines_of(text, 1000, self._model.charcode_name)), default=1)
        return Letters("a", max(1, min(_LARGEST, self._model.dots // (12 * columns))), bold=True)

    def skip(self, dots: int) -> None:
        """White, as a picture of nothing: the unit of ESC J is a dot on one model and half a dot on the next."""
        self._printer._raw(_raster(Image.new("1", (8, dots), 255), 0))

    def rule(self, above: int, below: int) -> None:
        """A line from edge to edge, with white around it."""
        self.skip(above)
        self.picture(Image.new("1", (self._model.dots, 3), 0))
        self.skip(below)

    def picture(self, picture: Image.Image) -> None:
        """A mode "1" picture in the middle of the paper, moved dot by dot until no real-time command hides in it.

        The margin is part of the picture: some models align letters only.
        """
        self._printer.set(align="left")
        margin = (self._model.dots - picture.width) // 2
        data = b""
        for left in range(margin, max(margin - 64, -1), -1):
            data = _raster(picture, left)
            if not REAL_TIME.search(data):
                break
        self._printer._raw(data)

    def cut(self) -> bytes:
        """The bytes of all of it. GS V 66 0 feeds just as far as the cutter: `cut()` would waste a centimetre."""
        if self._model.cut:
            self._printer.cut(feed=False)
        else:
            self._printer.print_and_feed(6)
        output: bytes = self._printer.output
        return output


def _raster(picture: Image.Image, left: int) -> bytes:
    """GS v 0, in bands, of the picture with `left` white dots before it."""
    width = -(-(left + picture.width) // 8)
    canvas = Image.new("1", (width * 8, picture.height), 255)
    canvas.paste(picture, (left, 0))
    ink = ImageChops.invert(canvas)
    bands = []
    for top in range(0, picture.height, _BAND):
        band = ink.crop((0, top, ink.width, min(top + _BAND, ink.height)))
        head = b"\x1dv0\x00" + width.to_bytes(2, "little") + band.height.to_bytes(2, "little")
        bands.append(head + band.tobytes())
    return b"".join(bands)
