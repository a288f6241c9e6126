"""The load foretells overload: seeded days played through the shipped rules (order, calls, tension), with the shipped figures.

Overload: at least 5 people called within 30 minutes after more than 20 minutes of wait. It begins with the first of them; the
lead is the time from the start of the alert that lasts until then. An alert is orange or red. Mediators' work is left out.
"""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from office_day import OPEN_MINUTES, OfficeDay, Seen

from flow.readings import Level

LATE_MINUTES, LATE_PEOPLE, WITHIN = 20, 5, 30
pytestmark = pytest.mark.slow


def _overloads(seen: Seen) -> list[float]:
    """The minute of the first late call of each overload."""
    spells, trouble = [], False
    for minute in range(OPEN_MINUTES):
        late = [at for at, waited in seen.called if minute <= at < minute + WITHIN and waited > LATE_MINUTES]
        if len(late) >= LATE_PEOPLE and not trouble:
            spells.append(late[0])
        trouble = len(late) >= LATE_PEOPLE
    return spells


def _lead(seen: Seen, overload: float) -> float | None:
    """Minutes from the start of the alert that lasts until the overload; None when there is none."""
    alert = [level.rank >= Level.ORANGE.rank for level in seen.levels]
    minute = min(int(overload), len(alert) - 1)
    if not alert[minute]:
        return None
    while minute > 0 and alert[minute - 1]:
        minute -= 1
    return overload - minute


def test_the_kiosks_brake_stops_nobody_and_tells_of_no_rush_on_a_day_of_real_people():
    days = [OfficeDay(seed, rush=rush) for seed, rush in enumerate((1.0, 1.4, 2.0, 2.8) * 3)]

    for day in days:
        day.play()  # a refusal would end it here

    assert all(len(day.state.closed) + len(day.state.open) > 200 for day in days)
    assert [day.state.rushes for day in days if day.state.rushes] == []


def test_on_normal_days_alerts_are_rare_and_the_level_does_not_flap():
    days = [OfficeDay(seed).play() for seed in range(20)]

    minutes = sum(len(day.levels) for day in days)
    alert = sum(level.rank >= Level.ORANGE.rank for day in days for level in day.levels) / minutes
    changes = max(day.changes / len(day.levels) * 60 for day in days)
    print(f"normal: alert {alert:.1%} of the time, at most {changes:.2f} changes an hour")
    assert alert <= 0.15
    assert changes < 4


def test_overload_is_foretold_ten_minutes_ahead():
    benefit = [OfficeDay(seed, rush=1.2 + seed % 5 * 0.05).play() for seed in range(100, 120)]
    short = [OfficeDay(seed, lost=(60, 120)).play() for seed in range(200, 205)]

    leads = [_lead(day, overload) for day in (*benefit, *short) for overload in _overloads(day)]
    early = sum(lead is not None and lead >= 10 for lead in leads)
    print(f"overloads: {len(leads)}, foretold: {early}, leads: {leads}")
    assert len(leads) >= 10, "days without overload would prove nothing"
    assert early / len(leads) >= 0.8


def test_an_alert_that_waits_for_lateness_itself_would_not_be_early():
    """The control: the measure does find alerts that come late."""
    seen = Seen(called=[(100 + n, 25.0) for n in range(6)], levels=[Level.GREEN] * 95 + [Level.RED] * 40)

    assert _overloads(seen) == [100]
    assert _lead(seen, 100) == 5
    assert _lead(Seen(seen.called, [Level.GREEN] * 135), 100) is None
