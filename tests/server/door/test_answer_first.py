"""Whoever tapped is answered before anybody else is told: the answer never waits behind the views."""

import os
import socket
import struct
from types import SimpleNamespace

import gevent
import pytest

from server import subscribers
from server.room_views import RoomViews
from tests.server.door.served_hall import Hall

LOCK = b'420["command",{"key":"key-00000001","command":{"type":"LockKiosk"}}]'
ANSWER, VIEW = b"430[{", b'42["view"'


@pytest.fixture
def hall(bureau, tmp_path):
    """Lens, with a server, and its dispatcher at work."""
    opened = Hall(bureau, tmp_path)
    opened.live.start()
    yield opened
    opened.close()


class Console:
    """A console on a socket of its own, whose bytes can be looked at without waiting."""

    def __init__(self, hall: Hall) -> None:
        self.line = hall.console()
        self._looked_at = socket.socket(fileno=os.dup(self.line.fileno()))
        while VIEW not in self.line.recv(1_000_000):
            pass

    def lock_the_kiosk(self) -> None:
        """A command on the websocket."""
        self.line.sendall(struct.pack("!BB4x", 0x81, 0x80 | len(LOCK)) + LOCK)

    def has(self, words: bytes) -> bool:
        """Whether these have reached this computer's side of the line."""
        try:
            return words in self._looked_at.recv(1_000_000, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False

    def close(self) -> None:
        """Ends."""
        self._looked_at.close()
        self.line.close()


def _moments(hall: Hall, monkeypatch) -> dict[str, bool]:
    """Whether the answer to a command was there when the first subscriber ran, and when the first view was drawn."""
    console, stored = Console(hall), dict[str, bool]()
    hall.bureau.office.subscribe(lambda _news: stored.setdefault("subscriber", console.has(ANSWER)))
    draw = RoomViews._view
    monkeypatch.setattr(
        RoomViews,
        "_view",
        lambda views, room, now: (stored.setdefault("view", console.has(ANSWER)), draw(views, room, now))[1],
    )
    console.lock_the_kiosk()
    with gevent.Timeout(8):
        while not (console.has(VIEW) and "subscriber" in stored):
            gevent.sleep(0.01)
    console.close()
    return stored


def test_the_answer_on_the_websocket_has_left_before_a_subscriber_runs_and_before_a_view_is_drawn(hall, monkeypatch):
    assert _moments(hall, monkeypatch) == {"subscriber": True, "view": True}


def test_the_control_subscribers_that_run_at_once_run_before_the_answer(hall, monkeypatch):
    at_once = SimpleNamespace(event=gevent.event, spawn=gevent.spawn, sleep=lambda _seconds: None)
    monkeypatch.setattr(subscribers, "gevent", at_once)

    assert _moments(hall, monkeypatch)["subscriber"] is False
