"""What was taken is given back: whoever leaves, stalls, or is not there any more leaves no greenlet, no socket, no place in the lobby."""

import gc
import itertools
import struct
import time
from collections.abc import Callable, Iterator

import gevent
import pytest
from gevent import socket

from flow.commands import TakeTicket
from server.door.limits import NEWS_UNSENT, STRANGERS_OF_ADDRESS, UNSENT_MOST
from server.driver import _WholeSends
from tests.server.door.served_hall import HANDSHAKE, Hall

pytestmark = pytest.mark.slow


@pytest.fixture
def hall(bureau, tmp_path) -> Iterator[Hall]:
    """Lens, with a server."""
    opened = Hall(bureau, tmp_path)
    yield opened
    opened.close()


@pytest.mark.parametrize("back_s", [0, 3_600])
def test_a_screen_that_is_not_there_any_more_is_released_by_the_ping(hall, monkeypatch, back_s):
    hall.console().close()
    _until(lambda: not hall.live._connected)
    before = _greenlets()
    right, looks = time.time, itertools.count()
    # Set back again and again: whoever asks it how long ago something was hears that it is still to come.
    monkeypatch.setattr(time, "time", lambda: right() - back_s * next(looks))
    gone = [hall.console() for _ in range(5)]
    _until(lambda: len(hall.live._connected) == 5)
    # As the office does, more often than it waits for an answer: a queue that stays empty would end them too.
    ticks = gevent.spawn(_tick, hall)

    # They never answer and never close: a cable that was pulled.
    _until(lambda: not hall.live._connected)

    ticks.kill()
    assert len(gone) == 5
    assert _gone(hall)["silent"] == 5
    _until(lambda: _greenlets() <= before)
    assert len(hall.lobby) == 0
    assert hall.live.socketio.server.eio.sockets == {}


def test_an_office_that_stood_still_drops_no_screen_before_it_has_read_what_it_said(hall, monkeypatch):
    hall.live.socketio.server.eio.ping_interval, hall.live.socketio.server.eio.ping_timeout = 60, 60
    line = hall.console()
    _until(lambda: len(hall.live._connected) == 1)
    monkeypatch.setattr("server.connected.SILENT_SECONDS", 0)
    hall.live._lost.looked_at -= 60
    hall.live._drop_lost()
    gevent.sleep(0.1)
    assert len(hall.live._connected) == 1

    # Engine.IO would wait for a minute: ours does not depend on it.
    hall.live._drop_lost()
    _until(lambda: not hall.live._connected)
    assert _gone(hall) == {"silent": 1}
    line.close()


def test_a_screen_that_asks_for_more_than_it_reads_is_sent_away_before_much_waits_for_it(hall, monkeypatch):
    # It takes a little now and then: whoever only waits for a write to fail waits for ever.
    monkeypatch.setattr("server.driver.SEND_SECONDS", 600)
    hall.live.socketio.server.eio.ping_interval, hall.live.socketio.server.eio.ping_timeout = 60, 60
    slow, reader = hall.console(small=True), hall.console()
    _until(lambda: len(hall.live._connected) == 2)
    reading = gevent.spawn(_read, reader, [])
    answers = "x" * 2_000
    while max(here.unsent for here in hall.live._connected.values()) <= UNSENT_MOST:
        for _ in range(20):
            hall.live.socketio.emit("answer", answers)
        gevent.sleep(0.01)
    assert sorted(here.unsent > UNSENT_MOST for here in hall.live._connected.values()) == [False, True]

    hall.live._drop_lost()

    _until(lambda: len(hall.live._connected) == 1)
    assert _gone(hall) == {"behind": 1}
    slow.close()
    reading.kill()


def _gone(hall) -> dict[str, float]:
    samples = (sample for family in hall.bureau.office.measures.collect() for sample in family.samples)
    return {
        sample.labels["how"]: sample.value
        for sample in samples
        if sample.name == "allervers_screens_gone_total" and sample.value
    }


def test_a_reader_that_never_reads_is_given_up_and_the_others_get_their_views(hall, monkeypatch):
    monkeypatch.setattr("server.driver.SEND_SECONDS", 0.2)
    hall.live.socketio.server.eio.ping_interval, hall.live.socketio.server.eio.ping_timeout = 60, 60
    stalled, reader = hall.console(small=True), hall.console()
    _until(lambda: len(hall.live._connected) == 2)
    heard: list[int] = []
    reading = gevent.spawn(_read, reader, heard)
    queues = [here.engine.queue for here in hall.live._connected.values()]

    # More than any buffer between the two takes.
    for _ in range(600):
        hall.bureau.do(TakeTicket("parcel_notice"))
        hall.live.push()
        assert max(queue.qsize() for queue in queues) <= NEWS_UNSENT + 3
        gevent.sleep(0)

    _until(lambda: len(hall.live._connected) == 1)
    assert sum(heard) > 1_000_000
    stalled.close()
    reading.kill()


def test_a_screen_that_says_goodbye_is_gone(hall):
    line = hall.console()
    _until(lambda: len(hall.live._connected) == 1)

    line.sendall(struct.pack("!BB4x", 0x81, 0x82) + b"41")

    _until(lambda: len(hall.lobby) == 0)
    assert hall.live.socketio.server.eio.sockets == {}


HALVES = {
    "a request without an end": b"GET /pair HTTP/1.1\r\nHost: localhost\r\n",
    "a body that does not come": b"POST /pair HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n",
    "a websocket that does not say who it is": HANDSHAKE.format("", "").encode(),
    "answers that nobody takes": b"GET /static/vendor/noto-sans-arabic/arabic.woff2 HTTP/1.1\r\nHost: localhost\r\n\r\n"
    * 100,
}


@pytest.mark.parametrize("half", HALVES.values(), ids=HALVES.keys())
def test_whoever_waits_for_nothing_is_pushed_out_by_a_newcomer(hall, half):
    held = [_held(hall.port, half) for _ in range(STRANGERS_OF_ADDRESS)]
    _until(lambda: len(hall.lobby) == STRANGERS_OF_ADDRESS)

    newcomer = socket.create_connection(("127.0.0.1", hall.port), timeout=5)
    newcomer.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")

    assert newcomer.recv(100).startswith(b"HTTP/1.1 200")
    assert len(hall.lobby) == STRANGERS_OF_ADDRESS
    for line in (*held, newcomer):
        line.close()
    _until(lambda: len(hall.lobby) == 0)


def _held(port: int, words: bytes):
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    line.connect(("127.0.0.1", port))
    line.sendall(words)
    return line


def test_what_is_in_nobody_s_way_is_sent_however_slowly_it_is_taken(hall):
    here, other = socket.socketpair()
    sends = gevent.spawn(_WholeSends(here, seconds=5).send, b"x" * 3_000_000)

    taken = 0
    while taken < 3_000_000:
        taken += len(other.recv(50_000))
        gevent.sleep(0)

    assert sends.get(timeout=5) == 3_000_000


def _read(line, heard: list[int]) -> None:
    while part := line.recv(65_536):
        heard.append(len(part))


def _greenlets() -> int:
    gc.collect()
    return sum(isinstance(thing, gevent.Greenlet) and not thing.dead for thing in gc.get_objects())


def _until(holds: Callable[[], bool], seconds: float = 8) -> None:
    with gevent.Timeout(seconds):
        while not holds():
            gevent.sleep(0.02)


def _tick(hall):
    while True:
        hall.live._emit_tick()
        gevent.sleep(0.1)
