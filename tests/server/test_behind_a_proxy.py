"""The real program behind a proxy: one address is believed, and the box's own proxy through a socket in the file system."""

import http.client
import json
import socket
import subprocess
import sys

import pytest
import websocket

from tests.bench.wire import OFFICE, Server

pytestmark = pytest.mark.slow


class UnixLine(http.client.HTTPConnection):
    """A proxy's line to the office's socket in the file system."""

    def __init__(self, path):
        super().__init__("lens.example", timeout=10)
        self._path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.connect(self._path)


def _cookies(line, **headers):
    line.request("GET", "/pair", headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = line.getresponse()
    answer.read()
    return answer.status, answer.headers.get("Set-Cookie", "").partition("=")[0]


def test_behind_a_proxy_only_its_exact_address_is_believed(tmp_path):
    headers = {"X_Forwarded_Proto": "https", "X_Forwarded_For": "203.0.113.9", "X_Forwarded_Host": "lens.example"}
    options = ("--trusted-proxy", "127.0.0.2", "--public-certificate", "--public-url", "https://lens.example")
    with Server(tmp_path, OFFICE, *options) as server:

        def line(source):
            return http.client.HTTPConnection("127.0.0.1", server.port, source_address=(source, 0), timeout=10)

        assert _cookies(line("127.0.0.2"), **headers) == (200, "__Host-session")
        assert _cookies(line("127.0.0.3"), **headers) == (200, "session")
        assert _cookies(line("127.0.0.1"), **headers) == (200, "session")
        assert _cookies(line("127.0.0.2"), **headers | {"X_Forwarded_For": "junk"})[0] == 400
        assert _cookies(line("127.0.0.3"), **headers | {"X_Forwarded_For": "junk"})[0] == 200
        assert _cookies(line("127.0.0.2"), **headers | {"X_Forwarded_Host": "evil.example"})[0] == 400

        def screen(origin):
            return websocket.create_connection(
                "ws://lens.example/socket.io/?EIO=4&transport=websocket",
                origin=origin,
                socket=socket.create_connection(("127.0.0.1", server.port), 10, ("127.0.0.2", 0)),
            )

        assert screen("https://lens.example").recv().startswith("0")
        with pytest.raises(websocket.WebSocketBadStatusException):
            screen("http://lens.example")


def test_the_box_s_own_proxy_may_come_through_a_socket_in_the_file_system(tmp_path):
    path = tmp_path / "office.sock"
    command = [
        sys.executable,
        "-m",
        "server.command_line",
        "serve",
        "--office",
        str(OFFICE),
        "--data",
        str(tmp_path / "data"),
    ]
    options = [
        "--bind",
        f"unix:{path}",
        "--trusted-proxy",
        "unix",
        "--public-certificate",
        "--public-url",
        "https://lens.example",
    ]
    with (tmp_path / "log").open("w") as log:
        program = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        assert json.loads(program.stdout.readline()) == {"address": f"unix:{path}"}
        answered = _cookies(
            UnixLine(str(path)), X_Forwarded_Proto="https", X_Forwarded_For="203.0.113.9", Host="lens.example"
        )
        others = path.stat().st_mode & 0o007
    finally:
        program.terminate()
        ended = program.wait(10)
        program.stdout.close()

    assert answered == (200, "__Host-session")
    assert others == 0
    assert (ended, path.exists()) == (0, False)
