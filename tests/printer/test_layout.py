"""The ticket's bytes."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from lettering import height_of, lines
from PIL import Image

from printer.characters import printable
from printer.drawn_samples import SAMPLES
from printer.image_renderer import ImageRenderer
from printer.layout import USUAL, Block, TicketLayout, compose, escpos_bytes
from printer.opcodes import pieces
from printer.paper import PrinterModel, TicketPaper
from printer.picture import draw
from printer.qr import qr_picture
from printer.raster import REAL_TIME, harmless, raster, sparing
from printer.renderer import Renderer
from printer.text_renderer import TextRenderer
from tests.examples import examples

WIDTHS = (576, 512, 384)
LAYOUT_COMMANDS = {
    *("ESC @", "ESC t", "ESC E", "ESC a", "ESC M", "ESC 3", "ESC d"),
    *("GS !", "GS b", "GS v", "GS V", "TEXT", "LF"),
}
DRAWN_COMMANDS = {"ESC @", "ESC t", "ESC a", "GS v", "GS V"}
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


def test_a_page_without_typographic_marks_prints_french_with_plain_ones(paper: TicketPaper) -> None:
    data = escpos_bytes(paper, PrinterModel(charcode=19, charcode_name="CP858"))
    assert b"- Une pi\x8ace d'identit\x82" in data
    assert "• Une pièce d’identité".encode("cp1252") in escpos_bytes(paper, PrinterModel()), "the control"


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
    spoken = msgspec.structs.replace(paper, url="", language="", wait="Environ 10 à 15 minutes")
    fields = msgspec.structs.asdict(spoken) | {"ready": " ".join(paper.ready), "blocks": ""}
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
def test_a_french_ticket_with_a_sentence_that_the_page_lacks_is_drawn(paper: TicketPaper, dots: int) -> None:
    data = escpos_bytes(msgspec.structs.replace(paper, need="استلام طرد"), PrinterModel(dots=dots))
    assert not lines(data)
    assert [code.text for code in zxingcpp.read_barcodes(draw(data, dots))] == [paper.url]
    assert lines(escpos_bytes(paper, PrinterModel(dots=dots))), "the control: its own sentences are letters"


@pytest.mark.parametrize("language", ["fr", "en", "pt", "it", "pt-BR", "FR"])
def test_languages_whose_letters_the_page_has_stay_text(paper: TicketPaper, language: str) -> None:
    assert lines(escpos_bytes(msgspec.structs.replace(paper, language=language), PrinterModel()))


@pytest.mark.parametrize("language", ["ar", "pl", "uk", "tr", ""])
def test_every_other_language_is_drawn(paper: TicketPaper, language: str) -> None:
    assert not lines(escpos_bytes(msgspec.structs.replace(paper, language=language), PrinterModel()))


@examples(40)
@given(text=NASTY, url=st.text(max_size=60), dots=st.sampled_from((576, 512, 384)), written=st.booleans())
def test_no_control_character_of_a_text_reaches_the_printer(text: str, url: str, dots: int, written: bool) -> None:
    paper = TicketPaper(text, text, text, text, text, (text, text), text, text, url, text, text, "fr", text)
    model = PrinterModel(dots=dots)
    renderer: Renderer = TextRenderer(model) if written else ImageRenderer(model, "ar")
    compose(paper, USUAL, renderer, qr_picture(url, dots))
    data = renderer.cut()
    parts = list(pieces(data, strict=True))
    assert {piece.name for piece in parts} <= (LAYOUT_COMMANDS if written else DRAWN_COMMANDS)
    assert [piece.name for piece in parts].count("GS V") == 1
    assert parts[-1].name == "GS V"
    assert all(line.width <= dots for line in lines(data))
    assert not REAL_TIME.search(data)
    for piece in parts:
        if piece.name == "TEXT":
            assert all(unit >= 0x20 and unit != 0x7F for unit in piece.data)


@examples(30)
@given(url=st.text(alphabet="abcdef0123456789/", min_size=1, max_size=42))
def test_no_real_time_command_hides_in_a_ticket(url: str) -> None:
    paper = TicketPaper("", "101", "", "", "", (), "", "", url, "", "")
    assert not REAL_TIME.search(escpos_bytes(paper, PrinterModel()))


@pytest.mark.parametrize(
    "renderer", [TextRenderer(PrinterModel()), ImageRenderer(PrinterModel(), "ar")], ids=["written", "drawn"]
)
def test_a_real_time_command_among_the_dots_gets_one_dot_of_ink_more(renderer: Renderer) -> None:
    trap = Image.new("1", (32, 1), 255)
    for at, bit in enumerate(f"{0x100401:024b}"):
        trap.putpixel((at, 0), 0 if bit == "1" else 255)
    assert (576 - 32) // 2 % 8 == 0, "the control: as it stands it is a command"
    renderer.picture(trap)
    data = renderer.cut()
    assert not REAL_TIME.search(data)
    assert b"\x18\x04\x01" in data


@given(st.binary(max_size=300))
def test_dots_made_harmless_lose_no_ink(noise: bytes) -> None:
    dots = noise.replace(b"\x11", b"\x10\x04\x01").replace(b"\x12", b"\x10\x10\x14\x08")
    safe = harmless(dots)
    assert not REAL_TIME.search(safe)
    assert len(safe) == len(dots)
    assert all(
        after & before == before and (after ^ before) in (0, 8) for before, after in zip(dots, safe, strict=True)
    )
    assert safe == dots or REAL_TIME.search(dots), "what is no command stays as it is"


def test_a_picture_is_sent_in_bands_that_every_model_prints() -> None:
    heights = [int.from_bytes(piece.data[6:8], "little") for piece in pieces(raster(Image.new("1", (8, 600), 255), 0))]
    assert heights == [255, 255, 90]


@examples(30)
@given(st.lists(st.tuples(st.integers(0, 63), st.integers(0, 300)), max_size=12))
def test_the_white_that_is_not_sent_is_white_on_the_paper(inked: list[tuple[int, int]]) -> None:
    picture = Image.new("1", (64, 301), 255)
    for dot in inked:
        picture.putpixel(dot, 0)
    data, whole = sparing(picture), raster(picture, 0)
    assert draw(data, 64).tobytes() == draw(whole, 64).tobytes()
    assert len(data) <= len(whole) + 8 * 26, "at most a few commands more, never more dots"


def test_a_drawn_ticket_is_small_enough_for_a_slow_line(paper: TicketPaper) -> None:
    """At 115 200 baud 11 KB a second pass, and a client waits 8 seconds."""
    for language in ("ar", "pl", "uk"):
        assert len(escpos_bytes(SAMPLES[language], PrinterModel())) < 60_000
    assert len(raster(Image.new("1", (576, 1100), 255), 0)) > 60_000, "the control: with its white it would be more"


def test_an_office_chooses_the_parts_and_their_order(paper: TicketPaper) -> None:
    chosen = TicketLayout((Block.OFFICE, Block.NUMBER, Block.PRIVACY, Block.NEED))
    printed = [line.text for line in lines(escpos_bytes(paper, PrinterModel(), chosen))]
    assert printed == [paper.office, "112", "Aucune donnée personnelle.", "Numéro effacé ce soir.", paper.need]
    usual = [line.text for line in lines(escpos_bytes(paper, PrinterModel()))]
    assert usual.index("112") == 0
    assert usual.index(paper.office) > usual.index(paper.need), "the control: the usual order is another one"


def test_an_office_chooses_the_parts_of_drawn_tickets_alike(paper: TicketPaper) -> None:
    short = TicketLayout((Block.NUMBER, Block.PRIVACY))
    arabic = msgspec.structs.replace(paper, language="ar")
    drawn = draw(escpos_bytes(arabic, PrinterModel(), short))
    assert drawn.height < draw(escpos_bytes(arabic, PrinterModel())).height / 2
    assert zxingcpp.read_barcodes(drawn) == []


@pytest.mark.parametrize(
    ("blocks", "sentence"),
    [
        (("need", "privacy"), "A ticket without its number is of no use"),
        (("number", "need"), "A ticket says what becomes of its data"),
        (("number", "number", "privacy"), "is printed once"),
        (("number", "privacy", "logo"), "no part called logo"),
    ],
)
def test_a_layout_that_no_client_could_use_is_refused_with_a_sentence(blocks: tuple[Block, ...], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        TicketLayout(blocks)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"blocks": blocks}, TicketLayout)
    assert msgspec.convert({"blocks": ["number", "privacy"]}, TicketLayout).blocks == (Block.NUMBER, Block.PRIVACY)


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
