"""The guard: what comes past it is whole and readable; the rest is answered in words, by 4xx."""

import io
from urllib.parse import quote

import gevent
import gevent.event
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.door.guard import Guard
from server.door.limits import REQUESTS_AT_A_TIME
from server.door.lobby import Lobby

SOCKET = {
    "PATH_INFO": "/socket.io/",
    "QUERY_STRING": "EIO=4&transport=websocket",
    "HTTP_UPGRADE": "websocket",
    "HTTP_CONNECTION": "keep-alive, Upgrade",
    "HTTP_SEC_WEBSOCKET_VERSION": "13",
    "HTTP_SEC_WEBSOCKET_KEY": "dGhlIHNhbXBsZSBub25jZQ==",
}


class Door:
    """A guard in front of an application that reads what it is given."""

    def __init__(self) -> None:
        self.read: list[bytes] = []
        self.statuses: list[int] = []
        self.guard = Guard(
            self._application,
            frozenset({"localhost"}),
            Lobby(),
            lambda environ: int(environ.get("HTTP_COOKIE", 0)),
            {"http://localhost"},
        )

    def ask(self, body: bytes = b"", **environ: str) -> tuple[int, bytes]:
        """The status and the body of the answer; 0 and nothing when the application was reached."""
        whole = {
            "HTTP_HOST": "localhost:8000",
            "PATH_INFO": "/kiosk",
            "REQUEST_METHOD": "GET",
            "wsgi.input": io.BytesIO(body),
        }
        if body:
            whole |= {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(len(body))}
        self.statuses.clear()
        answer = self.guard(whole | environ, lambda status, _headers: self.statuses.append(int(status[:3])))
        return (self.statuses or [0])[0], b"".join(answer)

    def _application(self, environ, _start):
        self.read.append(environ["wsgi.input"].read() if environ["PATH_INFO"] != "/socket.io/" else b"")
        return []


@pytest.fixture
def door() -> Door:
    """A guard that nobody has passed yet."""
    return Door()


def test_what_is_readable_comes_past(door):
    requests = [
        door.ask(),
        door.ask(b'{"a": 1}'),
        door.ask(PATH_INFO="/voice/fr/appel", QUERY_STRING="number=101&counter=2"),
        door.ask(PATH_INFO=b"/sheets/%C3%A9t%C3%A9".decode("latin-1")),
        door.ask(**SOCKET),
    ]

    assert [status for status, _ in requests] == [0] * 5
    assert door.read[1] == b'{"a": 1}'


@pytest.mark.parametrize(
    ("status", "environ"),
    [
        (400, {"HTTP_HOST": "[::1"}),
        (400, {"HTTP_HOST": "evil.example"}),
        (400, {"HTTP_HOST": "localhost:evil.example"}),
        (400, {"HTTP_HOST": "localhost/evil.example"}),
        (400, {"HTTP_HOST": "evil@localhost"}),
        (400, SOCKET | {"HTTP_ORIGIN": "http://evil.example"}),
        (400, {"HTTP_HOST": ""}),
        (400, {"PATH_INFO": "/%0a/\n"}),
        (400, {"PATH_INFO": "/\xff"}),
        (400, {"PATH_INFO": "kiosk"}),
        (400, {"QUERY_STRING": "next=%0a"}),
        (400, {"QUERY_STRING": "a=%ff"}),
        (400, {"QUERY_STRING": "é"}),
        (400, {"QUERY_STRING": "&".join(f"a{n}=1" for n in range(100))}),
        (414, {"QUERY_STRING": "a" * 3000}),
        (414, {"PATH_INFO": "/" + "a" * 2000}),
        (413, {"CONTENT_LENGTH": "99999999999", "REQUEST_METHOD": "POST"}),
        (411, {"HTTP_TRANSFER_ENCODING": "chunked", "REQUEST_METHOD": "POST"}),
        (400, {"HTTP_UPGRADE": "websocket", "HTTP_CONNECTION": "upgrade"}),
        (404, SOCKET | {"REQUEST_METHOD": "POST"}),
        (404, SOCKET | {"PATH_INFO": "/socket.io/x"}),
        (426, SOCKET | {"HTTP_UPGRADE": ""}),
        (400, SOCKET | {"QUERY_STRING": "EIO=4&transport=polling"}),
        (400, SOCKET | {"QUERY_STRING": "EIO=4&transport=websocket&sid=x"}),
        (400, SOCKET | {"QUERY_STRING": "EIO=4&transport=websocket&EIO=3"}),
        (400, SOCKET | {"HTTP_SEC_WEBSOCKET_KEY": "short"}),
        (400, SOCKET | {"HTTP_SEC_WEBSOCKET_KEY": ""}),
        (400, SOCKET | {"HTTP_SEC_WEBSOCKET_VERSION": "8"}),
        (400, SOCKET | {"CONTENT_LENGTH": "5"}),
    ],
    ids=lambda value: str(value)[:60],
)
def test_the_rest_is_refused_in_words(door, status, environ):
    answered, body = door.ask(**environ)

    assert answered == status
    assert "sentence" in body.decode()
    assert door.read == []


