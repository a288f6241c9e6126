"""The real program on a real port: bounds, hosts, a reader that stalls, a clean end."""

import http.client
import json
import socket
import statistics
import time

import pytest
import websocket

from tests.bench.wire import Line, Server

pytestmark = pytest.mark.slow
TAKE = '{"type":"TakeTicket","need":"parcel_notice"}'


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """One office for all of these."""
    with Server(tmp_path_factory.mktemp("real")) as started:
        yield started


def _display(server: Server, origin: str = "") -> websocket.WebSocket:
    address = f"ws://localhost:{server.port}/socket.io/?EIO=4&transport=websocket"
    headers = [f"Authorization: Bearer {server.secrets['display']}"]
    line = websocket.create_connection(
        address, header=headers, origin=origin or f"http://localhost:{server.port}", timeout=10
    )
    line.recv()
    line.send('40{"screen":"display","place":""}')
    assert line.recv().startswith("40")
    return line


def _get(server: Server, path: str, host: str) -> int:
    line = http.client.HTTPConnection("127.0.0.1", server.port)
    line.request("GET", path, headers={"Host": host})
    return line.getresponse().status


def test_it_lives_and_is_ready(server):
    assert _get(server, "/healthz", "localhost") == 200
    assert _get(server, "/readyz", "localhost") == 200


def test_a_page_elsewhere_that_points_its_name_at_the_box_gets_nothing(server):
    assert _get(server, "/healthz", "evil.example") == 400


def test_a_websocket_from_another_origin_is_refused(server):
    with pytest.raises(websocket.WebSocketBadStatusException):
        _display(server, origin="http://evil.example")


def test_a_message_too_large_ends_the_connection_and_the_office_goes_on(server):
    line = _display(server)
    line.send("42" + json.dumps(["command", "x" * 1_000_000]))

    with pytest.raises((websocket.WebSocketConnectionClosedException, ConnectionError)):
        while True:
            # A close frame, then the end of the line.
            if line.recv() == "":
                raise ConnectionError

    assert _get(server, "/readyz", "localhost") == 200


def test_a_small_answer_does_not_wait_for_nagle(server):
    line = http.client.HTTPConnection("127.0.0.1", server.port)
    times = []
    for _ in range(30):
        before = time.perf_counter()
        line.request("GET", "/healthz", headers={"Host": "localhost"})
        line.getresponse().read()
        times.append(time.perf_counter() - before)

    # With Nagle's algorithm left on it is 40 ms or more, each time.
    assert statistics.median(times) < 0.03


def test_a_reader_that_stalls_gets_whole_views_afterwards(server):
    stalled = _display(server)
    stalled.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    kiosk = Line(server, "kiosk")
    for _ in range(150):
        kiosk.send(TAKE)
        newest = int(str(kiosk.receive()["version"]))

    versions = []
    while not versions or versions[-1] < newest:
        frame = stalled.recv()
        if frame == "2":
            stalled.send("3")
        elif frame.startswith('42["view"'):
            versions.append(json.loads(frame[2:])[1]["version"])

    assert versions == sorted(versions)
    assert versions[-1] == newest


def test_sigterm_ends_it_cleanly_and_quickly(tmp_path):
    started = Server(tmp_path)
    with started:
        began = time.perf_counter()
    assert time.perf_counter() - began < 8
    assert started._process.returncode == 0
