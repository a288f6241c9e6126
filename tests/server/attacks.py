"""What a stranger, a broken screen or a thief sends to the real program, and a reader of its log that trusts no line."""

import contextlib
import json
import os
import signal
import socket
import time
from pathlib import Path

import websocket

from tests.bench.wire import Line, Server

MOST_BYTES = 4_096
LONE = "\\ud800"
DEEP = "[" * 30_000
MOMENT_S = 0.1


class Watched(Server):
    """The real program with a virtual printer; `secrets_told` is every secret that came over its wire."""

    def __init__(self, data: Path, *more: str) -> None:
        super().__init__(data, Path(__file__).parent.parent / "bench" / "bench.toml", "--printer", "virtual", *more)
        self.log = data / "log"
        self.secrets_told: set[str] = set()

    def _post(self, path: str, body: dict[str, str], secret: str = "") -> dict[str, str]:
        answer = super()._post(path, body, secret)
        codes = [body.get("code"), body.get("pin"), answer.get("secret"), answer.get("staff")]
        self.secrets_told |= {code for code in codes if code}
        return answer

    def stop(self) -> None:
        """SIGTERM; the log is whole then."""
        self._process.terminate()
        self._process.wait(10)

    def signed_in(self, role: str, name: str, pin: str) -> str:
        """The session of this person on the device of this role."""
        return self._post("/sign-in.json", {"name": name, "pin": pin}, self.secrets[role])["staff"]

    def workers(self) -> list[int]:
        """The processes that print."""
        return [int(child) for child in _children(self.pid) if b"printer.worker" in _command(child)]


def faults_in(log: bytes, secrets: set[str]) -> list[str]:
    """What is wrong with these lines: one that is no JSON object, one too long, one that holds a secret."""
    leaks = []
    for place, line in enumerate(log.splitlines(keepends=True), 1):
        try:
            fact = json.loads(line)
        except ValueError:
            fact = None
        if not isinstance(fact, dict) or not line.endswith(b"\n"):
            leaks.append(f"{place}: no JSON object: {line[:80]!r}")
        if len(line) > MOST_BYTES:
            leaks.append(f"{place}: {len(line)} bytes")
        leaks += [f"{place}: a secret" for secret in secrets if secret.encode() in line]
    return leaks


def attack(server: Watched) -> None:
    """Everything that once made the program speak out of turn, and its kin."""
    # Before the strangers: they use up what may be tried from one address.
    for role in ("kiosk", "display", "counter"):
        assert server.secrets[role]
    assert server.staff
    kiosk = Line(server, "kiosk")
    kiosk.send('{"type":"TakeTicket","need":"parcel_notice"}')
    token = str(kiosk.receive()["url"]).rsplit("/", 1)[1]
    server.secrets_told.add(token)
    for message in _malformed(server, token):
        _send(server.port, message)
    for frames in _frames():
        for role, screen in (("", "display"), ("display", "display"), ("counter", "counter")):
            _socket(server, role, screen, frames)
    for worker in server.workers():
        os.kill(worker, signal.SIGKILL)
    _until(lambda: b"worker_died" in server.log.read_bytes())


