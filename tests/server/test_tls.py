"""The real program over https, and at the telephones' door."""

import contextlib
import http.client
import json
import socket
import ssl
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from urllib.parse import urlsplit

import pytest
import websocket

from server.tls import Certified
from tests.bench.wire import OFFICE, Server
from tests.certificates import Authority

pytestmark = pytest.mark.slow
TAKE = '{"type":"TakeTicket","need":"parcel_notice"}'


class SafeServer(Server):
    """The program with a certificate of its own authority."""

    def __init__(self, data, authority, *more):
        certificate, key = authority.signs("DNS:localhost", "IP:127.0.0.1")
        self.trusts = ssl.create_default_context(cafile=authority.file)
        super().__init__(data, OFFICE, "--certificate", certificate, "--key", key, "--phone-port", "0", *more)

    def line(self):
        """A kept connection of somebody who knows the authority."""
        return http.client.HTTPSConnection("localhost", self.port, context=self.trusts, timeout=10)

    def _post(self, path, body, secret=""):
        line = self.line()
        line.request(
            "POST", path, json.dumps(body), {"Content-Type": "application/json", "Authorization": f"Bearer {secret}"}
        )
        return json.loads(line.getresponse().read())

    def take(self, line=None):
        """A ticket from the kiosk."""
        line = line or self.line()
        headers = {"Authorization": f"Bearer {self.secrets['kiosk']}", "Idempotency-Key": f"key-{time.monotonic_ns()}"}
        line.request("POST", "/kiosk/commands", TAKE, headers | {"Content-Type": "application/json"})
        answer = json.loads(line.getresponse().read())
        assert answer["ok"], answer
        return answer


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """One office for all of these."""
    folder = tmp_path_factory.mktemp("tls")
    with SafeServer(folder / "data", Authority(folder / "authority"), "--printer", "virtual") as started:
        yield started


def _display(server, origin="", **more):
    display = websocket.create_connection(
        f"wss://localhost:{server.port}/socket.io/?EIO=4&transport=websocket",
        header=[f"Authorization: Bearer {server.secrets['display']}"],
        origin=origin or f"https://localhost:{server.port}",
        sslopt={"context": server.trusts},
        timeout=10,
        **more,
    )
    display.recv()
    display.send('40{"screen":"display","place":""}')
    assert display.recv().startswith("40")
    return display


def _get(address):
    with contextlib.suppress(urllib.error.HTTPError), urllib.request.urlopen(address, timeout=10) as answer:
        return answer.status, answer.read().decode(), answer.headers
    return 404, "", {}


def test_a_browser_that_knows_the_authority_is_answered_and_another_is_not(server):
    line = server.line()
    line.request("GET", "/healthz")
    assert line.getresponse().status == 200
    assert line.sock.version() == "TLSv1.3"

    with pytest.raises(ssl.SSLCertVerificationError):
        http.client.HTTPSConnection("localhost", server.port, context=ssl.create_default_context()).request("GET", "/")


@pytest.mark.parametrize(
    ("newest", "spoken"), [(ssl.TLSVersion.TLSv1_1, False), (ssl.TLSVersion.TLSv1_2, True)], ids=["1.1", "1.2"]
)
def test_nothing_older_than_tls_1_2_is_spoken(server, newest, spoken):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, newest
    with socket.create_connection(("127.0.0.1", server.port)) as raw:
        try:
            with context.wrap_socket(raw) as safe:
                assert spoken, safe.version()
        except (ssl.SSLError, ConnectionResetError):
            assert not spoken


def test_a_small_answer_does_not_wait_for_nagle_over_https_either(server):
    line, times = server.line(), []
    for _ in range(30):
        before = time.perf_counter()
        line.request("GET", "/healthz")
        line.getresponse().read()
        times.append(time.perf_counter() - before)

    assert statistics.median(times) < 0.03


def test_a_screen_is_live_over_https_and_a_reader_that_stalls_gets_whole_views_afterwards(server):
    stalled = _display(server, sockopt=((socket.SOL_SOCKET, socket.SO_RCVBUF, 4096),))
    kiosk = server.line()
    for _ in range(60):
        newest = server.take(kiosk)["version"]

    versions = []
    while not versions or versions[-1] < newest:
        frame = stalled.recv()
        if frame == "2":
            stalled.send("3")
        elif frame.startswith('42["view"'):
            versions.append(json.loads(frame[2:])[1]["version"])

    assert versions == sorted(versions)


@pytest.mark.parametrize("origin", ["http://localhost:{phone}", "http://localhost:{office}", "https://evil.example"])
def test_a_page_over_http_opens_no_websocket_of_the_office(server, origin):
    phone = urlsplit(server.first_line["phone_address"]).port

    with pytest.raises(websocket.WebSocketBadStatusException):
        _display(server, origin=origin.format(phone=phone, office=server.port))


