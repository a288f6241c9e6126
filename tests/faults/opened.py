"""A folder as somebody may find it, opened by the real program: refused in words, or served and looked at."""

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from tests.bench.wire import OFFICE, PROGRAM
from tests.faults.office_client import GONE, Door, new_screen, promised
from tests.faults.promises import Promise, Promises, strangers
from tests.faults.real_office import FOLDER

START_S = 40.0
NEW_TICKETS = 3
_OURS = ("server", "journal", "office", "")
_CAPABILITIES = "-dac_override,-dac_read_search,-fowner,-chown"
"""Without them root is somebody like others: a file that is not theirs is not theirs."""


class Promised(msgspec.Struct, frozen=True):
    """What a folder was promised to hold: tickets, and the secrets of those who may come in."""

    promises: Promises
    secrets: set[str]


class Seen(msgspec.Struct):
    """What came of a start. refused: its code, 0 when it served. warnings: the office's own warnings and errors, by name.

    lost: promises that are not kept. again: numbers that were given before. wrong: in words.
    """

    refused: int = 0
    warnings: tuple[str, ...] = ()
    lost: int = 0
    again: int = 0
    wrong: list[str] = msgspec.field(default_factory=list)


def opened(data: Path, damaged: str, before: Promised) -> Seen:
    """Starts the office on this folder of data. damaged: the file that is not as it was left."""
    seen = Seen()
    with _started(data) as (process, line):
        if line:
            door = Door(urlsplit(json.loads(line)["address"]).port or 0, next(iter(before.secrets)))
            _serve(door, before, seen)
    log = (data / "log").read_text(errors="replace")
    seen.warnings = _warnings(log)
    if not line:
        seen.refused = process.returncode
        seen.wrong += _refusal(process.returncode, log, damaged)
    if "Traceback" in log or '"exception"' in log:
        seen.wrong.append(f"a trace: {log[-400:]}")
    if line:
        _compare(data, before, seen)
    return seen


@contextlib.contextmanager
def _started(data: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The program, and its first line, "" when it ended without one; it is ended with the block."""
    command = [
        *PROGRAM,
        "serve",
        "--demonstration",
        "--office",
        str(OFFICE),
        "--data",
        str(data),
        "--port",
        "0",
        "--no-parent",
    ]
    if not os.geteuid() and shutil.which("setpriv"):
        command = ["setpriv", f"--bounding-set={_CAPABILITIES}", f"--inh-caps={_CAPABILITIES}", *command]
    with (data / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
    assert process.stdout is not None
    with process.stdout:
        ready = select.select([process.stdout], [], [], START_S)[0]
        line = process.stdout.readline() if ready else ""
        try:
            yield process, line
        finally:
            process.send_signal(signal.SIGTERM if line or ready else signal.SIGKILL)
            process.wait(30)


def _serve(door: Door, before: Promised, seen: Seen) -> None:
    """A known key asked again, and new tickets: whoever has no right any more pairs again."""
    key, promise = list(before.promises.heard.items())[-1]
    try:
        status, answer = door.take(key)
        if status in (401, 403):
            seen.lost += 1
            door.secret = new_screen(door.port)[1]
        elif status == 200:
            again = promised(answer)
            seen.lost += again.ticket != promise.ticket
            seen.again += _given(again, before) and again.ticket != promise.ticket
        else:
            seen.wrong.append(f"a known key is answered {status}")
        for number in range(NEW_TICKETS):
            status, answer = door.take(f"after-the-damage-{number}")
            if status != 200:
                seen.wrong.append(f"a new ticket is answered {status}")
                return
            seen.again += _given(promised(answer), before)
    except GONE as error:
        seen.wrong.append(f"it stopped answering: {error!r}")


def _given(promise: Promise, known_before: Promised) -> bool:
    return any(promise.number == before.number for before in known_before.promises.heard.values())


def _compare(data: Path, before: Promised, seen: Seen) -> None:
    """What is not there must have been said."""
    comparison = before.promises.compare(data / FOLDER / "journal.db", holes=True)
    seen.lost += comparison.lost + strangers(before.secrets, data / FOLDER / "people.db")
    if (seen.lost or comparison.wrong) and not seen.warnings:
        seen.wrong.append(
            f"nothing is said of {seen.lost} promises that are not kept ({comparison.wrong or 'whole chain'})"
        )


def _refusal(code: int, log: str, damaged: str) -> list[str]:
    """What a refusal lacks: words, the place, a next step."""
    lacks = {
        f"it ended with {code}": code not in (2, 3, 4, 5),
        "nothing is said": not log.strip(),
        "the file is not named": damaged.removesuffix("-wal").removesuffix("-journal") not in log
        and str(FOLDER) not in log,
        "there is no next step": "\\n" not in log and log.count("\n") < 2,
    }
    return [f"refused, but {what}: {log[-300:]}" for what, holds in lacks.items() if holds]


def _warnings(log: str) -> tuple[str, ...]:
    names = list[str]()
    for line in log.splitlines():
        with contextlib.suppress(ValueError, KeyError):
            fact = json.loads(line)
            if fact["level"] in ("warning", "error", "critical") and "program" not in fact:
                names.append(fact["event"])
    return tuple(dict.fromkeys(names))