def _malformed(server: Watched, token: str) -> list[bytes]:
    secret = server.secrets["kiosk"]
    head = f"Host: localhost\r\nAuthorization: Bearer {secret}\r\nCookie: device={secret}; staff={server.staff}\r\n"
    typed = f"{head}Content-Type: application/json\r\nIdempotency-Key: 0123456789abcdef\r\n"
    lone = f'{{"type":"TakeTicket","need":"{LONE}","language":"{LONE}"}}'
    bodies = [lone, DEEP, "{" * 30_000, '{"a":' * 10_000, "1e999999", f'"{LONE}"', "\x00\xff", "9" * 6_000, ""]
    paths = ["/kiosk/commands", "/pair.json", "/sign-in.json", "/printer/commands", "/manager/commands"]
    posts = [
        f"POST {path} HTTP/1.1\r\n{typed}Connection: close\r\nContent-Length: {len(body.encode())}\r\n\r\n{body}"
        for path in paths
        for body in bodies
    ]
    gets = [
        f"GET /t/{token}?said={secret} HTTP/1.1\r\n{head}Connection: close\r\n\r\n",
        f"GET /t/{token}%00 HTTP/1.1\r\n{head}Connection: close\r\n\r\n",
        f"GET /manager/register?next={secret} HTTP/1.1\r\n{head}Connection: close\r\n\r\n",
        f"GET /t/{token} HTTP/1.1\r\nHost: [::1\r\nCookie: device={secret}\r\nConnection: close\r\n\r\n",
        f"GET /{token} HTTP/1.1\r\nHost: \xff\xfe\r\nConnection: close\r\n\r\n",
        f"GET http://[::1/{token} HTTP/1.1\r\n{head}Connection: close\r\n\r\n",
        f"GET /sign-in?next=/%0a/x HTTP/1.1\r\n{head}Connection: close\r\n\r\n",
        f"{secret} {secret} {secret}\r\n\r\n",
        f"GET / HTTP/9.9\r\n{head}\r\n",
        f"GET / HTTP/1.1\r\nno colon {secret}\r\n\r\n",
        f"GET / HTTP/1.1\r\n{head}X: {secret * 2_000}\r\n\r\n",
        f"POST /pair.json HTTP/1.1\r\n{head}Content-Length: -1\r\n\r\n{secret}",
        f"POST /pair.json HTTP/1.1\r\n{head}Content-Length: {secret}\r\n\r\n",
        f"POST /pair.json HTTP/1.1\r\n{head}Transfer-Encoding: chunked\r\n\r\nzz\r\n{secret}\r\n0\r\n\r\n",
        f"POST /pair.json HTTP/1.1\r\n{typed}Content-Length: 5000\r\n\r\n{secret}",
        "\x16\x03\x01\x02\x00\x01\x00",
        "\x00" * 9_000,
    ]
    return [request.encode("latin-1", "replace") for request in [*posts, *gets]]


def _frames() -> list[list[str | bytes]]:
    """What is sent on a socket, one after another, before or after it says who it is."""
    hello = '40{"screen":"%s","place":"%s"}'
    return [
        [hello % ("SCREEN", ""), f'42["command",{{"key":"{LONE * 9}","command":{{"type":"{LONE}"}}}}]'],
        [hello % ("SCREEN", ""), f'42["command",{DEEP[:20_000]}', "42" + DEEP[:20_000]],
        [hello % ("SCREEN", LONE), "42[]", "42{}", '42["connect"]', '42["disconnect"]', '42["command"]', "43[]", "46"],
        ["40" + DEEP[:20_000]],
        ["49", "4", "", "9", "zz", b"\x00\xff", "45-", '451-["command",{"_placeholder":true,"num":0}]'],
        [hello % ("SCREEN", "1"), '451-["command",{"_placeholder":true,"num":9}]', b"x", "450-[]", "42/x,[]", "41"],
        ["42" + "9" * 500 + '["command"]', "4" + "2" * 5_000],
    ]


def _socket(server: Watched, role: str, screen: str, frames: list[str | bytes]) -> None:
    headers = [f"Authorization: Bearer {server.secrets[role]}", f"X-Staff: {server.staff}"] if role else []
    address = f"ws://localhost:{server.port}/socket.io/?EIO=4&transport=websocket"
    with contextlib.suppress(websocket.WebSocketException, OSError):
        line = websocket.create_connection(
            address, header=headers, origin=f"http://localhost:{server.port}", timeout=MOMENT_S
        )
        for frame in frames:
            if isinstance(frame, bytes):
                line.send_binary(frame)
            else:
                line.send(frame.replace("SCREEN", screen))
        with contextlib.suppress(websocket.WebSocketTimeoutException):
            while line.recv():
                pass
        line.shutdown()


def _send(port: int, data: bytes) -> bytes:
    """Sends this, and reads what comes until the other end closes, or for a moment."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=MOMENT_S) as line:
        line.sendall(data)
        answer = b""
        while more := line.recv(65_536):
            answer += more
        return answer
    return b""


def _children(pid: int) -> list[str]:
    children = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        children += (task / "children").read_text().split()
    return children


def _command(pid: str) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def _until(true, within_s: float = 10) -> None:
    until = time.monotonic() + within_s
    while not true() and time.monotonic() < until:
        time.sleep(0.05)
