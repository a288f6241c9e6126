"""The hall as the console shows it: load and climate with their causes and what to do, alerts, machines, what is announced."""

import msgspec

from flow.hall.tension import Load, climate, proposed
from flow.readings import Action, Alert, Cause, Level, Reading, TensionLevel
from flow.state import OfficeState
from flow.tickets import State

ALERTS_SHOWN = 6


class Tension(msgspec.Struct, frozen=True):
    """One reading. level: as staff see it, which follows a change only once it lasts. causes, actions: as things are now."""

    reading: Reading
    level: Level
    causes: tuple[Cause, ...]
    actions: tuple[Action, ...]


class Machine(msgspec.Struct, frozen=True):
    """A self-service machine. numbers: of the tickets that were sent to it, the last one last; busy while there is one."""

    id: str
    in_order: bool
    numbers: tuple[int, ...]


class Announced(msgspec.Struct, frozen=True):
    """A message on the display. until: milliseconds."""

    message: str
    until: int


def tension(state: OfficeState, work: Load, now: int) -> tuple[Tension, ...]:
    """Load, then climate."""
    causes = {Reading.LOAD: work.causes, Reading.CLIMATE: climate(state, now).causes}
    levels = {reading: state.tension.get(reading, TensionLevel()).shown for reading in Reading}
    return tuple(Tension(r, levels[r], causes[r], proposed(state, r, levels[r])) for r in Reading)


def alerts(state: OfficeState) -> tuple[Alert, ...]:
    """The last ones of today, the newest first."""
    return tuple(sorted(state.alerts.values(), key=lambda alert: alert.at, reverse=True)[:ALERTS_SHOWN])


def unanswered(state: OfficeState) -> tuple[str, ...]:
    """Ids of the alerts that last and of which nobody has said yet whether they were right."""
    return tuple(alert.id for alert in alerts(state) if not alert.until and alert.right is None)


def machines(state: OfficeState) -> tuple[Machine, ...]:
    """Each machine of the office, in the order of its configuration."""
    at_machines = sorted((t for t in state.open.values() if t.state is State.AT_MACHINE), key=lambda t: t.since)
    return tuple(
        Machine(
            machine, machine not in state.out_of_order, tuple(t.number for t in at_machines if t.machine == machine)
        )
        for machine in state.plan.machines
    )


def announced(state: OfficeState, now: int) -> tuple[Announced, ...]:
    """What the display announces, in the order of the office's list."""
    until = {message: state.announced.get(message, 0) for message in state.plan.announcements}
    return tuple(Announced(message, at) for message, at in until.items() if at > now)
