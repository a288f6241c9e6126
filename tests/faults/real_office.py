"""The real program for the faults: as it is, or without one of its mends."""

import contextlib
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.wire import OFFICE, PROGRAM

FOLDER = Path("demonstration") / OFFICE.stem
"""The office's own, in the folder of data."""


def without(*mends: str) -> tuple[str, ...]:
    """The program without these mends (tests/faults/unmended.py); to be started with --no-parent."""
    return (sys.executable, "-m", "tests.faults.unmended", "+".join(mends))


def holds_together(data: Path) -> bool:
    """Whether `allervers audit verify` says that the past is as it was stored."""
    command = [*PROGRAM, "audit", "verify", "--demonstration", "--office", str(OFFICE), "--data", str(data)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def until_gone(pid: int) -> None:
    """Ended: what it wrote last may still be on its way to somebody."""
    with contextlib.suppress(OSError):
        while Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX":
            time.sleep(0.001)
