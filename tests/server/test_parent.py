"""The parent of the office: it starts it again whatever ended it, ends with it, and nobody else's end is undone."""

import http.client
import json
import os
import signal
import subprocess
import sys
import textwrap
import time

import pytest

from server.parent import PAUSES_S, WHYS, Child, Parent, wanted
from tests.bench.wire import OFFICE, Line, Server

pytestmark = pytest.mark.slow

TAKE = '{"type":"TakeTicket","need":"parcel_notice"}'


def _parent(office: str, *, still_s: float = 20.0) -> subprocess.Popen[str]:
    """A parent whose office is these lines; `beat()` says that it turns."""
    program = f"""
        import json, os, signal, sys, time
        from server.parent import Parent

        def office(pipe, port):
            def beat():
                os.write(pipe, b'{{"address": "http://localhost:8123"}}\\n')
            print(os.getpid(), port, flush=True)
            {textwrap.indent(textwrap.dedent(office), " " * 12).strip()}

        parent = Parent(office, still_s={still_s}, pauses_s=(0.0, 0.01))
        sys.exit(parent.run())
    """
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def _next_words(parent: subprocess.Popen[str]) -> list[int]:
    assert parent.stdout is not None
    return [int(word) for word in parent.stdout.readline().split()]


@pytest.mark.parametrize("end", ["os.kill(os.getpid(), signal.SIGKILL)", "sys.exit(5)", "os.abort()", "raise OSError"])
def test_an_office_that_ends_is_started_again_on_the_port_that_its_screens_know(end):
    parent = _parent(f"beat(); time.sleep(0.05); {end}")
    first, second = _next_words(parent), _next_words(parent)
    parent.terminate()

    assert first[0] != second[0]
    assert (first[1], second[1]) == (0, 8123)
    assert parent.wait(5) in (0, 5)


def test_an_office_that_stands_still_is_ended_and_started_again():
    parent = _parent("beat(); time.sleep(60)", still_s=0.5)
    first, second = _next_words(parent), _next_words(parent)
    parent.terminate()
    parent.wait(5)

    assert first[0] != second[0]
    assert "office_stands_still" in (parent.stderr.read() if parent.stderr else "")


@pytest.mark.parametrize(
    ("end", "why"), [("sys.exit(5)", "disk"), ("os.abort()", "other"), ("beat(); time.sleep(60)", "still")]
)
def test_an_office_knows_how_often_it_was_started_again_and_why(end, why):
    parent = _parent(f"print(*parent.ends.values(), flush=True); beat(); time.sleep(0.05); {end}", still_s=0.5)
    counts = [_next_words(parent)[-3:] for _ in range(6)][1::2]
    parent.kill()

    of = WHYS.index(why)
    assert [count[of] for count in counts] == [0, 1, 2]
    assert [sum(count) for count in counts] == [0, 1, 2]


def test_an_office_that_turns_is_left_alone():
    parent = _parent("\nfor _ in range(15): beat(); time.sleep(0.1)\nsys.exit(0)", still_s=0.5)
    _next_words(parent)

    assert parent.wait(10) == 0
    assert parent.stdout is not None
    assert parent.stdout.read() == ""


def test_an_office_that_served_is_started_again_soon_however_often_it_ends():
    served = Child(pid=0, pipe=0, began=0.0, heard=3.0)
    never = Child(pid=0, pipe=0, began=0.0, heard=0.0)
    often, fruitless = Parent(lambda _pipe, _port: None), Parent(lambda _pipe, _port: None)

    assert [often.again_in_s(served, 5.0) for _ in range(9)] == [0.0] + [1.0] * 8
    assert tuple(fruitless.again_in_s(never, 5.0) for _ in PAUSES_S) == PAUSES_S


@pytest.mark.parametrize("code", [2, 3, 4])
def test_a_refused_start_is_not_tried_again(code):
    parent = _parent(f"sys.exit({code})")
    _next_words(parent)

    assert parent.wait(5) == code
    assert parent.stdout is not None
    assert parent.stdout.read() == ""


