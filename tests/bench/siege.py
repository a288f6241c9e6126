"""A siege: strangers and a broken screen do their worst while a client taps. Run: make siege.

Prints for each attack what the others' tap took beside a quiet office, how much memory it cost, and what was left behind.
"""

import contextlib
import json
import multiprocessing
import os
import socket
import statistics
import struct
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.wire import Line, Server

TAKE = '{"type":"TakeTicket","need":"parcel_notice"}'
CLOSE = '{"type":"FinishTicket","ticket":"%s","outcome":"left"}'
BATCH_S = 0.01
BETWEEN_S = 0.02
_HEAD = "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
_HANDSHAKE = _HEAD + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"

Attack = Callable[[int, str, float], Iterator[int]]
"""(port, a display's secret, seconds): does its worst, and says how much of it."""


@dataclass(frozen=True)
class Outcome:
    """What a siege cost. tap: milliseconds, one each. memory_mb: more than before, at the most. files: more than before, after it."""

    taps: tuple[float, ...]
    memory_mb: float
    files: int
    sent: int

    @property
    def p99(self) -> float:
        """Milliseconds."""
        return statistics.quantiles(self.taps, n=100)[98]

    @property
    def p50(self) -> float:
        """Milliseconds."""
        return statistics.median(self.taps)


def quiet(_port: int, _secret: str, seconds: float) -> Iterator[int]:
    """Nobody attacks."""
    for _ in _rounds(seconds):
        yield 0


def besiege(server: Server, attack: Attack, seconds: float) -> Outcome:
    """Taps every 20 ms while the attack goes on in a process of its own."""
    kiosk, counter = Line(server, "kiosk"), Line(server, "counter")
    secret = server.secrets["display"]
    for _ in range(20):
        _tap(kiosk, counter)
    before, files = memory_mb(server.pid), open_files(server.pid)
    sent = multiprocessing.get_context("spawn").Value("q", 0)
    attacker = multiprocessing.get_context("spawn").Process(
        target=_attack, args=(attack, server.port, secret, seconds, sent)
    )
    attacker.start()
    taps, most = [_tap(kiosk, counter)], before
    while attacker.is_alive():
        taps.append(_tap(kiosk, counter))
        most = max(most, memory_mb(server.pid))
        time.sleep(BETWEEN_S)
    attacker.join()
    return Outcome(tuple(taps), most - before, _files_left(server, files), sent.value)


def half_requests(port: int, _secret: str, seconds: float) -> Iterator[int]:
    """2 000 requests that never end, as fast as they can be begun; each that is cut is begun again."""
    held: list[socket.socket] = []
    for _ in _rounds(seconds):
        for _ in range(20):
            with contextlib.suppress(OSError):
                held.append(socket.create_connection(("127.0.0.1", port), timeout=1))
                held[-1].sendall(b"GET /pair HTTP/1.1\r\nHost: localhost\r\nX-Half: ")
        yield 20
        while len(held) > 2000:
            held.pop(0).close()
    for line in held:
        line.close()


def stranger(port: int, _secret: str, seconds: float) -> Iterator[int]:
    """A websocket without a right, at 10 000 messages a second that each ask to be let in; cut, it comes again."""
    yield from _flood(port, "", b'40{"screen":"display"}', seconds)


def broken_display(port: int, secret: str, seconds: float) -> Iterator[int]:
    """A paired display that asks for its view 10 000 times a second."""
    yield from _flood(port, secret, b'42["refresh"]', seconds)


def never_reads(port: int, secret: str, seconds: float) -> Iterator[int]:
    """Forty paired displays that never read a byte of what they ask for."""
    lines = [_websocket(port, secret, small=True) for _ in range(40)]
    frame = _frame(b'42["refresh"]')
    for _ in _rounds(seconds, 0.05):
        for line in lines:
            with contextlib.suppress(OSError):
                line.send(frame)
        yield len(lines)


def page_hunter(port: int, _secret: str, seconds: float) -> Iterator[int]:
    """A stranger who asks for pages on sixteen connections, each with hundreds of requests sent ahead."""
    yield from _ask_ahead(port, b"GET /pair HTTP/1.1\r\nHost: localhost\r\n\r\n", seconds)


def broken_program(port: int, secret: str, seconds: float) -> Iterator[int]:
    """A paired device that sends commands on sixteen connections, each with hundreds sent ahead."""
    head = f"POST /display/commands HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {secret}\r\nContent-Length: 2\r\n\r\n"
    yield from _ask_ahead(port, head.encode() + b"{}", seconds)


