"""Counters open, pause and close; mediators arrive and leave."""

from flow.checks import counter_free
from flow.events import AnyEvent, CounterClosed, CounterOpened, CounterPaused, PresenceEnded, PresenceStarted
from flow.state import DeskState, OfficeState
from flow.tickets import Actor


def open_counter(state: OfficeState, counter: str) -> tuple[AnyEvent, ...]:
    """Raises Refused (counter_unknown)."""
    state.counter(counter)
    return () if state.desk(counter).state is DeskState.OPEN else (CounterOpened(counter),)


def pause_counter(state: OfficeState, counter: str) -> tuple[AnyEvent, ...]:
    """A pause may begin while somebody is being served. Raises Refused (counter_unknown)."""
    state.counter(counter)
    return () if state.desk(counter).state is DeskState.PAUSED else (CounterPaused(counter),)


def close_counter(state: OfficeState, counter: str) -> tuple[AnyEvent, ...]:
    """Raises Refused (counter_unknown, counter_busy: nobody is left behind at a closed counter)."""
    state.counter(counter)
    counter_free(state, counter)
    return () if state.desk(counter).state is DeskState.CLOSED else (CounterClosed(counter),)


def start_presence(state: OfficeState, by: Actor) -> tuple[AnyEvent, ...]:
    """One presence a mediator, however often it is said."""
    return () if by.name in state.present else (PresenceStarted(),)


def end_presence(state: OfficeState, by: Actor) -> tuple[AnyEvent, ...]:
    """The mediator leaves."""
    return (PresenceEnded(),) if by.name in state.present else ()
