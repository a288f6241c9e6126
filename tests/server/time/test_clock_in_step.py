"""The office's time follows a clock that drifts, is corrected a little, slept, or changes between summer and winter."""

import pytest

from flow.time_commands import TrustClock
from flow.timekeeping import JUMP_MS
from tests.server.turned_clock import HOUR, MINUTE, SECOND, Turned


def test_a_slow_drift_is_followed_smoothly_and_never_held(turned):
    """A quartz that loses a second every three minutes, and a time server that corrects by a second at a time."""
    last = turned.office.now()
    for step in range(400):
        turned.elapsed += 5 * SECOND
        turned.wall += 5 * SECOND + (30 if step < 200 else -30)
        turned.tick()
        passed, last = turned.office.now() - last, turned.office.now()
        assert 4 * SECOND < passed < 6 * SECOND
    assert turned.office.state.doubt is None
    assert abs(turned.office.now() - turned.wall) < 100


@pytest.mark.parametrize("by", [JUMP_MS, -JUMP_MS, 90 * SECOND, -90 * SECOND])
def test_a_small_correction_is_made_up_in_a_quarter_of_an_hour_and_no_age_stands_still(turned, by):
    turned.jump(by)
    last = turned.office.now()
    for _ in range(17 * 12):
        turned.later(5 * SECOND)
        assert turned.office.now() - last >= 4 * SECOND
        last = turned.office.now()
    assert turned.office.state.doubt is None
    assert turned.office.now() == turned.wall


def test_a_laptop_that_slept_wakes_in_its_own_time(turned):
    """CLOCK_BOOTTIME counts sleep, as the machine's clock does."""
    turned.wall += 8 * HOUR
    turned.elapsed += 8 * HOUR
    turned.tick()

    assert (turned.office.state.doubt, turned.office.now()) == (None, turned.wall)


@pytest.mark.parametrize("elapsed", [0, 9 * HOUR])
def test_a_machine_whose_running_time_lies_over_a_sleep_asks_and_takes_nothing(turned, elapsed):
    """A virtual machine that was frozen: the running time stood still, or ran on beyond the clock."""
    turned.wall += 4 * HOUR
    turned.elapsed += elapsed
    turned.tick()

    assert turned.office.state.doubt is not None
    assert turned.numbers() == [101, 102, 103]
    turned.do(TrustClock(turned.office.state.doubt.ahead), "console")
    assert turned.office.now() == turned.wall


@pytest.mark.parametrize(
    ("eve", "hours"), [(1_761_426_000_000, 13), (1_774_717_200_000, 11)], ids=["to winter time", "to summer time"]
)
def test_the_day_opens_at_three_in_both_nights_in_which_the_clocks_change(tmp_path, settings, eve, hours):
    """eve: 15:00 UTC on Saturday 25 October 2025 resp. 17:00 UTC on 28 March 2026; hours until 3:00 in Lens, less one minute below."""
    turned = Turned(tmp_path / "lens", settings, wall=eve)
    turned.take()
    day = turned.office.state.date
    until = next(h for h in range(1, 20) if _local(turned, eve + h * HOUR) == "03:00")
    turned.later(until * HOUR - MINUTE, tick=MINUTE)
    assert (turned.office.state.date, turned.numbers()) == (day, [101])

    turned.later(MINUTE, tick=MINUTE)

    assert turned.office.state.date > day
    assert turned.office.state.doubt is None, (
        "the machine's clock counts in UTC: for it nothing happens in these nights"
    )
    assert turned.take().number == 101


def _local(turned, at):
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    return datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(turned.settings.timezone)).strftime("%H:%M")
