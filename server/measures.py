"""What an office counts while it works, in its own memory: it begins at 0 with each start, as a monitor expects of a counter.

Every label is from a closed list (needs of the office, reasons, ends): nobody outside can make a new one, and none says who it was.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from prometheus_client import Counter, Histogram
from prometheus_client.metrics import MetricWrapperBase
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from flow.events import TicketCalled, TicketRecalled, TicketTaken
from flow.refusals import Reason
from mediation.events import AnyEvent
from screen.roles import Role

COMMIT_SECONDS = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0)
"""A good disk takes 0.2 ms, a card some ten; people notice a second."""
SILENT, BEHIND = "ping timeout", "behind"
GONE = {
    SILENT: "silent",
    BEHIND: "behind",
    "client disconnect": "goodbye",
    "server disconnect": "sent_away",
    "transport close": "closed",
    "transport error": "broken",
}
"""How Engine.IO, or we, say that a connection ended, and what it means; anything else is "closed"."""


class Measures(Collector):
    """The counters of one office. screens, copy_age: ports, given when there is something to read.

    screens: connected screens by role. copy_age: seconds since the last good copy of the office's files was made, None when there is none.
    ended: how often the office's process ended and was started again, by why; empty where another program starts it.
    """

    def __init__(self) -> None:
        self.screens: Callable[[], Mapping[Role, int]] = dict
        self.copy_age: Callable[[], float | None] | None = None
        self.ended: Mapping[str, int] = {}
        self._tickets = Counter("allervers_tickets", "Tickets given, by need.", ["need"], registry=None)
        self._calls = Counter(
            "allervers_calls", "Calls to a counter, first ones and repeated ones.", ["call"], registry=None
        )
        self._refusals = Counter(
            "allervers_refusals", "Commands and requests refused, by reason.", ["reason"], registry=None
        )
        self._screens_gone = Counter(
            "allervers_screens_gone", "Screens that were connected and are gone, by how.", ["how"], registry=None
        )
        self._commits = Histogram(
            "allervers_commit_seconds",
            "How long it took to store what one command changed, on the disk.",
            registry=None,
            buckets=COMMIT_SECONDS,
        )
        self._of_need: dict[str, Counter] = {}
        self._first, self._again = self._calls.labels("first"), self._calls.labels("again")
        for how in GONE.values():
            self._screens_gone.labels(how)

    def stored(self, events: Iterable[AnyEvent], seconds: float) -> None:
        """These events were just stored. A few microseconds."""
        self._commits.observe(seconds)
        for event in events:
            match event:
                case TicketTaken(need=need):
                    (self._of_need.get(need) or self._need(need)).inc()
                case TicketCalled():
                    self._first.inc()
                case TicketRecalled():
                    self._again.inc()
                case _:
                    pass

    def _need(self, need: str) -> Counter:
        # The library looks a label up in some microseconds, under a lock: at each tap.
        self._of_need[need] = self._tickets.labels(need)
        return self._of_need[need]

    def refused(self, reason: Reason) -> None:
        """Somebody was told no."""
        self._refusals.labels(reason.value).inc()

    def screen_gone(self, how: object) -> None:
        """A connected screen is gone. how: as Engine.IO says it."""
        self._screens_gone.labels(GONE.get(str(how), "closed")).inc()

    def collect(self) -> Iterator[Metric]:
        """All of them, as they are now."""
        metrics: tuple[MetricWrapperBase, ...] = (
            self._tickets,
            self._calls,
            self._refusals,
            self._screens_gone,
            self._commits,
        )
        for metric in metrics:
            yield from metric.collect()
