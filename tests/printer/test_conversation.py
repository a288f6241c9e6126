"""What exactly goes to a printer, and what each of its answers is worth: a printer that says what the test lets it say."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from config.addresses import TcpAddress
from demonstration.virtual_printer.server import VirtualPrinter
from printer.connection import Connection, Patience
from printer.layout import escpos_bytes
from printer.paper import Outcome, PrinterModel, TicketPaper
from printer.protocol import ASK_PROCESSED, REPORT_CHANGES, REPORT_NOTHING, RESET, printed
from printer.transport import holds_ticket, print_paper, probe

pytestmark = pytest.mark.slow

HURRIED = Patience(hello=0.3, synchronise=0.25, mend=0.6, proof=0.3, proof_by_id=0.3)
WELL, NO_PAPER = b"\x10\x00\x00\x00", b"\x18\x00\x0f\x00"
PROCESSED = b"\x00"
HALF = b"\x1b@HALF A TICKET\n\x1dv0\x00\x48\x00\xff\x00" + bytes(500)


@pytest.fixture
def job(paper: TicketPaper) -> bytes:
    return escpos_bytes(paper, PrinterModel())


class Listener:
    """A printer on a port of its own. heard: all that it was sent. after: what it says once it was asked for a proof, with pauses."""

    def __init__(self, answers: bool, after: tuple[bytes | float, ...] = ()) -> None:
        self.heard, self._answers, self._after = b"", answers, after
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address = TcpAddress("127.0.0.1", self._server.getsockname()[1])
        self.pause = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._thread.join(5)
        self._server.close()
        assert not self._thread.is_alive()

    def _listen(self) -> None:
        line, _ = self._server.accept()
        # Whoever has given the printer up hears no more of it.
        with line, suppress(BrokenPipeError, ConnectionResetError):
            while data := line.recv(65_536):
                before, self.heard = len(self.heard), self.heard + data
                new = self.heard[max(0, before - 4) :]
                if not self._answers:
                    continue
                line.sendall(b"\x12" * data.count(b"\x10\x04") + WELL * new.count(REPORT_CHANGES))
                if ASK_PROCESSED in new:
                    self._say(line)

    def _say(self, line: socket.socket) -> None:
        (process_id,) = re.findall(rb"\x1d\(H\x06\x0000(.{4})", self.heard)
        for sent in self._after:
            if isinstance(sent, bytes):
                line.sendall(sent.replace(b"ID", printed(process_id)))
            else:
                self.pause.wait(sent)


@contextmanager
def listener(answers: bool = True, after: tuple[bytes | float, ...] = ()) -> Iterator[Listener]:
    printer = Listener(answers, after)
    yield printer
    printer.end()


def test_a_model_that_never_answers_gets_the_whole_job_and_nothing_else(job: bytes) -> None:
    with listener(answers=False) as printer:
        outcome = print_paper(printer.address, job, PrinterModel(confirm="none"), 5.0, HURRIED)

    assert outcome.outcome is Outcome.SENT_UNCONFIRMED
    assert printer.heard.endswith(job), "what it begins with is not left out: nobody knows what stands in its buffer"
    assert job.startswith(RESET)
    assert REPORT_NOTHING not in printer.heard


def test_after_a_proven_ticket_and_after_a_look_the_printer_is_told_to_say_no_more(job: bytes) -> None:
    with listener(after=(b"ID", PROCESSED)) as printer:
        assert print_paper(printer.address, job, PrinterModel(), 5.0, HURRIED).outcome is Outcome.PRINTED
    with listener() as looked_at:
        probe(looked_at.address, patience=HURRIED)

    for heard in (printer.heard, looked_at.heard):
        assert heard.endswith(REPORT_NOTHING), "on USB the next conversation would meet what is still told"


@pytest.mark.parametrize(("cut", "papers"), [(False, 0), (True, 1)])
def test_only_a_printer_with_a_cutter_cuts_off_the_rest_of_a_broken_job(
    printer: VirtualPrinter, cut: bool, papers: int
) -> None:
    with socket.create_connection(("127.0.0.1", printer.port)) as broken:
        broken.sendall(HALF)

    probe(TcpAddress("127.0.0.1", printer.port), cut=cut, patience=HURRIED)

    assert len(printer.papers(papers)) == papers


def test_a_printer_that_takes_nothing_is_given_up_at_its_moment() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        began = time.monotonic()
        with Connection(TcpAddress("127.0.0.1", deaf.getsockname()[1]), began + 5, HURRIED) as connection:
            taken = connection.send(memoryview(bytes(64_000_000)), began + 0.3)  # type: ignore[arg-type]  # cut up without a copy
            took = time.monotonic() - began

    assert 0 < taken < 64_000_000
    assert 0.3 <= took < 2


STOPPED, GOES_ON = (PROCESSED, NO_PAPER), (0.2, WELL, b"ID")


@pytest.mark.parametrize(
    ("after", "outcome", "reason"),
    [
        ((b"ID", PROCESSED), Outcome.PRINTED, ""),
        ((PROCESSED,), Outcome.PRINTED, ""),
        ((*STOPPED, *GOES_ON), Outcome.PRINTED, "after_paper_out"),
        (STOPPED, Outcome.UNCERTAIN, "paper_out"),
    ],
    ids=["both proofs", "an old model", "stopped on its last line and mended", "stopped and left so"],
)
def test_processed_is_not_yet_printed(
    job: bytes, after: tuple[bytes | float, ...], outcome: Outcome, reason: str
) -> None:
    with listener(after=after) as printer:
        became = print_paper(printer.address, job, PrinterModel(), 8.0, HURRIED)

    assert (became.outcome, became.reason) == (outcome, reason)
    # A printer that stays so is waited for as long as somebody may mend it, not as long as the paper is wanted.
    assert became.took_ms < 2_500


def test_a_printer_that_is_not_there_holds_no_ticket() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]

    assert holds_ticket(TcpAddress("127.0.0.1", port), HURRIED) is False
