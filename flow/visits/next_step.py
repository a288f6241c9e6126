"""What a counter's one large button does: open, go on, call who is next, or finish and call."""

from enum import StrEnum

import msgspec

from flow.state import DeskState
from flow.tickets import Outcome, State, Ticket


class Step(StrEnum):
    """What comes next at a counter."""

    OPEN = "open"
    RESUME = "resume"
    CALL = "call"
    FINISH = "finish"


class NextStep(msgspec.Struct, frozen=True):
    """The step, whether it may be done now, and how a call ends the visit that is at the counter; None: there is none to end."""

    step: Step
    possible: bool
    finish: Outcome | None


def next_step(desk: DeskState, present: Ticket | None, someone_waits: bool) -> NextStep:
    """present: the ticket at the counter. someone_waits: for this counter.

    While the called person walks nobody else is called; with nobody waiting a visit ends by its own button.
    """
    serving = present is not None and present.state is State.SERVING
    finish = Outcome.SERVED if serving else None
    if desk is not DeskState.OPEN:
        return NextStep(Step.RESUME if desk is DeskState.PAUSED else Step.OPEN, True, finish)
    walking = present is not None and not serving
    return NextStep(Step.FINISH if serving else Step.CALL, someone_waits and not walking, finish)
