"""The log: one bounded JSON object a line, whatever happens, without state and without secrets."""

import json
import logging
import os
import subprocess
import sys
import threading
import traceback
import warnings

import gevent
import pytest
import structlog

from server import logs
from server.log_lines import Repeats, line
from tests.bench.wire import Line
from tests.server.attacks import Watched, attack, faults_in
from tests.suite.socket_twin import send_all

SECRET = "k3yK3yk3yK3yk3yK3yk3yK3yk3yK3yk3yK3yk3yK3yk"


class Written:
    """stderr of this process, between two calls: a pipe in its place."""

    def __init__(self, monkeypatch):
        self._out, self._in = os.pipe()
        os.set_blocking(self._out, False)
        monkeypatch.setattr(logs, "STDERR", self._in)
        monkeypatch.setattr(logs, "_repeats", Repeats(lambda: 0.0))

    def read(self):
        """What was written since."""
        try:
            return os.read(self._out, 1_000_000)
        except BlockingIOError:
            return b""

    def facts(self):
        """The same, as values."""
        return [json.loads(text) for text in self.read().splitlines()]

    def close(self):
        os.close(self._out)
        os.close(self._in)


@pytest.fixture
def written(monkeypatch):
    """Nothing written yet."""
    pipe = Written(monkeypatch)
    yield pipe
    pipe.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The real program; the last test that needs it stops it."""
    with Watched(tmp_path_factory.mktemp("watched")) as started:
        yield started


def _deep(left):
    pin = "123456"
    if left:
        return _deep(left - 1)
    raise ValueError(f"'{pin}' is no number, {SECRET}")


def test_a_view_that_raises_is_told_in_a_short_line_without_the_state(written, bureau):
    def view(state):
        secret = SECRET
        return state.nothing + secret

    written.read()
    for _ in range(40):
        try:
            view(bureau.office.state)
        except AttributeError:
            structlog.get_logger().exception("live_fault", step="push")

    log = written.read()
    assert faults_in(log, {SECRET, "parcel_notice"}) == []
    assert log.count(b"\n") == 1
    assert json.loads(log)["exception"]["frames"][-1].endswith(" view")


def test_the_same_fault_written_as_before_held_the_state_in_many_kilobytes(written, bureau):
    """The control of the test above: the reader finds it."""
    frame = structlog.processors.dict_tracebacks
    try:
        state, secret = bureau.office.state, SECRET
        _raise(state, secret)
    except AttributeError as error:
        facts = frame(None, "error", {"event": "live_fault", "exc_info": error})

    faults = faults_in(json.dumps(facts).encode() + b"\n", {SECRET})

    assert any("a secret" in fault for fault in faults)


def _raise(state, secret):
    return state.nothing + secret


def test_a_library_a_warning_a_thread_a_greenlet_and_a_print_are_lines_too(written, monkeypatch):
    for hook in ("excepthook", "unraisablehook", "stderr"):
        monkeypatch.setattr(sys, hook, getattr(sys, hook))
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(warnings, "showwarning", warnings.showwarning)
    monkeypatch.setattr(gevent.hub.Hub, "print_exception", gevent.hub.Hub.print_exception)
    logs.take_over()

    logging.getLogger("engineio.server").error("post request handler error %s", SECRET)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("old", DeprecationWarning, stacklevel=1)
    thread = threading.Thread(target=_deep, args=(2,))
    thread.start()
    thread.join()
    gevent.spawn(_deep, 2).join()
    try:
        _deep(1)
    except ValueError:
        traceback.print_exc()
        sys.excepthook(*sys.exc_info())
    print(f"half a line {SECRET}", file=sys.stderr, end="")
    print(", and its end\n" * 3, file=sys.stderr)

    log = written.read()
    assert faults_in(log, {SECRET, "123456"}) == []
    events = [text["event"] for text in map(json.loads, log.splitlines())]
    for event in ("library", "warning", "uncaught_in_thread", "uncaught_in_greenlet", "uncaught", "printed"):
        assert event in events


def test_the_lines_of_another_process_are_lines_whatever_it_prints(written):
    program_text = f"""
