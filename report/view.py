"""The office today, in figures taken from the state: what the manager's page shows."""

from collections import Counter
from statistics import median

import msgspec

from config.clock_words import ClockNotice, clock_notice
from config.fence_words import FenceNotice, fence_notice
from config.settings import OfficeSettings, PrinterSettings
from flow.kiosks import RushNotice, notices
from flow.order import queue
from flow.paper import NO_PAPER, TEST, PaperState, PrinterReport
from flow.plan import MINUTE
from flow.state import OfficeState
from flow.tickets import Outcome, State, Ticket

PERHAPS_WITHOUT = NO_PAPER | {PaperState.UNCERTAIN}


class Printer(msgspec.Struct, frozen=True):
    """A printer's state and since when (milliseconds); "" and 0 before its worker said anything.

    left_m: metres left on the roll, counted since it was changed; low: soon no more. test: what became of the last test page.
    """

    name: str
    model: str
    state: str
    since: int
    left_m: float
    low: bool
    test: str


class Today(msgspec.Struct, frozen=True):
    """wait_minutes: median from arrival to the call, over the tickets called today; None before the first.

    rushes: many tickets from one kiosk, that somebody must look at.
    fence: part of the day was lost, and nobody has said yet that it is dealt with.
    by_outcome, by_need: counts of tickets. wrong_declarations: found need other than declared. No figure is one agent's.
    """

    version: int
    now: int
    date: str
    taken: int
    waiting: int
    open: int
    wait_minutes: int | None
    longest_minutes: int
    by_outcome: dict[str, int]
    by_need: dict[str, int]
    wrong_declarations: int
    without_paper: tuple[int, ...]
    printers: tuple[Printer, ...]
    present: int
    counters_open: int
    rushes: tuple[RushNotice, ...]
    fence: FenceNotice | None
    clock: ClockNotice | None


def view(settings: OfficeSettings, state: OfficeState, now: int, place: str) -> Today:
    """The manager's view of today."""
    tickets: list[Ticket] = [*state.open.values(), *state.closed.values()]
    waited = [(t.called_at - t.arrival) / MINUTE for t in tickets if t.called_at is not None]
    waiting = queue(state, now)
    people = (t for t in tickets if t.outcome is not Outcome.ISSUED_IN_ERROR)
    lost = (t.number for t in people if (p := state.papers.get(t.id)) is not None and p.state in PERHAPS_WITHOUT)
    return Today(
        version=state.version,
        now=now,
        date=state.date,
        taken=len(tickets),
        waiting=len(waiting),
        open=len(state.open),
        wait_minutes=round(median(waited)) if waited else None,
        longest_minutes=max(((now - t.arrival) // MINUTE for t in waiting), default=0),
        by_outcome=dict(Counter(t.outcome.value for t in tickets if t.state is State.CLOSED and t.outcome)),
        by_need=dict(Counter(t.need for t in tickets)),
        wrong_declarations=sum(t.need != t.declared for t in tickets),
        without_paper=tuple(sorted(lost)),
        printers=tuple(_printer(state, printer) for printer in settings.printers),
        present=len(state.present),
        counters_open=sum(1 for _ in state.open_counters()),
        rushes=notices(state),
        fence=fence_notice(state, settings.timezone),
        clock=clock_notice(state, now, settings.timezone),
    )


def _printer(state: OfficeState, printer: PrinterSettings) -> Printer:
    report = state.printers.get(printer.name, PrinterReport("", 0))
    left = max(0.0, printer.roll_m - state.rolls.get(printer.name, 0) / 1000)
    tests = [(key, p) for papers in (state.papers, state.spool) for key, p in papers.items() if key.startswith(TEST)]
    mine = [(int(key.removeprefix(TEST)), p.state.value) for key, p in tests if p.only == printer.name]
    return Printer(
        name=printer.name,
        model=printer.model,
        state=report.state,
        since=report.since,
        left_m=round(left, 1),
        low=left <= printer.warn_m or report.state == "near_end",
        test=max(mine)[1] if mine else "",
    )
