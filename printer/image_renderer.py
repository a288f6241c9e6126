"""The renderer that draws every dot: the whole ticket is one picture, for languages whose letters the printer lacks."""

from PIL import Image, ImageChops

from printer.escpos_bytes import fresh_printer
from printer.paper import PrinterModel
from printer.raster import sparing
from printer.renderer import Style
from printer.typeset import Face, Setter, can_shape

_FACES = {
    Style.LOUD: Face(46, bold=True),
    Style.TITLE: Face(36, bold=True),
    Style.BODY: Face(36, bold=False),
    Style.SMALL: Face(27, bold=False),
}
_LARGEST = 190  # dots of the number's em: its digits are 17 mm high, as those of a printer
_ENDLESS = 1 << 20  # dots: one line, whatever its length
_MARGIN = 4  # dots: letters may reach a little beyond their width
_BACKWARD = frozenset({"ar", "fa", "he", "ur"})  # languages that begin at the right edge


class ImageRenderer:
    """See printer.renderer.Renderer. shapes: whether letters can be joined and ordered (printer.typeset.can_shape)."""

    def __init__(self, model: PrinterModel, language: str, *, shapes: bool | None = None) -> None:
        self._model = model
        self._setter = Setter(language, can_shape() if shapes is None else shapes)
        self._backward = language.lower()[:2] in _BACKWARD
        self._sheet = Image.new("1", (model.dots, 2048), 255)
        self._top = 0

    def number(self, text: str) -> None:
        """As large as a printer's own, its digits 17 mm high, or as large as still fits."""
        size = _LARGEST
        for line in self._setter.lines(text, Face(size, bold=True), _ENDLESS)[:1]:
            size = max(min(size, size * self._model.dots // max(line.width, 1)), 8)
        for line in self._setter.lines(text, Face(size, bold=True), _ENDLESS)[:1]:
            band = Image.new("1", (self._model.dots, 3 * size), 255)
            line.draw(band, (band.width - line.width) // 2, 2 * size)
            if box := ImageChops.invert(band).getbbox():
                self._place(band.crop((0, box[1], band.width, box[3])))
                self.skip(28)

    def write(self, text: str, style: Style, *, centred: bool = False, mark: str = "") -> None:
        """Its marks hang at the edge where the language begins."""
        face, edge = _FACES[style], _MARGIN
        marks = self._setter.lines(mark, face, 999)
        hung = marks[0].width + face.size // 3 if marks else 0
        inside = self._model.dots - 2 * edge - hung
        for at, line in enumerate(self._setter.lines(text, face, inside)):
            self._room(line.above + line.below + face.size)
            baseline = self._top + line.above
            free = inside - line.width
            left = free // 2 if centred else free if self._backward else 0
            line.draw(self._sheet, edge + left + (0 if self._backward else hung), baseline)
            if marks and at == 0:
                marks[0].draw(
                    self._sheet, self._model.dots - edge - marks[0].width if self._backward else edge, baseline
                )
            self._top += line.above + line.below

    def skip(self, dots: int) -> None:
        """White costs nothing but paper."""
        self._top += dots

    def rule(self, above: int, below: int) -> None:
        """Three dots thick, as wide as the words."""
        self.skip(above)
        self._place(Image.new("1", (self._model.dots - 2 * _MARGIN, 3), 0))
        self.skip(below)

    def picture(self, picture: Image.Image) -> None:
        """Dot for dot."""
        self._place(picture)

    def cut(self) -> bytes:
        """The one picture, in bands and without its white."""
        printer = fresh_printer(self._model)
        printer.set(align="left")
        printer._raw(sparing(self._sheet.crop((0, 0, self._model.dots, self._top))))
        if self._model.cut:
            printer.cut(feed=False)
        else:
            printer.print_and_feed(6)
        output: bytes = printer.output
        return output

    def _place(self, picture: Image.Image) -> None:
        self._room(picture.height)
        self._sheet.paste(picture, ((self._model.dots - picture.width) // 2, self._top))
        self._top += picture.height

    def _room(self, rows: int) -> None:
        """Makes the sheet longer when so many rows more do not fit."""
        if self._top + rows > self._sheet.height:
            longer = Image.new("1", (self._model.dots, 2 * (self._top + rows)), 255)
            longer.paste(self._sheet, (0, 0))
            self._sheet = longer
