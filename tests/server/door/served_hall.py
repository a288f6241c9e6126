"""An office behind a real server in this process, and screens on real sockets."""

import json
import struct
from dataclasses import dataclass
from pathlib import Path

from gevent import socket

from screen.roles import Role
from server.access import Access
from server.app import create_app
from server.door.guard import Guard
from server.door.lobby import Lobby
from server.door.serving import Server
from server.journal.people import People
from server.live import Live
from server.screens import SCREENS
from voice.clips import Clips

HANDSHAKE = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nAuthorization: Bearer {}\r\nX-Staff: {}\r\n\r\n"
)


@dataclass
class Hall:
    """A real server in this process, whose greenlets can be counted."""

    bureau: object
    folder: Path

    def __post_init__(self) -> None:
        self.people = People(self.folder / "people.db")
        self.access = Access(self.people, ("fr",))
        app = create_app(self.bureau.office, self.access, SCREENS, b"k" * 32, self.folder, Clips(self.folder))
        self.live = Live(app, self.bureau.office, self.access, SCREENS, [])
        # Half a second in place of eighteen, so that nobody waits for the test; the way is the same.
        self.live.socketio.server.eio.ping_interval, self.live.socketio.server.eio.ping_timeout = 0.3, 0.2
        self.lobby = Lobby()
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        self.server = Server(
            listener, Guard(app, frozenset({"localhost"}), self.lobby, self.access.device_of), self.lobby
        )
        self.server.start()
        self.port = listener.getsockname()[1]
        self.secret, device = self.access.add_device("test", frozenset({Role.CONSOLE}))
        self.access.add_staff("Médiatrice 1", frozenset({Role.CONSOLE}))
        self.badge = self.access.open_session(self.access.people.staff()[0], device)

    def console(self, small: bool = False):
        """A console that is connected."""
        line = socket.socket()
        if small:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        line.connect(("127.0.0.1", self.port))
        line.sendall(HANDSHAKE.format(self.secret, self.badge).encode())
        line.recv(1024)
        hello = b"40" + json.dumps({"screen": "console", "place": ""}).encode()
        line.sendall(struct.pack("!BB4x", 0x81, 0x80 | len(hello)) + hello)
        return line

    def close(self) -> None:
        """Stops serving."""
        self.server.stop(timeout=1)
        self.people.close()
