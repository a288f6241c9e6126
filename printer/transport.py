"""A job sent to a printer over TCP, and the proof of what became of it.

The order is: ask for faults; empty and synchronise the printer; send; wait for the proof. Each step says a different thing
when it fails, so that nothing is printed twice by mistake and no ticket is believed printed that is not.
"""

import secrets
import time
from typing import assert_never

import msgspec

from printer.line import Line, LineLost, Unreachable
from printer.paper import Outcome, PaperOutcome, PrinterModel, PrinterState
from printer.protocol import (
    ASK,
    ASK_PROCESSED,
    CLEAR,
    CLEARED,
    CUT,
    REPORT_CHANGES,
    RESET,
    Answer,
    Kind,
    Status,
    ask_printed,
    printed,
    status_of_answer,
    status_of_asb,
)


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


_USUAL = Patience()
_FILL = bytes(8192)  # ends any command that was cut off, when the printer cannot clear


def print_over_tcp(
    host: str, port: int, data: bytes, model: PrinterModel, deadline_s: float, patience: Patience = _USUAL
) -> PaperOutcome:
    """Prints `data` (ESC/POS that ends with its cut) and says what became of it, within deadline_s seconds.

    Never raises and never sends the job twice. Reasons: a fault of PrinterState, no_answer, unreachable, reset,
    stuck_buffer, no_ack; near_end when it printed on the last metres. "after_" and a fault when it was mended meanwhile.
    """
    began = time.monotonic()
    try:
        with Line(host, port, min(began + patience.connect, began + deadline_s)) as line:
            outcome, reason = _Job(line, model, began + deadline_s, patience).run(data)
    except Unreachable:
        outcome, reason = Outcome.NOT_SENT, str(PrinterState.UNREACHABLE)
    return PaperOutcome(outcome, reason, round((time.monotonic() - began) * 1000))


def probe(
    host: str, port: int, *, cut: bool = True, timeout_s: float = 4.0, patience: Patience = _USUAL
) -> PrinterState:
    """How the printer is; a buffer left stuck by an interrupted job is mended on the way. Never raises.

    cut: the printer has a cutter. timeout_s: the longest it may take, in seconds.
    """
    until = time.monotonic() + timeout_s
    try:
        with Line(host, port, min(time.monotonic() + patience.connect, until)) as line:
            talk = _Talk(line, until, patience)
            if not talk.greet():
                return PrinterState.NO_ANSWER
            fault = talk.status.fault
            if fault is None and not talk.synchronise(cut=cut):
                fault = PrinterState.STUCK_BUFFER
            line.finish(min(time.monotonic() + patience.farewell, until))
    except Unreachable:
        return PrinterState.UNREACHABLE
    except LineLost:
        return PrinterState.NO_ANSWER
    return fault or talk.status.fault or (PrinterState.NEAR_END if talk.status.near_end else PrinterState.READY)


class _Talk:
    """What both a job and a probe do: the greeting and the synchronisation."""

    def __init__(self, line: Line, until: float, patience: Patience) -> None:
        self.line, self.until, self.patience = line, until, patience
        self.status = Status()
        self._greeting: list[int] = []
        self.synchronised = False
        self._cleared = False

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
        """DLE EOT 1 to 4, one after the other since their answers look alike; False when one stays out. Raises LineLost."""
        until = self.within(self.patience.hello)
        for n, question in ASK.items():
            self._greeting.clear()
            self.line.send(question, until, self.hear)
            if not self.line.listen(until, self.hear, lambda: bool(self._greeting)):
                return False
            self.status |= status_of_answer(n, self._greeting[0])
        return True

    def synchronise(self, *, cut: bool) -> bool:
        """ESC @, then GS a, whose answer proves that the buffer is empty and no picture is open. Raises LineLost.

        Without that proof the rest of a broken job would swallow this one: it is cleared, and cut off the paper.
        """
        if self._ask_for_changes(RESET):
            return True
        begin = RESET + (CUT if cut else b"")
        if self.clear() and self._ask_for_changes(begin):
            return True
        self.line.send(_FILL, self.within(self.patience.synchronise), self.hear)
        return self._ask_for_changes(begin)

    def clear(self) -> bool:
        """Throws away what the printer holds; True when it says that it did. Raises LineLost."""
        self._cleared = False
        until = self.within(self.patience.synchronise)
        self.line.send(CLEAR, until, self.hear)
        return self.line.listen(until, self.hear, lambda: self._cleared)

    def within(self, seconds: float) -> float:
        """The moment in that many seconds, never past the deadline."""
        return min(time.monotonic() + seconds, self.until)

    def _ask_for_changes(self, first: bytes) -> bool:
        self.synchronised = False
        until = self.within(self.patience.synchronise)
        self.line.send(first + REPORT_CHANGES, until, self.hear)
        return self.line.listen(until, self.hear, lambda: self.synchronised)


