"""A connection to a printer over any link: bytes out, whole answers in, the greeting and the synchronisation."""

import time
from collections.abc import Callable
from typing import Self, assert_never

import msgspec

from config.addresses import Address
from printer.links.link import Link, LinkLost
from printer.links.opening import open_link
from printer.protocol import (
    ASK,
    ASK_PRESENTER,
    CLEAR,
    CLEARED,
    CUT,
    REPORT_CHANGES,
    REPORT_NOTHING,
    RESET,
    Answer,
    Answers,
    Kind,
    Status,
    held_in_mouth,
    status_of_answer,
    status_of_asb,
)

_SLICE = 0.02  # seconds: while a printer takes nothing, this often its answers are heard
_FILL = bytes(8192)  # ends any command that was cut off, when the printer cannot clear


class Patience(msgspec.Struct, frozen=True):
    """How long each answer is waited for, in seconds; a printer in order answers within milliseconds.

    mend: for somebody to put in paper or close the cover, in the middle of a ticket. proof: after the last byte. proof_by_id:
    after the weaker proof. farewell: for the last bytes to go.
    """

    connect: float = 1.0
    hello: float = 1.0
    synchronise: float = 0.7
    mend: float = 3.0
    proof: float = 4.0
    proof_by_id: float = 1.0
    farewell: float = 0.2


class Connection:
    """One opened printer. Moments (`until`) are of time.monotonic(), in seconds. Use it in a `with`."""

    def __init__(self, address: Address, until: float, patience: Patience) -> None:
        """Opens the link. until: the end of all of it. Raises Unreachable."""
        self.until, self.patience = until, patience
        self.status = Status()
        self.synchronised = False
        self._greeting: list[int] = []
        self._cleared = False
        self._answers = Answers()
        self._link: Link = open_link(address, self.within(patience.connect))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._link.close(0)

    def hear(self, answer: Answer) -> None:
        """Any answer, whenever it comes."""
        match answer.kind:
            case Kind.CHANGES:
                self.status = status_of_asb(answer.data)
                self.synchronised = True
            case Kind.REAL_TIME:
                self._greeting.append(answer.data[0])
            case Kind.BLOCK:
                self._cleared = self._cleared or answer.data == CLEARED
            case Kind.PROCESSED:
                pass
            case _ as never:
                assert_never(never)

    def greet(self) -> bool:
        """DLE EOT 1 to 4, one after the other since their answers look alike; False when one stays out. Raises LinkLost."""
        until = self.within(self.patience.hello)
        for n, question in ASK.items():
            self._greeting.clear()
            self.send(question, until)
            if not self.listen(until, lambda: bool(self._greeting)):
                return False
            self.status |= status_of_answer(n, self._greeting[0])
        return True

    def synchronise(self, *, cut: bool) -> bool:
        """ESC @, then GS a, whose answer proves that the buffer is empty and no picture is open. Raises LinkLost.

        Without that proof the rest of a broken job would swallow this one: it is cleared, and cut off the paper.
        """
        if self._ask_for_changes(RESET):
            return True
        begin = RESET + (CUT if cut else b"")
        if self.clear() and self._ask_for_changes(begin):
            return True
        self.send(_FILL, self.within(self.patience.synchronise))
        return self._ask_for_changes(begin)

    def clear(self) -> bool:
        """Throws away what the printer holds; True when it says that it did. Raises LinkLost."""
        self._cleared = False
        until = self.within(self.patience.synchronise)
        self.send(CLEAR, until)
        return self.listen(until, lambda: self._cleared)

    def holds_ticket(self) -> bool:
        """Whether the last ticket waits in the printer's mouth. First thing of a connection, or never. Raises LinkLost."""
        until = self.within(self.patience.hello)
        self.send(ASK_PRESENTER, until)
        # Its answer begins like an automatic one: nothing else has been asked, so it is taken as it comes.
        six = b""
        while len(six) < 6 and (data := self._link.read(until)):
            six += data
        return held_in_mouth(six)

    def send(self, data: bytes, until: float) -> int:
        """Sends, hearing meanwhile; returns how many bytes were taken before the moment came. Raises LinkLost."""
        sent = 0
        while sent < len(data):
            self._hear_what_came(0)
            taken = self._link.write(data[sent:], min(until, time.monotonic() + _SLICE))
            sent += taken
            if not taken and time.monotonic() >= until:
                break
        return sent

    def listen(self, until: float, done: Callable[[], bool]) -> bool:
        """Hears answers until `done` says so or the moment comes; returns whether it is done. Raises LinkLost."""
        while not done():
            if not self._hear_what_came(until):
                return done()
        return True

    def finish(self, seconds: float) -> None:
        """Ends it; the last bytes have so many seconds to go."""
        if self.synchronised:
            # Nobody listens any more. On USB and serial lines what is still told would meet the next conversation.
            try:
                self.send(REPORT_NOTHING, self.within(seconds))
            except LinkLost:
                return
        self._link.close(self.within(seconds))

    def within(self, seconds: float) -> float:
        """The moment in that many seconds, never past the end."""
        return min(time.monotonic() + seconds, self.until)

    def _ask_for_changes(self, first: bytes) -> bool:
        self.synchronised = False
        until = self.within(self.patience.synchronise)
        self.send(first + REPORT_CHANGES, until)
        return self.listen(until, lambda: self.synchronised)

    def _hear_what_came(self, until: float) -> bool:
        data = self._link.read(until)
        for answer in self._answers.feed(data):
            self.hear(answer)
        return bool(data)