def test_an_office_that_served_comes_back_when_another_program_lets_its_folder_go(tmp_path):
    held = tmp_path / "held"
    parent = _parent(
        f"""
        if os.path.exists({str(held)!r}):
            number = int(open({str(held)!r}).read())
            open({str(held)!r}, "w").write(str(number + 1))
            if number < 4: sys.exit(3)
            beat(); time.sleep(60)
        beat(); time.sleep(0.05); open({str(held)!r}, "w").write("0"); os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    children = [_next_words(parent)[0] for _ in range(6)]

    assert parent.poll() is None
    assert len(set(children)) == 6
    parent.terminate()
    parent.wait(5)
    output = parent.stderr.read() if parent.stderr else ""
    assert output.count("folder_held") == 4
    assert "Un autre programme tient le dossier" in output


@pytest.mark.parametrize("code", [2, 4])
def test_an_office_that_served_and_is_refused_then_stays_refused(tmp_path, code):
    served = tmp_path / "served"
    parent = _parent(
        f"""
        if os.path.exists({str(served)!r}): sys.exit({code})
        open({str(served)!r}, "w").close(); beat(); time.sleep(0.05); os.abort()
        """
    )

    assert parent.wait(10) == code


def test_a_farewell_ends_both_and_the_office_says_its_own():
    parent = _parent(
        "\nsignal.signal(signal.SIGTERM, lambda *_: sys.exit(0))\nbeat()\nprint(1, flush=True)\nwhile True: time.sleep(0.05)"
    )
    (child, _port), _ready = _next_words(parent), _next_words(parent)
    parent.terminate()

    assert parent.wait(5) == 0
    assert not _lives(child)


def test_whoever_kills_the_parent_ends_the_office():
    parent = _parent("beat(); time.sleep(60)")
    (child, _port) = _next_words(parent)
    parent.kill()
    parent.wait(5)

    until = time.monotonic() + 5
    while _lives(child):
        assert time.monotonic() < until


def test_under_a_service_manager_there_is_no_second_one():
    assert wanted({"HOME": "/root"})
    assert not wanted({"INVOCATION_ID": "ab"})
    assert not wanted({"NOTIFY_SOCKET": "/run/systemd/notify"})


@pytest.mark.slow
def test_after_a_kill_of_the_office_the_next_ticket_comes_within_five_seconds(tmp_path):
    with Server(tmp_path) as server:
        kiosk = Line(server, "kiosk")
        kiosk.send(TAKE)
        first, office, monitor = kiosk.receive(), server.pid, server.secrets["monitor"]
        # Whoever started it read the first line, and listens no more.
        assert server._process.stdout is not None
        server._process.stdout.close()
        os.kill(office, signal.SIGKILL)
        began = time.monotonic()
        second = _next(server)
        seconds = time.monotonic() - began

        assert server._process.poll() is None
        assert server.pid != office
        assert 'allervers_restarts_total{why="other"} 1.0' in _metrics(server, monitor)
    print(f"\nkill -9 to the next ticket: {seconds:.2f} s")
    assert server._process.returncode == 0
    assert (first["number"], second["number"]) == (101, 102)
    assert seconds < 5


@pytest.mark.slow
def test_without_a_parent_nobody_starts_it_again(tmp_path):
    with Server(tmp_path, OFFICE, "--no-parent") as alone:
        assert alone.pid == alone._process.pid
        os.kill(alone.pid, signal.SIGKILL)
        assert alone._process.wait(5) == -signal.SIGKILL
        with pytest.raises(OSError):
            _get(alone)


def _next(server: Server) -> dict[str, object]:
    until = time.monotonic() + 15
    while True:
        try:
            kiosk = Line(server, "kiosk")
            kiosk.send(TAKE)
            return kiosk.receive()
        except (OSError, ValueError):
            assert time.monotonic() < until, "nobody started it again"
            time.sleep(0.02)


def _get(server: Server) -> int:
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=2)
    line.request("GET", "/healthz", headers={"Host": "localhost"})
    answer = line.getresponse()
    json.loads(answer.read())
    return answer.status


def _metrics(server: Server, monitor: str) -> str:
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    line.request("GET", "/metrics", headers={"Host": "localhost", "Authorization": f"Bearer {monitor}"})
    return line.getresponse().read().decode()


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rsplit(")", 1)[1].split()[0] != "Z"
