"""/metrics: what it says is so, it says nothing of anybody, and it does not grow with what strangers ask."""

import re
import sqlite3
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from time import perf_counter

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as read_openmetrics
from prometheus_client.parser import text_string_to_metric_families as read_text

from flow.commands import (
    CallNext,
    ClaimPaper,
    OpenCounter,
    Recall,
    ReportPaper,
    ReportPrinter,
    StartPresence,
    TakeTicket,
)
from flow.paper import PaperState, PrinterState
from flow.plan import MINUTE
from screen.roles import Role
from server.access import Access
from server.app import create_app
from server.journal.people import People
from server.live import Live
from server.measures import Measures
from server.metrics import Reading
from server.screens import SCREENS
from voice.clips import Clips

LABELS = {
    "need",
    "route",
    "state",
    "reason",
    "call",
    "how",
    "le",
    "role",
    "trouble",
    "why",
    "version",
    "python",
    "sqlite",
}
"""Written by hand: what a figure may be told apart by."""
NAMED = ("Agent Zéphyrine", "Borne de la porte est")


class Monitored:
    """An office with its application, and a paired monitor that reads it."""

    def __init__(self, bureau, folder) -> None:
        self.bureau, self.people = bureau, People(folder / "people.db")
        self.access = Access(self.people, bureau.settings.languages, bureau.office.now)
        self.app = create_app(bureau.office, self.access, SCREENS, b"k" * 32, folder, Clips(folder))
        self.live = Live(self.app, bureau.office, self.access, SCREENS, [])
        self.secret, _ = self.access.add_device("monitor", frozenset({Role.MONITOR}))

    def text(self, accept: str = "text/plain") -> str:
        """What the monitor reads."""
        headers = {"Authorization": f"Bearer {self.secret}", "Accept": accept}
        answer = self.app.test_client().get("/metrics", headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.text

    def figures(self) -> dict[tuple[str, ...], float]:
        """(name, label's value …) → the figure."""
        samples = chain.from_iterable(family.samples for family in read_text(self.text()))
        return {(sample.name.removeprefix("allervers_"), *sample.labels.values()): sample.value for sample in samples}


@pytest.fixture
def office(bureau, tmp_path) -> Iterator[Monitored]:
    bureau.do(OpenCounter("1"))
    monitored = Monitored(bureau, tmp_path)
    yield monitored
    monitored.people.close()


def test_what_happens_is_what_the_figures_say(office):
    bureau, before = office.bureau, office.figures()
    for need in ("parcel_notice", "parcel_notice", "address_change"):
        assert bureau.do(TakeTicket(need), role="kiosk").ok
    first = next(iter(bureau.office.state.open.values())).id
    printer = bureau.settings.printers[0].name
    bureau.do(ReportPrinter(printer, PrinterState.NEAR_END), role="printer")
    bureau.do(ClaimPaper(first, 1, printer), role="printer")
    bureau.do(ReportPaper(first, 1, printer, PaperState.UNCERTAIN), role="printer")
    bureau.clock.now += 7 * MINUTE
    called = bureau.do(CallNext("1"))
    bureau.clock.now += MINUTE
    bureau.do(Recall(called.ticket))
    assert not bureau.do(TakeTicket("no_such_need"), role="kiosk").ok
    after = office.figures()

    def more(*figure: str) -> float:
        return after[figure] - before.get(figure, 0)

    assert (more("tickets_total", "parcel_notice"), more("tickets_total", "address_change")) == (2, 1)
    assert (more("calls_total", "first"), more("calls_total", "again")) == (1, 1)
    assert more("refusals_total", "need_unknown") == 1
    assert more("commit_seconds_count") == 8
    assert 0 < more("commit_seconds_sum") < 8
    assert sum(value for figure, value in after.items() if figure[0] == "waiting") == 2
    assert after["waiting", "counter"] + after["waiting", "banker"] == 2
    assert after["open_tickets", "called"] == 1
    assert after["oldest_wait_seconds",] == 8 * 60
    assert (after["papers", "uncertain"], after["papers", "queued"]) == (1, 2)
    assert (after["printers", "near_end"], after["printers", "unknown"]) == (1, 0)
    assert after["journal_seq",] == bureau.office.state.version
    assert after["journal_wal_bytes",] == (bureau.folder / "journal.db-wal").stat().st_size > 0


def test_nobody_waits_when_nobody_does(office):
    figures = office.figures()
    assert figures["oldest_wait_seconds",] == 0
    assert {value for figure, value in figures.items() if figure[0] in ("waiting", "papers")} == {0}


def test_a_held_clock_is_a_figure(bureau, office):
    figures = office.figures()
    assert (figures["clock_held",], figures["clock_ahead_seconds",]) == (0, 0)
    wall, bureau.office.clock._machine = bureau.clock.now + 3_600_000, _Ahead(bureau.clock, 3_600_000)
    bureau.office.pass_time()

    figures = office.figures()
    assert bureau.office.now() < wall
    assert (figures["clock_held",], figures["clock_ahead_seconds",]) == (1, 3600)


def test_the_disk_is_a_figure_and_no_disk_is_tried_for_it(office):
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    calm = office.figures()
    office.bureau.office.readiness.failed(full)

    figures = office.figures()
    assert (calm["disk_trouble", "full"], figures["disk_trouble", "full"]) == (0, 1)
    assert figures["disk_free_bytes",] > 0
    assert office.bureau.journal._database.execute("select count(*) from readiness").fetchone()[0] == 0


def test_screens_are_counted_by_role_and_how_they_went(office):
    display, _ = office.access.add_device("display", frozenset({Role.DISPLAY}))
    headers = {"Authorization": f"Bearer {display}"}
    screen = office.live.socketio.test_client(office.app, headers=headers, auth={"screen": "display", "place": ""})
    figures = office.figures()
    screen.disconnect()
    gone = office.figures()

    assert (figures["screens", "display"], figures["screens", "kiosk"]) == (1, 0)
    assert gone["screens", "display"] == 0
    assert sum(value for figure, value in gone.items() if figure[0] == "screens_gone_total") == 1


def test_the_age_of_the_last_copy_is_said_only_where_copies_are_made(office):
    measures = office.bureau.office.measures
    assert not [figure for figure in office.figures() if figure[0].startswith("cop")]
    measures.copy_age = lambda: None
    assert office.figures()["copies_exist",] == 0
    assert ("copy_age_seconds",) not in office.figures()
    measures.copy_age = lambda: 90.5
    assert (office.figures()["copies_exist",], office.figures()["copy_age_seconds",]) == (1, 90.5)


def test_the_ends_of_the_process_are_those_that_its_parent_counted(office):
    assert not [figure for figure in office.figures() if figure[0] == "restarts_total"]
    office.bureau.office.measures.ended = {"disk": 2, "still": 0, "other": 1}
    figures = office.figures()
    assert (figures["restarts_total", "disk"], figures["restarts_total", "still"]) == (2, 0)


def test_both_formats_that_monitors_read_are_given(office):
    text = office.text("application/openmetrics-text;version=1.0.0")
    assert text.endswith("# EOF\n")
    assert "allervers_build" in {family.name for family in read_openmetrics(text)}


def test_only_a_paired_monitor_reads_it_and_a_monitor_reads_nothing_else(office):
    client = office.app.test_client()
    kiosk, _ = office.access.add_device("kiosk", frozenset({Role.KIOSK}))

    def status(secret: str, path: str) -> int:
        headers = {"Authorization": f"Bearer {secret}", "Accept": "text/plain"}
        return client.get(path, headers=headers).status_code

    # From this very machine, too: what a proxy beside the office passes on comes from there as well.
    assert status("nobody", "/metrics") == 401
    assert status(kiosk, "/metrics") == 403
    assert status(office.secret, "/metrics") == 200
    assert status(office.secret, "/kiosk") == status(office.secret, "/manager") == 403


def test_no_label_says_who_or_which(bureau, office):
    kiosk, _ = office.access.add_device(NAMED[1], frozenset({Role.KIOSK}))
    client = office.app.test_client()
    client.get("/kiosk", headers={"Authorization": f"Bearer {kiosk}"})
    bureau.do(StartPresence(), role="console")
    taken = bureau.do(TakeTicket("parcel_notice"), role="kiosk")
    bureau.do(CallNext("1"))
    text, families = office.text(), list(read_text(office.text()))
    values = {value for family in families for sample in family.samples for value in sample.labels.values()}

    assert {name for family in families for sample in family.samples for name in sample.labels} <= LABELS
    assert taken.ticket not in text
    assert not [value for value in values if re.search(r"20\d\d-\d\d-\d\d|entree|lens", value)]
    assert not [name for name in (*NAMED, bureau.settings.printers[0].name, "kiosk device") if name in text]


def test_two_offices_in_one_process_do_not_mix(open_bureau, settings, tmp_path):
    first, second = (open_bureau(tmp_path / name, settings) for name in ("a", "b"))
    offices = [Monitored(bureau, tmp_path / name) for bureau, name in ((first, "a"), (second, "b"))]
    first.do(TakeTicket("parcel_notice"), role="kiosk")

    first_figures, other = (monitored.figures() for monitored in offices)
    assert (first_figures["tickets_total", "parcel_notice"], first_figures["waiting", "counter"]) == (1, 1)
    assert (other.get(("tickets_total", "parcel_notice"), 0), other["waiting", "counter"]) == (0, 0)
    for monitored in offices:
        monitored.people.close()
        monitored.bureau.journal._database.close()


def test_what_strangers_ask_makes_no_new_figure(office):
    client = office.app.test_client()

    def ask(round_: int) -> set[tuple[str, ...]]:
        for number in range(50):
            client.get(f"/r{round_}/{number}", headers={"Accept": "application/json", "User-Agent": f"a{number}"})
            client.get(f"/metrics?n={number}", headers={"Accept": "application/json"})
            client.post("/kiosk/commands", data=f"{number}", headers={"Idempotency-Key": f"key-{round_}-{number}"})
        return set(office.figures())

    assert ask(1) == ask(2)


@pytest.mark.alone
def test_what_is_counted_on_the_way_of_a_tap_costs_next_to_nothing(bureau):
    bureau.do(TakeTicket("parcel_notice"), role="kiosk")
    measures = Measures()
    events = bureau.journal.open_day()[1]
    begun = perf_counter()
    for _ in range(1000):
        measures.stored([entry.event for entry in events[:2]], 0.001)
    # A commit takes 200 µs on a good disk; a busy machine is given ten times what a quiet one takes.
    assert (perf_counter() - begun) / 1000 < 50e-6


@pytest.mark.alone
def test_forty_people_are_read_in_a_few_milliseconds(bureau, office):
    for _ in range(40):
        bureau.do(TakeTicket("parcel_notice"), role="kiosk")
    took = []
    for _ in range(20):
        begun = perf_counter()
        list(Reading(bureau.office).collect())
        took.append(perf_counter() - begun)
    assert min(took) < 0.005


class _Ahead:
    """The machine whose time jumped, while what elapses goes on."""

    def __init__(self, clock, by: int) -> None:
        self.wall, self.elapsed, self.boot, self.kept = lambda: clock.now + by, clock, "", None
        self.source = lambda: None


def test_the_page_for_whoever_watches_names_every_figure_and_no_other(office):
    office.bureau.office.measures.copy_age = lambda: 1.0
    office.bureau.do(TakeTicket("parcel_notice"), role="kiosk")
    page = Path("docs/monitoring.md").read_text("utf-8")
    given = {family.name for family in read_openmetrics(office.text("application/openmetrics-text;version=1.0.0"))}

    assert {_family(name) for name in re.findall(r"^\| `(allervers_\w+)`", page, re.MULTILINE)} == {
        name for name in given if name.startswith("allervers_")
    }
    # Also in the alarms.
    assert {_family(name) for name in re.findall(r"allervers_\w+", page)} <= given


def _family(name: str) -> str:
    return re.sub(r"_(total|info|bucket)$", "", name)
