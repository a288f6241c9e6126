"""The drawn paper."""

import msgspec
import pytest
import zxingcpp
from PIL import Image, ImageChops

from printer.layout import escpos_bytes
from printer.opcodes import UnknownCommand, pieces
from printer.paper import PrinterModel, TicketPaper
from printer.picture import draw
from printer.qr import qr_picture


@pytest.mark.parametrize("dots", [576, 512, 384])
def test_the_qr_is_read_back_from_the_drawn_paper(paper: TicketPaper, dots: int) -> None:
    picture = draw(escpos_bytes(paper, PrinterModel(dots=dots)), dots)
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [paper.url]
    assert picture.width > dots


def test_the_longest_url_still_fits_the_narrowest_paper(paper: TicketPaper) -> None:
    long = msgspec.structs.replace(paper, url="https://lens.aller-vers.fr/" + "x" * 400)
    picture = draw(escpos_bytes(long, PrinterModel(dots=384)), 384)
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [long.url]


def test_a_url_too_long_for_any_qr_gives_a_ticket_without_one(paper: TicketPaper) -> None:
    endless = msgspec.structs.replace(paper, url="x" * 5000)
    data = escpos_bytes(endless, PrinterModel())
    assert zxingcpp.read_barcodes(draw(data)) == []
    assert b"112" in data
    assert b"Suivez" not in data, "nothing is promised that is not there"


@pytest.mark.parametrize("dots", [576, 512, 384])
def test_a_dot_of_the_qr_is_never_smaller_than_telephones_read(dots: int) -> None:
    for length in (1, 42, 200, 900):
        picture = qr_picture("x" * length, dots)
        assert picture is None or _module(picture) >= 4
    usual = qr_picture("x" * 42, dots)
    assert usual is not None, "the control: a usual one has its code"
    assert _module(usual) == 6


def test_every_french_letter_has_its_own_shape() -> None:
    def drawn(char: str) -> bytes:
        return draw(b"\x1b@\x1bt\x10" + char.encode("cp1252") + b"\n").tobytes()

    letters = "eéèêëàâîïôùûçœÉÈÀÇŒ«»’…–€•"
    assert len({drawn(char) for char in letters}) == len(letters)


def test_the_second_font_is_narrower_and_lower() -> None:
    first, second = (draw(b"\x1b@\x1bM" + font + b"\x1d!\x11HHHH\n").convert("L") for font in (b"\x00", b"\x01"))
    sizes = [ImageChops.invert(each.point(lambda level: 255 * (level > 128))).getbbox() for each in (first, second)]
    assert sizes[0] is not None
    assert sizes[1] is not None
    assert (sizes[1][2] - sizes[1][0]) / (sizes[0][2] - sizes[0][0]) == pytest.approx(0.75, abs=0.06)
    assert (sizes[1][3] - sizes[1][1]) / (sizes[0][3] - sizes[0][1]) == pytest.approx(17 / 24, abs=0.06)


def test_a_letter_on_another_page_is_another_letter() -> None:
    assert ImageChops.difference(draw(b"\x1bt\x10\xe9\n"), draw(b"\x1bt\x00\xe9\n")).getbbox() is not None


@pytest.mark.parametrize("data", [b"\x1b\x01", b"\x1d\xff\x00", b"\x07", b"\x1dv0\x00\x05\x00\x05\x00abc"])
def test_an_unknown_or_broken_command_is_an_error_and_not_a_guess(data: bytes) -> None:
    with pytest.raises(UnknownCommand):
        draw(data)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x1b(H\x02\x00ab", "ESC ("),
        (b"\x1d(H\x06\x0000abcd", "GS ("),
        (b"\x1dk\x04123\x00", "GS k"),
        (b"\x1dkI\x03abc", "GS k"),
        (b"\x1b*\x21\x02\x00abcdef", "ESC *"),
        (b"\x1d8L\x02\x00\x00\x00ab", "GS 8"),
        (b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08", "DLE 14"),
        (b"\x1bD\x08\x10\x00", "ESC D"),
        (b"\x1dVB\x00", "GS V"),
        (b"\x1dV\x00", "GS V"),
    ],
)
def test_the_end_of_each_command_is_known(data: bytes, name: str) -> None:
    assert [(piece.name, piece.data) for piece in pieces(data + b"A")] == [(name, data), ("TEXT", b"A")]


def _module(picture: Image.Image) -> int:
    """Dots of one module: the finder's outer edge is 7 of them."""
    box = ImageChops.invert(picture.convert("L")).getbbox()
    assert box is not None
    row = [picture.getpixel((x, box[1])) for x in range(box[0], box[2])]
    return next((at for at, value in enumerate(row) if value), len(row)) // 7
