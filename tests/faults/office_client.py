"""Clients who take tickets from a real program that is killed, starved or cut off: they ask again, under the same key."""

import contextlib
import http.client
import json
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie

from server.access import DEVICE_COOKIE
from tests.faults.promises import Promise, Promises

TAKE = {"type": "TakeTicket", "need": "parcel_notice"}
GONE = (OSError, http.client.HTTPException, ValueError)
"""What a client sees of a program that went away: no connection, half an answer."""
PATIENCE_S = 60.0
AGAIN_S = 0.02
REFUSED = 503


@dataclass
class Door:
    """Where the office answers now, and the secret of a paired screen."""

    port: int
    secret: str
    wait_s: float = 10.0

    def take(self, key: str) -> tuple[int, dict[str, object]]:
        """Status and answer. Raises one of GONE."""
        return answer_of(self.asking(key))

    def asking(
        self, key: str, command: dict[str, object] | None = None, screen: str = "kiosk"
    ) -> http.client.HTTPConnection:
        """A connection on which a ticket is asked for, under this key. Raises one of GONE."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.wait_s)
        head = self._head() | {"Content-Type": "application/json", "Idempotency-Key": key}
        line.request("POST", f"/{screen}/commands", json.dumps(command or TAKE), head)
        return line

    def post(self, path: str, body: dict[str, object]) -> tuple[int, dict[str, object]]:
        """Status and answer. Raises one of GONE."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.wait_s)
        line.request("POST", path, json.dumps(body), self._head() | {"Content-Type": "application/json"})
        return answer_of(line)

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and body. Raises one of GONE."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.wait_s)
        with contextlib.closing(line):
            line.request("GET", path, headers=self._head())
            answer = line.getresponse()
            return answer.status, answer.read()

    def ready(self) -> tuple[int, list[str]]:
        """Status of readiness, and its reasons. Raises one of GONE."""
        status, body = self.get("/readyz")
        return status, json.loads(body).get("reasons", [])

    def _head(self) -> dict[str, str]:
        return {"Host": "localhost", "Authorization": f"Bearer {self.secret}"}


def answer_of(line: http.client.HTTPConnection) -> tuple[int, dict[str, object]]:
    """Status and answer of what was asked on this connection. Raises one of GONE."""
    with contextlib.closing(line):
        answer = line.getresponse()
        return answer.status, json.loads(answer.read())


def promised(answer: dict[str, object]) -> Promise:
    """The ticket of an answer that says yes."""
    return Promise(
        str(answer["ticket"]), int(str(answer["number"])), int(str(answer["version"])), str(answer.get("url", ""))
    )


def new_screen(port: int) -> tuple[int, str]:
    """The first page of a demonstration gives everybody a device of their own: status, and its secret or "". Raises one of GONE."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    with contextlib.closing(line):
        line.request("GET", "/", headers={"Host": "localhost"})
        answer = line.getresponse()
        answer.read()
        cookies = SimpleCookie("; ".join(answer.msg.get_all("Set-Cookie") or []))
        return answer.status, cookies[DEVICE_COOKIE].value if DEVICE_COOKIE in cookies else ""


class Client(threading.Thread):
    """Takes one ticket after the other. Now and then taps twice, loses the answer on the way, or asks an old key once more.

    keeps_key False: makes up a new key whenever it asks again, as a client would who knows nothing of keys.
    """

    def __init__(self, door: Door, promises: Promises, name: str, seed: int, *, keeps_key: bool = True) -> None:
        super().__init__(name=name, daemon=True)
        self.door, self.promises = door, promises
        self.refused = 0
        self.last = (0.0, 0.0)
        """When its last ticket was asked for, and when it came."""
        self._chance = random.Random(f"{seed} {name}")
        self._keeps_key = keeps_key
        self._stop_asked = threading.Event()
        self._tap = 0

    def run(self) -> None:
        while not self._stop_asked.is_set():
            self._take()

    def stop(self) -> None:
        """After the ticket in hand, which may wait for an office that is not there yet."""
        self._stop_asked.set()

    def _take(self) -> None:
        self._tap += 1
        tap, key = f"{self.name} {self._tap}", self._new_key()
        until = time.monotonic() + PATIENCE_S
        self.promises.ask(key, tap)
        while time.monotonic() < until:
            with contextlib.suppress(*GONE):
                if self._answered(key):
                    return
            if not self._keeps_key:
                key = self._new_key()
                self.promises.ask(key, tap)
            self._stop_asked.wait(AGAIN_S)

    def _answered(self, key: str) -> bool:
        """False: no answer, or a refusal that says nothing was stored."""
        luck, asked_at = self._chance.random(), time.monotonic()
        if luck < 0.05:
            # The answer is lost on the way: read by nobody, after the office wrote it.
            answer_of(self.door.asking(key))
            return False
        lines = [self.door.asking(key) for _ in range(2 if luck < 0.15 else 1)]
        answers = [answer_of(line) for line in lines]
        for status, answer in answers:
            if status == 200:
                self.promises.hear(key, promised(answer))
                self.last = (asked_at, time.monotonic())
            else:
                self.refused += 1
        if len(answers) == 1 and answers[0][0] == REFUSED and luck > 0.8:
            # Somebody who hears that nothing was stored may as well go away.
            self.promises.refused.add(key)
            return True
        return all(status == 200 for status, _answer in answers)

    def _new_key(self) -> str:
        return f"{self._chance.getrandbits(128):032x}"


class Clients:
    """Several at one door; everything that they hear is in `promises`."""

    def __init__(
        self, door: Door, count: int, seed: int, *, keeps_key: bool = True, promises: Promises | None = None
    ) -> None:
        """promises: of those who were there before, to be added to."""
        self.door, self.promises = door, promises or Promises()
        self._clients = [
            Client(door, self.promises, f"client {seed} {n}", seed, keeps_key=keeps_key) for n in range(count)
        ]

    @property
    def refused(self) -> int:
        """How often somebody heard that nothing was stored."""
        return sum(client.refused for client in self._clients)

    @contextlib.contextmanager
    def tapping(self) -> Iterator[None]:
        """While the block lasts; when it ends each has its last answer."""
        for client in self._clients:
            client.start()
        try:
            yield
        finally:
            for client in self._clients:
                client.stop()
            for client in self._clients:
                client.join(PATIENCE_S + 10)

    def until_count(self, count: int) -> None:
        """Waits for so many tickets in all. Raises TimeoutError."""
        until = time.monotonic() + PATIENCE_S
        while len(self.promises.heard) < count:
            if time.monotonic() > until:
                raise TimeoutError("nobody gets a ticket any more")
            time.sleep(0.01)

    def until_answered(self, since: float) -> float:
        """Waits for the answer to something that was asked after this moment; when it came. Raises TimeoutError."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            asked_at, answered_at = max(client.last for client in self._clients)
            if asked_at > since:
                return answered_at
            time.sleep(0.002)
        raise TimeoutError("nobody got a ticket any more")
