"""What the waiting room sees: calls, flows and messages. Numbers and counters only: no need, no name, no priority.

A language is there in one case only: the office wants calls spoken in the ticket's language too.
"""

from bisect import bisect_right
from functools import lru_cache
from operator import itemgetter
from typing import Annotated

import msgspec
from msgspec import Meta

from config.languages import SOURCE
from config.settings import OfficeSettings
from flow.forecast import Outlook
from flow.needs import Route
from flow.order import queue
from flow.plan import MINUTE
from flow.state import OfficeState
from flow.tickets import State, Ticket, Wait
from screen.view import ScreenView

CALLS_MS = 10 * MINUTE
"""Calls so young are all handed over: in a burst they take their turn to be spoken, and one that is undone leaves."""
LAST = 4
"""As many as the screen shows are there whatever their age."""
MOST = 100
CALLS_KEPT = 1_024


class Call(msgspec.Struct, frozen=True):
    """A call."""

    key: Annotated[str, Meta(description="the same call has the same key, so that a repeat of the view is silent")]
    number: Annotated[int, Meta(description="of the ticket, as it is called")]
    counter: Annotated[str, Meta(description="id of the counter to go to")]
    shape: Annotated[str, Meta(description="the sign of that counter, beside its number")]
    at: Annotated[int, Meta(description="when it was called last, in milliseconds")]
    walking: Annotated[bool, Meta(description="the person is not at the counter yet")]
    spoken_in: Annotated[
        tuple[str, ...], Meta(description="languages that it is spoken in, one after another; none: only chimed")
    ]


class Flow(msgspec.Struct, frozen=True):
    """The people waiting on one route, and about how long a newcomer would wait (null: nobody can say)."""

    route: Route
    waiting: int
    wait: Wait | None


class Display(ScreenView, frozen=True):
    """What the waiting room sees."""

    open: Annotated[bool, Meta(description="within the opening hours")]
    tickets: Annotated[bool, Meta(description="the kiosk gives tickets")]
    calls: Annotated[
        tuple[Call, ...], Meta(description="of the last ten minutes, and the last four in any case; the newest first")
    ]
    flows: Annotated[tuple[Flow, ...], Meta(description="who waits on each route, and about how long")]
    messages: Annotated[tuple[str, ...], Meta(description="ids of the messages that are announced now")]


def view(settings: OfficeSettings, state: OfficeState, now: int, place: str, language: str = SOURCE) -> Display:
    """The display's view at `now`."""
    return Display(
        version=state.version,
        now=now,
        open=state.plan.always_open or state.plan.hours.open_at(now),
        tickets=state.takes_tickets(now),
        calls=_calls(settings, _called(state, now)),
        flows=_flows(state, now),
        messages=tuple(message for message in state.plan.announcements if state.announced.get(message, 0) > now),
    )


def _called(state: OfficeState, now: int) -> list[Ticket]:
    """All of the last ten minutes, and the last four in any case; the newest first."""
    calls = state.tally.calls
    young = bisect_right(calls, now - CALLS_MS, key=itemgetter(0))
    shown = calls[max(min(young, len(calls) - LAST), len(calls) - MOST, 0) :]
    return [ticket for _when, _number, key in reversed(shown) if (ticket := state.any_ticket(key)) is not None]


def _calls(settings: OfficeSettings, tickets: list[Ticket]) -> tuple[Call, ...]:
    shapes = {counter.id: counter.shape.value for counter in settings.counters}
    spoken = {language: _languages(settings, language) for language in {ticket.language for ticket in tickets}}
    return tuple([_call(t, shapes.get(t.counter or "", "circle"), spoken[t.language]) for t in tickets])


def _languages(settings: OfficeSettings, tickets: str) -> tuple[str, ...]:
    """That a call is spoken in. tickets: the language of the ticket that is called."""
    if not settings.display.speaks:
        return ()
    wanted = settings.display.also_in_the_tickets_language and tickets in settings.languages
    return tuple(dict.fromkeys((SOURCE, tickets))) if wanted else (SOURCE,)


@lru_cache(maxsize=CALLS_KEPT)
def _call(ticket: Ticket, shape: str, languages: tuple[str, ...]) -> Call:
    """Most calls are as they were at the change before: they are kept."""
    assert ticket.counter is not None
    assert ticket.last_call_at is not None
    return Call(
        key=f"{ticket.id}-{ticket.counter}-{ticket.called_as}",
        number=ticket.number,
        counter=ticket.counter,
        shape=shape,
        at=ticket.last_call_at,
        walking=ticket.state is State.CALLED,
        spoken_in=languages,
    )


def _flows(state: OfficeState, now: int) -> tuple[Flow, ...]:
    """Counters always, the mediator when one is there, the others when somebody waits for them."""
    outlook = Outlook.of(state, now)
    waiting = dict.fromkeys((Route.COUNTER, Route.MEDIATOR, Route.BANKER), 0)
    for ticket in queue(state, now):
        waiting[ticket.route] = waiting.get(ticket.route, 0) + 1
    always = {Route.COUNTER, Route.MEDIATOR} if state.present else {Route.COUNTER}
    return tuple(Flow(r, count, outlook.route(r)) for r, count in waiting.items() if count or r in always)