import json, sys
print(json.dumps({{"event": "paper", "ticket": "2025-11-24-101"}}), file=sys.stderr)
print(json.dumps({{"event": "x", "secret": "{SECRET}"}}), file=sys.stderr)
print("[" * 30000, file=sys.stderr)
print("{{" * 3000, file=sys.stderr)
sys.stderr.buffer.write(b"\\xff\\x00 {SECRET}\\n")
raise RuntimeError("{SECRET}")
"""
    child = subprocess.Popen([sys.executable, "-c", program_text], stderr=subprocess.PIPE, text=True, errors="replace")
    logs.relay(child.stderr, "printer.worker")
    child.wait()

    log = written.read()

    assert faults_in(log, {SECRET}) == []
    first = json.loads(log.splitlines()[0])
    assert (first["program"], first["event"], first["ticket"]) == ("printer.worker", "paper", "2025-11-24-101")
    assert b"RuntimeError" in log


def test_a_reader_of_the_log_that_stands_still_does_not_stop_the_office(written):
    for _ in range(400):
        logs.write({"event": "x", "said": "word " * 60})

    assert len(written.read()) < 400 * 300


def test_a_reader_of_the_log_that_is_gone_does_not_stop_the_office(written):
    os.close(written._out)
    logs.write({"event": "x"})
    written._out = os.open("/dev/null", os.O_RDONLY)


@pytest.mark.slow
def test_a_start_that_fails_is_a_line_for_a_program_that_reads_it(server, tmp_path):
    for data, port, code, sentence in (
        (server.log.parent, 0, 3, "déjà ouvert"),
        (tmp_path, server.port, 1, "n'est pas libre"),
    ):
        ended = subprocess.run(
            [*_serve(), "--data", str(data), "--port", str(port)], capture_output=True, check=False, timeout=30
        )
        assert ended.returncode == code
        assert faults_in(ended.stderr, set()) == []
        assert sentence in json.loads(ended.stderr.splitlines()[-1])["why"]


@pytest.mark.slow
def test_every_line_of_an_office_under_attack_is_a_short_json_object_without_a_secret(server):
    attack(server)
    secrets = server.secrets
    headers = {role: [f"Authorization: Bearer {secrets[role]}"] for role in ("kiosk", "display")} | {"": []}
    headers["counter"] = [f"Authorization: Bearer {secrets['counter']}", f"X-Staff: {server.staff}"]
    senders = send_all(server.port, headers, most_each=600, seconds=3)
    kiosk = Line(server, "kiosk")
    kiosk.send('{"type":"TakeTicket","need":"parcel_notice"}')
    assert kiosk.receive()["ok"]
    server.stop()

    # The control: what they sent was understood, too.
    assert sum(sender.read for sender in senders) > 500
    assert sum(sender.answers["malformed"] + sender.answers["key_missing"] for sender in senders) > 5

    log, secrets = server.log.read_bytes(), server.secrets_told
    assert len(secrets) >= 8
    assert faults_in(log, secrets) == []
    events = [json.loads(text)["event"] for text in log.splitlines()]
    for event in ("serving", "worker_died", "worker_started", "stopping"):
        assert event in events


def test_the_reader_finds_what_a_traceback_a_long_line_and_a_secret_are():
    """The control of the test above."""
    log = b'{"event": "x"}\nTraceback (most recent call last):\n' + line({"event": "x"})
    long = json.dumps({"event": "live_fault", "locals": "x" * 125_000}).encode() + b"\n"

    assert len(faults_in(log, set())) == 1
    assert len(faults_in(long, set())) == 1
    assert len(faults_in(b'{"event": "x", "said": "123456"}\n', {"123456"})) == 1


def _serve():
    from tests.bench.wire import OFFICE

    return [sys.executable, "-m", "server.command_line", "serve", "--demonstration", "--office", str(OFFICE)]
