"""The one that prints: fetches the papers of one printer from the office, prints them, and says what became of each."""

import argparse
import contextlib
import fcntl
import json
import logging
import secrets
import sys
import time
from pathlib import Path
from typing import TextIO, get_args

import msgspec

from config.addresses import WAYS as ADDRESS_WAYS
from config.addresses import Address, parse
from flow.paper import PrinterState
from printer.office_client import Job, OfficeAway, OfficeClient, Verdict
from printer.opcodes import millimetres
from printer.paper import Confirm, Outcome, PaperOutcome, PrinterModel
from printer.papers import paper_bytes
from printer.reports import UnsentReports
from printer.termination import Terminated, Termination
from printer.transport import holds_ticket, print_paper, probe

LOCKED = 3  # exit code: another worker drives this printer

_WAIT = 10  # seconds: how long the office holds an empty answer, and so how often an idle printer is probed
_WAIT_FAULTY = 2  # staff who mend it shall soon see that it is well
_WELL = (PrinterState.READY, PrinterState.NEAR_END)
PAGES = ("CP437", "CP850", "CP852", "CP858", "CP1252")  # that tickets can be written in
_UNTAKEN = 30  # seconds: a ticket that lies longer in the mouth is not being taken
_LONGEST_PRINT = 8.0  # seconds
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 2.0  # seconds between two tries to reach the office


def main() -> None:
    """Python -m printer.worker: see --help. Exit code 0 when ended, 3 when another worker has the printer."""
    chosen = _arguments()
    lock = _locked(chosen.lock_file)
    if lock is None:
        print(f"another worker drives the printer {chosen.printer} (lock file {chosen.lock_file})", file=sys.stderr)
        raise SystemExit(LOCKED)
    with lock:
        logging.basicConfig(handlers=[_Lines()], level=logging.INFO, force=True)
        model = PrinterModel(
            dots=chosen.dots,
            charcode=chosen.charcode,
            charcode_name=chosen.charcode_name,
            confirm=chosen.confirm,
            cut=not chosen.no_cutter,
            presenter=chosen.presenter,
        )
        office = OfficeClient(chosen.office, chosen.printer, chosen.secret_file)
        reports = UnsentReports(chosen.lock_file.with_name(chosen.lock_file.name + ".reports"))
        termination = Termination(chosen.parent_pid)
        Worker(office, chosen.printer, chosen.address, model, reports, termination, chosen.probe_every).run()


