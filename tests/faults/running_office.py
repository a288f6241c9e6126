"""The real program in processes of its own, on a machine whose clock can be turned, and somebody with every right at its screens."""

import contextlib
import functools
import http.client
import json
import os
import secrets
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlsplit

import websocket

from server.access import DEVICE_COOKIE, STAFF_COOKIE
from server.journal.connection import reading
from tests.bench.wire import office_of

OFFICE = Path(__file__).with_name("faults.toml")
ANSWERED_S = 20.0
SERVER, OLD_CLOCK = "server.command_line", "tests.faults.old_clock"
_GONE = (OSError, http.client.HTTPException, ValueError)
_starting = threading.Lock()


class RunningOffice:
    """Started at once. port: 0 for any; kept when it starts again. wrong: seconds by which the machine's clock is off.

    more: further options of `serve`.
    """

    def __init__(self, folder: Path, wrong: float = 0.0, program: str = SERVER, more: tuple[str, ...] = ()) -> None:
        self.folder, self.program, self._more = folder, program, more
        self.clock = MachineClock(folder / "clock", wrong)
        self.port, self._who = 0, dict[str, str]()
        folder.mkdir(parents=True, exist_ok=True)
        self.start()

    def __enter__(self) -> "RunningOffice":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> float:
        """Seconds until it said where it answers."""
        before = time.monotonic()
        command = [sys.executable, "-m", self.program, "serve", "--demonstration", "--office", str(OFFICE)]
        command += ["--port", str(self.port), "--data", str(self.folder), *self._more]
        environment = os.environ | self.clock.environment
        with _starting, (self.folder / "log").open("a") as log:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=environment)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, (self.folder / "log").read_text()[-3000:]
        self.port = urlsplit(json.loads(line)["address"]).port or 0
        if not self._who:
            self.come_in()
        return time.monotonic() - before

    def stop(self) -> None:
        """SIGTERM, and it has ended."""
        self.process.terminate()
        self.process.wait(20)

    def power_off(self) -> None:
        """The office and its parent at once, without a farewell."""
        office = self.pid
        self.process.kill()
        self.process.wait()
        _until(lambda: not Path(f"/proc/{office}").exists() or b"Z" in _status(office), 5)

    def kill(self) -> float:
        """The office dies, its parent starts it again. Seconds until it answers."""
        before, office = time.monotonic(), self.pid
        os.kill(office, signal.SIGKILL)
        _until(lambda: self.pid != office and self.is_there(), ANSWERED_S)
        return time.monotonic() - before

    def boot_again(self, wrong: float) -> float:
        """The machine was off: what was kept about its running time is of another boot. Seconds until the office answers."""
        self.power_off()
        kept = self.journal_path.with_name("clock.json")
        kept.write_text(json.dumps(json.loads(kept.read_bytes()) | {"boot": "another boot"}))
        self.turn(wrong)
        return self.start()

    def turn(self, wrong: float, source: float | None = None) -> None:
        """The machine's clock is off by so many seconds from now on; a time source says what `source` is off by."""
        self.clock.turn(wrong, source)

    @property
    def pid(self) -> int:
        """The office's own process."""
        return office_of(self.process.pid)

    @property
    def journal_path(self) -> Path:
        """Its journal; the folder around it is all that it keeps."""
        return self.folder / "demonstration" / OFFICE.stem / "journal.db"

    def ask(self, command: dict[str, object], key: str = "") -> dict[str, object]:
        """The answer, asked again under the same key until there is one. Raises AssertionError for a refusal."""
        answer = self.answer(command, key)
        assert answer["ok"], (command, answer)
        return answer

    def answer(self, command: dict[str, object], key: str = "") -> dict[str, object]:
        """The answer, a refusal or not."""
        key, until = key or secrets.token_hex(16), time.monotonic() + ANSWERED_S
        while True:
            try:
                answer = self.try_once(command, key)
                if answer.get("reason") != "not_stored":
                    return answer
            except _GONE:
                pass
            assert time.monotonic() < until, f"no answer to {command}"
            time.sleep(0.02)

    def try_once(self, command: dict[str, object], key: str, port: int = 0, seconds: float = 10) -> dict[str, object]:
        """Raises OSError, HTTPException or ValueError when there is no whole answer. port: a relay's."""
        line = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=seconds)
        headers = {"Host": "localhost", "Content-Type": "application/json", "Idempotency-Key": key, **self.rights}
        with contextlib.closing(line):
            line.request("POST", f"/{_screen_of(command)}/commands", json.dumps(command), headers)
            body: dict[str, object] = json.loads(line.getresponse().read())
        return body

    def take(self, key: str = "") -> dict[str, object]:
        """A client takes a ticket."""
        return self.ask({"type": "TakeTicket", "need": "parcel_notice"}, key)

    @property
    def rights(self) -> dict[str, str]:
        """The headers of somebody who may use every screen."""
        return {"Authorization": f"Bearer {self._who['device']}", "X-Staff": self._who["staff"]}

    def view(self, screen: str = "console", place: str = "") -> dict[str, object]:
        """What this screen shows now; an office that is just starting again is waited for. Raises AssertionError: not allowed."""
        end = time.monotonic() + ANSWERED_S
        while True:
            try:
                return self._view(screen, place)
            except (*_GONE, websocket.WebSocketException):
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)

    def listen(self, screen: str, place: str = "", port: int = 0, seconds: float = ANSWERED_S) -> websocket.WebSocket:
        """A screen that has connected. port: a relay's."""
        address = f"ws://localhost:{port or self.port}/socket.io/?EIO=4&transport=websocket"
        headers = [f"{name}: {value}" for name, value in self.rights.items()]
        line = websocket.create_connection(
            address, header=headers, origin=f"http://localhost:{self.port}", timeout=seconds
        )
        line.recv()
        line.send("40" + json.dumps({"screen": screen, "place": place}))
        frame = line.recv()
        assert str(frame).startswith("40"), frame
        return line

    def readiness(self) -> dict[str, object]:
        """What a monitor reads."""
        body: dict[str, object] = json.loads(self._get("/readyz").read())
        return body

    def is_there(self) -> bool:
        """Whether it answers."""
        try:
            return self._get("/healthz").status == 200
        except _GONE:
            return False

    def until_clock(self, state: str, seconds: float = 12) -> bool:
        """Whether the office comes to think so of the machine's clock: "held" or "trusted"."""
        return _until(lambda: self.readiness().get("clock") == state, seconds)

    def rows(self, question: str, *values: object) -> list[tuple[object, ...]]:
        """What the journal's file holds, read beside the office."""
        with reading(self.journal_path) as connection:
            return connection.execute(question, values).fetchall()

    def _view(self, screen: str, place: str) -> dict[str, object]:
        with contextlib.closing(self.listen(screen, place)) as line:
            while True:
                frame = str(line.recv())
                if frame == "2":
                    line.send("3")
                if frame.startswith('42["view"'):
                    shown: dict[str, object] = json.loads(frame[2:])[1]
                    return shown

    def come_in(self) -> None:
        """Somebody opens the demonstration's first page: the device and the person who may use every screen."""
        headers = self._get("/").msg.get_all("Set-Cookie") or []
        cookies = SimpleCookie("; ".join(headers))
        self._who = {"device": cookies[DEVICE_COOKIE].value, "staff": cookies[STAFF_COOKIE].value}

    def _get(self, path: str) -> http.client.HTTPResponse:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        line.request("GET", path, headers={"Host": "localhost", "Connection": "close"})
        return line.getresponse()


