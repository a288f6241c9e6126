"""Tension, in two readings for the staff: the load of the counters and the climate of the hall, with causes and what to do.

Load: minutes of work waiting for each counter able to do it. Of nine readings tried on simulated days it foretells overload
best, and adding others to it gains nothing. Climate: points for what makes people angry, each halved every 20 minutes; the
weights are experts' guesses, which is why each alert asks whether it was right.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from flow.needs import Route
from flow.plan import MINUTE
from flow.readings import LEVELS, Action, Cause, CauseKind, Difficulty, Level, Reading
from flow.state import DeskState, OfficeState
from flow.tally import announced_passed, no_answer
from flow.tickets import State

FORGOTTEN_HALVINGS = 6
"""A cause that has been halved so often weighs less than 2 % of itself: it is no longer counted."""


class Load(msgspec.Struct, frozen=True):
    """minutes: of work waiting for each competent counter; None when somebody waits and no counter is open.

    stranded: people waiting for a counter, none of the open ones serving their need.
    """

    minutes: float | None
    level: Level
    stranded: int
    causes: tuple[Cause, ...] = ()


class Climate(msgspec.Struct, frozen=True):
    """points: of all causes together, the heaviest cause first."""

    points: float
    level: Level
    causes: tuple[Cause, ...]


def load(state: OfficeState) -> Load:
    """Work waiting for counters, over the open counters that serve some of it.

    The plan knows no roster, so that the counters of the next 30 minutes are those that are open now.
    """
    counters, alone = tuple(state.open_counters()), not state.present
    waiting = Counter([(t.need, t.route) for t in state.waiting()])
    theirs = {kind: count for kind, count in waiting.items() if alone or kind[1] in (Route.COUNTER, Route.BANKER)}
    if not theirs:
        return Load(0.0, Level.GREEN, 0)
    needs, people = {need for need, _route in theirs}, sum(theirs.values())
    served = {need for need in needs if any(c.serves(need) for c in counters)}
    stranded = sum(n for (need, route), n in theirs.items() if need not in served and route is not Route.MEDIATOR)
    lost = (Cause(CauseKind.STRANDED, stranded),) if stranded else ()
    if not counters:
        return Load(None, Level.RED, stranded, (Cause(CauseKind.NO_COUNTER_OPEN, people), *lost))
    able = sum(any(c.serves(need) for need in needs) for c in counters)
    minutes = sum(count * state.plan.mean_service(need) for (need, _route), count in theirs.items()) / max(1, able)
    level = _level(minutes, state.plan.figures.load_from_minutes)
    work = (Cause(CauseKind.WORK_WAITING, people),) if level is not Level.GREEN else ()
    return Load(minutes, level, stranded, (*work, *lost))


def climate(state: OfficeState, now: int) -> Climate:
    """The points of the hall, each halved every so many minutes since it was earned, and each kind bounded."""
    figures = state.plan.figures
    oldest = now - FORGOTTEN_HALVINGS * figures.climate_halves_minutes * MINUTE
    tickets, tally = tuple(state.open.values()), state.tally
    passed = (announced_passed(ticket, now) for ticket in tickets)
    unanswered = (no_answer(ticket, figures.recalls) for ticket in tickets)
    earned = (
        *_reported(state),
        (CauseKind.ANNOUNCED_PASSED, 1, figures.announced_passed_most, (*_since(tally.passed, oldest), *_some(passed))),
        (CauseKind.OVERTAKEN, 1, figures.overtaken_most, _often_overtaken(state, now)),
        (CauseKind.NO_ANSWER, 1, figures.no_answer_most, (*_since(tally.unanswered, oldest), *_some(unanswered))),
    )
    causes = []
    for kind, weight, most, moments in earned:
        recent = [at for at in moments if oldest <= at <= now]
        points = weight * sum(0.5 ** ((now - at) / (figures.climate_halves_minutes * MINUTE)) for at in recent)
        if recent:
            causes.append(Cause(kind, len(recent), round(min(points, most) if most else points, 2)))
    causes.sort(key=lambda cause: -cause.points)
    total = round(sum(cause.points for cause in causes), 2)
    return Climate(total, _level(total, figures.climate_from_points), tuple(causes))


def proposed(state: OfficeState, reading: Reading, level: Level) -> tuple[Action, ...]:
    """What to do about a reading at this level, the first thing first."""
    if level is Level.GREEN:
        return ()
    if reading is Reading.CLIMATE:
        return (Action.WALK_UP_QUEUE,) if level is Level.YELLOW else (Action.WALK_UP_QUEUE, Action.ANNOUNCE)
    if level is Level.YELLOW:
        return (Action.WALK_UP_QUEUE,)
    closed = any(state.desk(counter).state is not DeskState.OPEN for counter in state.plan.counters)
    more = (Action.OPEN_COUNTER,) if closed else ()
    return (*more, Action.WALK_UP_QUEUE, Action.ANNOUNCE)


def _level(amount: float, steps: tuple[int, ...]) -> Level:
    return LEVELS[sum(amount >= step for step in steps[: len(LEVELS) - 1])]


def _reported(state: OfficeState) -> Iterator[tuple[CauseKind, int, int, list[int]]]:
    figures = state.plan.figures
    weights = {
        Difficulty.TENSION: figures.tension_points,
        Difficulty.OPERATION_IMPOSSIBLE: figures.operation_impossible_points,
        Difficulty.ORDER_COMPLAINT: figures.order_complaint_points,
    }
    for kind, weight in weights.items():
        yield (
            CauseKind(kind.value),
            weight,
            0,
            [difficulty.at for difficulty in state.difficulties if difficulty.kind is kind],
        )


def _since(moments: tuple[int, ...], oldest: int) -> tuple[int, ...]:
    return moments[bisect_left(moments, oldest) :]


def _some(moments: Iterable[int | None]) -> Iterator[int]:
    return (moment for moment in moments if moment is not None)


def _often_overtaken(state: OfficeState, now: int) -> Iterator[int]:
    """Those who were overtaken often and still wait, now: it weighs whole as long as they stand there."""
    for key, times in state.overtaken.items():
        ticket = state.open.get(key)
        if ticket is not None and ticket.state is State.WAITING and times >= state.plan.figures.overtaken_from:
            yield now
