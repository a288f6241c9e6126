"""The table of what can go wrong with a paper, row by row: what is said of it, and how many whole tickets come out."""

import socket
import threading
import time
from collections.abc import Callable

import msgspec
import pytest
import zxingcpp
from escpos.printer import Network

from config.addresses import TcpAddress
from demonstration.virtual_printer.server import VirtualPrinter
from printer.connection import Patience
from printer.layout import escpos_bytes
from printer.paper import Confirm, PaperOutcome, PrinterModel, TicketPaper
from printer.picture import draw
from printer.transport import print_paper

pytestmark = pytest.mark.slow

Switches = dict[str, object]
# Half the usual patience: a printer on the same machine answers at once.
PATIENCE = Patience(hello=0.5, synchronise=0.35, mend=1.5, proof=1.0, proof_by_id=0.3)


class Row(msgspec.Struct, frozen=True):
    """before: switches from the start. meanwhile: from the first fault on, each a fifth of a second after the last.

    whole: tickets on the paper. later: switches turned after the outcome, and whole tickets then. longest: seconds.
    """

    name: str
    before: Switches
    outcome: str
    reason: str
    whole: int
    meanwhile: tuple[Switches, ...] = ()
    later: tuple[Switches, int] | None = None
    confirm: Confirm = "process_id"
    longest: float = 1.0


MENDED: Switches = {"paper_out": False}
SLOW: Switches = {"speed": 20000}
ROWS = (
    Row("no fault", {}, "printed", "", 1),
    Row("near end", {"near_end": True}, "printed", "near_end", 1),
    Row("paper out before", {"paper_out": True}, "not_sent", "paper_out", 0, later=(MENDED, 0)),
    Row("cover open before", {"cover_open": True}, "not_sent", "cover_open", 0, later=({"cover_open": False}, 0)),
    Row("cutter error before", {"cutter": True}, "not_sent", "cutter_error", 0, later=({"cutter": False}, 0)),
    Row(
        *("paper out in the middle, never reloaded", {"paper_out_after": 5000}, "cleared", "paper_out", 0),
        later=(MENDED, 0),
        longest=2.5,
    ),
    Row(
        *("paper out in the middle, reloaded", {"paper_out_after": 5000}, "printed", "after_paper_out", 1),
        meanwhile=(MENDED,),
        longest=2.0,
    ),
    Row(
        *("cover opened and closed during a slow job", SLOW, "printed", "after_cover_open", 1),
        meanwhile=({"cover_open": True}, {"cover_open": False}),
        longest=3.0,
    ),
    Row("reset in the middle", {"drop_after": 6000}, "uncertain", "reset", 0),
    Row("hung before", {"hang": True}, "not_sent", "no_answer", 0, later=({"hang": False}, 0)),
    Row("hangs after 9000 bytes", {"hang_after": 9000}, "uncertain", "no_ack", 0, longest=2.0),
    Row("mute before", {"mute": True}, "not_sent", "no_answer", 0),
    Row("mute in the middle", {"mute_after": 6000}, "uncertain", "no_ack", 1, longest=2.0),
    Row("no process id, both asked", {"process_id": False}, "printed", "", 1),
    Row(
        *("no process id, and it is all that could be answered", {"process_id": False, "processed": False}),
        *("uncertain", "no_ack", 1),
        longest=2.0,
    ),
    Row("no status at all, and it is known", {"mute": True}, "sent_unconfirmed", "", 1, confirm="none", longest=2.0),
)


@pytest.fixture
def job(paper: TicketPaper) -> bytes:
    return escpos_bytes(paper, PrinterModel())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_row(row: Row, printer: VirtualPrinter, job: bytes) -> None:
    printer.change(**row.before)
    turning = after_the_first_fault(printer, row.meanwhile)
    outcome = send(printer.port, job, row.confirm)
    turning()
    assert (outcome.outcome, outcome.reason) == (row.outcome, row.reason)
    assert outcome.took_ms < row.longest * 1000
    assert whole(printer, row.whole) == row.whole
    if row.later is not None:
        switches, count = row.later
        printer.change(**switches)
        assert printer.faults.offline is False
        assert whole(printer) == count, "nothing comes out afterwards"
        # What waits in a buffer would come out before this one.
        assert send(printer.port, job).outcome == "printed", "the control: mended, it prints"
        assert whole(printer, count + 1) == count + 1


