"""The virtual printer as its own process: started, controlled, its papers in a folder, ended."""

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from config.addresses import TcpAddress
from demonstration.virtual_printer.engine import Engine
from demonstration.virtual_printer.server import VirtualPrinter
from demonstration.virtual_printer.tray import Tray
from demonstration.virtual_printer.web import PrinterPage
from flow.paper import PrinterState
from printer.connection import Patience
from printer.layout import escpos_bytes
from printer.paper import Outcome, PrinterModel, TicketPaper
from printer.picture import draw
from printer.protocol import CLEAR
from printer.transport import print_paper, probe
from tests.examples import examples
from tests.printer.printer_process import control, virtual_printer


@pytest.fixture
def process(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], dict[str, int], Path]]:
    folder = tmp_path / "tray"
    with virtual_printer(folder, "--control-port") as (running, ports):
        yield running, ports, folder


def appears(path: Path, within_s: float = 10.0) -> bool:
    until = time.monotonic() + within_s
    while not path.exists() and time.monotonic() < until:
        time.sleep(0.01)
    return path.exists()


@pytest.mark.parametrize("dots", [576, 512, 384])
def test_the_picture_in_the_tray_is_the_whole_ticket_at_each_width(
    tmp_path: Path, paper: TicketPaper, dots: int
) -> None:
    model = PrinterModel(dots=dots)
    virtual = VirtualPrinter(tmp_path, dots)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(virtual.serve)
        job = escpos_bytes(paper, model)
        assert print_paper(TcpAddress("127.0.0.1", virtual.port), job, model, 8).outcome is Outcome.PRINTED
        assert len(virtual.papers(1)) == 1
        virtual.stop()
    picture = Image.open(tmp_path / "paper-0001.png")
    assert dots < picture.width < dots + 100
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [paper.url]


@pytest.mark.parametrize(
    ("switches", "answers"),
    [
        ({}, b"\x12\x12\x12\x12"),
        ({"near_end": True}, b"\x12\x12\x12\x1e"),
        ({"paper_out": True}, b"\x1a\x32\x12\x7e"),
        ({"cover_open": True}, b"\x1a\x16\x12\x12"),
        ({"cutter": True}, b"\x1a\x52\x1a\x12"),
        ({"unrecoverable": True}, b"\x1a\x52\x32\x12"),
    ],
)
def test_each_question_about_its_state_is_answered_by_the_makers_bits(
    printer: VirtualPrinter, switches: dict[str, object], answers: bytes
) -> None:
    printer.change(**switches)
    with socket.create_connection(("127.0.0.1", printer.port), 5) as line, line.makefile("rb") as heard:
        for n in (1, 2, 3, 4):
            line.sendall(b"\x10\x04" + bytes((n,)))
            assert heard.read(1) == answers[n - 1 : n]


def test_two_clients_at_once_get_their_papers_whole_and_one_after_the_other(printer: VirtualPrinter) -> None:
    first, second = b"\x1b@FIRST" + b"\n" * 9 + b"TICKET\n\x1dVB\x00", b"\x1b@SECOND\n\x1dVB\x00"
    with socket.create_connection(("127.0.0.1", printer.port), 5) as early:
        early.sendall(first[:12])
        with socket.create_connection(("127.0.0.1", printer.port), 5) as late:
            late.sendall(second)
            early.sendall(first[12:])
            assert printer.papers(1) == [first]
            early.close()
            assert printer.papers(2) == [first, second]


Process = tuple[subprocess.Popen[str], dict[str, int], Path]


def test_a_ticket_becomes_two_files_and_sigterm_ends_it(process: Process, paper: TicketPaper) -> None:
    running, ports, folder = process
    outcome = print_paper(
        TcpAddress("127.0.0.1", ports["port"]), escpos_bytes(paper, PrinterModel()), PrinterModel(), 8
    )
    assert outcome.outcome is Outcome.PRINTED
    assert appears(folder / "paper-0001.png")
    assert Image.open(folder / "paper-0001.png").width == 640
    assert b"112" in (folder / "paper-0001.bin").read_bytes()
    running.send_signal(signal.SIGTERM)
    assert running.wait(5) == 0


def test_the_control_turns_switches_and_refuses_what_it_does_not_know(process: Process) -> None:
    _, ports, _ = process
    assert control(ports, paper_out=True)["faults"]["paper_out"] is True
    assert probe(TcpAddress("127.0.0.1", ports["port"])) is PrinterState.PAPER_OUT
    assert control(ports, no_such_switch=True)["ok"] is False
    assert control(ports, paper_out="perhaps")["ok"] is False
    assert control(ports)["faults"]["paper_out"] is True, "a refused line changes nothing"
    control(ports, paper_out=False)
    assert probe(TcpAddress("127.0.0.1", ports["port"])) is PrinterState.READY


def test_the_tray_keeps_the_newest_and_goes_on_counting_after_a_restart(tmp_path: Path) -> None:
    for _ in range(2):
        tray = Tray(tmp_path, 384, most=3)
        for _ in range(3):
            tray.add(b"\x1b@101\n\x1dVB\x00")
    assert sorted(path.name for path in tmp_path.glob("*.png")) == [f"paper-000{n}.png" for n in (4, 5, 6)]
    assert len(os.listdir(tmp_path)) == 6


def test_a_real_time_command_is_obeyed_inside_a_picture_and_across_packets() -> None:
    engine = Engine()
    engine.receive(b"\x1dv0\x00\x48\x00\xff\x00" + bytes(50) + b"\x10")
    engine.receive(b"\x04\x01")
    engine.work()
    assert engine.answers() == b"\x12"


