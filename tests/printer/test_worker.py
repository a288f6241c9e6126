"""The worker, as its own process, between a small office and the virtual printer."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from printer_fakes import SECRET, FakeOffice, Start, until

from demonstration.virtual_printer.server import VirtualPrinter
from printer.paper import Outcome
from printer.reports import UnsentReports

pytestmark = pytest.mark.slow


def test_a_job_is_claimed_printed_and_reported(
    start: Start, office: FakeOffice, printer: VirtualPrinter, words: dict[str, Any]
) -> None:
    start()
    assert office.wait_for("ReportPrinter") == [{"type": "ReportPrinter", "printer": "main", "state": "ready"}]
    office.put("2026-11-23-105", words)
    (report,) = office.wait_for("ReportPaper")
    assert report.pop("took_ms") < 3000
    assert 80 < report.pop("mm") < 250, "the length of the ticket"
    assert report == {
        "type": "ReportPaper",
        "ticket": "2026-11-23-105",
        "copy": 1,
        "printer": "main",
        "outcome": "printed",
        "reason": "",
    }
    assert office.of("ClaimPaper") == [{"type": "ClaimPaper", "ticket": "2026-11-23-105", "copy": 1, "printer": "main"}]
    assert len(printer.papers(1)) == 1


def test_a_refused_claim_prints_nothing(
    start: Start, office: FakeOffice, printer: VirtualPrinter, words: dict[str, Any]
) -> None:
    office.refuse["ClaimPaper"] = "paper_not_due"
    start()
    office.put("t-1", words)
    office.wait_for("ClaimPaper")
    office.refuse.clear()
    office.put("t-2", words)
    (report,) = office.wait_for("ReportPaper")
    assert report["ticket"] == "t-2", "the control: the next one is printed"
    assert len(printer.papers(1)) == 1


def test_a_job_past_its_time_is_never_printed(
    start: Start, office: FakeOffice, printer: VirtualPrinter, words: dict[str, Any]
) -> None:
    office.put("late", words, expires_in=-0.5)
    office.put("in-time", words)
    start()
    (report,) = office.wait_for("ReportPaper")
    assert report["ticket"] == "in-time"
    assert [claim["ticket"] for claim in office.of("ClaimPaper")] == ["in-time"]
    assert len(printer.papers(1)) == 1


def test_a_claim_that_is_never_answered_prints_nothing_and_the_office_is_told(
    start: Start, office: FakeOffice, printer: VirtualPrinter, words: dict[str, Any]
) -> None:
    start()
    office.wait_for("ReportPrinter")
    office.silent.add("ClaimPaper")
    office.put("t-1", words, expires_in=0.3)
    (report,) = office.wait_for("ReportPaper")
    assert (report["outcome"], report["reason"]) == ("not_sent", "expired")
    assert printer.papers() == []
    office.silent.clear()
    office.put("t-2", words)
    assert office.wait_for("ReportPaper", 2)[1]["outcome"] == "printed", "the control"
    assert len(printer.papers(1)) == 1


def test_an_office_restarted_in_the_middle_of_a_report_gets_it_once(
    start: Start, office: FakeOffice, printer: VirtualPrinter, words: dict[str, Any]
) -> None:
    printer.change(speed=50000)
    start()
    office.put("t-1", words)
    office.wait_for("ClaimPaper")
    office.stop()
    assert len(printer.papers(1)) == 1, "printed while the office was away"
    office.drop.add("ReportPaper")
    office.start()
    # The first answer is dropped: the worker must ask again with the same key, and the office counts it once.
    office.put("t-2", words)
    reports = office.wait_for("ReportPaper", 2)
    assert [(report["ticket"], report["outcome"]) for report in reports] == [("t-1", "printed"), ("t-2", "printed")]
    assert len(printer.papers(2)) == 2


def test_a_lost_answer_to_a_claim_is_asked_again_with_the_same_key(
    start: Start, office: FakeOffice, printer: VirtualPrinter, words: dict[str, Any]
) -> None:
    office.drop.add("ClaimPaper")
    start()
    office.put("t-1", words)
    assert office.wait_for("ReportPaper")[0]["outcome"] == "printed"
    assert len(office.of("ClaimPaper")) == 1
    assert len(printer.papers(1)) == 1


def test_a_worker_killed_in_the_middle_is_reported_uncertain_and_prints_nothing_again(
    start: Start, office: FakeOffice, printer: VirtualPrinter, words: dict[str, Any]
) -> None:
    printer.change(hang_after=3000)
    worker = start()
    office.put("t-1", words)
    office.wait_for("ClaimPaper")
    until(lambda: printer.faults.hang)
    worker.kill()
    worker.wait(5)
    printer.change(hang=False, hang_after=None)
    start()
    (report,) = office.wait_for("ReportPaper")
    assert (report["outcome"], report["reason"]) == ("uncertain", "worker_stopped")
    assert report["mm"] > 80, "it may be out: its paper is counted"
    office.put("t-2", words)
    assert office.wait_for("ReportPaper", 2)[1]["outcome"] == "printed", "the control"
    assert len(printer.papers(1)) <= 2, "one that the printer held, at most, and one that was asked for"


def test_a_second_worker_for_the_same_printer_says_so_and_ends(start: Start, office: FakeOffice) -> None:
    first = start()
    office.wait_for("ReportPrinter")
    second = start()
    _, output = second.communicate(timeout=10)
    assert second.returncode == 3
    assert "another worker drives the printer main" in output
    assert first.poll() is None, "the first one is not disturbed"


def test_sigterm_ends_an_idle_worker_at_once_and_frees_the_printer(start: Start, office: FakeOffice) -> None:
    first = start()
    office.wait_for("ReportPrinter")
    first.send_signal(signal.SIGTERM)
    assert first.wait(5) == 0
    start()
    office.wait_for("ReportPrinter", 2)


def test_sigterm_in_the_middle_of_a_ticket_finishes_and_reports_it_first(
    start: Start, office: FakeOffice, printer: VirtualPrinter, words: dict[str, Any]
) -> None:
    printer.change(speed=50000)
    worker = start()
    office.put("t-1", words)
    office.wait_for("ClaimPaper")
    office.put("t-2", words)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(8) == 0
    assert [(report["ticket"], report["outcome"]) for report in office.of("ReportPaper")] == [("t-1", "printed")]
    assert len(printer.papers(1)) == 1, "and none is begun"


def test_an_office_that_is_away_is_waited_for(
    start: Start, office: FakeOffice, printer: VirtualPrinter, words: dict[str, Any]
) -> None:
    office.stop()
    worker = start()
    assert worker.stderr is not None
    events = (json.loads(line)["event"] for line in worker.stderr)
    assert "office_away" in events
    office.start()
    office.put("t-1", words)
    assert office.wait_for("ReportPaper")[0]["outcome"] == "printed"


def test_a_worker_without_the_secret_gets_nothing(
    start: Start, office: FakeOffice, tmp_path: Path, words: dict[str, Any]
) -> None:
    (tmp_path / "secret").write_text("wrong")
    worker = start()
    assert worker.stderr is not None
    assert any("401" in line for line in worker.stderr)
    assert office.commands == []
    (tmp_path / "secret").write_text(SECRET)
    office.put("t-1", words)
    assert office.wait_for("ReportPaper")[0]["outcome"] == "printed", "a new secret is read without a restart"


def test_a_paper_that_cannot_be_read_does_not_keep_the_others_waiting(
    start: Start, office: FakeOffice, words: dict[str, Any]
) -> None:
    office.put("broken", {"office": 3})
    office.put("good", words)
    start()
    assert office.wait_for("ReportPaper")[0]["ticket"] == "good"


def test_a_worker_ends_with_its_parent(start: Start, office: FakeOffice) -> None:
    parent = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    worker = start("--parent-pid", str(parent.pid))
    office.wait_for("ReportPrinter")
    assert worker.poll() is None, "the control: as long as the parent lives"
    parent.kill()
    parent.communicate(timeout=5)
    office.stop()  # the parent is the office: its long poll breaks with it
    assert worker.wait(8) == 0


def test_kept_reports_survive_and_a_broken_file_is_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "reports"
    key = UnsentReports(path).begin("t-1", 1, "main", 83)
    again = UnsentReports(path)
    report = again.first()
    assert report is not None
    assert (report[0], report[1].outcome) == (key, Outcome.UNCERTAIN)
    again.end(key, Outcome.PRINTED, "", 120)
    again.answered(key)
    assert UnsentReports(path).first() is None
    path.write_bytes(b'{"half')
    assert UnsentReports(path).first() is None
    assert os.listdir(tmp_path) == ["reports"]
