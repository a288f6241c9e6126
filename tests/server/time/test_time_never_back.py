"""However a clock is set back, the office's time is never before what it has stored: nobody has waited less than nothing."""

import pytest

from flow.time_commands import TrustClock
from tests.server.turned_clock import HOUR, MINUTE, SECOND, Turned


@pytest.fixture
def turned(tmp_path, settings):
    """An office at noon, with one ticket that was taken this very moment."""
    started = Turned(tmp_path / "lens", settings)
    started.take()
    yield started
    started.journal._database.close()


def _last(turned):
    """When the newest stored event was."""
    return turned.journal.open_day()[1][-1].at


@pytest.mark.parametrize("behind", [SECOND, MINUTE])
def test_a_machine_that_starts_a_little_behind_goes_on_from_the_last_event(turned, behind):
    """So small a difference is no jump, and nobody is asked about it."""
    turned.boot_again(wall=turned.wall - behind)

    assert turned.office.state.doubt is None
    assert turned.office.now() >= _last(turned)
    assert turned.take().number == 102


@pytest.mark.parametrize("behind", [SECOND, MINUTE])
def test_it_goes_on_from_the_last_event_too_when_the_clock_still_has_the_jump_that_was_held(turned, behind):
    turned.jump(HOUR)
    assert turned.office.state.doubt is not None

    turned.boot_again(wall=turned.wall - behind)

    assert turned.office.now() >= _last(turned)


def test_a_kept_time_that_is_older_than_the_last_event_is_not_believed(turned):
    kept = (turned.folder / "clock.json").read_bytes()
    turned.jump(HOUR)
    turned.do(_right(turned), "console")
    turned.take()
    # A file of before, from a copy or a disk that lost the newest.
    (turned.folder / "clock.json").write_bytes(kept)

    turned.restart(off=SECOND)
    started = turned.office.now()
    turned.tick()

    assert (started, turned.office.now()) == (turned.wall, turned.wall)
    assert turned.office.state.doubt is None


def test_a_clock_that_nobody_sets_and_that_goes_back_all_the_same_stands_still_meanwhile(turned):
    """A machine that was a guest somewhere else, or a driver's fault."""
    before = turned.office.now()
    turned.elapsed -= 40 * MINUTE
    turned.wall -= 40 * MINUTE

    first = turned.take()

    assert turned.office.now() >= before
    arrivals = [ticket.arrival for ticket in turned.office.state.open.values()]
    assert arrivals == sorted(arrivals)
    assert first.number == 102


def _right(turned):
    """Somebody says that the machine's time is right."""
    return TrustClock(turned.office.state.doubt.ahead)
