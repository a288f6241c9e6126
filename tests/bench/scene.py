"""What is measured: an office at work, its eight screens on their sockets, and whoever taps; all of it one client process.

Each of the screens shows something of every ticket that is taken, so that each gets a view of every tap.
"""

import os
import re
import socket
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import websocket

from tests.bench.floor import Row
from tests.bench.wire import Line, Server

SCREENS = ("kiosk", "display", "display", "console", "console", "counter:1", "counter:2", "manager")
UNATTENDED = ("kiosk", "display")
OFFICE = Path(__file__).with_name("scene.toml")
WAITING = 60
TAKE = '{"type":"TakeTicket","need":"parcel_notice"}'
SCENE = "8 screens on sockets (1 kiosk, 2 displays, 2 consoles, 2 counters, 1 manager), both counters open"
_VERSION = re.compile(rb'"version":(\d+),"now":\d+')
_VIEW = b'42["view",'


@dataclass
class Tap:
    """Milliseconds from a tap to its answer, and to the last of the eight screens that shows it; and of one durable row then."""

    answered: float
    shown: float
    floor: float


@dataclass
class Views:
    """How many views came, and how many of them said what the one before them on the same screen had said."""

    came: int = 0
    equal: int = 0

    @property
    def share(self) -> float:
        """Percent of equal ones."""
        return 100 * self.equal / max(1, self.came)


@dataclass
class Page:
    """A screen on its websocket, which reads as little of a view as it must."""

    server: Server
    screen: str
    views: Views
    version: int = -1
    _unread: bytes = b""
    _commands: int = 0
    _line: websocket.WebSocket = field(init=False)

    def __post_init__(self) -> None:
        name, _, place = self.screen.partition(":")
        headers = [f"Authorization: Bearer {self.server.secrets[name]}"]
        if name not in UNATTENDED:
            headers.append(f"X-Staff: {self.server.badges[name]}")
        self._line = websocket.create_connection(
            f"ws://localhost:{self.server.port}/socket.io/?EIO=4&transport=websocket",
            header=headers,
            origin=f"http://localhost:{self.server.port}",
            sockopt=((socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),),
            timeout=30,
            # In pure Python it costs the client more than the whole view costs the office.
            skip_utf8_validation=True,
        )
        self._line.recv()
        self._line.send(f'40{{"screen":"{name}","place":"{place}"}}')
        while self.version < 0:
            self.hear()

    def hear(self) -> bytes:
        """The next message; the office's question whether we are still there is answered."""
        opcode, data = self._line.recv_data()
        assert opcode == websocket.ABNF.OPCODE_TEXT, f"the office sent the {self.screen} away"
        if data == b"2":
            self._line.send("3")
        elif data.startswith(_VIEW):
            version = _VERSION.search(data)
            assert version
            self.version = int(version[1])
            rest = data[version.end() :]
            self.views.came += 1
            self.views.equal += rest == self._unread
            self._unread = rest
        return data

    def until(self, version: int) -> None:
        """Returns when a view of this version or later has come."""
        while self.version < version:
            self.hear()

    def ask(self, command: str) -> bytes:
        """The answer to a command on this socket."""
        self._commands += 1
        self._line.send(f'42{self._commands}["command",{{"key":"{os.urandom(16).hex()}","command":{command}}}]')
        answer = b"43%d[" % self._commands
        while not (message := self.hear()).startswith(answer):
            pass
        return message

    def close(self) -> None:
        """It leaves."""
        self._line.close()


class Scene:
    """The office with its screens open and sixty people waiting."""

    def __init__(self, server: Server, floor: Path) -> None:
        self._server = server
        self._row = Row(floor)
        self.views = Views()
        self._pages: list[Page] = []
        self._kiosk, self._counter = Line(server, "kiosk"), Line(server, "counter")
        self._served = 0
        for counter in ("1", "2"):
            self._do(self._counter, f'{{"type":"OpenCounter","counter":"{counter}"}}')
        for _ in range(WAITING):
            self._do(self._kiosk, TAKE)

    def open(self) -> None:
        """Every screen is there."""
        for screen in SCREENS:
            # All of them before the first connects: a screen that answers no ping meanwhile is sent away.
            name = screen.partition(":")[0]
            self._server.secrets[name], name in UNATTENDED or self._server.badges[name]
        self._pages = [Page(self._server, screen, self.views) for screen in SCREENS]

    def close(self) -> None:
        """No screen is there."""
        for page in self._pages:
            page.close()
        self._pages = []

    def taps(self, times: int) -> tuple[list[Tap], list[Tap]]:
        """So many over HTTP and as many over the kiosk's socket, in turns; somebody is served after each, not measured."""
        http, sockets = [], []
        for _ in range(times):
            http.append(self._tapped(over_socket=False))
            self._serve_one()
            sockets.append(self._tapped(over_socket=True))
            self._serve_one()
        return http, sockets

    def pass_day(self, tickets: int) -> None:
        """So many are taken and ended, with no screen open, in a minute or two.

        Nobody is called: the display's calls of the last ten minutes stay what they are. Ended as given in error, as no printer is there:
        the manager's page names everybody else who has no paper.
        """
        for _ in range(tickets):
            taken = self._do(self._kiosk, TAKE)
            self._do(self._counter, _finished(str(taken["ticket"]), "issued_in_error"))

    def _tapped(self, over_socket: bool) -> Tap:
        floor = self._row.store()
        before = time.perf_counter()
        if over_socket:
            answer = self._pages[0].ask(TAKE)
        else:
            self._kiosk.send(TAKE)
            answer = self._kiosk.receive_bytes()
        answered = time.perf_counter()
        version = re.search(rb'"version":(\d+)', answer)
        assert version, answer
        self._shown(self._pages, int(version[1]))
        return Tap(1000 * (answered - before), 1000 * (time.perf_counter() - before), floor)

    def _serve_one(self) -> None:
        """Called, arrived, served; the next tap comes once the last screen has shown it, which is drawn last."""
        ticket = self._call()
        self._do(self._counter, f'{{"type":"MarkArrived","ticket":"{ticket}"}}')
        served = self._do(self._counter, _finished(ticket))
        self._shown(self._pages[-1:], int(str(served["version"])))

    def _call(self) -> str:
        self._served += 1
        call = f'{{"type":"CallNext","counter":"{1 + self._served % 2}"}}'
        return str(self._do(self._counter, call)["ticket"])

    @staticmethod
    def _shown(pages: Iterable[Page], version: int) -> None:
        for page in pages:
            page.until(version)

    @staticmethod
    def _do(line: Line, command: str) -> dict[str, object]:
        line.send(command)
        return line.receive()


def columns(taps: list[Tap]) -> Iterator[tuple[str, list[float], list[float]]]:
    """(what, milliseconds, those of the floor) of each figure of these taps."""
    floor = [tap.floor for tap in taps]
    yield "answered", [tap.answered for tap in taps], floor
    yield "pushed to the last of 8 screens", [tap.shown for tap in taps], floor


def _finished(ticket: str, outcome: str = "served") -> str:
    return f'{{"type":"FinishTicket","ticket":"{ticket}","outcome":"{outcome}"}}'
