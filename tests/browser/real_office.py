"""The real program on a free port: started, killed, updated, stopped."""

import json
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tests.browser.cable import Line


class Bureau:
    """The office of Lens in a process of its own, in demonstration: every screen is one page away."""

    program: tuple[str, ...] = ("-m", "server.command_line")

    def __init__(self, folder: Path, *more: str) -> None:
        self.folder = folder
        self._more = more
        self._source: Path | None = None
        self.line = Line()
        self._start(0)
        self.line.office = self.port

    def _start(self, port: int) -> None:
        command = [sys.executable, *self.program, "serve", "--office", "lens", "--demonstration"]
        self.log = (self.folder / "log").open("a")
        self.process = subprocess.Popen(
            [*command, "--port", str(port), "--data", str(self.folder), "--also", self.line.url, *self._more],
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
            cwd=self._source,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, (self.folder / "log").read_text()[-2000:]
        self.url = json.loads(line)["address"]
        self.port = int(self.url.rsplit(":", 1)[1])

    def kill(self) -> None:
        """The power goes: no farewell."""
        self.process.kill()
        self.process.wait()

    def start_again(self) -> None:
        """The same office, on the same port."""
        self._start(self.port)

    def update(self, source: Path) -> None:
        """Stopped, and started again as the program in `source` is: same port, same data."""
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(15) == 0
        self._source = source
        self.start_again()

    def stop(self) -> int:
        """SIGTERM; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(15)
        self.line.close()
        self.log.close()
        return code

    def papers(self, at_least: int, within_s: float = 15) -> list[str]:
        """The names of the pictures that the virtual printer drew, newest first, once there are so many."""
        until = time.monotonic() + within_s
        while True:
            with urllib.request.urlopen(self.url + "/demonstration/paper.json") as answer:
                names = json.load(answer)
            if len(names) >= at_least or time.monotonic() > until:
                return names
            time.sleep(0.05)
