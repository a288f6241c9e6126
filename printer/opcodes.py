"""ESC/POS read back: where each command ends. The virtual printer and the picture both stand on it.

Lengths from the Epson reference manuals; a command that is not in the tables is an error in strict mode, never a guess.
"""

from collections.abc import Callable, Iterator

import msgspec

_Length = Callable[[bytes], int | None]
_TO_NUL = -1


class UnknownCommand(ValueError):
    """Bytes that no table knows."""


class Piece(msgspec.Struct, frozen=True):
    """One command, or one run of letters. name: "ESC !", "GS v", "LF", "TEXT" … data: all of its bytes."""

    name: str
    data: bytes


def pieces(data: bytes, *, strict: bool = True) -> Iterator[Piece]:
    """All the pieces of complete data, in order.

    Raises UnknownCommand: in strict mode for a command that is not known, always for one that is cut short.
    """
    at = 0
    while at < len(data):
        piece = next_piece(data, at, strict=strict)
        if piece is None:
            raise UnknownCommand(f"cut short at byte {at}: {data[at : at + 8].hex(' ')}")
        yield piece
        at += len(piece.data)


def next_piece(data: bytes | bytearray, at: int = 0, *, strict: bool = True) -> Piece | None:
    """The piece that begins at `at`, or None while its bytes have not all come. Raises UnknownCommand in strict mode."""
    head = bytes(data[at : at + 12])
    if not head:
        return None
    if head[0] in _FAMILIES:
        return _command(data, at, head, strict)
    if head[0] >= 0x20:
        end = at + 1
        while end < len(data) and data[end] >= 0x20:
            end += 1
        return Piece("TEXT", bytes(data[at:end]))
    name = _SINGLE.get(head[0])
    if name is None and strict:
        raise UnknownCommand(f"control byte {head[0]:02x}")
    return Piece(name or "SKIPPED", head[:1])


_TO_THE_CUTTER = 120  # dots between the print head and the cutter, on most
_DOTS_PER_MM = {512: 512 / 72}  # the 180 dpi models; all others have 8


def millimetres(data: bytes, dots: int = 576) -> int:
    """The length of paper that complete data takes on a printer that is so many dots wide.

    Raises UnknownCommand, as `pieces`.
    """
    rows, cell, times, spacing, line = 0, 24, 1, 30, 0
    for piece in pieces(data, strict=False):
        value = piece.data[2] if len(piece.data) > 2 else 0
        match piece.name:
            case "TEXT":
                line = max(line, cell * times)
            case "LF":
                rows, line = rows + max(line, spacing), 0
            case "ESC @":
                cell, times, spacing = 24, 1, 30
            case "ESC M":
                cell = 17 if value in (1, 49) else 24
            case "ESC !":
                cell, times = 17 if value & 0x01 else 24, 2 if value & 0x10 else 1
            case "GS !":
                times = (value & 7) + 1
            case "ESC 3":
                spacing = value
            case "ESC 2":
                spacing = 30
            case "ESC J":
                rows, line = rows + max(line, spacing if line else 0) + value, 0
            case "ESC d":
                rows, line = rows + max(line, spacing if line else 0) + value * spacing, 0
            case "GS v":
                rows += int.from_bytes(piece.data[6:8], "little")
            case "GS V" if value in (65, 66):
                rows += _TO_THE_CUTTER
    return round(rows / _DOTS_PER_MM.get(dots, 8.0))


def _command(data: bytes | bytearray, at: int, head: bytes, strict: bool) -> Piece | None:
    family, table = _FAMILIES[head[0]]
    if len(head) < 2:
        return None
    length_of = table.get(head[1])
    if length_of is None:
        if strict:
            raise UnknownCommand(f"{family} {head[1]:02x}")
        return Piece("SKIPPED", head[:2])
    length = length_of(head)
    if length == _TO_NUL:
        length = data.find(b"\x00", at + 2) + 1 - at
    if length is None or length <= 0 or len(data) - at < length:
        return None
    return Piece(_name(family, head), bytes(data[at : at + length]))


def _name(family: str, head: bytes) -> str:
    return f"{family} {chr(head[1]) if head[1] > 0x20 else format(head[1], '02x')}"


def _number(head: bytes, at: int, size: int = 2) -> int | None:
    return int.from_bytes(head[at : at + size], "little") if len(head) >= at + size else None


def _with(size: int, count: int | None) -> int | None:
    return None if count is None else size + count


def _raster_length(head: bytes) -> int | None:
    width, height = _number(head, 4), _number(head, 6)
    return None if width is None or height is None else 8 + width * height


def _column_length(head: bytes) -> int | None:
    columns = _number(head, 3)
    return None if columns is None else 5 + columns * (3 if head[2] in (32, 33) else 1)


def _cut_length(head: bytes) -> int | None:
    return None if len(head) < 3 else 4 if head[2] in (65, 66, 97, 98, 103, 104) else 3


def _barcode_length(head: bytes) -> int | None:
    if len(head) < 3:
        return None
    return _TO_NUL if head[2] <= 6 else _with(4, _number(head, 3, 1))


def _dc4_length(head: bytes) -> int | None:
    return {1: 5, 2: 5, 3: 8, 7: 4, 8: 10}.get(head[2], 3) if len(head) >= 3 else None


def _fixed(length: int, letters: bytes) -> dict[int, _Length]:
    return {letter: lambda head: length for letter in letters}


_SINGLE = {0x00: "NUL", 0x09: "HT", 0x0A: "LF", 0x0C: "FF", 0x0D: "CR", 0x11: "XON", 0x13: "XOFF", 0x18: "CAN"}
_ESC: dict[int, _Length] = {
    **_fixed(2, b"@2<LS"),
    **_fixed(3, b" !%-=3AEGJKMRTUVadert{"),
    **_fixed(4, b"$\\c"),
    **_fixed(5, b"p"),
    ord("D"): lambda head: _TO_NUL,
    ord("*"): _column_length,
    ord("("): lambda head: _with(5, _number(head, 3)),
}
_GS: dict[int, _Length] = {
    **_fixed(3, b"!BHhwfbarITj"),
    **_fixed(4, b"LPW$\\"),
    ord("V"): _cut_length,
    ord("v"): _raster_length,
    ord("("): lambda head: _with(5, _number(head, 3)),
    ord("8"): lambda head: _with(7, _number(head, 3, 4)),
    ord("k"): _barcode_length,
}
_FS: dict[int, _Length] = {**_fixed(2, b"&."), **_fixed(3, b"!-WC"), ord("("): lambda head: _with(5, _number(head, 3))}
_DLE: dict[int, _Length] = {**_fixed(3, b"\x04\x05"), 0x14: _dc4_length}
_FAMILIES = {0x1B: ("ESC", _ESC), 0x1D: ("GS", _GS), 0x1C: ("FS", _FS), 0x10: ("DLE", _DLE)}
