"""The worker in this process: what hangs out never carries the next number, no print outlasts its paper, the office is told first."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from printer_fakes import SECRET, FakeOffice

from config.addresses import TcpAddress
from demonstration.virtual_printer.server import VirtualPrinter
from printer.office_client import OfficeClient
from printer.paper import PrinterModel
from printer.reports import UnsentReports
from printer.worker import Worker, main

Serve = Callable[..., list[tuple[str, str]]]
CUTS, HAS_NO_CUTTER = PrinterModel(), PrinterModel(cut=False)


class Reported:
    """Ends the worker once the office has so many reports; nobody sends a signal."""

    def __init__(self, office: FakeOffice) -> None:
        self._office, self.wanted, self.pauses = office, 0, 0

    def __bool__(self) -> bool:
        return len(self._office.of("ReportPaper")) >= self.wanted

    @contextmanager
    def idle(self) -> Iterator[None]:
        """No signal comes."""
        yield

    def pause(self, seconds: float) -> None:
        """Nothing here is worth a wait."""
        self.pauses += 1


@pytest.fixture
def until(office: FakeOffice) -> Reported:
    return Reported(office)


@pytest.fixture
def serve(tmp_path: Path, office: FakeOffice, printer: VirtualPrinter, words: dict[str, Any], until: Reported) -> Serve:
    """serve(ticket, expires_in=…) → all outcomes with their reasons; the same worker each time.

    died: a predecessor in the middle of a ticket. model: of the printer, as the first ticket finds it.
    """
    (tmp_path / "secret").write_text(SECRET)
    reports = UnsentReports(tmp_path / "reports")
    workers: list[Worker] = []

    def serve(
        ticket: str, expires_in: float = 7.0, died: bool = False, model: PrinterModel = CUTS
    ) -> list[tuple[str, str]]:
        if died:
            reports.begin("before", 1, "main", 90)
        if not workers:
            address, client = (
                TcpAddress("127.0.0.1", printer.port),
                OfficeClient(office.url, "main", tmp_path / "secret"),
            )
            workers.append(Worker(client, "main", address, model, reports, until))  # type: ignore[arg-type]
        office.put(ticket, words, expires_in)
        until.wanted = len(office.of("ReportPaper")) + 1 + died
        workers[0].run()
        return [(report["outcome"], report["reason"]) for report in office.of("ReportPaper")]

    return serve


def _torn(serve: Serve, printer: VirtualPrinter) -> None:
    """A ticket that the paper ended in, mended through a wire: nobody tears off the half that hangs out."""
    printer.change(paper_out_after=6000)
    assert serve("torn", 1.5)[-1][0] == "cleared"
    printer.change(paper_out=False, cutter=True)
    printer.change(cutter=False)


def test_the_half_of_a_torn_ticket_is_cut_off_before_the_next_one(serve: Serve, printer: VirtualPrinter) -> None:
    _torn(serve, printer)

    assert serve("next")[-1] == ("printed", "")

    assert len(printer.papers(2)) == 2


def test_it_is_still_cut_off_when_a_ticket_between_them_never_left(serve: Serve, printer: VirtualPrinter) -> None:
    _torn(serve, printer)
    printer.change(cover_open=True)
    assert serve("held up", 1.5)[-1] == ("not_sent", "cover_open")
    printer.change(cover_open=False)

    assert serve("next")[-1] == ("printed", "")

    assert len(printer.papers(2)) == 2


def _leave_uncut(printer: VirtualPrinter) -> None:
    with socket.create_connection(("127.0.0.1", printer.port)) as line:
        line.sendall(b"the upper half of 105\n")


def test_a_ticket_that_never_left_leaves_nothing_to_cut_off(serve: Serve, printer: VirtualPrinter) -> None:
    serve("whole")
    printer.change(cover_open=True)
    assert serve("held up", 1.5)[-1] == ("not_sent", "cover_open")
    printer.change(cover_open=False)
    _leave_uncut(printer)

    assert serve("next")[-1] == ("printed", "")

    _, last = printer.papers(2)
    assert b"105" in last, "no cut went before it: on paper it would be a blank strip"


def test_a_printer_without_a_cutter_is_asked_for_no_cut(serve: Serve, printer: VirtualPrinter) -> None:
    _leave_uncut(printer)

    assert serve("next", died=True, model=HAS_NO_CUTTER)[-1] == ("printed", "")

    assert printer.papers() == []


def test_what_a_worker_that_died_left_half_printed_is_told_and_cut_off(serve: Serve, printer: VirtualPrinter) -> None:
    _leave_uncut(printer)

    assert serve("next", died=True) == [("uncertain", "worker_stopped"), ("printed", "")]

    half, ticket = printer.papers(2)
    assert b"105" in half
    assert b"105" not in ticket


def test_how_the_printer_is_comes_before_the_first_claim_and_a_printed_ticket_is_followed_at_once(
    serve: Serve, office: FakeOffice, until: Reported
) -> None:
    serve("first")

    assert [command["type"] for _, command in office.commands] == ["ReportPrinter", "ClaimPaper", "ReportPaper"]
    assert until.pauses == 0


def test_an_office_that_refuses_the_claim_is_not_asked_in_a_tight_loop(
    serve: Serve, office: FakeOffice, until: Reported, words: dict[str, Any]
) -> None:
    office.refuse["ClaimPaper"] = "paper_not_due"
    until.pause = lambda seconds: office.refuse.clear() or office.put("second", words)  # type: ignore[method-assign]

    assert serve("refused") == [("printed", "")]

    assert [report["ticket"] for report in office.of("ReportPaper")] == ["second"]


def test_no_print_lasts_longer_than_its_paper_is_wanted(
    serve: Serve, office: FakeOffice, printer: VirtualPrinter
) -> None:
    _torn(serve, printer)

    (report,) = office.of("ReportPaper")
    assert report["took_ms"] < 2_500, "1.5 s were left, and a print may take 8"


def test_an_office_that_is_away_is_asked_again_at_longer_and_longer_intervals_up_to_two_seconds(
    serve: Serve, office: FakeOffice, until: Reported
) -> None:
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 7:
            office.start()

    until.pause = pause  # type: ignore[method-assign]
    office.stop()

    assert serve("first") == [("printed", "")]

    assert pauses == pytest.approx([0.1, 0.2, 0.4, 0.8, 1.6, 2.0, 2.0])
    assert [command["type"] for _, command in office.commands].count("ReportPrinter") == 1


def test_what_an_office_refuses_is_in_the_log(
    serve: Serve, office: FakeOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    office.refuse["ReportPaper"] = "paper_unknown"
    serve("105")

    (refused,) = _lines(capsys, "report_refused")
    assert (refused["ticket"], refused["copy"], refused["reason"]) == ("105", 1, "paper_unknown")


def test_why_an_office_is_away_is_in_the_log(
    serve: Serve, office: FakeOffice, until: Reported, capsys: pytest.CaptureFixture[str]
) -> None:
    until.pause = lambda seconds: office.start()  # type: ignore[method-assign]
    office.stop()
    serve("105")

    (away,) = _lines(capsys, "office_away")
    assert "refused" in away["reason"]


def test_the_help_names_every_option(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["worker", "--help"])

    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == 0
    help_text = capsys.readouterr().out
    for option in (
        "--office",
        "--printer",
        "--address",
        "--dots",
        "--confirm",
        "--no-cutter",
        "--secret-file",
        "--lock-file",
    ):
        assert option in help_text
    assert "http://127.0.0.1:8000" in help_text


def _lines(capsys: pytest.CaptureFixture[str], event: str) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    return [line for line in lines if line["event"] == event]
