"""The renderer that writes with the printer's own letters: small jobs, sharp letters, French and its neighbours only."""

from typing import Any, NamedTuple

from PIL import Image

from printer.characters import lines_of, printable
from printer.escpos_bytes import fresh_printer
from printer.paper import PrinterModel
from printer.raster import raster
from printer.renderer import Style

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


_LETTERS = {
    Style.LOUD: Letters("a", 2, bold=True),  # 6 mm
    Style.TITLE: Letters("b", 2, bold=True),  # 4.25 mm
    Style.BODY: Letters("b", 2),
    Style.SMALL: Letters("a", 1),  # 3 mm
}


class TextRenderer:
    """See printer.renderer.Renderer."""

    def __init__(self, model: PrinterModel) -> None:
        self._model = model
        self._printer: Any = fresh_printer(model)

    def number(self, text: str) -> None:
        """Enlarged as far as it still fits one line."""
        columns = max((len(line) for line in lines_of(text, 1000, self._model.charcode_name)), default=1)
        times = max(1, min(_LARGEST, self._model.dots // (12 * columns)))
        self._write(text, Letters("a", times, bold=True), centred=True)

    def write(self, text: str, style: Style, *, centred: bool = False, mark: str = "") -> None:
        """In as many letters a line as fit."""
        self._write(text, _LETTERS[style], centred=centred, mark=mark)

    def skip(self, dots: int) -> None:
        """White, as a picture of nothing: the unit of ESC J is a dot on one model and half a dot on the next."""
        if dots:
            self._printer._raw(raster(Image.new("1", (8, dots), 255), 0))

    def rule(self, above: int, below: int) -> None:
        """Three dots thick."""
        self.skip(above)
        self.picture(Image.new("1", (self._model.dots, 3), 0))
        self.skip(below)

    def picture(self, picture: Image.Image) -> None:
        """Its margin is white dots: some models align letters only."""
        self._printer.set(align="left")
        self._printer._raw(raster(picture, (self._model.dots - picture.width) // 2))

    def cut(self) -> bytes:
        """GS V 66 0 feeds just as far as the cutter: python-escpos' own cut would waste a centimetre."""
        if self._model.cut:
            self._printer.cut(feed=False)
        else:
            self._printer.print_and_feed(6)
        output: bytes = self._printer.output
        return output

    def _write(self, text: str, letters: Letters, *, centred: bool = False, mark: str = "") -> None:
        mark = printable(mark, self._model.charcode_name)
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
