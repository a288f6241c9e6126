"""The day rolls over: what was left unfinished is finished by the clock, marked as such, and nothing is lost."""

from collections.abc import Iterator

import msgspec

from flow.commands import OpenDay
from flow.decide import decide as decide_queue
from flow.tickets import CLOCK
from mediation.accompaniments import proposed
from mediation.events import AccompanimentRecorded, AnyHappened
from mediation.presence import left_open
from mediation.state import Whole
from mediation.workshops import carried

replace = msgspec.structs.replace


def open_day(whole: Whole, command: OpenDay, now: int) -> tuple[AnyHappened, ...]:
    """A new business day, never an earlier one. The last day's presences and accompaniments are finished before its tickets."""
    opened = decide_queue(whole.queue, command, now, CLOCK)
    return (*left_open(whole, now), *_unrecorded(whole, now), *opened, *carried(whole, now)) if opened else ()


def _unrecorded(whole: Whole, now: int) -> Iterator[AccompanimentRecorded]:
    """Help that was given counts, as proposed. How long it took is not known where nobody stopped it: its need's mean time."""
    # In the order they began: a map's own order is chance, and the same day must always close with the same events.
    for helped in sorted(whole.mediation.accompaniments.values(), key=lambda one: (one.started, one.id)):
        if helped.recorded is None:
            details = proposed(whole, helped, now)
            if helped.running:
                details = replace(details, minutes=max(1, round(whole.queue.plan.mean_service(helped.need))))
            yield AccompanimentRecorded(helped.id, details, helped.need, confirmed=False)
