"""/metrics: the office in figures, for a monitor (Prometheus and whatever reads its text). Read from the state when asked.

No label says which ticket, person, agent, counter or device it was: needs, routes, states and reasons are closed lists.
"""

import platform
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version

from flask import Blueprint, Response, request
from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from flow.needs import Route
from flow.paper import PaperState, PrinterState
from flow.state import OfficeState
from flow.tickets import State
from screen.roles import Role, allow
from server.office import Office

UNKNOWN = "unknown"
"""The state of a printer that has not been heard of yet."""
TROUBLES = ("full", "nearly_full", "read_only", "shut", "failing")
"""What may be wrong with the disk: names of config.notices."""


def metric_pages(office: Office) -> Blueprint:
    """GET /metrics. A registry of its own: two offices in one process know nothing of each other."""
    pages = Blueprint("metrics", __name__)
    registry = CollectorRegistry()
    registry.register(office.measures)
    registry.register(Reading(office))
    # The process's memory, files and time: without labels.
    registry.register(ProcessCollector(registry=None))

    @pages.get("/metrics")
    @allow(Role.MONITOR)
    def metrics() -> Response:
        """The office's figures for a monitor, in Prometheus' text format or OpenMetrics."""
        encode, kind = choose_encoder(request.headers.get("Accept", ""))
        return Response(encode(registry), content_type=kind)

    return pages


class Reading(Collector):
    """The figures that are true at the moment they are asked for. Nothing is written, and no disk is tried."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def collect(self) -> Iterator[Metric]:
        """All of them. A millisecond beside a full hall of forty, some more beside thousands of tickets."""
        office = self._office
        state, now = office.state, office.now()
        yield from _of_queue(state, now)
        yield from _of_papers(state)
        yield from self._of_program()
        yield from self._of_disk(state)
        ahead = office.clock.ahead() / 1000
        yield _gauge("clock_held", "1 while the machine's time is not believed.", int(state.doubt is not None))
        yield _gauge("clock_ahead_seconds", "How far the machine's time is ahead of the office's.", ahead)
        if office.measures.copy_age is not None:
            age = office.measures.copy_age()
            yield _gauge("copies_exist", "1 when there is a good copy of the office's files.", int(age is not None))
            if age is not None:
                yield _gauge("copy_age_seconds", "Since the last good copy of the office's files.", age)

    def _of_program(self) -> Iterator[Metric]:
        office, screens = self._office, self._office.measures.screens()
        shown = {role.value: screens.get(role, 0) for role in Role if role not in (Role.PRINTER, Role.MONITOR)}
        yield _gauges("screens", "Connected screens, by role.", "role", shown)
        yield _gauge("dispatcher_lag_seconds", "How long the oldest news waits to be sent.", office.readiness.lag())
        ended = CounterMetricFamily(
            "allervers_restarts", "Ends of the office's process, by why it was started again.", labels=["why"]
        )
        for why, count in office.measures.ended.items():
            ended.add_metric([why], count)
        yield ended
        built = InfoMetricFamily("allervers_build", "What runs here.")
        built.add_metric(
            [], {"version": version("allervers"), "python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
        )
        yield built

    def _of_disk(self, state: OfficeState) -> Iterator[Metric]:
        office = self._office
        free, troubles = office.readiness.free_bytes(), office.readiness.troubles()
        if free >= 0:
            yield _gauge("disk_free_bytes", "Room on the disk of the office's files.", free)
        wrong = {trouble: int(trouble in troubles) for trouble in TROUBLES}
        yield _gauges("disk_trouble", "1 for what is wrong with the disk.", "trouble", wrong)
        size, ahead = office.readiness.journal_sizes()
        yield _gauge("journal_seq", "The number of the last event of the journal.", state.version)
        yield _gauge("journal_bytes", "The journal's file.", size)
        yield _gauge("journal_wal_bytes", "The journal's write-ahead log.", ahead)


def _of_queue(state: OfficeState, now: int) -> Iterator[Metric]:
    waiting = list(state.waiting())
    routes = Counter(ticket.route.value for ticket in waiting)
    yield _gauges("waiting", "People who wait, by who can solve their need.", "route", _all(Route, routes))
    states = Counter(ticket.state.value for ticket in state.open.values())
    yield _gauges("open_tickets", "Open tickets, by state.", "state", _all(set(State) - {State.CLOSED}, states))
    oldest = max((now - ticket.arrival for ticket in waiting), default=0)
    yield _gauge(
        "oldest_wait_seconds", "How long the one who came first waits; 0 when nobody does.", max(0, oldest) / 1000
    )


def _of_papers(state: OfficeState) -> Iterator[Metric]:
    papers = Counter(paper.state.value for papers_of in (state.spool, state.papers) for paper in papers_of.values())
    yield _gauges("papers", "Papers of today, by what became of them.", "state", _all(PaperState, papers))
    reports = (state.printers.get(printer) for printer in state.plan.printers)
    printers = Counter(UNKNOWN if report is None else report.state for report in reports)
    by_state = {UNKNOWN: printers[UNKNOWN], **_all(PrinterState, printers)}
    yield _gauges("printers", "Printers of the office, by how they are.", "state", by_state)


def _all(values: Iterable[str], counts: Mapping[str, int]) -> dict[str, int]:
    """Also those that there are none of: a figure that is missing cannot be watched."""
    return {str(value): counts.get(value, 0) for value in sorted(values)}


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(f"allervers_{name}", about, value=value)


def _gauges(name: str, about: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(f"allervers_{name}", about, labels=[label])
    for value, count in values.items():
        family.add_metric([value], count)
    return family
