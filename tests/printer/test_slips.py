"""The slip of a workshop on paper."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lettering import height_of, lines

from printer.characters import printable
from printer.drawn_samples import SLIP
from printer.opcodes import pieces
from printer.paper import AnyPaper, PrinterModel, TicketPaper
from printer.papers import paper_bytes
from printer.picture import draw
from printer.raster import REAL_TIME
from tests.examples import examples

WIDTHS = (576, 512, 384)


@pytest.mark.parametrize("dots", WIDTHS)
def test_the_code_is_large_and_no_word_is_too_small_or_cut(dots: int) -> None:
    data = paper_bytes(SLIP, PrinterModel(dots=dots))
    assert height_of(data, SLIP.code) >= 112, "14 mm"
    for text in (SLIP.title, SLIP.day, SLIP.hours, SLIP.seat):
        assert height_of(data, text) >= 48
    for text in (SLIP.heading, SLIP.level, SLIP.where, SLIP.place, *SLIP.todo, SLIP.privacy):
        assert height_of(data, text) >= 26
    words = " ".join(
        text for each in msgspec.structs.astuple(SLIP)[:-1] for text in ([each] if isinstance(each, str) else each)
    )
    printed = {word for line in lines(data) for word in line.text.split()}
    assert set(printable(words).split()) <= printed
    assert all(line.width <= dots for line in lines(data))


def test_nobody_takes_the_code_for_a_number_in_the_queue() -> None:
    words = [line.text for line in lines(paper_bytes(SLIP, PrinterModel()))]
    assert words[0] == SLIP.heading
    assert words[words.index(SLIP.code) - 1] == SLIP.code_title


@pytest.mark.parametrize("language", ["ar", "uk", "pl"])
def test_a_language_whose_letters_the_printer_lacks_is_drawn(language: str) -> None:
    drawn = paper_bytes(msgspec.structs.replace(SLIP, language=language), PrinterModel())
    assert not lines(drawn)
    assert draw(drawn).height > 600
    assert len(drawn) < 60_000, "a slow line carries it in time"


@examples(20)
@given(
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\x10\x04\x01\x1b@\x1dV\x00é’ "))),
    st.sampled_from(("fr", "ar")),
)
def test_no_control_character_of_a_text_reaches_the_printer(text: str, language: str) -> None:
    data = paper_bytes(
        msgspec.structs.replace(SLIP, title=text, code=text, todo=(text,), language=language), PrinterModel()
    )
    assert [piece.name for piece in pieces(data, strict=True)].count("GS V") == 1
    assert not REAL_TIME.search(data)


def test_a_worker_is_told_which_kind_of_paper_it_is(paper: TicketPaper) -> None:
    for each in (SLIP, paper):
        wire = msgspec.json.encode(msgspec.to_builtins(each))
        assert msgspec.json.decode(wire, type=AnyPaper) == each
