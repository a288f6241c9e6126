"""Where a ticket must stand for what is asked of it: one table, for whoever decides and for whoever offers."""

from collections.abc import Mapping

from flow.commands import (
    AdvanceTicket,
    CallTicket,
    LeaveQueue,
    MarkAbsent,
    MarkArrived,
    MoveTicket,
    ParkTicket,
    Prequalify,
    Recall,
    ReopenTicket,
    ReturnTicket,
)
from flow.tickets import Outcome, State
from flow.wire import Command

OPEN = frozenset(State) - {State.CLOSED}
_AT_COUNTER = frozenset({State.CALLED, State.SERVING})
_WAITING = frozenset({State.WAITING})
_AWAY = frozenset({State.PARKED, State.ABSENT, State.AT_MACHINE, State.WITH_MEDIATOR})

STATES: Mapping[type[Command], frozenset[State]] = {
    CallTicket: _WAITING | _AWAY,
    Recall: frozenset({State.CALLED, State.ABSENT}),
    MarkArrived: frozenset({State.CALLED}),
    MarkAbsent: frozenset({State.CALLED, State.WAITING}),
    LeaveQueue: OPEN - {State.SERVING},
    ParkTicket: OPEN - {State.PARKED},
    ReturnTicket: _AWAY | {State.CALLED},
    ReopenTicket: frozenset({State.CLOSED}),
    Prequalify: _WAITING | _AWAY,
    AdvanceTicket: _WAITING,
    MoveTicket: _WAITING,
}
"""The states in which a ticket may be asked this; what does not stand here may be asked of any ticket that is open."""

_OUTCOMES: Mapping[Outcome, frozenset[State]] = {
    Outcome.SERVED: _AT_COUNTER,
    Outcome.NO_SHOW: frozenset({State.CALLED, State.ABSENT}),
    Outcome.SOLVED_BY_MEDIATOR: OPEN - _AT_COUNTER,
    Outcome.SOLVED_AT_MACHINE: OPEN - {State.SERVING},
    Outcome.REMOVED_AT_CLOSE: frozenset(),
}


def states_for(command: type[Command]) -> frozenset[State]:
    """Where a ticket must stand to be asked this."""
    return STATES.get(command, OPEN)


def may_end_as(outcome: Outcome, state: State) -> bool:
    """True when a visit that stands there can end so: served needs a counter, a no-show needs a call."""
    return state in _OUTCOMES.get(outcome, OPEN)
