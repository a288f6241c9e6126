"""Argon2 takes turns: two at a time, a short queue, and whoever finds it full is told so and loses nothing."""

import threading
import time

import gevent
import pytest

from screen.roles import Role
from server.access.pins import AT_ONCE, WAITING, Pins
from server.access.tries import Busy


class SlowHasher:
    """A hasher that ends when the test lets it."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.inside = self.most = self.done = 0
        self._lock = threading.Lock()

    def hash(self, password):
        return "hash"

    def verify(self, hash, password):  # noqa: A002
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        assert self.go.wait(20)
        with self._lock:
            self.inside -= 1
            self.done += 1
        return True


def test_of_two_hundred_at_once_two_are_checked_eight_wait_and_the_others_are_told_at_once():
    hasher = SlowHasher()
    pins, answers = Pins(hasher), []

    def check():
        try:
            answers.append(pins.fits("hash", "123456"))
        except Busy:
            answers.append("busy")

    people = [gevent.spawn(check) for _ in range(200)]
    gevent.sleep(0)
    told_at_once = list(answers)
    hasher.go.set()
    gevent.joinall(people, timeout=20)

    assert told_at_once == ["busy"] * 190
    assert answers.count(True) == 10
    assert hasher.most <= 2
    assert pins.fits("hash", "123456"), "the queue is empty again"


def test_a_full_queue_answers_503_and_counts_no_failure(register, at):
    agent = at(Role.COUNTER, "Agent 1", "1")
    register.access._pins._inside = AT_ONCE + WAITING

    answers = [
        register.client(agent.secret).post("/sign-in.json", json={"name": "Agent 1", "pin": "wrong"}) for _ in range(30)
    ]
    register.access._pins._inside = 0

    assert {answer.status_code for answer in answers} == {503}
    assert answers[0].headers["Retry-After"] == "2"
    assert answers[0].json["reason"] == "busy"
    assert "recommencez dans un instant" in answers[0].json["sentence"]
    assert register.access.people.failures.all() == []
    assert agent.sign_in()


def test_a_storm_of_two_hundred_sign_ins_leaves_the_loop_free(tmp_path):
    """With the real Argon2: the longest time for which nothing else could run."""
    pins, done = Pins(), []
    stored = pins.hash("123456")

    def check():
        try:
            done.append(pins.fits(stored, "654321"))
        except Busy:
            done.append("busy")

    people, gaps = [gevent.spawn(check) for _ in range(200)], []
    while len(done) < 200:
        before = time.perf_counter()
        gevent.sleep(0.001)
        gaps.append(time.perf_counter() - before)
    gevent.joinall(people)

    print(f"\nlongest gap {max(gaps) * 1000:.0f} ms in {len(gaps)} looks")
    assert done.count(False) == AT_ONCE + WAITING
    # Ten Argon2 on the loop would be a gap of ten times this one's own time, 15 ms on the quickest machine.
    assert max(gaps) < 10 * _seconds_of_one(pins, stored)


def _seconds_of_one(pins: Pins, stored: str) -> float:
    before = time.perf_counter()
    pins.fits(stored, "654321")
    return time.perf_counter() - before


def test_a_name_that_nobody_has_costs_a_check_too_and_never_fits():
    hasher = SlowHasher()
    hasher.go.set()
    pins = Pins(hasher)

    assert pins.fits(None, "nobody") is False
    assert hasher.done == 1


@pytest.mark.parametrize("pin", ["", "\ud800", "0" * 100_000, "é" * 64])
def test_no_pin_breaks_the_check(pin):
    pins = Pins()

    assert pins.fits(pins.hash("123456"), pin) is False
