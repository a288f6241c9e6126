"""A worker that is asked to end finishes what it has begun, and leaves an idle wait at once."""

import signal
from collections.abc import Callable
from types import FrameType

import pytest

from printer.termination import Terminated, Termination

Handler = Callable[[int, FrameType | None], None]


@pytest.fixture
def handlers(monkeypatch: pytest.MonkeyPatch) -> dict[int, Handler]:
    """What was asked to be called for each signal; this process goes on taking its own."""
    taken: dict[int, Handler] = {}
    monkeypatch.setattr("signal.signal", taken.__setitem__)
    return taken


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_before_and_after_an_idle_wait_breaks_nothing_off(handlers: dict[int, Handler], number: int) -> None:
    before, after = Termination(), Termination()
    with after.idle():
        pass

    handlers[number](number, None)
    assert after

    before._request(number, None)
    assert before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_idle_wait_is_left_at_once(handlers: dict[int, Handler], number: int) -> None:
    termination = Termination()
    reached = False

    with pytest.raises(Terminated):
        with termination.idle():
            handlers[number](number, None)
            reached = True

    assert not reached
    assert termination


def test_who_was_asked_already_begins_no_wait(handlers: dict[int, Handler]) -> None:
    termination = Termination()
    handlers[signal.SIGTERM](signal.SIGTERM, None)

    with pytest.raises(Terminated):
        with termination.idle():
            raise AssertionError("it waits")


def test_nobody_asks_while_nothing_comes(handlers: dict[int, Handler]) -> None:
    """The control."""
    termination = Termination()

    with termination.idle():
        pass

    assert not termination