class _Job(_Talk):
    """One ticket."""

    def __init__(self, line: Line, model: PrinterModel, until: float, patience: Patience) -> None:
        super().__init__(line, until, patience)
        self._model = model
        self._process_id = secrets.token_hex(2).encode()
        self._sending = False
        self._processed = False
        self._printed = False
        self._suffered: PrinterState | None = None

    def run(self, data: bytes) -> tuple[Outcome, str]:
        """Outcome and reason."""
        try:
            refusal = self._prepare()
            if refusal:
                return Outcome.NOT_SENT, refusal
        except LineLost:
            return Outcome.NOT_SENT, "reset"
        self._sending = True
        try:
            return self._send(data)
        except LineLost:
            return Outcome.UNCERTAIN, "reset"

    def hear(self, answer: Answer) -> None:
        super().hear(answer)
        if not self._sending:
            return
        self._suffered = self.status.fault or self._suffered
        if answer.kind is Kind.PROCESSED:
            self._processed = True
        self._printed = self._printed or answer.data == printed(self._process_id)

    def _prepare(self) -> str:
        """Why nothing may be sent; empty when all is well."""
        if not self.greet():
            # A model that never answers is believed to be well.
            return "" if self._model.confirm == "none" else str(PrinterState.NO_ANSWER)
        if self.status.fault is None and not self.synchronise(cut=self._model.cut):
            return str(PrinterState.STUCK_BUFFER) if self._model.confirm != "none" else ""
        return str(self.status.fault or "")

    def _send(self, data: bytes) -> tuple[Outcome, str]:
        # ESC @ has been sent already; once more would switch off the report of changes that GS a asked for.
        job = (data.removeprefix(RESET) if self.synchronised else data) + self._questions()
        sent = 0
        while sent < len(job) and not self._hopeless():
            taken = self.line.send(job[sent : sent + 4096], self.within(self.patience.proof), self.hear)
            sent += taken
            if taken == 0:
                break
        if self._model.confirm == "none":
            self.line.finish(self.within(self.patience.hello))
            return (Outcome.SENT_UNCONFIRMED, "") if sent == len(job) else (Outcome.UNCERTAIN, "no_ack")
        proven = self._wait_for_proof() if sent == len(job) else False
        if proven:
            self.line.finish(self.within(self.patience.farewell))
            return Outcome.PRINTED, self._remark()
        if self.status.fault is None:
            return Outcome.UNCERTAIN, f"after_{self._suffered}" if self._suffered else "no_ack"
        reason = str(self.status.fault)
        return (Outcome.CLEARED if self.clear() else Outcome.UNCERTAIN), reason

    def _questions(self) -> bytes:
        match self._model.confirm:
            case "process_id":
                return ask_printed(self._process_id) + ASK_PROCESSED
            case "status":
                return ASK_PROCESSED
            case "none":
                return b""
            case _ as never:
                assert_never(never)

    def _wait_for_proof(self) -> bool:
        """True once printed. A fault in the middle is given time: printers go on by themselves when it is mended."""
        while not self._hopeless():
            faulty = self.status.fault is not None
            # Time is kept at the end for clearing: a ticket must not come out for the next client.
            limit = min(
                time.monotonic() + (self.patience.mend if faulty else self.patience.proof),
                self.until - self.patience.synchronise * faulty,
            )
            self.line.listen(limit, self.hear, self._mended_or_proven if faulty else self._faulty_or_proven)
            if self._proven():
                return self._proven_by_id()
            if (self.status.fault is not None) == faulty:
                return False
        return False

    def _mended_or_proven(self) -> bool:
        return self._proven() or self.status.fault is None

    def _faulty_or_proven(self) -> bool:
        return self._proven() or self.status.fault is not None

    def _proven(self) -> bool:
        return self._printed or self._processed

    def _proven_by_id(self) -> bool:
        """Processed is not yet printed: the better proof is waited for a little. Both were asked, old models know one."""
        if self._model.confirm == "process_id":
            self.line.listen(
                self.within(self.patience.proof_by_id),
                self.hear,
                lambda: self._printed or self.status.fault is not None,
            )
        return self._printed or self.status.fault is None

    def _hopeless(self) -> bool:
        """Nothing that somebody mends in a moment."""
        return self.status.fault in (PrinterState.UNRECOVERABLE, PrinterState.CUTTER_ERROR)

    def _remark(self) -> str:
        if self._suffered is not None:
            return f"after_{self._suffered}"
        return str(PrinterState.NEAR_END) if self.status.near_end else ""