class MachineClock:
    """The file that every program started with `environment` takes its clock's error from."""

    def __init__(self, file: Path, wrong: float) -> None:
        self._file = file
        file.parent.mkdir(parents=True, exist_ok=True)
        self.turn(wrong)

    def turn(self, wrong: float, source: float | None = None) -> None:
        """Seconds that it is ahead of the true time; source: the same of a time source, None: there is none."""
        self._wrong = wrong
        partial = self._file.with_suffix(".new")
        partial.write_text(f"{wrong:.3f} {'none' if source is None else f'{source:.3f}'}")
        partial.replace(self._file)

    def says(self) -> float:
        """What this machine's clock says now, in seconds since 1970."""
        return time.time() + self._wrong

    @property
    def environment(self) -> dict[str, str]:
        """For the programs of this machine."""
        loaded = [str(_shim()), *os.environ.get("LD_PRELOAD", "").split()]
        return {"TURNED_CLOCK": str(self._file), "LD_PRELOAD": " ".join(loaded)}


def _screen_of(command: dict[str, object]) -> str:
    kind = str(command["type"])
    if kind in ("TakeTicket", "ConfirmPaper"):
        return "kiosk"
    if kind in ("ClaimPaper", "ReportPaper", "ReportPrinter"):
        return "printer"
    return "counter" if kind in ("OpenCounter", "CallNext", "MarkArrived", "FinishTicket", "Recall") else "console"


def _until(holds: Callable[[], bool], seconds: float) -> bool:
    """Whether it came to hold in time; a program that does not answer yet does not hold."""
    end = time.monotonic() + seconds
    while True:
        with contextlib.suppress(*_GONE, sqlite3.Error):
            if holds():
                return True
        if time.monotonic() > end:
            return False
        time.sleep(0.03)


until = _until


def _status(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return b"Z"


@functools.cache
def _shim() -> Path:
    """The library that turns a program's clock."""
    library = Path(tempfile.mkdtemp(prefix="turned-clock-")) / "turned_clock.so"
    source = Path(__file__).with_name("turned_clock.c")
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", str(library), str(source)], check=True)
    return library


@contextlib.contextmanager
def offices(**options: object) -> Iterator[Callable[..., RunningOffice]]:
    """Starts offices in a folder that is gone afterwards, and stops all that still run."""
    started: list[RunningOffice] = []
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:

        def start(name: str, **more: object) -> RunningOffice:
            started.append(RunningOffice(Path(folder) / name, **{**options, **more}))  # type: ignore[arg-type]
            return started[-1]

        try:
            yield start
        finally:
            for office in started:
                with contextlib.suppress(OSError, subprocess.TimeoutExpired):
                    office.stop()
