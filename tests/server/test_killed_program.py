"""The real program, killed at random moments: what was answered is there, what was asked again is not done twice."""

import http.client
import json
import os
import random
import signal
import threading
from http.cookies import SimpleCookie
from pathlib import Path

import pytest

from mediation.records import Period
from server.access import DEVICE_COOKIE, STAFF_COOKIE
from server.journal.archive import Archive
from server.time.clock import now_ms
from tests.bench.wire import OFFICE, Server

pytestmark = [pytest.mark.slow, pytest.mark.long]
KILLS, PEOPLE, SEATS = 2, 40, 8
WORKSHOPS = """
[workshops]
seats = 8
waiting = 60
[[workshops.titles]]
id = "digiposte"
level = "practice"
fr = "Digiposte"
[[workshops.places]]
id = "salle"
name = "Salle du bureau"
inside = true
"""


class Console:
    """The demonstration's device and person, who may use every screen; they outlive the program."""

    def __init__(self, server: Server) -> None:
        line = http.client.HTTPConnection("127.0.0.1", server.port)
        line.request("GET", "/", headers={"Host": "localhost"})
        cookies = SimpleCookie("; ".join(line.getresponse().msg.get_all("Set-Cookie") or []))
        self._cookies = {"device": cookies[DEVICE_COOKIE].value, "staff": cookies[STAFF_COOKIE].value}

    def ask(self, server: Server, screen: str, key: str, **command: object) -> dict[str, object]:
        """Raises OSError or HTTPException when the program is gone."""
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        headers = {
            "Host": "localhost",
            "Content-Type": "application/json",
            "Authorization": f"Bearer {self._cookies['device']}",
            "X-Staff": self._cookies["staff"],
            "Idempotency-Key": key,
        }
        line.request("POST", f"/{screen}/commands", json.dumps(command), headers)
        answer: dict[str, object] = json.loads(line.getresponse().read())
        assert answer["ok"], answer
        return answer


@pytest.fixture
def office(tmp_path: Path) -> Path:
    path = tmp_path / "mesure.toml"
    path.write_text(OFFICE.read_text(encoding="utf-8") + WORKSHOPS, encoding="utf-8")
    return path


def test_whoever_signs_up_while_the_program_is_killed_has_one_seat_and_the_help_goes_on(tmp_path, office):
    data, chance = tmp_path / "data", random.Random(7)
    given: dict[str, dict[str, object]] = {}
    with Server(data, office) as server:
        console = Console(server)
        people = [
            str(console.ask(server, "kiosk", f"take-{n:08}", type="TakeTicket", need="stamps")["ticket"])
            for n in range(PEOPLE)
        ]
        helped = console.ask(server, "console", "help-0000001", type="StartAccompaniment", ticket=people[0])["made"]
        planned = {"title": "digiposte", "place": "salle", "starts": now_ms() + 3_600_000}
        workshop = console.ask(server, "console", "plan-0000001", type="PlanWorkshop", **planned)["made"]

    def sign_up(server: Server, ticket: str) -> dict[str, object]:
        return console.ask(server, "console", f"sign-{ticket}", type="SignUp", workshop=workshop, ticket=ticket)

    hits = 0
    for _ in range(KILLS):
        with Server(data, office) as server:
            power = threading.Timer(chance.uniform(0, 0.01), os.kill, (server._process.pid, signal.SIGKILL))
            last = len(given) + chance.randint(3, 12)
            try:
                for ticket in people[len(given) :]:
                    if len(given) == last:
                        power.start()
                    given[ticket] = sign_up(server, ticket)
            except (OSError, http.client.HTTPException):
                hits += 1
            server._process.wait(10)
    answered = len(given)

    with Server(data, office) as server:
        again = [sign_up(server, ticket) for ticket in people]
        console.ask(server, "console", "done-0000001", type="RecordAccompaniment", accompaniment=helped)
        console.ask(server, "console", "off-00000001", type="SignOff", workshop=workshop, code=again[0]["code"])

    assert hits == KILLS, "no kill hit a sign-up: this test is blind"
    print(f"\n{KILLS} kills, {answered} of {PEOPLE} answered before the last")
    assert again[:answered] == list(given.values())
    assert len({answer["code"] for answer in again}) == PEOPLE
    assert [answer.get("waiting", 0) for answer in again] == [0] * SEATS + list(range(1, PEOPLE - SEATS + 1))
    archive, always = Archive(data / "demonstration"), Period("2000-01-01", "2100-01-01")
    (held,) = archive.workshops(always)
    assert (held.attendance.seated, held.attendance.waiting, held.attendance.signed_off) == (
        SEATS,
        PEOPLE - SEATS - 1,
        1,
    )
    assert [accompaniment.id for accompaniment in archive.accompaniments(always)] == [helped]