def sign_ins(port: int, secret: str, seconds: float) -> Iterator[int]:
    """Two hundred wrong sign-ins at once, each second again."""
    body = b'{"name": "Agent 1", "pin": "000000"}'
    head = f"POST /sign-in.json HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {secret}\r\nConnection: close\r\n"
    request = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
    for _ in _rounds(seconds, 1.0):
        lines = [socket.create_connection(("127.0.0.1", port), timeout=5) for _ in range(200)]
        for line in lines:
            with contextlib.suppress(OSError):
                line.sendall(request)
        yield len(lines)
        for line in lines:
            with contextlib.suppress(OSError):
                line.recv(4096)
            line.close()


ATTACKS = (quiet, half_requests, stranger, broken_display, never_reads, page_hunter, broken_program, sign_ins)


def main(seconds: float) -> None:
    """Prints a line an attack."""
    for attack in ATTACKS:
        with tempfile.TemporaryDirectory() as folder, Server(Path(folder)) as server:
            outcome = besiege(server, attack, seconds)
            line = (
                f"tap p50 {outcome.p50:6.2f} p99 {outcome.p99:6.2f} ms  n {len(outcome.taps):5}  sent {outcome.sent:7}"
            )
            print(f"{attack.__name__:<16} {line}  memory {outcome.memory_mb:+6.1f} MB  files left {outcome.files:+d}")


def memory_mb(pid: int) -> float:
    """Resident memory of the program."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def open_files(pid: int) -> int:
    """How many files and sockets it has open."""
    return len(os.listdir(f"/proc/{pid}/fd"))


def _attack(attack: Attack, port: int, secret: str, seconds: float, sent: object) -> None:
    for count in attack(port, secret, seconds):
        sent.value += count  # type: ignore[attr-defined]


def _files_left(server: Server, before: int) -> int:
    """Files more than before, when they have become no fewer for a while: at most half a minute."""
    end = time.monotonic() + 30
    while (left := open_files(server.pid) - before) > 0 and time.monotonic() < end:
        time.sleep(0.1)
    return left


def _tap(kiosk: Line, counter: Line) -> float:
    before = time.perf_counter()
    kiosk.send(TAKE)
    ticket = kiosk.receive()["ticket"]
    took = 1000 * (time.perf_counter() - before)
    counter.send(CLOSE % ticket)
    counter.receive()
    return took


def _flood(port: int, secret: str, message: bytes, seconds: float) -> Iterator[int]:
    frames = _frame(message) * 100
    line = _websocket(port, secret)
    line.setblocking(False)
    for _ in _rounds(seconds, BATCH_S):
        try:
            line.send(frames)
            yield 100
        except BlockingIOError:
            # The office reads no faster than it wants: the rest waits here.
            continue
        except OSError:
            line.close()
            with contextlib.suppress(OSError):
                line = _websocket(port, secret)
                line.setblocking(False)


def _ask_ahead(port: int, request: bytes, seconds: float) -> Iterator[int]:
    lines: list[socket.socket] = []
    for _ in _rounds(seconds, BATCH_S):
        while len(lines) < 16:
            lines.append(socket.create_connection(("127.0.0.1", port), timeout=5))
            lines[-1].setblocking(False)
        for line in list(lines):
            try:
                with contextlib.suppress(BlockingIOError):
                    while line.recv(1_000_000):
                        pass
                # Cut in the middle of a request it would be a half one: whole ones or none.
                if line.send(request * 20) == len(request) * 20:
                    yield 20
                    continue
            except BlockingIOError:
                continue
            except OSError:
                pass
            line.close()
            lines.remove(line)


def _websocket(port: int, secret: str, small: bool = False) -> socket.socket:
    line = socket.socket()
    if small:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    line.settimeout(5)
    line.connect(("127.0.0.1", port))
    shown = f"Authorization: Bearer {secret}\r\n" if secret else ""
    line.sendall(f"{_HANDSHAKE}{shown}\r\n".encode())
    line.recv(1024)
    if secret:
        line.sendall(_frame(json.dumps({"screen": "display", "place": ""}).encode(), b"40"))
    return line


def _frame(text: bytes, before: bytes = b"") -> bytes:
    """A masked text frame (RFC 6455, 5.2) of less than 126 bytes, with a mask of zeros."""
    payload = before + text
    return struct.pack("!BB4x", 0x81, 0x80 | len(payload)) + payload


def _rounds(seconds: float, each: float = 0.05) -> Iterator[int]:
    begun, done = time.monotonic(), 0
    while time.monotonic() - begun < seconds:
        yield done
        done += 1
        time.sleep(max(0.0, begun + done * each - time.monotonic()))


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 10)
