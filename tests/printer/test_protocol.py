"""Status bytes, and answers told apart."""

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from demonstration.virtual_printer.faults import Faults
from flow.paper import PrinterState
from printer.layout import escpos_bytes
from printer.opcodes import millimetres
from printer.paper import PrinterModel, TicketPaper
from printer.picture import draw
from printer.protocol import Answers, Kind, Status, printed, status_of_answer, status_of_asb

STREAM = b"\x12" + b"\x11" + b"\x10\x00\x00\x00" + b"\x00" + printed(b"a1b2") + b"\x13" + b"\x18\x00\x0f\x00" + b"\x16"
KINDS = [Kind.REAL_TIME, Kind.CHANGES, Kind.PROCESSED, Kind.BLOCK, Kind.CHANGES, Kind.REAL_TIME]


@given(cuts=st.lists(st.integers(0, len(STREAM))))
def test_answers_are_told_apart_however_the_stream_is_cut(cuts: list[int]) -> None:
    answers, edges = Answers(), [0, *sorted(cuts), len(STREAM)]
    read = [answer for a, b in itertools.pairwise(edges) for answer in answers.feed(STREAM[a:b])]
    assert [answer.kind for answer in read] == KINDS


@given(st.binary(max_size=60))
@example(b"HTTP/1.1 400 Bad Request\r\n\r\n")
def test_noise_never_stops_the_reading(noise: bytes) -> None:
    for answer in Answers().feed(noise):
        assert answer.kind is not Kind.CHANGES or status_of_asb(answer.data)


@pytest.mark.parametrize(
    ("switch", "fault"),
    [
        ("paper_out", PrinterState.PAPER_OUT),
        ("cover_open", PrinterState.COVER_OPEN),
        ("cutter", PrinterState.CUTTER_ERROR),
        ("unrecoverable", PrinterState.UNRECOVERABLE),
        ("near_end", None),
    ],
)
def test_a_fault_is_read_alike_from_both_kinds_of_status(switch: str, fault: PrinterState | None) -> None:
    faults = Faults(**{switch: True})
    status = Status()
    for n in (1, 2, 3, 4):
        status |= status_of_answer(n, faults.answer(n))
    assert (status.fault, status_of_asb(faults.changes()).fault) == (fault, fault)
    assert status.near_end == status_of_asb(faults.changes()).near_end == (switch in ("near_end", "paper_out"))


def test_one_bit_of_a_pair_is_enough_for_a_clone() -> None:
    assert status_of_answer(4, 0x16).near_end
    assert status_of_answer(4, 0x32).paper_out
    assert not status_of_answer(4, 0x12).paper_out


@pytest.mark.parametrize("dots", [576, 384])
def test_the_length_of_a_ticket_is_that_of_its_picture(paper: TicketPaper, dots: int) -> None:
    data = escpos_bytes(paper, PrinterModel(dots=dots))
    assert millimetres(data, dots) == round(draw(data, dots).height / 8)
    assert 90 < millimetres(data, dots) < 250


def test_lengths_add_up() -> None:
    assert millimetres(b"") == 0
    assert millimetres(b"\x1b@101\n\x1bJ\x32") == 10, "30 dots of a line, 50 fed"
    assert millimetres(b"\x1b3\x50101\n\n\x1bd\x02") == 40, "four lines of 80"
    assert millimetres(b"\x1d!\x77101\n\x1dv0\x00\x01\x00\x08\x00" + bytes(8)) == 25, "192 and 8 rows"
    assert millimetres(b"\x1dVB\x00") == 15, "from the head to the cutter"
    assert millimetres(b"\x1bd\x10", 512) == 68, "480 dots at 180 dpi"
