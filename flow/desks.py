"""Counters open, pause and close; mediators arrive and leave."""

from typing import assert_never

from msgspec.structs import replace

from flow import commands, events
from flow.acting import elsewhere
from flow.commands import StaffCommand
from flow.events import (
    CounterClosed,
    CounterOpened,
    CounterPaused,
    PresenceEnded,
    PresenceStarted,
    QueueEvent,
    StaffEvent,
)
from flow.state import Desk, DeskState, OfficeState
from flow.tickets import Actor
from flow.visits.checks import counter_free


def decide_staff(state: OfficeState, command: StaffCommand, by: Actor) -> tuple[QueueEvent, ...]:
    """What is so already is no event. Raises Refused (counter_unknown, counter_busy)."""
    match command:
        case commands.OpenCounter(counter):
            return _open_counter(state, counter)
        case commands.PauseCounter(counter):
            return _pause_counter(state, counter)
        case commands.CloseCounter(counter):
            return _close_counter(state, counter)
        case commands.StartPresence():
            return _start_presence(state, by)
        case commands.EndPresence():
            return _end_presence(state, by)
        case _:
            assert_never(command)


def evolve_staff(state: OfficeState, event: StaffEvent, at: int, by: Actor) -> OfficeState:
    """The state after somebody of the staff came, paused or left at `at` (milliseconds)."""
    match event:
        case events.CounterOpened(counter):
            return _desk(state, counter, DeskState.OPEN, at, by)
        case events.CounterPaused(counter):
            return _desk(state, counter, DeskState.PAUSED, at, by)
        case events.CounterClosed(counter):
            return _desk(state, counter, DeskState.CLOSED, at, by)
        case events.PresenceStarted():
            return replace(state, present=(*state.present, by.name))
        case events.PresenceEnded(mediator):
            leaver = mediator or by.name
            return replace(state, present=tuple(name for name in state.present if name != leaver))
        case _:
            assert_never(event)


def _desk(state: OfficeState, counter: str, desk: DeskState, at: int, by: Actor) -> OfficeState:
    return replace(state, desks=state.desks.set(counter, Desk(desk, at, elsewhere(by, counter))))


def _open_counter(state: OfficeState, counter: str) -> tuple[QueueEvent, ...]:
    """Raises Refused (counter_unknown)."""
    state.counter(counter)
    return () if state.desk(counter).state is DeskState.OPEN else (CounterOpened(counter),)


def _pause_counter(state: OfficeState, counter: str) -> tuple[QueueEvent, ...]:
    """A pause may begin while somebody is being served. Raises Refused (counter_unknown)."""
    state.counter(counter)
    return () if state.desk(counter).state is DeskState.PAUSED else (CounterPaused(counter),)


def _close_counter(state: OfficeState, counter: str) -> tuple[QueueEvent, ...]:
    """Raises Refused (counter_unknown, counter_busy: nobody is left behind at a closed counter)."""
    state.counter(counter)
    counter_free(state, counter)
    return () if state.desk(counter).state is DeskState.CLOSED else (CounterClosed(counter),)


def _start_presence(state: OfficeState, by: Actor) -> tuple[QueueEvent, ...]:
    """One presence a mediator, however often it is said."""
    return () if by.name in state.present else (PresenceStarted(),)


def _end_presence(state: OfficeState, by: Actor) -> tuple[QueueEvent, ...]:
    """The mediator leaves."""
    return (PresenceEnded(),) if by.name in state.present else ()
