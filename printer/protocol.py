"""The printer's side of the conversation: status bytes decoded, and its different answers told apart in one stream of bytes.

Sources: Epson reference manuals, DLE EOT, GS a, GS r, GS ( H, DLE DC4, and "Transmission status identification".
"""

from enum import Enum

import msgspec

from flow.paper import PrinterState

ASK = {n: bytes((0x10, 0x04, n)) for n in (1, 2, 3, 4)}
ASK_PRESENTER = b"\x10\x04\x14"  # Custom: 6 bytes back, alike to no other answer but the beginning of one
RESET = b"\x1b@"
REPORT_CHANGES = b"\x1da\x0e"
REPORT_NOTHING = b"\x1da\x00"
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
CLEARED = b"\x37\x25\x00"
ASK_PROCESSED = b"\x1dr\x01"
CUT = b"\x1dVB\x00"


def ask_printed(process_id: bytes) -> bytes:
    """GS ( H: "say this when the printing is completed". process_id: 4 printable ASCII characters."""
    return b"\x1d(H\x06\x0000" + process_id


def printed(process_id: bytes) -> bytes:
    """The answer to ask_printed."""
    return b"\x37\x22" + process_id + b"\x00"


class Status(msgspec.Struct, frozen=True):
    """What a printer says of itself, whichever way it said it."""

    offline: bool = False
    cover_open: bool = False
    paper_out: bool = False
    near_end: bool = False
    cutter_error: bool = False
    unrecoverable: bool = False
    other_error: bool = False

    def __or__(self, other: "Status") -> "Status":
        """True where either is true."""
        return Status(*(getattr(self, f) or getattr(other, f) for f in self.__struct_fields__))

    @property
    def fault(self) -> PrinterState | None:
        """Why it cannot print now; None when it can. The gravest first."""
        if self.unrecoverable:
            return PrinterState.UNRECOVERABLE
        if self.cutter_error:
            return PrinterState.CUTTER_ERROR
        if self.cover_open:
            return PrinterState.COVER_OPEN
        if self.paper_out:
            return PrinterState.PAPER_OUT
        if self.offline or self.other_error:
            return PrinterState.OFFLINE
        return None


def status_of_answer(n: int, byte: int) -> Status:
    """The answer to DLE EOT n, n 1 to 4. Raises ValueError for another n."""
    match n:
        case 1:
            return Status(offline=bool(byte & 0x08))
        case 2:
            return Status(cover_open=bool(byte & 0x04), paper_out=bool(byte & 0x20), other_error=bool(byte & 0x40))
        case 3:
            return Status(
                cutter_error=bool(byte & 0x08), unrecoverable=bool(byte & 0x20), other_error=bool(byte & 0x40)
            )
        case 4:
            # Either of a pair's two bits counts: clones set only one.
            return Status(near_end=bool(byte & 0x0C), paper_out=bool(byte & 0x60))
        case _:
            raise ValueError(f"DLE EOT {n}")


def status_of_asb(four: bytes) -> Status:
    """The 4 bytes of automatic status (GS a)."""
    return Status(
        offline=bool(four[0] & 0x08),
        cover_open=bool(four[0] & 0x20),
        cutter_error=bool(four[1] & 0x08),
        unrecoverable=bool(four[1] & 0x20),
        other_error=bool(four[1] & 0x44),
        near_end=bool(four[2] & 0x03),
        paper_out=bool(four[2] & 0x0C),
    )


def held_in_mouth(six: bytes) -> bool:
    """The answer to ASK_PRESENTER: the ticket that was cut is still there."""
    return six[:2] == b"\x10\x0f" and len(six) >= 6 and bool(six[2] & 0x20)


class Kind(Enum):
    """REAL_TIME: DLE EOT, 1 byte. CHANGES: GS a, 4 bytes. PROCESSED: GS r, 1 byte. BLOCK: a header up to a NUL."""

    REAL_TIME = "real_time"
    CHANGES = "changes"
    PROCESSED = "processed"
    BLOCK = "block"


class Answer(msgspec.Struct, frozen=True):
    """One whole answer."""

    kind: Kind
    data: bytes


class Answers:
    """Bytes in, whole answers out; what is incomplete waits for the next bytes."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[Answer]:
        """The answers that these bytes complete. XON, XOFF and noise are dropped."""
        self._rest += data
        answers = []
        while self._rest:
            size = _size(self._rest)
            if size is None:
                break
            answer, self._rest = self._rest[:size], self._rest[size:]
            kind = _kind(answer[0])
            # A status that another byte broke off says nothing: what answers here may not even be a printer.
            if kind is Kind.CHANGES and size < 4:
                continue
            if kind is not None:
                answers.append(Answer(kind, answer))
        return answers


_LONGEST_BLOCK = 128


def _size(data: bytes) -> int | None:
    match _kind(data[0]):
        case Kind.CHANGES:
            broken = next((i for i in range(1, min(4, len(data))) if data[i] & 0x90), None)
            return broken if broken is not None else 4 if len(data) >= 4 else None
        case Kind.BLOCK:
            end = data.find(b"\x00")
            if end < 0:
                return None if len(data) < _LONGEST_BLOCK else 1
            return end + 1
        case _:
            return 1


def _kind(first: int) -> Kind | None:
    if first in (0x35, 0x37, 0x3B, 0x3D, 0x5F):
        return Kind.BLOCK
    if first in (0x11, 0x13):
        return None
    if first & 0x93 == 0x10:
        return Kind.CHANGES
    if first & 0x93 == 0x12:
        return Kind.REAL_TIME
    return Kind.PROCESSED if first & 0x90 == 0 else None
