"""Which bit says what, bit by bit, in the two ways a printer is asked (Epson's DLE EOT n and GS a, and Custom's mouth)."""

import msgspec
import pytest

from printer.protocol import Status, held_in_mouth, status_of_answer, status_of_asb

STATUS_ANSWERS = {
    1: {0x08: "offline"},
    2: {0x04: "cover_open", 0x20: "paper_out", 0x40: "other_error"},
    3: {0x08: "cutter_error", 0x20: "unrecoverable", 0x40: "other_error"},
    4: {0x04: "near_end", 0x08: "near_end", 0x20: "paper_out", 0x40: "paper_out"},
}
STATUS_BACK = [
    {0x08: "offline", 0x20: "cover_open"},
    {0x08: "cutter_error", 0x20: "unrecoverable", 0x04: "other_error", 0x40: "other_error"},
    {0x01: "near_end", 0x02: "near_end", 0x04: "paper_out", 0x08: "paper_out"},
    {},
]


def _says(status: Status) -> set[str]:
    return {name for name, value in msgspec.structs.asdict(status).items() if value is True}


@pytest.mark.parametrize("n", STATUS_ANSWERS)
def test_each_bit_of_an_answer_says_one_thing_or_nothing(n: int) -> None:
    by_bit = {1 << bit: _says(status_of_answer(n, 1 << bit)) for bit in range(8)}

    assert by_bit == {
        1 << bit: {STATUS_ANSWERS[n][1 << bit]} if 1 << bit in STATUS_ANSWERS[n] else set() for bit in range(8)
    }


@pytest.mark.parametrize("place", range(4))
def test_each_bit_of_an_automatic_status_says_one_thing_or_nothing(place: int) -> None:
    def four(bit: int) -> bytes:
        return bytes(1 << bit if at == place else 0 for at in range(4))

    by_bit = {1 << bit: _says(status_of_asb(four(bit))) for bit in range(8)}

    assert by_bit == {
        1 << bit: {STATUS_BACK[place][1 << bit]} if 1 << bit in STATUS_BACK[place] else set() for bit in range(8)
    }


def test_there_are_four_questions() -> None:
    with pytest.raises(ValueError, match="DLE EOT 5"):
        status_of_answer(5, 0)


@pytest.mark.parametrize(
    ("answer", "held"),
    [
        ("10 0f 20 00 00 00", True),
        ("10 0f ff 00 00 00", True),
        ("10 0f df 00 00 00", False),
        ("10 0f 20 00 00", False),
        ("11 0f 20 00 00 00", False),
        ("10 0e 20 00 00 00", False),
        ("", False),
    ],
)
def test_a_ticket_is_in_the_mouth_when_all_six_bytes_say_so(answer: str, held: bool) -> None:
    assert held_in_mouth(bytes.fromhex(answer)) is held
