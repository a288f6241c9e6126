"""Whoever wants to hear what was stored: the entries, after the commit, in the journal's order, each in a greenlet of its own."""

from collections import deque
from collections.abc import Callable, Iterable
from typing import Protocol

import gevent
import gevent.event
import msgspec
import structlog

from mediation.events import AnyEntry

KEPT_MOST = 1_000
"""Entries that wait for one subscriber: some seconds of the busiest office, and no memory to speak of."""
log = structlog.get_logger()


class Missed(msgspec.Struct, frozen=True):
    """The subscriber was so far behind that the entries from the seq `since` to `until` were not kept for it.

    The office's state, read before the handler waits for anything, holds all of them and none that comes afterwards.
    """

    since: int
    until: int


News = AnyEntry | Missed
Handler = Callable[[News], None]


class Published(Protocol):
    """Where entries come from: an office."""

    def subscribe(self, handler: Handler) -> None:
        """The handler gets each entry that is stored from now on."""


class NextNews:
    """What greenlets wait by for whatever is stored next. stored: set then; another takes its place."""

    def __init__(self, office: Published) -> None:
        self.stored = gevent.event.Event()
        office.subscribe(self._hear)

    def _hear(self, _news: News) -> None:
        stored, self.stored = self.stored, gevent.event.Event()
        stored.set()


class Subscribers:
    """All that hear of an office. Nobody waits for them: neither the tap, nor one for another."""

    def __init__(self) -> None:
        self._subscriptions: list[_Subscription] = []

    def add(self, handler: Handler, most: int = KEPT_MOST) -> None:
        """The handler gets each entry that is stored from now on, once, in order; a Missed in place of those it was too late for.

        It may wait, and it may raise: then the log says so, and it gets the next entry. It has been told nothing of an entry that
        was stored just before the process ended: who must not lose one keeps the seq of the last, and reads the state at a start.
        """
        self._subscriptions.append(_Subscription(handler, most))

    def publish(self, entries: Iterable[AnyEntry]) -> None:
        """These, one or more, were just stored, and the state has them. Runs no handler."""
        stored = tuple(entries)
        for subscription in self._subscriptions:
            subscription.put(stored)


class _Subscription:
    """A handler, what waits for it, and the greenlet that hands it over."""

    def __init__(self, handler: Handler, most: int) -> None:
        self._handler = handler
        self._most = most
        self._waiting: deque[AnyEntry] = deque()
        self._missed: Missed | None = None
        self._woken = gevent.event.Event()
        gevent.spawn(self._run)

    def put(self, entries: tuple[AnyEntry, ...]) -> None:
        """To be handed over soon."""
        self._waiting.extend(entries)
        if self._missed is not None or len(self._waiting) > self._most:
            since = self._missed.since if self._missed is not None else self._waiting[0].seq
            self._missed = Missed(since, self._waiting[-1].seq)
            self._waiting.clear()
        self._woken.set()

    def _run(self) -> None:
        while True:
            self._woken.wait()
            self._woken.clear()
            # The greenlets that are ready now go first: among them the one that sends the answer to whoever caused the entries.
            gevent.sleep(0)
            while (news := self._next()) is not None:
                self._hand_over(news)
                if self._waiting:
                    gevent.sleep(0)

    def _next(self) -> News | None:
        missed, self._missed = self._missed, None
        if missed is not None:
            return missed
        return self._waiting.popleft() if self._waiting else None

    def _hand_over(self, news: News) -> None:
        try:
            self._handler(news)
        except Exception:
            name = getattr(self._handler, "__qualname__", type(self._handler).__name__)
            log.exception("subscriber_fault", subscriber=name, news=type(news).__name__)
