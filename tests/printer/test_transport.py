"""Each outcome of a print, over real TCP against the virtual printer."""

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import zxingcpp

from config.addresses import TcpAddress
from demonstration.virtual_printer.server import VirtualPrinter
from flow.paper import PrinterState
from printer.connection import Patience
from printer.layout import escpos_bytes
from printer.paper import Outcome, PaperOutcome, PrinterModel, TicketPaper
from printer.picture import draw
from printer.transport import print_paper, probe

pytestmark = pytest.mark.slow

ANY_MODEL = PrinterModel()
# A printer on the same machine answers at once: what stays out for this long does not come.
HURRIED = Patience(hello=0.3, synchronise=0.25, proof=0.3, proof_by_id=0.3)


@pytest.fixture
def job(paper: TicketPaper) -> bytes:
    return escpos_bytes(paper, PrinterModel())


def send(printer: VirtualPrinter, job: bytes, deadline_s: float = 8.0, model: PrinterModel = ANY_MODEL) -> PaperOutcome:
    began = time.monotonic()
    outcome = print_paper(TcpAddress("127.0.0.1", printer.port), job, model, deadline_s, HURRIED)
    assert time.monotonic() - began < deadline_s + 0.3, "never past its deadline"
    return outcome


def whole(printer: VirtualPrinter, at_least: int = 0) -> int:
    """How many whole tickets have come out: their QR can be read."""
    papers = printer.papers(at_least)
    return sum(bool(zxingcpp.read_barcodes(draw(paper))) for paper in papers)


def when_the_paper_ends(printer: VirtualPrinter, *steps: dict[str, object]) -> None:
    """From then on, in the middle of the job: each step's switches, a fifth of a second apart."""
    pause = threading.Event()

    def turn() -> None:
        while not printer.faults.paper_out and not pause.wait(0.002):
            pass
        for switches in steps:
            pause.wait(0.2)
            printer.change(**switches)

    printer.change(paper_out_after=1000)
    threading.Thread(target=turn, daemon=True).start()


def test_fifty_tickets_one_after_the_other_are_fifty_papers(printer: VirtualPrinter, job: bytes) -> None:
    outcomes = {send(printer, job).outcome for _ in range(50)}
    assert outcomes == {Outcome.PRINTED}
    assert len(printer.papers(50)) == 50


@pytest.mark.parametrize(
    ("switch", "reason"),
    [
        ("paper_out", "paper_out"),
        ("cover_open", "cover_open"),
        ("cutter", "cutter_error"),
        ("unrecoverable", "unrecoverable"),
    ],
)
def test_a_fault_before_the_job_sends_nothing(printer: VirtualPrinter, job: bytes, switch: str, reason: str) -> None:
    printer.change(**{switch: True})
    outcome = send(printer, job)
    assert (outcome.outcome, outcome.reason) == (Outcome.NOT_SENT, reason)
    assert outcome.took_ms < 1000
    printer.change(**{switch: False})
    assert whole(printer) == 0
    assert send(printer, job).outcome is Outcome.PRINTED, "the control: once mended it prints"
    assert whole(printer, 1) == 1


def test_paper_out_in_the_middle_is_cleared_and_never_comes_out_later(printer: VirtualPrinter, job: bytes) -> None:
    printer.change(paper_out_after=1000)
    outcome = send(printer, job, 0.7)
    assert (outcome.outcome, outcome.reason) == (Outcome.CLEARED, "paper_out")
    assert whole(printer) == 0
    printer.change(paper_out=False)
    assert send(printer, job).outcome is Outcome.PRINTED
    assert whole(printer, 1) == 1


@pytest.mark.parametrize(("hanging", "papers"), [(True, 2), (False, 1)])
def test_a_torn_half_is_cut_off_before_the_next_ticket_carries_its_number(
    printer: VirtualPrinter, job: bytes, hanging: bool, papers: int
) -> None:
    """Not told of it, the next ticket comes out under the half of the last one: the control."""
    printer.change(paper_out_after=6000)
    assert send(printer, job, 0.7).outcome is Outcome.CLEARED
    # Mended through a wire: nobody tears off what hangs out.
    printer.change(paper_out=False, cutter=True)
    printer.change(cutter=False)

    address = TcpAddress("127.0.0.1", printer.port)
    assert print_paper(address, job, ANY_MODEL, 8.0, hanging=hanging).outcome is Outcome.PRINTED

    assert len(printer.papers(papers)) == papers
    assert whole(printer) == 1


@pytest.mark.parametrize(
    ("fault", "steps"),
    [
        ("paper_out", [{"paper_out": False}]),
        ("cover_open", [{"paper_out": False, "cover_open": True}, {"cover_open": False}]),
    ],
)
def test_a_fault_mended_in_the_middle_still_gives_one_ticket(
    printer: VirtualPrinter, job: bytes, fault: str, steps: list[dict[str, object]]
) -> None:
    when_the_paper_ends(printer, *steps)
    outcome = send(printer, job)
    assert (outcome.outcome, outcome.reason) == (Outcome.PRINTED, f"after_{fault}")
    assert whole(printer, 1) == 1