def test_the_ticket_s_address_is_the_telephones_door_where_it_is_read_without_any_authority(server):
    url = server.take()["url"]
    status, text, headers = _get(url)

    assert url.startswith(server.first_line["phone_address"] + "/t/")
    assert status == 200
    assert "Votre numéro" in text
    assert "Set-Cookie" not in headers
    assert "Strict-Transport-Security" not in headers
    for other in (
        "/healthz",
        "/",
        "/pair",
        "/kiosk",
        "/printer/jobs",
        "/socket.io/?EIO=4&transport=websocket",
        "/static/live.js",
    ):
        assert _get(server.first_line["phone_address"] + other)[0] == 404, other


def test_the_paper_comes_out_although_the_workers_know_no_certificate(server):
    server.take()
    line, until, pictures = server.line(), time.monotonic() + 10, []
    while not pictures and time.monotonic() < until:
        line.request("GET", "/demonstration/paper.json")
        pictures = json.loads(line.getresponse().read())

    assert pictures


def test_plain_words_at_the_safe_port_get_nothing_and_the_office_goes_on(server):
    with socket.create_connection(("127.0.0.1", server.port)) as plain:
        plain.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        with contextlib.suppress(ConnectionResetError):
            assert b"alive" not in plain.recv(4096)

    line = server.line()
    line.request("GET", "/readyz")
    assert line.getresponse().status == 200


HALF = """
from gevent import monkey; monkey.patch_all()
import sys, socket, gevent, server.tls as tls
from server.door.lobby import Lobby
tls.HANDSHAKE_S = float(sys.argv[3])
at = socket.create_server(("127.0.0.1", 0))
def app(environ, start):
    start("200 OK", [])
    return [b"served"]
door = tls.Handshaking(at, app, Lobby(), tls.Certified(*sys.argv[1:3]))
door.start(); print(at.getsockname()[1], flush=True); gevent.sleep(30)
"""


@pytest.mark.parametrize(("limit", "let_go"), [("0.3", True), ("25", False)])
def test_a_half_handshake_is_let_go_in_time_and_a_whole_one_is_not(tmp_path, limit, let_go):
    authority = Authority(tmp_path)
    files = authority.signs("DNS:localhost")
    program = subprocess.Popen([sys.executable, "-c", HALF, *files, limit], stdout=subprocess.PIPE, text=True)
    try:
        port = int(program.stdout.readline())
        slow = ssl.create_default_context(cafile=authority.file)
        whole = slow.wrap_socket(socket.create_connection(("127.0.0.1", port)), server_hostname="localhost")
        halves = [socket.create_connection(("127.0.0.1", port)) for _ in range(20)]
        for half in halves:
            half.sendall(b"\x16\x03\x01\x02\x00")
            half.settimeout(3 if let_go else 0.02)
        gone = 0
        for half in halves:
            with contextlib.suppress(TimeoutError):
                gone += half.recv(1) == b""
        whole.sendall(b"GET / HTTP/1.0\r\n\r\n")

        assert gone == (20 if let_go else 0)
        assert b"200 OK" in whole.recv(4096)
    finally:
        program.kill()
        program.wait()
        program.stdout.close()


def _serial(context, authority):
    to_server, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    asks = ssl.create_default_context(cafile=authority.file).wrap_bio(back, to_server, server_hostname="localhost")
    answers = context.wrap_bio(to_server, back, server_side=True)
    for side in (asks, answers, asks):
        with contextlib.suppress(ssl.SSLWantReadError):
            side.do_handshake()
    return asks.getpeercert()["serialNumber"]


def test_a_renewed_certificate_is_taken_without_a_restart_and_a_half_copied_one_is_not(tmp_path):
    authority = Authority(tmp_path)
    files = authority.signs("DNS:localhost")
    ahead = [0.0]
    certified = Certified(*files, clock=lambda: time.time() + ahead[0])
    first = _serial(certified.context, authority)
    assert not certified.look()

    key = (tmp_path / "office.key").read_text()
    authority.signs("DNS:localhost")
    new_key = (tmp_path / "office.key").read_text()
    (tmp_path / "office.key").write_text(key)
    half = certified.look(), _serial(certified.context, authority) == first
    (tmp_path / "office.key").write_text(new_key)
    whole = certified.look(), _serial(certified.context, authority) == first
    authority.signs("DNS:localhost")
    ahead[0] = 91 * 86_400
    ended = certified.look()

    assert half == (False, True)
    assert whole == (True, False)
    assert not ended


def test_a_key_of_another_certificate_starts_nothing(tmp_path):
    authority = Authority(tmp_path)
    certificate, _ = authority.signs("DNS:localhost")
    _, key = authority.signs("DNS:localhost", name="other")
    command = [
        sys.executable,
        "-m",
        "server.command_line",
        "serve",
        "--demonstration",
        "--data",
        str(tmp_path),
        "--port",
        "0",
    ]

    ended = subprocess.run(
        [*command, "--certificate", certificate, "--key", key], check=False, capture_output=True, text=True, timeout=30
    )

    assert ended.returncode == 2
    assert ended.stdout == ""
    assert "serve.key" in ended.stderr
    assert "Traceback" not in ended.stderr
