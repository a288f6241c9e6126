"""The smallest clients of an office: a kiosk that taps, a display that listens; and the real program to talk to."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import websocket

OFFICE = Path(__file__).with_name("bench.toml")
PROGRAM = (sys.executable, "-m", "server.command_line")


class Server:
    """The real program on a free port; in demonstration unless told otherwise, which has a printer, its worker and all hours."""

    def __init__(
        self,
        data: Path,
        office: Path = OFFICE,
        *more: str,
        files: int = 0,
        program: Sequence[str] = PROGRAM,
        environ: Mapping[str, str] | None = None,
        demonstration: bool = True,
    ) -> None:
        """files: how many it may open, 0 as many as we may. program: what serves. environ: what it has besides ours."""
        self._data = data
        self._demonstration = ["--demonstration"] * demonstration
        self._program = program
        self._environ = {**os.environ, **(environ or {})}
        self._files = files
        self._office = office
        self._more = more
        data.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> "Server":
        before = time.perf_counter()
        command = [
            *self._program,
            "serve",
            *self._which(),
            "--port",
            "0",
            *self._more,
        ]
        log = (self._data / "log").open("w")
        limit = ["prlimit", f"--nofile={self._files}:{self._files}"] * bool(self._files)
        self._process = subprocess.Popen(
            [*limit, *command], stdout=subprocess.PIPE, stderr=log, text=True, env=self._environ
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, (self._data / "log").read_text()
        self.start_seconds = time.perf_counter() - before
        self.first_line: dict[str, str] = json.loads(line)
        self.port = urlsplit(self.first_line["address"]).port
        self.secrets = MadeWhenRead(self._paired)
        self.badges = MadeWhenRead(self._signed_in)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(10)

    @property
    def pid(self) -> int:
        """The office's process: the child of the one that starts it again."""
        return office_of(self._process.pid)

    @property
    def staff(self) -> str:
        """The agent at the counter."""
        return self.badges["counter"]

    def _signed_in(self, role: str) -> str:
        name = f"Agent {len(self.badges) + 1}"
        options = [*self._which(), "--name", name, "--role", role]
        pin = subprocess.run([*PROGRAM, "staff", "add", *options], check=True, capture_output=True, text=True).stdout
        return self._post("/sign-in.json", {"name": name, "pin": pin.strip()}, self.secrets[role])["staff"]

    def _which(self) -> list[str]:
        """The same office and folder, for another command."""
        return [*self._demonstration, "--office", str(self._office), "--data", str(self._data)]

    def _post(self, path: str, body: dict[str, str], secret: str = "") -> dict[str, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.port)
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {secret}"}
        line.request("POST", path, json.dumps(body), headers)
        answer: dict[str, str] = json.loads(line.getresponse().read())
        return answer

    def _paired(self, role: str) -> str:
        command = [*PROGRAM, "pair", *self._which(), "--role", role]
        code = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
        return self._post("/pair.json", {"code": code})["secret"]


def office_of(parent: int) -> int:
    """The process of the office that this one started; itself when it started none (--no-parent)."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    own = Path(f"/proc/{parent}/cmdline").read_bytes()
    return next((int(child) for child in children if Path(f"/proc/{child}/cmdline").read_bytes() == own), parent)


class MadeWhenRead(dict[str, str]):
    """role → what a device or a person of that role shows: made when it is first asked for."""

    def __init__(self, make: Callable[[str], str]) -> None:
        self._make = make

    def __missing__(self, role: str) -> str:
        self[role] = self._make(role)
        return self[role]


class Line:
    """One kept connection; as few instructions as possible, so that the office is what is measured."""

    def __init__(self, server: Server, screen: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", server.port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        person = "" if screen == "kiosk" else f"X-Staff: {server.badges[screen]}\r\n"
        self._head = (
            f"POST /{screen}/commands HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {server.secrets[screen]}\r\n"
            f"{person}Content-Type: application/json\r\n"
        )

    def send(self, command: str) -> None:
        """One command as JSON, with a key of its own."""
        key = os.urandom(16).hex()
        request = f"{self._head}Idempotency-Key: {key}\r\nContent-Length: {len(command)}\r\n\r\n{command}"
        self._socket.sendall(request.encode())

    def receive_bytes(self) -> bytes:
        """The answer, with its head, as it came."""
        answer = b""
        while b"\r\n\r\n" not in answer or not answer.rstrip().endswith(b"}"):
            answer += self._socket.recv(65_536)
        return answer

    def receive(self) -> dict[str, object]:
        """The answer. Raises AssertionError for a refusal."""
        body: dict[str, object] = json.loads(self.receive_bytes().partition(b"\r\n\r\n")[2])
        assert body["ok"], body
        return body


class Listener:
    """A display's websocket."""

    def __init__(self, server: Server) -> None:
        address = f"ws://localhost:{server.port}/socket.io/?EIO=4&transport=websocket"
        headers = [f"Authorization: Bearer {server.secrets['display']}"]
        origin = f"http://localhost:{server.port}"
        options = ((socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),)
        self._line = websocket.create_connection(address, header=headers, origin=origin, sockopt=options, timeout=10)
        self._line.recv()
        self._line.send('40{"screen":"display","place":""}')
        frame = self._line.recv()
        assert frame.startswith("40"), frame

    def until(self, version: int) -> None:
        """Returns when a view of this version or later has come."""
        while True:
            message = self.hear()
            if message.startswith('42["view"') and json.loads(message[2:])[1]["version"] >= version:
                return

    def hear(self) -> str:
        """The next thing that the office says; its question whether we are still there is answered."""
        frame: str = self._line.recv()
        if frame == "2":
            self._line.send("3")
        return frame
