"""The ticket's bytes."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from lettering import height_of, lines
from PIL import Image

from printer.characters import printable
from printer.commands import pieces
from printer.layout import REAL_TIME, _raster, _Sheet, escpos_bytes
from printer.paper import PrinterModel, TicketPaper
from printer.picture import draw

WIDTHS = (576, 512, 384)
LAYOUT_COMMANDS = {
    *("ESC @", "ESC t", "ESC E", "ESC a", "ESC M", "ESC 3", "ESC d"),
    *("GS !", "GS b", "GS v", "GS V", "TEXT", "LF"),
}
NASTY = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\x10\x04\x01\x1b@\x1dV\x00é’ \u202f\x14\x85")))


def test_french_letters_are_bytes_of_page_16(paper: TicketPaper) -> None:
    data = escpos_bytes(paper, PrinterModel())
    assert data.startswith(b"\x1b@\x1bt\x10")
    assert "Environ 10 à 15 minutes".encode("cp1252") in data
    assert "pièce d’identité".encode("cp1252") in data


def test_every_second_ticket_sets_its_page_again(paper: TicketPaper) -> None:
    model = PrinterModel()
    assert escpos_bytes(paper, model) == escpos_bytes(paper, model)


def test_the_number_comes_first_and_as_large_as_the_printer_can(paper: TicketPaper) -> None:
    names = [(piece.name, piece.data) for piece in pieces(escpos_bytes(paper, PrinterModel()))]
    first = next(at for at, (name, _) in enumerate(names) if name == "TEXT")
    assert names[first] == ("TEXT", b"112")
    assert ("GS !", b"\x1d!\x77") in names[:first]


def test_the_cut_feeds_no_more_than_it_must(paper: TicketPaper) -> None:
    assert escpos_bytes(paper, PrinterModel()).endswith(b"\x1dVB\x00")
    assert b"\x1dV" not in escpos_bytes(paper, PrinterModel(cut=False))


def test_another_model_gets_its_own_page_number(paper: TicketPaper) -> None:
    assert escpos_bytes(paper, PrinterModel(charcode=71, dots=384)).startswith(b"\x1b@\x1bt\x47")


@pytest.mark.parametrize("dots", WIDTHS)
def test_the_number_is_the_hero_and_nothing_is_too_small(paper: TicketPaper, dots: int) -> None:
    data = escpos_bytes(paper, PrinterModel(dots=dots))
    assert _first_ink(draw(data, dots)) >= 112, "14 mm"
    assert height_of(data, paper.need) >= 48
    assert height_of(data, "Environ 10 à 15 minutes") >= 48
    for text in (paper.where, paper.ready_title, *paper.ready, paper.follow):
        assert height_of(data, text) >= 26
    for text in (paper.privacy, paper.office, paper.taken_at):
        assert height_of(data, text) >= 20
    assert _first_ink(draw(b"\x1b@112\n", dots)) < 26, "the control: plain letters are found too small"


@pytest.mark.parametrize("dots", WIDTHS)
def test_all_words_are_on_the_paper_and_none_is_cut(paper: TicketPaper, dots: int) -> None:
    data = escpos_bytes(paper, PrinterModel(dots=dots))
    printed = {word for line in lines(data) for word in line.text.split()}
    said = msgspec.structs.replace(paper, url="", language="", wait="Environ 10 à 15 minutes")
    fields = msgspec.structs.asdict(said) | {"ready": " ".join(paper.ready)}
    assert {word for text in fields.values() for word in printable(text).split()} <= printed
    assert all(line.width <= dots for line in lines(data))
    assert lines(b"x" * 49)[0].width > 576, "the control: 49 letters do not fit"


@pytest.mark.parametrize("digits", ["7", "112", "1112", "123456789012"])
@pytest.mark.parametrize("dots", WIDTHS)
def test_a_number_of_any_length_stands_on_one_line(paper: TicketPaper, digits: str, dots: int) -> None:
    first = lines(escpos_bytes(msgspec.structs.replace(paper, number=digits), PrinterModel(dots=dots)))[0]
    assert first.text == digits
    assert first.width <= dots


@pytest.mark.parametrize("dots", WIDTHS)
def test_a_ticket_in_a_script_that_the_page_lacks_still_has_its_number_and_qr(paper: TicketPaper, dots: int) -> None:
    arabic = "رقمك يظهر على الشاشة"
    foreign = TicketPaper("Lens", "112", arabic, arabic, arabic, (arabic,), arabic, arabic, paper.url, arabic, arabic)
    data = escpos_bytes(foreign, PrinterModel(dots=dots))
    assert [line.text for line in lines(data)] == ["112", "Lens"]
    assert [code.text for code in zxingcpp.read_barcodes(draw(data, dots))] == [paper.url]


@settings(max_examples=30, deadline=None)
@given(text=NASTY, url=st.text(max_size=60), dots=st.sampled_from((576, 512, 384)))
def test_no_control_character_of_a_text_reaches_the_printer(text: str, url: str, dots: int) -> None:
    paper = TicketPaper(text, text, text, text, text, (text, text), text, text, url, text, text, "fr", text)
    data = escpos_bytes(paper, PrinterModel(dots=dots))
    found = list(pieces(data, strict=True))
    assert {piece.name for piece in found} <= LAYOUT_COMMANDS
    assert [piece.name for piece in found].count("GS V") == 1
    assert found[-1].name == "GS V"
    assert all(line.width <= dots for line in lines(data))
    for piece in found:
        if piece.name == "TEXT":
            assert all(unit >= 0x20 and unit != 0x7F for unit in piece.data)


@settings(max_examples=30, deadline=None)
@given(url=st.text(alphabet="abcdef0123456789/", min_size=1, max_size=42))
def test_no_real_time_command_hides_in_a_ticket(url: str) -> None:
    paper = TicketPaper("", "101", "", "", "", (), "", "", url, "", "")
    assert not REAL_TIME.search(escpos_bytes(paper, PrinterModel()))


def test_a_picture_that_holds_a_real_time_command_is_moved(paper: TicketPaper) -> None:
    trap = Image.new("1", (32, 1), 255)
    for at, bit in enumerate(f"{0x100401:024b}"):
        trap.putpixel((at, 0), 0 if bit == "1" else 255)
    assert REAL_TIME.search(_raster(trap, (576 - 32) // 2)), "the control: as it stands it is a command"
    sheet = _Sheet(PrinterModel())
    sheet.picture(trap)
    assert not REAL_TIME.search(sheet.cut())


@pytest.mark.parametrize("field", ["ready", "url", "reprint"])
def test_what_is_empty_takes_no_paper(paper: TicketPaper, field: str) -> None:
    full = msgspec.structs.replace(paper, reprint="RÉIMPRESSION")
    empty = msgspec.structs.replace(full, **{field: () if field == "ready" else ""})
    assert len(escpos_bytes(empty, PrinterModel())) < len(escpos_bytes(full, PrinterModel()))
    assert "RÉIMPRESSION" in [line.text for line in lines(escpos_bytes(full, PrinterModel()))]


def test_importing_the_layout_leaves_logging_settings_and_the_temporary_folder_alone(tmp_path: Path) -> None:
    code = "import printer.layout, logging, os; assert not logging.getLogger().handlers; print(os.environ['MINE'])"
    code = code.replace("MINE", "ESCPOS_CAPABILITIES_FILE")
    path = os.pathsep.join(each for each in sys.path if each)
    mine = {"TMPDIR": str(tmp_path), "PYTHONPATH": path, "ESCPOS_CAPABILITIES_FILE": "mine"}
    ran = subprocess.run(
        [sys.executable, "-c", code], check=True, env=os.environ | mine, capture_output=True, text=True
    )
    assert ran.stdout == "mine\n"
    assert os.listdir(tmp_path) == []


def _first_ink(picture: Image.Image) -> int:
    """How many dots high the first thing on the paper is."""
    dark = picture.convert("L").point(lambda level: 255 if level < 128 else 0)
    rows = [dark.crop((0, y, dark.width, y + 1)).getbbox() is not None for y in range(dark.height)]
    top = rows.index(True)
    return rows.index(False, top) - top
