"""What the office must still be told, kept on disk: a restart of the office, of the worker or of the box loses no report."""

import contextlib
import os
import secrets
from pathlib import Path

import msgspec

from printer.paper import Outcome


class Report(msgspec.Struct, frozen=True, tag_field="type", tag="ReportPaper"):
    """The command that tells what became of a paper, with its own Idempotency-Key (sent as a header).

    mm: millimetres of the roll that it took, at most; 0 when nothing of it left.
    """

    ticket: str
    copy: int
    printer: str
    outcome: Outcome
    reason: str
    took_ms: int
    mm: int = 0


class UnsentReports:
    """Reports not yet answered by the office, oldest first. Every change is on disk when the call returns."""

    def __init__(self, path: Path) -> None:
        """Reads what an earlier worker left; a file that cannot be read is an empty one. Raises OSError on writing only."""
        self._path = path
        self._reports: dict[str, Report] = {}
        with contextlib.suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
            self._reports = msgspec.json.decode(path.read_bytes(), type=dict[str, Report])

    def begin(self, ticket: str, copy: int, printer: str, mm: int) -> str:
        """Before the first byte leaves: should this worker die now, the next one reports "uncertain". Returns the key."""
        key = secrets.token_hex(16)
        self._reports[key] = Report(ticket, copy, printer, Outcome.UNCERTAIN, "worker_stopped", 0, mm)
        self._write()
        return key

    def end(self, key: str, outcome: Outcome, reason: str, took_ms: int) -> None:
        """What really became of it."""
        begun = self._reports[key]
        # Only a paper that was never sent is known to have taken nothing: half a ticket is paper, too.
        mm = 0 if outcome is Outcome.NOT_SENT else begun.mm
        self._reports[key] = msgspec.structs.replace(begun, outcome=outcome, reason=reason, took_ms=took_ms, mm=mm)
        self._write()

    def first(self) -> tuple[str, Report] | None:
        """The oldest one, with its key."""
        return next(iter(self._reports.items()), None)

    def answered(self, key: str) -> None:
        """The office has it."""
        del self._reports[key]
        self._write()

    def _write(self) -> None:
        aside = self._path.with_name(self._path.name + ".new")
        with aside.open("wb") as file:
            file.write(msgspec.json.encode(self._reports))
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, self._path)
