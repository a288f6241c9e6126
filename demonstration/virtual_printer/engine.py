"""The inside of the virtual printer, without sockets or clock: bytes in, answers and cut papers out.

As real ones do: real-time commands are obeyed as they come in, even inside a picture; the rest waits in a buffer that is
printed only while nothing is wrong, survives the connection, and goes on by itself when the fault is mended.
"""

import msgspec

from demonstration.virtual_printer.faults import Faults
from printer.opcodes import Piece, next_piece
from printer.protocol import ASK_PRESENTER, CLEAR, CLEARED, RESET, printed

_ASK = b"\x10\x04"
_NOT_ON_PAPER = ("GS a", "GS r", "DLE 04", "DLE 05", "DLE 14", "NUL", "SKIPPED")


class Engine:
    """One printer: its buffer, its paper, its faults."""

    def __init__(self, faults: Faults | None = None) -> None:
        self.faults = faults if faults is not None else Faults()
        self._buffer = bytearray()
        self._tail = b""
        self._paper = bytearray()
        self._reporting = False
        self._answers = bytearray()
        self._cut: list[bytes] = []

    def connect(self) -> None:
        """A new connection: what the last one asked to be told is forgotten, its bytes are not."""
        self._reporting = False
        self._tail = b""
        self._answers.clear()

    def receive(self, data: bytes) -> None:
        """Bytes from the wire. Nothing is printed yet: see `work`."""
        self._buffer += data
        self._obey(self._tail + data)

    def work(self, allowance: float = float("inf")) -> int:
        """Prints what is complete, at most `allowance` bytes of it; returns how many."""
        done = 0
        while not self._stopped and (piece := next_piece(self._buffer, strict=False)) is not None:
            size = len(piece.data)
            if done + size > allowance:
                break
            if self._paper_ends_before(size):
                self.change(paper_out=True, paper_out_after=None)
                break
            del self._buffer[:size]
            done += size
            self._do(piece)
        return done

    def change(self, **switches: object) -> None:
        """Turns switches (the fields of Faults) and tells the client when it asked to be told.

        Raises msgspec.ValidationError for an unknown switch or a wrong value.
        """
        before = self.faults
        self.faults = msgspec.convert(msgspec.structs.asdict(before) | switches, Faults)
        if (before.paper_out or before.cover_open) and not self.faults.offline and not self._buffer:
            # Whoever puts in a new roll tears off what hangs out; with a full buffer the printing simply goes on.
            self._paper.clear()
        if self._reporting and self.faults.changes() != before.changes():
            self._say(self.faults.changes())

    def answers(self) -> bytes:
        """What there is to say, once."""
        answers, self._answers = bytes(self._answers), bytearray()
        return answers

    def papers(self) -> list[bytes]:
        """The papers cut since the last call, each with its printing bytes."""
        cut, self._cut = self._cut, []
        return cut

    @property
    def hanging(self) -> bytes:
        """What is printed and not yet cut: its complete commands hang out of the printer."""
        return bytes(self._paper) if self._has_ink() else b""

    @property
    def waiting(self) -> int:
        """Bytes in the buffer that would be printed now, were there time."""
        ready = not self._stopped and next_piece(self._buffer, strict=False) is not None
        return len(self._buffer) if ready else 0

    @property
    def next_size(self) -> int:
        """How many bytes the next piece takes at once."""
        piece = next_piece(self._buffer, strict=False)
        return len(piece.data) if piece is not None else 0

    @property
    def _stopped(self) -> bool:
        return self.faults.offline or self.faults.stuck

    def _paper_ends_before(self, size: int) -> bool:
        limit = self.faults.paper_out_after
        return limit is not None and len(self._paper) + size > limit

    def _obey(self, stream: bytes) -> None:
        """Real-time commands; the last bytes are kept in case one of them goes on in the next packet."""
        at = 0
        while at < len(stream):
            rest = stream[at : at + len(CLEAR)]
            if len(rest) < len(CLEAR) and (CLEAR.startswith(rest) or rest == _ASK):
                break
            if rest == CLEAR and not self.faults.stuck:
                self._buffer[:] = stream[at + len(CLEAR) :]
                self._say(CLEARED)
                at += len(CLEAR)
            elif rest[:2] == _ASK and len(rest) > 2 and rest[2] in (1, 2, 3, 4):
                self._say(bytes((self.faults.answer(rest[2]),)))
                at += 3
            elif rest[:3] == ASK_PRESENTER:
                self._say(self.faults.presenter())
                at += 3
            else:
                at += 1
        self._tail = stream[at:]

    def _do(self, piece: Piece) -> None:
        match piece.name:
            case "GS a":
                self._reporting = piece.data[2] != 0
                if self._reporting:
                    self._say(self.faults.changes())
            case "GS r":
                if self.faults.processed:
                    self._say(b"\x00")
            case "GS (" if piece.data[2:3] == b"H":
                if self.faults.process_id:
                    self._say(printed(piece.data[7:11]))
            case "GS V":
                if self._has_ink():
                    self._cut.append(bytes(self._paper) + piece.data)
                self._paper.clear()
            case name if name not in _NOT_ON_PAPER:
                if piece.data == RESET:
                    self._reporting = False
                self._paper += piece.data

    def _has_ink(self) -> bool:
        return bool(self._paper.replace(RESET, b""))

    def _say(self, data: bytes) -> None:
        if not self.faults.mute:
            self._answers += data
