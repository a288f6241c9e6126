"""A hand-out sheet on paper: every step whole and numbered, large enough, and its QR is read."""

import msgspec
import pytest
import zxingcpp
from lettering import height_of, lines

from config.loading import load
from printer.characters import printable
from printer.drawn_samples import SHEET
from printer.paper import AnyPaper, PrinterModel
from printer.papers import paper_bytes
from printer.picture import draw

WIDTHS = (576, 512, 384)
SHEETS = load("lens").sheets


@pytest.mark.parametrize("dots", WIDTHS)
def test_no_word_of_it_is_too_small_or_cut_and_the_qr_is_read(dots: int) -> None:
    data = paper_bytes(SHEET, PrinterModel(dots=dots))
    assert height_of(data, SHEET.title) >= 48
    for text in (*SHEET.have, *SHEET.steps, *SHEET.mind, SHEET.aid, SHEET.follow):
        assert height_of(data, text) >= 26
    assert all(line.width <= dots for line in lines(data))
    assert [code.text for code in zxingcpp.read_barcodes(draw(data, dots))] == [SHEET.url]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.id)
@pytest.mark.parametrize("dots", WIDTHS)
def test_every_shipped_sheet_has_all_its_steps_in_order_with_the_printers_own_letters(sheet, dots: int) -> None:  # type: ignore[no-untyped-def]
    paper = msgspec.structs.replace(SHEET, title=sheet.title, have=sheet.have, steps=sheet.steps, mind=sheet.mind)
    words = " ".join(" ".join(line.text for line in lines(paper_bytes(paper, PrinterModel(dots=dots)))).split())
    at = 0
    for number, step in enumerate(sheet.steps, 1):
        at = words.index(" ".join(f"{number}. {printable(step)}".split()), at) + 1


def test_a_worker_is_told_that_it_is_a_sheet() -> None:
    assert msgspec.json.decode(msgspec.json.encode(SHEET), type=AnyPaper) == SHEET
