"""A job sent to a printer over any link, and the proof of what became of it.

The order is: ask for faults; empty and synchronise the printer; send; wait for the proof. Each step says a different thing
when it fails, so that nothing is printed twice by mistake and no ticket is believed printed that is not.
"""

import logging
import secrets
import time
from typing import assert_never

from config.addresses import Address
from flow.paper import PrinterState
from printer.connection import Connection, Patience
from printer.links.link import LinkLost, Unreachable
from printer.paper import Outcome, PaperOutcome, PrinterModel
from printer.protocol import ASK_PROCESSED, CUT, RESET, Answer, Kind, ask_printed, printed

_USUAL = Patience()
_log = logging.getLogger(__name__)


def print_paper(
    address: Address,
    data: bytes,
    model: PrinterModel,
    deadline_s: float,
    patience: Patience = _USUAL,
    *,
    hanging: bool = False,
) -> PaperOutcome:
    """Prints `data` (ESC/POS that ends with its cut) and says what became of it, within deadline_s seconds.

    hanging: a torn half of an earlier ticket may hang out; it is cut off first, or this ticket would carry its number.
    Never raises and never sends the job twice. Reasons: a fault of PrinterState, no_answer, unreachable, reset,
    stuck_buffer, no_ack; near_end when it printed on the last metres. "after_" and a fault when it was mended meanwhile.
    """
    began = time.monotonic()
    try:
        with _Job(address, model, began + deadline_s, patience) as job:
            outcome, reason = job.run(CUT + data if hanging and model.cut else data)
    except Unreachable as error:
        _log.warning("%s", error)
        outcome, reason = Outcome.NOT_SENT, str(PrinterState.UNREACHABLE)
    return PaperOutcome(outcome, reason, round((time.monotonic() - began) * 1000))


def probe(address: Address, *, cut: bool = True, timeout_s: float = 4.0, patience: Patience = _USUAL) -> PrinterState:
    """How the printer is; a buffer left stuck by an interrupted job is mended on the way. Never raises.

    cut: the printer has a cutter. timeout_s: the longest it may take, in seconds.
    """
    try:
        with Connection(address, time.monotonic() + timeout_s, patience) as connection:
            if not connection.greet():
                return PrinterState.NO_ANSWER
            fault = connection.status.fault
            if fault is None and not connection.synchronise(cut=cut):
                # A fault that it has told meanwhile is why its buffer stands still.
                fault = connection.status.fault or PrinterState.STUCK_BUFFER
            connection.finish(patience.farewell)
    except Unreachable as error:
        _log.warning("%s", error)
        return PrinterState.UNREACHABLE
    except LinkLost as error:
        _log.warning("%s", error)
        return PrinterState.NO_ANSWER
    return (
        fault
        or connection.status.fault
        or (PrinterState.NEAR_END if connection.status.near_end else PrinterState.READY)
    )


def holds_ticket(address: Address, patience: Patience = _USUAL) -> bool:
    """Whether a printer with a presenter still holds its last ticket. False when it does not say. Never raises."""
    try:
        with Connection(address, time.monotonic() + patience.connect + patience.hello, patience) as connection:
            in_mouth = connection.holds_ticket()
            connection.finish(patience.farewell)
            return in_mouth
    except (Unreachable, LinkLost):
        return False


class _Job(Connection):
    """One ticket."""

    def __init__(self, address: Address, model: PrinterModel, until: float, patience: Patience) -> None:
        super().__init__(address, until, patience)
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
        except LinkLost:
            return Outcome.NOT_SENT, "reset"
        self._sending = True
        try:
            return self._send(data)
        except LinkLost:
            # The proof may have come with the same breath as the end of the line.
            return (Outcome.PRINTED, self._remark()) if self._printed else (Outcome.UNCERTAIN, "reset")

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
        job = (data.replace(RESET, b"", 1) if self.synchronised else data) + self._questions()
        sent = 0
        while sent < len(job) and not self._hopeless():
            taken = self.send(job[sent : sent + 4096], self.within(self.patience.proof))
            sent += taken
            if taken == 0:
                break
        if self._model.confirm == "none":
            self.finish(self.patience.hello)
            return (Outcome.SENT_UNCONFIRMED, "") if sent == len(job) else (Outcome.UNCERTAIN, "no_ack")
        if sent == len(job) and self._wait_for_proof():
            self.finish(self.patience.farewell)
            return Outcome.PRINTED, self._remark()
        if self.status.fault is None:
            return Outcome.UNCERTAIN, f"after_{self._suffered}" if self._suffered else "no_ack"
        reason = str(self.status.fault)
        # Processed, then a fault, or a cutter that failed: the cut was reached, and the ticket may well hang out. Cleared
        # would print it again.
        reached = sent == len(job) and self.status.fault is PrinterState.CUTTER_ERROR
        cleared = self.clear()
        return (Outcome.CLEARED if cleared and not (reached or self._processed) else Outcome.UNCERTAIN), reason

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
            self.listen(limit, self._mended_or_proven if faulty else self._faulty_or_proven)
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
            self.listen(
                self.within(self.patience.proof_by_id),
                lambda: self._printed or self.status.fault is not None,
            )
            if not self._printed and self.status.fault is not None:
                # Stopped on its last line: mended in time, it goes on and says so.
                limit = min(time.monotonic() + self.patience.mend, self.until - self.patience.synchronise)
                self.listen(limit, lambda: self._printed)
        return self._printed or self.status.fault is None

    def _hopeless(self) -> bool:
        """Nothing that somebody mends in a moment."""
        return self.status.fault in (PrinterState.UNRECOVERABLE, PrinterState.CUTTER_ERROR)

    def _remark(self) -> str:
        if self._suffered is not None:
            return f"after_{self._suffered}"
        return str(PrinterState.NEAR_END) if self.status.near_end else ""