def test_a_person_gets_a_page_and_a_program_gets_json(door):
    _, page = door.ask(HTTP_HOST="evil.example", HTTP_ACCEPT="text/html,*/*")
    _, json = door.ask(HTTP_HOST="evil.example", HTTP_ACCEPT="application/json")

    assert page.startswith(b"<!doctype html>")
    assert json.startswith(b"{")


@given(st.binary(max_size=60), st.binary(max_size=60), st.text(max_size=30))
def test_whatever_the_address_is_it_comes_past_readable_or_is_refused(path, query, host):
    door = Door()
    text = quote(query).replace("%26", "&").replace("%3D", "=")

    status, _ = door.ask(PATH_INFO="/" + path.decode("latin-1"), QUERY_STRING=text, HTTP_HOST=host or "localhost")

    assert status in (0, 400, 404, 414, 426)
    if status == 0:
        ("/" + path.decode("latin-1")).encode("latin-1").decode()


def test_a_body_that_never_comes_whole_is_not_waited_for(door):
    status, _ = door.ask(wsgi_input_is="short", CONTENT_LENGTH="10", REQUEST_METHOD="POST", **{"wsgi.input": Torn()})

    assert status == 408


def test_a_stranger_who_asks_without_end_is_refused_and_a_paired_device_is_not(door, monkeypatch):
    monkeypatch.setattr("gevent.sleep", lambda _seconds: None)
    strangers = [door.ask(REMOTE_ADDR="10.0.0.9")[0] for _ in range(1000)]
    household = [door.ask(REMOTE_ADDR=f"2001:db8::{n:x}")[0] for n in range(1000)]

    assert (strangers[0], strangers[-1]) == (0, 429)
    assert (household[0], household[-1]) == (0, 429), "one network of IP version 6 has as many addresses as it likes"
    assert door.ask(REMOTE_ADDR="10.0.0.8")[0] == 0, "a neighbour"
    assert door.ask(REMOTE_ADDR="10.0.0.9", HTTP_COOKIE="7")[0] == 0, "the paired device, at the same address"


def test_a_device_that_asks_without_end_waits_for_itself_and_for_nobody_else(door):
    device = {"HTTP_COOKIE": "7"}
    going_on, answered = gevent.event.Event(), []

    def slow(environ, _start):
        answered.append(environ.get("HTTP_COOKIE", "neighbour"))
        going_on.wait()
        return []

    door.guard._app = slow
    requests = [gevent.spawn(door.ask, **device) for _ in range(50)] + [gevent.spawn(door.ask)]
    gevent.sleep(0)
    gevent.sleep(0)

    assert answered == ["7"] * REQUESTS_AT_A_TIME + ["neighbour"]
    going_on.set()
    gevent.joinall(requests, timeout=5, raise_error=True)
    assert answered.count("7") == 50, "none is lost"


class Torn:
    """A body that breaks off."""

    def read(self, _most: int) -> bytes:
        """Nothing comes."""
        raise OSError("unexpected end of file")
