"""A ticket's bytes read back as lines of letters, with the size that the printer would give each."""

from typing import NamedTuple

from printer.characters import printable
from printer.opcodes import pieces


class Line(NamedTuple):
    """One run of letters. width, height: dots, all of it."""

    text: str
    width: int
    height: int


def lines(data: bytes) -> list[Line]:
    """All of them, from top to bottom, read on page 16."""
    cell, times, places = (12, 24), (1, 1), []
    for piece in pieces(data):
        match piece.name:
            case "ESC M":
                cell = (9, 17) if piece.data[2] == 1 else (12, 24)
            case "GS !":
                times = ((piece.data[2] >> 4) + 1, (piece.data[2] & 15) + 1)
            case "TEXT":
                text = piece.data.decode("cp1252")
                places.append(Line(text, len(text) * cell[0] * times[0], cell[1] * times[1]))
    return places


def height_of(data: bytes, text: str) -> int:
    """Dots of height of the smallest line of this text, which may take several. Raises ValueError when it is not there."""
    wanted = " ".join(printable(text).split())
    whole, owners = "", list[Line]()
    for line in lines(data):
        words = " ".join(line.text.removeprefix("•").split()) + " "
        whole += words
        owners += [line] * len(words)
    at = whole.index(wanted)
    return min(line.height for line in owners[at : at + len(wanted)])
