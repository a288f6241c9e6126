"""A printer's worker that is shut out comes in again; one that is silent is said to be, and the kiosk promises no paper."""

import json
import os
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from flow.commands import ReportPrinter, TakeTicket
from flow.paper import PaperState, PrinterState
from flow.printing import may_print
from kiosk.view import view
from server.workers import LOOK_MS, SILENT_MS, Workers
from tests.bench.wire import PROGRAM, Line, Server

TAKE = '{"type":"TakeTicket","need":"parcel_notice"}'


@pytest.fixture
def workers(elapsed):
    workers = Workers(elapsed)
    workers.expect(("entree", "guichet"))
    return workers


def _pass(workers: Workers, elapsed, milliseconds: int, heard: str = "") -> list[str]:
    """Who was silent, at the looks of an office that turns."""
    silent: list[str] = []
    for _ in range(milliseconds // LOOK_MS):
        elapsed.now += LOOK_MS
        if heard:
            workers.heard(heard)
        silent += workers.silent()
    return silent


def test_who_says_nothing_for_long_is_silent_and_who_asks_is_not(workers, elapsed):
    assert _pass(workers, elapsed, SILENT_MS, "entree") == []
    assert _pass(workers, elapsed, LOOK_MS, "entree") == ["guichet"]


def test_a_worker_that_was_started_again_has_as_long_to_be_heard(workers, elapsed):
    _pass(workers, elapsed, SILENT_MS + LOOK_MS, "entree")
    assert _pass(workers, elapsed, SILENT_MS, "entree") == []
    assert _pass(workers, elapsed, LOOK_MS, "entree") == ["guichet"]


def test_an_office_that_stood_still_itself_takes_no_worker_for_silent(workers, elapsed):
    elapsed.now += 3_600_000
    assert workers.silent() == ()
    assert _pass(workers, elapsed, SILENT_MS - LOOK_MS, "entree") == []
    assert _pass(workers, elapsed, LOOK_MS, "entree") == ["guichet"]


def test_an_office_without_workers_hears_of_none(elapsed):
    workers = Workers(elapsed)
    workers.heard("entree")
    assert _pass(workers, elapsed, 2 * SILENT_MS) == []


@pytest.fixture
def silent(bureau, elapsed):
    """An office whose one printer was ready, and whose worker has gone silent."""
    printer = bureau.settings.printers[0].name
    bureau.do(ReportPrinter(printer, PrinterState.READY), role="printer")
    bureau.office.workers = Workers(elapsed)
    bureau.office.workers.expect([printer])
    ended = []
    bureau.office.workers.end = ended.append
    assert _kiosk(bureau).paper
    for _ in range(SILENT_MS // LOOK_MS + 1):
        elapsed.now += LOOK_MS
        bureau.office.pass_time()
    assert ended == [printer]
    return bureau


def test_a_silent_worker_is_told_and_the_kiosk_promises_no_paper(silent):
    printer = silent.settings.printers[0].name
    report = silent.office.state.printers[printer]
    assert (report.state, report.since) == (PrinterState.SILENT, silent.office.now())
    assert not _kiosk(silent).paper
    assert "ne répond plus" in silent.office.texts.words("fr", silent.settings)[f"printer.{report.state}"]


def test_its_papers_go_to_no_printer_until_its_worker_says_that_it_is_well(silent):
    printer = silent.settings.printers[0].name
    ticket = silent.do(TakeTicket("parcel_notice"), role="kiosk").ticket
    state = silent.office.state
    assert not may_print(state, state.spool[ticket], printer, silent.office.now())

    silent.do(ReportPrinter(printer, PrinterState.READY), role="printer")
    state = silent.office.state
    assert may_print(state, state.spool[ticket], printer, silent.office.now())
    assert _kiosk(silent).paper


@pytest.fixture
def printing(tmp_path):
    """The real program, its worker and the virtual printer."""
    with Server(tmp_path, Path("tests/bench/bench.toml"), "--printer", "virtual") as server:
        server.secrets["kiosk"]
        _until(lambda: "ready" in _reported(server), 20)
        yield server


@pytest.mark.slow
def test_a_worker_whose_right_is_withdrawn_comes_in_again_and_prints(printing):
    line = Line(printing, "kiosk")
    listed = subprocess.run(
        [*PROGRAM, "devices", "list", *printing._which()], check=True, capture_output=True, text=True
    ).stdout
    number = next(row.split()[0] for row in listed.splitlines() if "Imprimante" in row)
    secret = next(printing._data.rglob("printer-*.secret"))
    old = secret.read_text()
    subprocess.run(
        [*PROGRAM, "devices", "revoke", "--number", number, *printing._which()],
        check=True,
        capture_output=True,
        text=True,
    )
    _until(lambda: secret.read_text() != old, 10)
    line.send(TAKE)
    ticket = line.receive()["ticket"]

    _until(lambda: _ends(printing, ticket), 15)
    assert _ends(printing, ticket) == [PaperState.PRINTED]
    # Whoever has the old one is out.
    assert printing._post("/printer/commands", {}, old.strip())["ok"] is False


@pytest.mark.slow
def test_a_worker_that_hangs_is_told_then_ended_and_another_prints(printing):
    worker = next(
        int(path.name)
        for path in Path("/proc").iterdir()
        if path.name.isdigit()
        and f"--parent-pid\0{printing.pid}" in _command(path)
        and "printer.worker" in _command(path)
    )
    os.kill(worker, signal.SIGSTOP)

    _until(lambda: _reported(printing)[-2:] == ["silent", "ready"], SILENT_MS / 1000 + 30)
    line = Line(printing, "kiosk")
    line.send(TAKE)
    ticket = line.receive()["ticket"]
    _until(lambda: _ends(printing, ticket), 15)
    assert _ends(printing, ticket) == [PaperState.PRINTED]


def _kiosk(bureau):
    return view(bureau.settings, bureau.office.state, bureau.office.now(), "")


def _command(process: Path) -> str:
    try:
        return (process / "cmdline").read_text()
    except OSError:
        return ""


def _events(server: Server, kind: str) -> list[dict]:
    path = next(server._data.rglob("journal.db"))
    journal = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    rows = [
        json.loads(body) for (body,) in journal.execute("select body from event where type = ? order by seq", (kind,))
    ]
    journal.close()
    return rows


def _reported(server: Server) -> list[str]:
    return [event["state"] for event in _events(server, "PrinterReported")]


def _ends(server: Server, ticket: str) -> list[str]:
    return [event["outcome"] for event in _events(server, "PaperReported") if event["ticket"] == ticket]


def _until(so, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < end, "not within the time"
        time.sleep(0.1)
