"""A call's clip is made first; what everybody else may have made is bounded."""

import threading

import pytest

from voice.turns import MOST_WAITING, Busy, Turns


class Crowd:
    """People who each want a turn; `served` in the order in which they got it."""

    def __init__(self):
        self.turns = Turns()
        self.served = []
        self.sent_away = []
        self._threads = []

    def wants(self, name, call=False):
        """Somebody comes; returns once they wait, or were sent away."""
        before = len(self.turns._waiting)
        thread = threading.Thread(target=self._has, args=(name, call))
        self._threads.append(thread)
        thread.start()
        while thread.is_alive() and len(self.turns._waiting) == before:
            threading.Event().wait(0.001)

    def _has(self, name, call):
        try:
            with self.turns.turn(call):
                self.served.append(name)
        except Busy as busy:
            self.sent_away.append((name, busy.after))

    def all_gone(self):
        for thread in self._threads:
            thread.join(5)


def test_a_call_goes_before_everybody_who_waits_and_the_others_in_their_order():
    crowd = Crowd()
    with crowd.turns.turn(call=False):
        for name in ("a", "b", "c"):
            crowd.wants(name)
        crowd.wants("call 1", call=True)
        crowd.wants("call 2", call=True)
    crowd.all_gone()

    assert crowd.served == ["call 1", "call 2", "a", "b", "c"]


def test_who_comes_when_too_many_wait_is_sent_away_and_a_call_never():
    crowd = Crowd()
    with crowd.turns.turn(call=False):
        for name in range(MOST_WAITING + 3):
            crowd.wants(name)
        crowd.wants("call", call=True)
    crowd.all_gone()

    assert crowd.served == ["call", *range(MOST_WAITING)]
    assert [name for name, _ in crowd.sent_away] == [8, 9, 10]
    assert all(after > 0 for _, after in crowd.sent_away)


def test_somebody_whose_turn_failed_holds_nobody_up():
    turns = Turns()
    with pytest.raises(OSError, match="disk"), turns.turn(call=False):
        raise OSError("disk")

    with turns.turn(call=False):
        pass
