"""Each way to a printer, held to the same tests; and what is particular to one."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import usb.backend.libusb1
import zxingcpp
from printer_links import FakeBus, FakeTerminal

from config.addresses import Address, FileAddress, SerialAddress, TcpAddress, UsbAddress, parse
from demonstration.virtual_printer.server import VirtualPrinter
from flow.paper import PrinterState
from printer.connection import Patience
from printer.layout import escpos_bytes
from printer.links.link import LinkLost, Unreachable
from printer.links.opening import open_link
from printer.paper import Outcome, PaperOutcome, PrinterModel, TicketPaper
from printer.picture import draw
from printer.transport import print_paper, probe

pytestmark = pytest.mark.slow

HURRIED = Patience(hello=0.3, synchronise=0.25, proof=0.4, proof_by_id=0.3)
USB = UsbAddress(0x04B8, 0x0E28)
Plugged = Callable[[VirtualPrinter], FakeBus]


@pytest.fixture
def job(paper: TicketPaper) -> bytes:
    return escpos_bytes(paper, PrinterModel())


@pytest.fixture
def plugged(monkeypatch: pytest.MonkeyPatch) -> Iterator[Plugged]:
    with ExitStack() as closing:

        def plug_in(printer: VirtualPrinter) -> FakeBus:
            bus = FakeBus(printer.port)
            closing.callback(bus.close)
            monkeypatch.setattr(usb.backend.libusb1, "get_backend", lambda find_library=None: bus)
            return bus

        yield plug_in


@pytest.fixture(params=["tcp", "usb", "serial", "file"])
def address(request: pytest.FixtureRequest, printer: VirtualPrinter, plugged: Plugged) -> Iterator[Address]:
    if request.param == "tcp":
        yield TcpAddress("127.0.0.1", printer.port)
    elif request.param == "usb":
        plugged(printer)
        yield USB
    else:
        terminal = FakeTerminal(printer.port)
        yield SerialAddress(terminal.path) if request.param == "serial" else FileAddress(terminal.path)
        terminal.close()


def send(address: Address, job: bytes, deadline_s: float = 8.0, model: PrinterModel | None = None) -> PaperOutcome:
    began = time.monotonic()
    outcome = print_paper(address, job, model or PrinterModel(), deadline_s, HURRIED)
    assert time.monotonic() - began < deadline_s + 0.3, "never past its deadline"
    return outcome


def whole(printer: VirtualPrinter, at_least: int = 0) -> int:
    return sum(bool(zxingcpp.read_barcodes(draw(paper))) for paper in printer.papers(at_least))


def test_three_tickets_are_printed_and_proven_one_after_the_other(
    address: Address, printer: VirtualPrinter, job: bytes
) -> None:
    for _ in range(3):
        outcome = send(address, job)
        assert (outcome.outcome, outcome.reason) == (Outcome.PRINTED, "")
    assert whole(printer, 3) == 3


def test_the_state_is_told_by_a_probe_and_nothing_old_is_taken_for_it(
    address: Address, printer: VirtualPrinter
) -> None:
    assert probe(address, patience=HURRIED) is PrinterState.READY
    printer.change(paper_out=True)
    assert probe(address, patience=HURRIED) is PrinterState.PAPER_OUT
    printer.change(paper_out=False, near_end=True)
    assert probe(address, patience=HURRIED) is PrinterState.NEAR_END
    printer.change(near_end=False)
    assert probe(address, patience=HURRIED) is PrinterState.READY


def test_a_fault_before_the_job_sends_nothing(address: Address, printer: VirtualPrinter, job: bytes) -> None:
    printer.change(cover_open=True)
    outcome = send(address, job)
    assert (outcome.outcome, outcome.reason) == (Outcome.NOT_SENT, "cover_open")
    printer.change(cover_open=False)
    assert whole(printer) == 0
    assert send(address, job).outcome is Outcome.PRINTED, "the control"


def test_paper_out_in_the_middle_is_cleared(address: Address, printer: VirtualPrinter, job: bytes) -> None:
    printer.change(paper_out_after=2000)
    outcome = send(address, job, 0.9)
    assert (outcome.outcome, outcome.reason) == (Outcome.CLEARED, "paper_out")
    printer.change(paper_out=False)
    assert send(address, job).outcome is Outcome.PRINTED
    assert whole(printer, 1) == 1, "the first one never comes out"


def test_a_printer_that_goes_away_in_the_middle_is_uncertain(
    address: Address, printer: VirtualPrinter, job: bytes
) -> None:
    printer.change(drop_after=3000)
    outcome = send(address, job)
    assert (outcome.outcome, outcome.reason) == (Outcome.UNCERTAIN, "reset")
    assert whole(printer) == 0


def test_a_printer_that_hangs_in_the_middle_is_uncertain(address: Address, printer: VirtualPrinter, job: bytes) -> None:
    printer.change(hang_after=9000)
    outcome = send(address, job)
    assert (outcome.outcome, outcome.reason) == (Outcome.UNCERTAIN, "no_ack")
    assert whole(printer) == 0


def test_a_mute_printer_gets_nothing_unless_it_is_known_to_be_mute(
    address: Address, printer: VirtualPrinter, job: bytes
) -> None:
    printer.change(mute=True)
    assert send(address, job).reason == "no_answer"
    assert send(address, job, model=PrinterModel(confirm="none")).outcome is Outcome.SENT_UNCONFIRMED
    assert whole(printer, 1) == 1


def test_the_rest_of_a_broken_job_never_swallows_the_next_ticket(
    address: Address, printer: VirtualPrinter, job: bytes
) -> None:
    link = open_link(address, time.monotonic() + 1)
    assert link.write(b"\x1b@HALF A TICKET\n\x1dv0\x00\x48\x00\xff\x00" + bytes(200), time.monotonic() + 1) > 100
    link.close(time.monotonic() + 0.2)
    assert send(address, job).outcome is Outcome.PRINTED
    assert whole(printer, 2) == 1


def test_nothing_is_waited_for_past_its_moment(address: Address, printer: VirtualPrinter) -> None:
    link = open_link(address, time.monotonic() + 1)
    began = time.monotonic()
    assert link.read(began + 0.1) == b""
    assert 0.09 < time.monotonic() - began < 0.3
    printer.change(hang=True)
    until = time.monotonic() + 5
    while link.write(bytes(4096), (began := time.monotonic()) + 0.1):
        assert time.monotonic() < until, "a printer that takes nothing is believed to take it"
    assert 0.09 < time.monotonic() - began < 0.3
    began = time.monotonic()
    link.close(0)
    link.close(0)
    assert time.monotonic() - began < 0.3


@pytest.mark.parametrize(
    "text",
    [
        "tcp://127.0.0.1:1",
        "usb://04b8:ffff",
        "serial:///dev/no-such-line",
        "file:///dev/no-such-file",
        "file:///dev/null/x",
    ],
)
def test_what_is_not_there_is_unreachable(
    text: str, printer: VirtualPrinter, plugged: Plugged, job: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    plugged(printer)
    outcome = print_paper(parse(text), job, PrinterModel(), 1.0, HURRIED)
    assert (outcome.outcome, outcome.reason) == (Outcome.NOT_SENT, "unreachable")
    assert probe(parse(text), patience=HURRIED) is PrinterState.UNREACHABLE
    assert caplog.messages, "why is said"


def test_a_plain_file_is_no_printer(tmp_path: Path, job: bytes) -> None:
    (tmp_path / "lp0").write_bytes(b"")
    outcome = print_paper(FileAddress(str(tmp_path / "lp0")), job, PrinterModel(confirm="none"), 1.0)
    assert (outcome.outcome, outcome.reason) == (Outcome.NOT_SENT, "unreachable")
    assert (tmp_path / "lp0").read_bytes() == b""


def test_usblp_is_taken_off_once_and_said(
    printer: VirtualPrinter, plugged: Plugged, job: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    bus = plugged(printer)
    for _ in range(2):
        assert send(USB, job).outcome is Outcome.PRINTED
        assert (bus.usblp, bus.claimed, bus.opened) == (False, False, 0), "released and closed after each ticket"
    assert [message for message in caplog.messages if "usblp was detached" in message] == caplog.messages[:1]
    assert bus.claims == 2


def test_a_printer_that_stays_connected_tells_nothing_between_two_tickets(
    printer: VirtualPrinter, plugged: Plugged, job: bytes
) -> None:
    bus = plugged(printer)
    link = open_link(USB, time.monotonic() + 1)
    link.write(b"\x1da\x0e", time.monotonic() + 1)
    assert len(link.read(time.monotonic() + 1)) == 4
    link.close(0)
    printer.change(near_end=True)
    assert bus.unread(within_s=2), "the control: who asked for changes and left is told them"
    assert send(USB, job).outcome is Outcome.PRINTED
    link = open_link(USB, time.monotonic() + 1)
    link.write(b"\x1dr\x01", time.monotonic() + 1)
    assert link.read(time.monotonic() + 1) == b"\x00", "all that was sent before has been obeyed"
    link.close(0)
    printer.change(near_end=False)
    assert not bus.unread(within_s=0.2)


@pytest.mark.parametrize(("serial", "outcome"), [("J4X2", Outcome.PRINTED), ("OTHER", Outcome.NOT_SENT)])
def test_one_of_two_alike_is_found_by_its_serial_number(
    printer: VirtualPrinter, plugged: Plugged, job: bytes, serial: str, outcome: Outcome
) -> None:
    plugged(printer)
    assert send(UsbAddress(0x04B8, 0x0E28, serial), job).outcome is outcome


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [("allowed", "insufficient permissions"), ("present", "not plugged in"), ("claimed", "Resource busy")],
)
def test_a_usb_printer_that_cannot_be_had_says_why(
    printer: VirtualPrinter, plugged: Plugged, fault: str, sentence: str
) -> None:
    bus = plugged(printer)
    setattr(bus, fault, not getattr(bus, fault))
    with pytest.raises(Unreachable, match=sentence):
        open_link(USB, time.monotonic() + 1)
    setattr(bus, fault, not getattr(bus, fault))
    open_link(USB, time.monotonic() + 1).close(0)


def test_without_libusb_a_usb_printer_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("libusb1", "libusb0", "openusb"):
        monkeypatch.setattr(f"usb.backend.{name}.get_backend", lambda find_library=None: None)
    with pytest.raises(Unreachable, match=r"libusb-1\.0 is not installed"):
        open_link(USB, time.monotonic() + 1)


def test_a_serial_printer_that_says_wait_is_waited_for(printer: VirtualPrinter, job: bytes) -> None:
    terminal = FakeTerminal(printer.port)
    address = SerialAddress(terminal.path, flow="xonxoff")
    link = open_link(address, time.monotonic() + 1)
    os.write(terminal.master, b"\x13")
    until = time.monotonic() + 5
    while link.write(b"\n", time.monotonic() + 0.1):
        assert time.monotonic() < until, "it does not wait"
    os.write(terminal.master, b"\x11")
    assert link.write(b"\n", time.monotonic() + 1) == 1
    link.close(time.monotonic() + 1)
    assert send(address, job).outcome is Outcome.PRINTED
    terminal.close()


def test_a_line_that_hangs_up_is_lost(printer: VirtualPrinter) -> None:
    terminal = FakeTerminal(printer.port)
    link = open_link(FileAddress(terminal.path), time.monotonic() + 1)
    terminal.close()
    with pytest.raises(LinkLost):
        link.read(time.monotonic() + 1)
    with pytest.raises(LinkLost):
        link.write(b"x", time.monotonic() + 1)
    link.close(time.monotonic() + 1)