def test_a_reset_in_the_middle_is_uncertain(printer: VirtualPrinter, job: bytes) -> None:
    printer.change(drop_after=3000)
    outcome = send(printer, job)
    assert (outcome.outcome, outcome.reason) == (Outcome.UNCERTAIN, "reset")
    assert whole(printer) == 0
    printer.change(drop_after=None)
    assert send(printer, job).outcome is Outcome.PRINTED, "the control: without the fault it prints"
    assert whole(printer, 1) == 1


def test_a_printer_that_hangs_in_the_middle_is_uncertain(printer: VirtualPrinter, job: bytes) -> None:
    printer.change(hang_after=3000)
    outcome = send(printer, job)
    assert (outcome.outcome, outcome.reason) == (Outcome.UNCERTAIN, "no_ack")
    assert whole(printer) == 0
    printer.change(hang=False, hang_after=None)
    assert whole(printer, 1) == 1, "it held the whole of it: this is why nobody may send it again by himself"
    assert send(printer, job).outcome is Outcome.PRINTED, "the control"
    assert whole(printer, 2) == 2


@pytest.mark.parametrize("confirm", ["process_id", "status"])
def test_a_model_without_process_ids_proves_it_by_its_status(printer: VirtualPrinter, job: bytes, confirm: str) -> None:
    printer.change(process_id=False)
    model = PrinterModel(confirm="status" if confirm == "status" else "process_id")
    assert send(printer, job, model=model).outcome is Outcome.PRINTED
    assert whole(printer, 1) == 1


def test_nothing_listening_is_known_at_once(job: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    outcome = print_paper(TcpAddress("127.0.0.1", port), job, PrinterModel(), 5.0)
    assert (outcome.outcome, outcome.reason) == (Outcome.NOT_SENT, "unreachable")
    assert outcome.took_ms < 500
    assert probe(TcpAddress("127.0.0.1", port)) is PrinterState.UNREACHABLE


def test_a_name_that_does_not_exist_is_unreachable(job: bytes) -> None:
    assert print_paper(TcpAddress("no-such-printer.invalid", 9100), job, PrinterModel(), 2.0).reason == "unreachable"


@pytest.mark.parametrize("check", ["job", "probe"])
def test_the_rest_of_a_broken_job_never_swallows_the_next_ticket(
    printer: VirtualPrinter, job: bytes, check: str
) -> None:
    with socket.create_connection(("127.0.0.1", printer.port)) as broken:
        broken.sendall(b"\x1b@HALF A TICKET\n\x1dv0\x00\x48\x00\xff\x00" + bytes(500))
    if check == "probe":
        assert probe(TcpAddress("127.0.0.1", printer.port), patience=HURRIED) is PrinterState.READY
    assert send(printer, job).outcome is Outcome.PRINTED
    papers = printer.papers(2)
    assert whole(printer) == 1
    assert b"HALF" not in papers[-1], "what was printed of the broken one is cut off first"


def test_a_name_with_several_addresses_is_tried_at_each(printer: VirtualPrinter, job: bytes) -> None:
    # localhost is ::1 first on many systems, where this printer does not listen.
    assert print_paper(TcpAddress("localhost", printer.port), job, PrinterModel(), 5.0).outcome is Outcome.PRINTED
    assert whole(printer, 1) == 1


@pytest.mark.parametrize("deadline_s", [0.05, 0.2])
@pytest.mark.parametrize("switches", [{"hang": True}, {"hang_after": 3000}, {"mute": True}, {"paper_out_after": 500}])
def test_the_deadline_is_kept_whatever_happens(
    printer: VirtualPrinter, job: bytes, deadline_s: float, switches: dict[str, object]
) -> None:
    printer.change(**switches)
    assert send(printer, job, deadline_s).outcome is not Outcome.PRINTED


@pytest.mark.parametrize(
    ("switches", "state"),
    [
        ({}, PrinterState.READY),
        ({"near_end": True}, PrinterState.NEAR_END),
        ({"paper_out": True}, PrinterState.PAPER_OUT),
        ({"cover_open": True}, PrinterState.COVER_OPEN),
        ({"cutter": True}, PrinterState.CUTTER_ERROR),
        ({"unrecoverable": True}, PrinterState.UNRECOVERABLE),
        ({"hang": True}, PrinterState.NO_ANSWER),
        ({"mute": True}, PrinterState.NO_ANSWER),
    ],
)
def test_a_probe_says_how_the_printer_is(
    printer: VirtualPrinter, switches: dict[str, object], state: PrinterState
) -> None:
    printer.change(**switches)
    assert probe(TcpAddress("127.0.0.1", printer.port), patience=HURRIED) is state


def test_a_buffer_that_cannot_be_cleared_is_a_state_of_its_own(job: bytes) -> None:
    def answer_only_in_real_time(server: socket.socket) -> None:
        line, _ = server.accept()
        with line:
            while data := line.recv(4096):
                line.sendall(b"\x12" * data.count(b"\x10\x04"))

    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(3) as together:
        port = server.getsockname()[1]
        for _ in range(2):
            together.submit(answer_only_in_real_time, server)
        probed = together.submit(probe, TcpAddress("127.0.0.1", port), patience=HURRIED)
        outcome = print_paper(TcpAddress("127.0.0.1", port), job, PrinterModel(), 5.0, HURRIED)
        assert (outcome.outcome, outcome.reason) == (Outcome.NOT_SENT, "stuck_buffer")
        assert probed.result() is PrinterState.STUCK_BUFFER
