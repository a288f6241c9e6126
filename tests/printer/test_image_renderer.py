"""Tickets drawn dot by dot: every language that the printer has no letters for."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from printer.drawn_samples import OTHERS, SAMPLES, SHOWN, WIDTHS, picture_of, sample
from printer.image_renderer import ImageRenderer
from printer.layout import escpos_bytes
from printer.paper import PrinterModel
from printer.picture import draw
from printer.raster import REAL_TIME
from printer.renderer import Style
from printer.typeset import Face, Setter, can_shape
from tests.examples import examples

ROOT = Path(__file__).parents[2]
DRAWN = [language for language in SAMPLES if language != "fr"]


@pytest.mark.parametrize("dots", WIDTHS)
@pytest.mark.parametrize("language", DRAWN)
def test_the_number_is_the_hero_and_the_qr_is_read(language: str, dots: int) -> None:
    ink = _ink(escpos_bytes(SAMPLES[language], PrinterModel(dots=dots)), dots)
    rows = [ink.crop((0, y, ink.width, y + 1)).getbbox() is not None for y in range(ink.height)]
    assert rows.index(False, rows.index(True)) - rows.index(True) >= 112, "14 mm"
    assert [code.text for code in zxingcpp.read_barcodes(sample(language, dots))] == [SAMPLES[language].url]


@pytest.mark.parametrize("digits", ["7", "112", "1112"])
@pytest.mark.parametrize("dots", WIDTHS)
def test_a_drawn_number_is_whole_and_at_least_14_mm_high(digits: str, dots: int) -> None:
    box = _box(lambda renderer: renderer.number(digits), dots=dots)
    assert box[3] - box[1] >= 112
    assert box[0] > 0
    assert box[2] < dots


def test_a_number_of_any_length_stays_on_the_paper() -> None:
    box = _box(lambda renderer: renderer.number("123456789012"), dots=384)
    assert box[2] - box[0] > 300
    assert box[0] > 0
    assert box[2] < 384


@pytest.mark.parametrize(
    ("style", "least"), [(Style.LOUD, 40), (Style.TITLE, 26), (Style.BODY, 26), (Style.SMALL, 20)], ids=str
)
def test_no_words_are_too_small(style: Style, least: int) -> None:
    for text, language in (("Ęg", "pl"), ("Йу", "uk"), ("لج", "ar")):
        box = _box(lambda renderer, text=text: renderer.write(text, style), language)
        assert box[3] - box[1] >= least, text


def test_arabic_begins_at_the_right_edge_and_its_marks_hang_there() -> None:
    text = SAMPLES["ar"].need
    plain = _box(lambda renderer: renderer.write(text, Style.BODY), "ar")
    assert plain[2] > 576 - 12
    marked = _box(lambda renderer: renderer.write(text, Style.BODY, mark="• "), "ar")
    assert marked[2] > 576 - 20
    assert plain[0] - marked[0] > 12, "the words give way to the mark"
    polish = _box(lambda renderer: renderer.write("Odebrać", Style.BODY), "pl")
    assert polish[0] < 12, "the control: Polish begins at the left"


def test_arabic_letters_are_joined() -> None:
    word, face = "ستستقبل", Face(36, bold=False)
    joined, apart = (Setter("ar", shapes).lines(word, face, 999)[0].width for shapes in (True, False))
    assert joined < apart * 0.8


def test_numbers_in_an_arabic_sentence_stand_in_the_order_of_reading() -> None:
    """The first number of "10 to 15" is the one at the right."""
    whole, ten, fifteen = (_line(text) for text in ("10 إلى 15", "10", "15"))
    right = whole.crop((whole.width - ten.width, 0, whole.width, whole.height))
    left = whole.crop((0, 0, ten.width, whole.height))
    assert _different(right, ten) < 0.5 * _different(right, fifteen)
    assert _different(left, fifteen) < 0.5 * _different(left, ten)


@pytest.mark.parametrize("language", DRAWN)
def test_the_fonts_have_every_letter_of_the_samples(language: str) -> None:
    paper = SAMPLES[language]
    for text in (*(each for each in msgspec.structs.astuple(paper) if isinstance(each, str)), *paper.ready):
        drawn = " ".join(line.text for line in Setter(language, shapes=True).lines(text, Face(36, bold=True), 9999))
        assert drawn == " ".join(text.replace("\u202f", " ").split())


def test_a_letter_without_a_font_is_not_drawn_as_a_box() -> None:
    setter, face = Setter("pl", shapes=True), Face(36, bold=False)
    assert [line.text for line in setter.lines("Karta 李 i ①", face, 9999)] == ["Karta ? i 1"]
    assert setter.lines("号号号", face, 9999) == [], "a whole sentence of question marks tells nobody anything"


@examples(60)
@given(text=st.text(), width=st.integers(40, 576), language=st.sampled_from(["ar", "pl", "", "x\0", "de-CH"]))
def test_no_drawn_line_is_wider_than_asked(text: str, width: int, language: str) -> None:
    for line in Setter(language, shapes=True).lines(text, Face(36, bold=False), width):
        assert line.width <= width or len(line.text) == 1


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="abcdefż'`´.,·ijlاحجپ"))
def test_no_real_time_command_hides_in_a_drawn_ticket(text: str) -> None:
    paper = msgspec.structs.replace(SAMPLES["pl"], where=text, privacy=text)
    assert not REAL_TIME.search(escpos_bytes(paper, PrinterModel()))


def test_a_ticket_of_any_length_is_drawn_to_its_end() -> None:
    endless = msgspec.structs.replace(SAMPLES["pl"], ready=("Dokument tożsamości",) * 60)
    picture = draw(escpos_bytes(endless, PrinterModel()))
    assert picture.height > 3000
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [endless.url]


@pytest.mark.slow
def test_a_system_that_cannot_join_letters_draws_all_the_same_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "libfribidi.so.0").write_bytes(b"")
    code = (
        "from printer.drawn_samples import SAMPLES, paper_bytes, PrinterModel\n"
        "print(len(paper_bytes(SAMPLES['ar'], PrinterModel())), len(paper_bytes(SAMPLES['ar'], PrinterModel())))"
    )
    ran, usual = (
        subprocess.run(
            [sys.executable, "-c", code], check=True, cwd=ROOT, env=os.environ | more, capture_output=True, text=True
        )
        for more in ({"LD_LIBRARY_PATH": str(tmp_path)}, {})
    )
    assert ran.stderr.count("Arabic tickets are printed with letters that are not joined") == 1, "once, not each time"
    assert all(int(size) > 50_000 for size in ran.stdout.split())
    assert "not joined" not in usual.stderr, "the control"


def test_without_shaping_the_letters_still_run_from_the_right() -> None:
    (line,) = Setter("ar", shapes=False).lines("رقم 112", Face(36, bold=False), 999)
    assert line.text == "112 مقر"
    assert can_shape(), "the control: here they are joined (if not: tools/readers.sh installs libfribidi0)"


@pytest.mark.parametrize("dots", WIDTHS)
@pytest.mark.parametrize("language", SHOWN)
def test_the_pictures_in_the_documentation_are_what_the_code_draws(language: str, dots: int) -> None:
    path = ROOT / "docs/tickets" / f"{language}-{dots}.png"
    kept, drawn = Image.open(path), sample(language, dots)
    assert (kept.mode, kept.size) == ("1", drawn.size), "python -m printer.drawn_samples makes them again"
    assert ImageChops.difference(kept.convert("L"), drawn.convert("L")).getbbox() is None
    assert path.stat().st_size < 16_000
    other = sample("uk", dots)
    assert kept.tobytes() != other.tobytes(), "the control: another language is another picture"


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("dots", WIDTHS)
def test_the_picture_of_a_slip_and_of_a_sheet_in_the_documentation_is_what_the_code_draws(name: str, dots: int) -> None:
    kept, drawn = Image.open(ROOT / "docs/tickets" / f"{name}-{dots}.png"), picture_of(OTHERS[name], dots)
    assert kept.size == drawn.size, "python -m printer.drawn_samples makes it again"
    assert ImageChops.difference(kept.convert("L"), drawn.convert("L")).getbbox() is None


def test_every_font_is_the_one_that_its_page_names() -> None:
    folder = ROOT / "printer/fonts"
    named = dict(
        reversed(line.split("  "))
        for line in (folder / "README.txt").read_text().partition("sha256:\n")[2].splitlines()
    )
    assert named == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.woff")}


def _box(put, language: str = "pl", dots: int = 576) -> tuple[int, int, int, int]:  # type: ignore[no-untyped-def]
    """Where the ink is of what a renderer puts on an empty paper."""
    renderer = ImageRenderer(PrinterModel(dots=dots), language)
    put(renderer)
    box = _ink(renderer.cut(), dots).getbbox()
    assert box is not None
    return box


def _line(text: str) -> Image.Image:
    (line,) = Setter("ar", shapes=True).lines(text, Face(72, bold=True), 9999)
    picture = Image.new("1", (line.width, 120), 255)
    line.draw(picture, 0, 80)
    return picture


def _different(picture: Image.Image, other: Image.Image) -> int:
    return ImageChops.logical_xor(picture, other).histogram()[255]


def _ink(data: bytes, dots: int) -> Image.Image:
    """The dots themselves, 255 is ink, without the margins of the paper."""
    picture = draw(data, dots).convert("L").point(lambda level: 255 * (level < 128))
    side = (picture.width - dots) // 2
    return picture.crop((side, 0, side + dots, picture.height))
