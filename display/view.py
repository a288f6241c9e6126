"""What the waiting room sees: calls and flows. Numbers and counters only: no need, no name, no priority, no language."""

import heapq

import msgspec

from config.settings import OfficeSettings
from flow.forecast import Outlook
from flow.needs import Route
from flow.state import OfficeState
from flow.tickets import State, Ticket, Wait

CALLS = 12
"""How many of the last calls a display is handed: more than it shows, so that a burst while it was away skips none."""


class Call(msgspec.Struct, frozen=True):
    """A call. key: the same call has the same key, so that a repeat of the view is silent. at: milliseconds.

    walking: the person is not at the counter yet.
    """

    key: str
    number: int
    counter: str
    shape: str
    at: int
    walking: bool


class Flow(msgspec.Struct, frozen=True):
    """The people waiting on one route, and about how long a newcomer would wait (null: nobody can say)."""

    route: Route
    waiting: int
    wait: Wait | None


class Display(msgspec.Struct, frozen=True):
    """calls: the newest first. open: the office takes tickets."""

    version: int
    now: int
    open: bool
    calls: tuple[Call, ...]
    flows: tuple[Flow, ...]


def view(settings: OfficeSettings, state: OfficeState, now: int, place: str) -> Display:
    """The display's view at `now`."""
    shapes = {counter.id: counter.shape.value for counter in settings.counters}
    return Display(
        version=state.version,
        now=now,
        open=state.takes_tickets(now),
        calls=tuple(_call(ticket, shapes) for ticket in _called(state)),
        flows=_flows(state, now),
    )


def _called(state: OfficeState) -> list[Ticket]:
    called = (t for found in (state.open, state.closed) for t in found.values() if t.last_call_at is not None)
    return heapq.nlargest(
        CALLS, (t for t in called if t.counter is not None), key=lambda t: (t.last_call_at or 0, t.number)
    )


def _call(ticket: Ticket, shapes: dict[str, str]) -> Call:
    assert ticket.counter is not None
    assert ticket.last_call_at is not None
    return Call(
        key=f"{ticket.id}-{ticket.counter}-{ticket.last_call_at}",
        number=ticket.number,
        counter=ticket.counter,
        shape=shapes.get(ticket.counter, "circle"),
        at=ticket.last_call_at,
        walking=ticket.state is State.CALLED,
    )


def _flows(state: OfficeState, now: int) -> tuple[Flow, ...]:
    """Counters and the mediator always, the others when somebody waits there."""
    outlook = Outlook(state, now)
    waiting = dict.fromkeys((Route.COUNTER, Route.MEDIATOR, Route.BANKER), 0)
    for ticket in state.waiting():
        waiting[ticket.route] = waiting.get(ticket.route, 0) + 1
    always = (Route.COUNTER, Route.MEDIATOR)
    return tuple(Flow(r, count, outlook.route(r)) for r, count in waiting.items() if count or r in always)
