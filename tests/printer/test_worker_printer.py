"""The worker and its printer: what it tells of it, which ones it can drive, what it is told about the model."""

import json
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import pytest
from printer_fakes import FakeOffice, Start, until
from printer_links import FakeTerminal

from demonstration.virtual_printer.faults import Faults
from demonstration.virtual_printer.server import VirtualPrinter

pytestmark = pytest.mark.slow

WELL: dict[str, object] = msgspec.structs.asdict(Faults())


def test_every_state_of_the_printer_is_told_when_it_changes(
    start: Start, office: FakeOffice, printer: VirtualPrinter
) -> None:
    start("--probe-every", "0")
    office.wait_for("ReportPrinter")
    states = ["ready"]
    for switches, state in (
        ({"near_end": True}, "near_end"),
        ({"paper_out": True}, "paper_out"),
        ({"cover_open": True}, "cover_open"),
        ({"cutter": True}, "cutter_error"),
        ({"unrecoverable": True}, "unrecoverable"),
        ({"paused": True}, "offline"),
        ({"stuck": True}, "stuck_buffer"),
        ({}, "ready"),
        # The last one: a question that is under way when the printer goes gets no answer either, and that is no change then.
        ({"mute": True}, "no_answer"),
    ):
        # All in one step: it is never seen half changed.
        printer.change(**WELL | switches)
        states.append(state)
        office.wait_for("ReportPrinter", len(states))
        assert [report["state"] for report in office.of("ReportPrinter")] == states
    printer.stop()
    assert office.wait_for("ReportPrinter", len(states) + 1)[-1]["state"] == "unreachable"


@pytest.mark.parametrize("kind", ["serial", "file"])
def test_a_printer_that_is_not_on_the_network_is_driven_alike(
    start: Start, office: FakeOffice, printer: VirtualPrinter, words: dict[str, Any], kind: str
) -> None:
    terminal = FakeTerminal(printer.port)
    query = "?baud=115200&flow=xonxoff" if kind == "serial" else ""
    start("--address", f"{kind}://{terminal.path}{query}")
    office.put("t-1", words)
    assert office.wait_for("ReportPaper")[0]["outcome"] == "printed"
    assert len(printer.papers(1)) == 1
    terminal.close()


def test_what_the_model_is_decides_the_bytes(
    start: Start, office: FakeOffice, printer: VirtualPrinter, words: dict[str, Any]
) -> None:
    start("--charcode", "19", "--charcode-name", "CP858", "--no-cutter", "--presenter", "--dots", "384")
    office.put("t-1", words)
    assert office.wait_for("ReportPaper")[0]["outcome"] == "printed"
    _, _, hanging = printer.sight()
    assert b"\x1bt\x13" in hanging
    assert printer.papers() == [], "nothing was cut"


@pytest.mark.parametrize("address", ["lp0", "usb://04b8", "serial://ttyUSB0", "tcp://h:0"])
def test_an_address_that_nobody_can_read_is_refused_with_the_way_to_write_it(start: Start, address: str) -> None:
    worker = start("--address", address)
    _, output = worker.communicate(timeout=10)
    assert worker.returncode == 2
    assert "s'écrit" in output


def test_why_a_printer_cannot_be_opened_is_said_once(start: Start, office: FakeOffice, tmp_path: Path) -> None:
    worker = start("--address", f"file://{tmp_path}/lp0", "--probe-every", "0")
    assert office.wait_for("ReportPrinter")[0]["state"] == "unreachable"
    seen = office.polls
    until(lambda: office.polls >= seen + 3)
    worker.send_signal(signal.SIGTERM)
    _, output = worker.communicate(timeout=8)
    lines = [json.loads(line) for line in output.splitlines()]
    whys = [line["said"] for line in lines if line["event"] == "printer_link"]
    assert whys == [f"{tmp_path}/lp0: No such file or directory"]


def test_a_dead_printer_is_reported_at_once_and_so_is_its_mending(
    start: Start, office: FakeOffice, printer: VirtualPrinter, words: dict[str, Any]
) -> None:
    printer.change(paper_out=True)
    start()
    assert office.wait_for("ReportPrinter")[0]["state"] == "paper_out"
    office.put("t-1", words)
    (report,) = office.wait_for("ReportPaper")
    assert (report["outcome"], report["reason"], report["mm"]) == ("not_sent", "paper_out", 0)
    assert report["took_ms"] < 1000
    printer.change(paper_out=False)
    office.put("t-2", words)
    assert office.wait_for("ReportPaper", 2)[1]["outcome"] == "printed"
    assert office.wait_for("ReportPrinter", 2)[1]["state"] == "ready"


def test_a_printer_that_is_not_there_is_told_and_so_is_its_coming(
    start: Start, office: FakeOffice, words: dict[str, Any]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    start("--address", f"tcp://127.0.0.1:{port}")
    assert office.wait_for("ReportPrinter")[0]["state"] == "unreachable"
    office.put("t-1", words)
    (report,) = office.wait_for("ReportPaper")
    assert (report["outcome"], report["reason"]) == ("not_sent", "unreachable")
    later = VirtualPrinter(port=port)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(later.serve)
        office.put("t-2", words)
        assert office.wait_for("ReportPaper", 2)[1]["outcome"] == "printed", "the control"
        assert office.wait_for("ReportPrinter", 2)[1]["state"] == "ready"
        assert len(later.papers(1)) == 1
        later.stop()


def test_a_ticket_that_nobody_takes_from_the_presenter_is_logged(
    start: Start, office: FakeOffice, printer: VirtualPrinter, words: dict[str, Any]
) -> None:
    worker = start("--presenter", "--probe-every", "0")
    office.put("taken", words)
    office.wait_for("ReportPaper")
    seen = office.polls
    until(lambda: office.polls >= seen + 3)
    printer.change(not_taken=True)
    office.put("left", words)
    assert office.wait_for("ReportPaper", 2)[1]["outcome"] == "printed"
    assert worker.stderr is not None
    lines = (json.loads(line) for line in worker.stderr)
    assert next(line for line in lines if line["event"] == "paper_not_taken")["ticket"] == "left"