class Worker:
    """One printer's worker. probe_every: seconds between two looks at an idle printer."""

    def __init__(
        self,
        office: OfficeClient,
        printer: str,
        address: Address,
        model: PrinterModel,
        reports: UnsentReports,
        termination: Termination,
        probe_every: int = _WAIT,
    ) -> None:
        self._office, self._printer, self._address = office, printer, address
        self._model, self._reports, self._termination = model, reports, termination
        self._probe_every = probe_every
        self._state: PrinterState | None = None
        self._reported: PrinterState | None = None
        # A report left by a predecessor that died is of a ticket that it may have left half printed.
        self._hanging = reports.first() is not None
        self._handed = ("", 0.0)  # the ticket that the presenter may still hold, and since when
        self._pause = _FIRST_PAUSE

    def run(self) -> None:
        """Until SIGTERM, SIGINT or the end of the parent; what is being printed is finished and reported first."""
        log("worker_started", printer=self._printer, address=repr(self._address), dots=self._model.dots)
        try:
            self._probe()
            while not self._termination:
                self._turn()
        except Terminated:
            pass
        self._settle_once()
        log("worker_ended", printer=self._printer)

    def _turn(self) -> None:
        """Reports first, then the printer's state, then jobs: the office always knows before it is asked for more."""
        try:
            self._settle()
            self._tell_state()
            began = time.monotonic()
            with self._termination.idle():
                jobs, faults = self._office.jobs(self._wait())
            received = time.monotonic()
        except OfficeAway as error:
            self._back_off(str(error))
            return
        self._pause = _FIRST_PAUSE
        for fault in faults:
            log("job_unreadable", printer=self._printer, fault=fault)
        printed = [self._serve(job, received + job.expires_in) for job in jobs]
        if not jobs:
            self._probe()
            self._look_at_mouth()
        if not any(printed) and received - began < 1.0:
            # An office that answers at once and gives nothing to do must not be asked in a tight loop.
            self._termination.pause(0.3)

    def _wait(self) -> int:
        return self._probe_every if self._state in _WELL else min(self._probe_every, _WAIT_FAULTY)

    def _serve(self, job: Job, expires: float) -> bool:
        """Claims, prints, reports. False when it was not for us, or too late: then nothing was printed."""
        if not self._claimed(job, expires):
            return False
        data = paper_bytes(job.paper, self._model)
        key = self._reports.begin(job.ticket, job.copy, self._printer, millimetres(data, self._model.dots))
        outcome = self._print(data, expires)
        self._reports.end(key, outcome.outcome, outcome.reason, outcome.took_ms)
        log("paper", ticket=job.ticket, copy=job.copy, **msgspec.to_builtins(outcome))
        self._state = _state_after(outcome) or self._state
        self._handed = (job.ticket, time.monotonic()) if outcome.outcome is Outcome.PRINTED else ("", 0.0)
        self._settle_once()
        return True

    def _claimed(self, job: Job, expires: float) -> bool:
        """True when this worker alone may print it. A claim whose answer was lost is asked again, with the same key."""
        claim: dict[str, object] = {
            "type": "ClaimPaper",
            "ticket": job.ticket,
            "copy": job.copy,
            "printer": self._printer,
        }
        key, tried = secrets.token_hex(16), False
        while time.monotonic() < expires and not self._termination:
            try:
                verdict = self._office.tell(claim, key)
            except OfficeAway as error:
                tried = True
                self._back_off(str(error))
                continue
            if not verdict.ok:
                log("claim_refused", ticket=job.ticket, copy=job.copy, reason=verdict.reason)
            return verdict.ok
        log("too_late", ticket=job.ticket, copy=job.copy)
        if tried:
            # The office may believe that we have it: nothing was printed, and it shall know.
            unanswered = self._reports.begin(job.ticket, job.copy, self._printer, 0)
            self._reports.end(unanswered, Outcome.NOT_SENT, "expired", 0)
        return False

    def _print(self, data: bytes, expires: float) -> PaperOutcome:
        left = expires - time.monotonic()
        if left <= 0:
            return PaperOutcome(Outcome.NOT_SENT, "expired", 0)
        limit = min(left, _LONGEST_PRINT)
        became = print_paper(self._address, data, self._model, limit, hanging=self._hanging)
        if became.outcome is not Outcome.NOT_SENT:
            # A ticket that was not proven may hang out torn in half; one that was, has cut off all before it.
            self._hanging = became.outcome is not Outcome.PRINTED
        return became

    def _settle(self) -> None:
        """Sends what the office must still be told, oldest first. Raises OfficeAway."""
        while (first := self._reports.first()) is not None:
            key, report = first
            verdict = self._office.tell(report, key)
            if not verdict.ok:
                log("report_refused", ticket=report.ticket, copy=report.copy, reason=verdict.reason)
            self._reports.answered(key)

    def _settle_once(self) -> None:
        """At once when the office is there; else it stays kept."""
        try:
            self._settle()
        except OfficeAway as error:
            log("office_away", reason=str(error))

    def _probe(self) -> None:
        state = probe(self._address, cut=self._model.cut)
        # A model that never answers is believed to be well.
        quiet = self._model.confirm == "none" and state is PrinterState.NO_ANSWER
        self._state = PrinterState.READY if quiet else state

    def _look_at_mouth(self) -> None:
        """A ticket that nobody takes is a client who left, or who did not see it: the log knows."""
        ticket, since = self._handed
        if not self._model.presenter or not ticket or self._state not in _WELL:
            return
        if not holds_ticket(self._address):
            self._handed = ("", 0.0)
        elif time.monotonic() - since >= min(_UNTAKEN, 3 * self._probe_every):
            log("paper_not_taken", ticket=ticket, seconds=round(time.monotonic() - since))
            self._handed = ("", 0.0)

    def _tell_state(self) -> Verdict | None:
        """Says how the printer is, when that has changed or the office may have forgotten. Raises OfficeAway."""
        if self._state is None or self._state is self._reported:
            return None
        report: dict[str, object] = {"type": "ReportPrinter", "printer": self._printer, "state": self._state}
        verdict = self._office.tell(report, secrets.token_hex(16))
        log("printer_state", printer=self._printer, state=self._state)
        self._reported = self._state
        return verdict

    def _back_off(self, reason: str) -> None:
        log("office_away", reason=reason)
        self._reported = None
        self._termination.pause(self._pause)
        self._pause = min(self._pause * 2, _LONGEST_PAUSE)


def _state_after(outcome: PaperOutcome) -> PrinterState | None:
    """What a print tells about the printer, None when it tells nothing sure."""
    if outcome.outcome is Outcome.PRINTED:
        return PrinterState.NEAR_END if outcome.reason == PrinterState.NEAR_END else PrinterState.READY
    return next((state for state in PrinterState if state == outcome.reason), None)


def log(event: str, **facts: object) -> None:
    """One line of JSON on stderr; an office that was killed reads it no more, and the paper in hand is finished all the same."""
    with contextlib.suppress(OSError):
        print(json.dumps({"at": round(time.time(), 3), "event": event, **facts}), file=sys.stderr, flush=True)


class _Lines(logging.Handler):
    """What the links have to say, as lines like all others; the same twice running is said once."""

    _last = ""

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if message != self._last:
            log("printer_link", said=message)
        self._last = message


def _locked(path: Path) -> TextIO | None:
    """The open lock file, or None when somebody else has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("a")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m printer.worker", description="Prints the tickets of one printer.")
    parser.add_argument("--office", required=True, help="http://127.0.0.1:8000")
    parser.add_argument("--printer", required=True, help="the printer's name in the office")
    parser.add_argument("--address", required=True, type=_address, help=ADDRESS_WAYS)
    parser.add_argument("--dots", type=int, default=576, choices=(576, 512, 384))
    parser.add_argument("--confirm", choices=get_args(Confirm), default="process_id", help="how the model proves it")
    parser.add_argument("--no-cutter", action="store_true")
    parser.add_argument("--charcode", type=int, default=16, help="the model's number of its character page (ESC t)")
    parser.add_argument("--charcode-name", default="CP1252", choices=PAGES, help="which page that is")
    parser.add_argument("--presenter", action="store_true", help="it holds the ticket until it is taken")
    parser.add_argument("--probe-every", type=int, default=_WAIT, help="seconds between two looks at an idle printer")
    parser.add_argument("--secret-file", required=True, type=Path)
    parser.add_argument("--lock-file", required=True, type=Path)
    parser.add_argument("--parent-pid", type=int, default=0, help="end when this process does")
    return parser.parse_args()


def _address(text: str) -> Address:
    try:
        return parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


if __name__ == "__main__":
    main()
