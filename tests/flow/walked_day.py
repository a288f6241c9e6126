"""The figures of a day as the screens worked them out before they were kept: walks over all of its tickets and papers."""

from collections import Counter

from immutables import Map

from flow.paper import PaperState
from flow.plan import MINUTE
from flow.state import OfficeState
from flow.tally import Tally
from flow.tickets import Outcome, State

NONE_IN_HAND = {PaperState.NOT_SENT, PaperState.CLEARED, PaperState.EXPIRED, PaperState.UNCERTAIN}


def walked(state: OfficeState) -> Tally:
    """What the tally of this day must be."""
    closed = list(state.closed.values())
    tickets = [*state.open.values(), *closed]
    people = [t for t in tickets if t.outcome is not Outcome.ISSUED_IN_ERROR]
    waited_out = [
        t.arrival + t.announced.high * MINUTE for t in closed if t.announced is not None and t.announced.high is not None
        and t.arrival + t.announced.high * MINUTE < (t.called_at or t.since)
    ]  # fmt: skip
    silent = [t.changed_at for t in closed if t.outcome is Outcome.NO_SHOW]
    silent += [
        t.last_call_at for t in closed if t.outcome is not Outcome.NO_SHOW and t.calls > state.plan.figures.recalls
    ]
    ended = state.papers
    return Tally(
        by_outcome=Map(Counter(t.outcome.value for t in tickets if t.state is State.CLOSED and t.outcome)),
        by_need=Map(Counter(t.need for t in tickets)),
        wrong_declarations=sum(t.need != t.declared for t in tickets),
        waits=tuple(sorted(t.called_at - t.arrival for t in tickets if t.called_at is not None)),
        calls=tuple(sorted((t.last_call_at, t.number, t.id) for t in tickets if t.last_call_at and t.counter)),
        closed=tuple(sorted((t.changed_at, t.number, t.id) for t in closed)),
        passed=tuple(sorted(waited_out)),
        unanswered=tuple(sorted(at for at in silent if at is not None)),
        without_paper=tuple(sorted(t.number for t in people if t.id in ended and ended[t.id].state in NONE_IN_HAND)),
        other_papers=tuple(sorted({*state.spool, *ended} - {t.id for t in tickets})),
    )
