"""Tension over time: the level that staff see rises and falls only when a reading has lasted; each rise is an alert.

All that decides is in the state, so that a restart changes nothing; nothing is written while no level moves.
"""

from collections.abc import Iterator

from flow.hall.tension import climate, load
from flow.hall_events import AlertEased, AlertRaised, HallEvent, TensionSeen
from flow.plan import MINUTE
from flow.readings import Cause, Level, Reading, TensionLevel
from flow.state import OfficeState


def watch_tension(state: OfficeState, now: int) -> Iterator[HallEvent]:
    """What has changed in the two readings, and the alert that is due."""
    figures = state.plan.figures
    work, mood = load(state), climate(state, now)
    minutes = -1.0 if work.minutes is None else round(work.minutes, 1)
    read = (
        (Reading.LOAD, work.level, minutes, work.causes, figures.load_up_minutes, figures.load_down_minutes),
        (
            Reading.CLIMATE,
            mood.level,
            mood.points,
            mood.causes,
            figures.climate_up_minutes,
            figures.climate_down_minutes,
        ),
    )
    for reading, level, amount, causes, up, down in read:
        yield from _watched(state, now, reading, level, (amount, causes), (up, down))


def _watched(
    state: OfficeState,
    now: int,
    reading: Reading,
    level: Level,
    why: tuple[float, tuple[Cause, ...]],
    lasting: tuple[int, int],
) -> Iterator[HallEvent]:
    was = state.tension.get(reading, TensionLevel())
    since, nearest = was.since, was.nearest
    if level is not was.raw:
        yield TensionSeen(reading, level)
        changed_side = (level.rank - was.shown.rank) * (was.raw.rank - was.shown.rank) <= 0
        since = now if changed_side else since
        nearest = (
            level if changed_side else min(level, nearest, key=lambda candidate: abs(candidate.rank - was.shown.rank))
        )
    lasted, (up, down) = now - since, lasting
    if level.rank > was.shown.rank and lasted >= up * MINUTE:
        yield AlertRaised(f"{reading}-{state.version + 1}", reading, nearest, *why)
    elif level.rank < was.shown.rank and lasted >= down * MINUTE:
        yield AlertEased(reading, nearest)