def test_a_status_asked_by_gs_r_waits_until_the_paper_is_back() -> None:
    engine = Engine()
    engine.change(paper_out=True)
    engine.receive(b"101\n\x1dr\x01")
    engine.work()
    assert engine.answers() == b""
    engine.change(paper_out=False)
    engine.work()
    assert engine.answers() == b"\x00"


@examples(60)
@given(st.lists(st.one_of(st.binary(max_size=40), st.sampled_from([b"\x1dVB\x00", b"\x1dv0\x00", b"\x1b@", CLEAR]))))
def test_no_bytes_whatever_stop_the_printer(stream: list[bytes]) -> None:
    engine = Engine()
    for data in stream:
        engine.receive(data)
        engine.work()
    for printed in engine.papers():
        assert draw(printed, 384, strict=False).height > 0


def test_changes_are_told_only_to_who_asked() -> None:
    engine = Engine()
    engine.change(near_end=True)
    assert engine.answers() == b""
    engine.receive(b"\x1da\x0e")
    engine.work()
    assert engine.answers() == b"\x10\x00\x03\x00"
    engine.change(cover_open=True)
    assert engine.answers() == b"\x38\x00\x03\x00"


TICKET = b"\x1b@101\n\x1dVB\x00"


@pytest.fixture
def page(printer: VirtualPrinter) -> Iterator[PrinterPage]:
    with PrinterPage(printer, 384, 0) as page:
        yield page


def ask(page: PrinterPage, method: str, path: str, body: str = "", **headers: str) -> tuple[int, bytes, dict[str, str]]:
    line = http.client.HTTPConnection("127.0.0.1", page.port, timeout=5)
    kind = {"Content-Type": "application/json"} if body else {}
    line.request(method, path, body or None, kind | {name.replace("_", "-"): value for name, value in headers.items()})
    answer = line.getresponse()
    try:
        return answer.status, answer.read(), dict(answer.getheaders())
    finally:
        line.close()


def test_the_page_shows_each_paper_and_what_hangs_out(page: PrinterPage, printer: VirtualPrinter) -> None:
    assert ask(page, "GET", "/paper/1.png")[0] == 404
    with socket.create_connection(("127.0.0.1", printer.port), 5) as line:
        line.sendall(TICKET + b"102\n\x10\x04\x01")
        assert line.recv(1) == b"\x12", "all of it has come"
        printer.papers(1)
        status, picture, _ = ask(page, "GET", "/paper/1.png")
        assert (status, picture[:4]) == (200, b"\x89PNG")
        state = json.loads(ask(page, "GET", "/state")[1])
        assert (state["papers"], state["hanging"]) == (1, 4)
        assert ask(page, "GET", "/hanging.png")[1][:4] == b"\x89PNG"


def test_the_page_turns_every_switch_that_the_printer_has(page: PrinterPage, printer: VirtualPrinter) -> None:
    html = ask(page, "GET", "/")[1].decode()
    for name, value in json.loads(ask(page, "GET", "/state")[1])["faults"].items():
        assert f'name="{name}"' in html, "no switch for it"
        turned = (not value) if isinstance(value, bool) else 5
        assert ask(page, "POST", "/faults", json.dumps({name: turned}))[0] == 200
        assert getattr(printer.faults, name) == turned
    before = printer.faults
    for wrong in ('{"no_such": true}', '{"speed": "fast"}', "[1]", "{"):
        assert ask(page, "POST", "/faults", wrong)[0] == 400
    assert ask(page, "POST", "/faults", " " * 5000)[0] == 413
    assert printer.faults == before, "what is refused changes nothing"


def test_the_page_runs_no_script_but_its_own_and_obeys_no_other_site(
    page: PrinterPage, printer: VirtualPrinter
) -> None:
    for path in ("/", "/page.js", "/page.css", "/state", "/nothing-here"):
        _, body, headers = ask(page, "GET", path)
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
        assert b"style=" not in body
        assert b"onclick=" not in body
    assert ask(page, "GET", "/state", Host="evil.example")[0] == 403
    mute = '{"mute": true}'
    assert ask(page, "POST", "/faults", mute, Host=f"evil.example:{page.port}")[0] == 403
    assert ask(page, "POST", "/faults", mute, Content_Type="text/plain")[0] == 400, (
        "what a form of another site can send"
    )
    assert printer.faults.mute is False
    assert ask(page, "GET", "/../web.py")[0] == 404


def test_the_page_of_a_process_is_where_it_says(tmp_path: Path) -> None:
    with virtual_printer(tmp_path, "--page-port") as (running, ports):
        line = http.client.HTTPConnection("127.0.0.1", ports["page_port"], timeout=5)
        line.request("GET", "/")
        assert "Imprimante virtuelle" in line.getresponse().read().decode()
        running.send_signal(signal.SIGTERM)
        assert running.wait(5) == 0


def test_a_printer_that_pauses_or_is_stuck_says_so_its_own_way(printer: VirtualPrinter) -> None:
    address = TcpAddress("127.0.0.1", printer.port)
    printer.change(paused=True)
    assert probe(address, patience=Patience(hello=0.3, synchronise=0.2)) is PrinterState.OFFLINE
    printer.change(paused=False, stuck=True)
    assert probe(address, patience=Patience(hello=0.3, synchronise=0.2)) is PrinterState.STUCK_BUFFER
    printer.change(stuck=False)
    assert probe(address, patience=Patience(hello=0.3, synchronise=0.2)) is PrinterState.READY