def test_row_nothing_listening(job: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    outcome = send(port, job)
    assert (outcome.outcome, outcome.reason) == ("not_sent", "unreachable")
    assert outcome.took_ms < 300


def test_row_next_ticket_after_a_job_died_inside_an_image(printer: VirtualPrinter, job: bytes) -> None:
    die_inside_an_image(printer, job)
    outcome = send(printer.port, job)
    assert (outcome.outcome, outcome.reason) == ("printed", "")
    assert whole(printer, 1) == 1


def test_row_a_buffer_that_does_not_clear_is_known(printer: VirtualPrinter, job: bytes) -> None:
    printer.change(stuck=True)
    outcome = send(printer.port, job)
    assert (outcome.outcome, outcome.reason) == ("not_sent", "stuck_buffer")
    assert whole(printer) == 0


def test_row_the_same_with_a_client_that_does_not_ask(printer: VirtualPrinter, job: bytes) -> None:
    die_inside_an_image(printer, job)
    plain = Network("127.0.0.1", printer.port, timeout=2)
    plain._raw(job)
    plain.close()
    assert send(printer.port, job).outcome == "printed", "behind it, so that all of it has been read"
    assert whole(printer, 1) == 1, "no error was seen, and the plain client's ticket was swallowed as image data"


@pytest.mark.parametrize("confirm", ["process_id", "status"])
def test_a_fault_on_the_last_line_is_never_called_cleared(confirm: Confirm, job: bytes) -> None:
    """The cut was reached, then the paper ended before the proof by id: printed again, it would be there twice."""
    outcome = _answered_at_the_end(b"\x00\x18\x00\x0f\x00", job, confirm)

    assert (outcome.outcome, outcome.reason) == ("uncertain", "paper_out")


def test_a_cutter_that_fails_under_a_whole_ticket_is_never_called_cleared(job: bytes) -> None:
    """All lines are printed and hang out uncut: whoever waits tears them off."""
    outcome = _answered_at_the_end(b"\x18\x08\x00\x00", job, "process_id")

    assert (outcome.outcome, outcome.reason) == ("uncertain", "cutter_error")


def _answered_at_the_end(last_answer: bytes, job: bytes, confirm: Confirm) -> PaperOutcome:
    """A printer that is well until GS r comes, then says this, and clears its buffer when it is asked to."""

    def answer(server: socket.socket) -> None:
        line, _ = server.accept()
        with line:
            while data := line.recv(65536):
                line.sendall(b"\x12" * data.count(b"\x10\x04"))
                line.sendall(b"\x10\x00\x00\x00" * data.count(b"\x1da\x0e"))
                line.sendall(last_answer * data.count(b"\x1dr\x01"))
                line.sendall(b"\x37\x25\x00" * data.count(b"\x10\x14\x08"))

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=answer, args=(server,), daemon=True)
        thread.start()
        outcome = send(server.getsockname()[1], job, confirm)
        thread.join(5)
    return outcome


def send(port: int, job: bytes, confirm: Confirm = "process_id") -> PaperOutcome:
    return print_paper(TcpAddress("127.0.0.1", port), job, PrinterModel(confirm=confirm), 8.0, PATIENCE)


def whole(printer: VirtualPrinter, at_least: int = 0) -> int:
    """Whole tickets on the papers: the QR stands near the end, and is read."""
    return sum(bool(zxingcpp.read_barcodes(draw(paper))) for paper in printer.papers(at_least))


def die_inside_an_image(printer: VirtualPrinter, job: bytes) -> None:
    """A job whose sender dies in the middle of its QR."""
    with socket.create_connection(("127.0.0.1", printer.port)) as dying:
        dying.sendall(job[: job.rindex(b"\x1dv0\x00", 0, 9000) + 1000])


def after_the_first_fault(printer: VirtualPrinter, steps: tuple[Switches, ...]) -> Callable[[], None]:
    """Turns them while the job runs: from the moment the paper is out, or the first bytes are printed. Returns the wait."""
    pause = threading.Event()

    def turn() -> None:
        until = time.monotonic() + 5
        while not (printer.faults.paper_out or printer.faults.speed) and time.monotonic() < until:
            pause.wait(0.002)
        for switches in steps:
            pause.wait(0.2)
            printer.change(**switches)

    thread = threading.Thread(target=turn, daemon=True)
    if steps:
        thread.start()
    return lambda: thread.join(5) if steps else None
