"""The office today, in figures taken from the state: what the manager's page shows."""

from typing import Annotated

import msgspec
from msgspec import Meta

from config.clock_words import ClockNotice, clock_notice
from config.fence_words import FenceNotice, fence_notice
from config.languages import SOURCE
from config.settings import OfficeSettings, PrinterSettings
from flow.kiosks import RushNotice, notices
from flow.order import queue
from flow.paper import TEST, Care, PaperState, PrinterState, care_of
from flow.plan import MINUTE
from flow.state import OfficeState
from screen.view import ScreenView


class Printer(msgspec.Struct, frozen=True):
    """A printer, as its worker told; null and 0 before it said anything."""

    name: Annotated[str, Meta(description="as the configuration names it")]
    model: Annotated[str, Meta(description="of the configuration")]
    state: Annotated[PrinterState | None, Meta(description="what it said last")]
    since: Annotated[int, Meta(description="when that began, in milliseconds")]
    left_m: Annotated[float, Meta(description="metres left on the roll, counted since it was changed")]
    low: Annotated[bool, Meta(description="soon no more paper")]
    care: Annotated[Care | None, Meta(description="what somebody must do about it; null: nothing was heard of it")]
    test: Annotated[PaperState | None, Meta(description="what became of the last test page")]


class Today(ScreenView, frozen=True):
    """The office today. No figure is one agent's."""

    date: Annotated[str, Meta(description="the business day, ISO")]
    taken: Annotated[int, Meta(description="tickets given today")]
    waiting: Annotated[int, Meta(description="people who wait")]
    open: Annotated[int, Meta(description="tickets whose visit has not ended")]
    wait_minutes: Annotated[
        int | None,
        Meta(description="median from arrival to the call, over the tickets called today; null before the first"),
    ]
    longest_minutes: Annotated[int, Meta(description="of those who wait now, how long the longest")]
    by_outcome: Annotated[dict[str, int], Meta(description="how the visits ended → tickets")]
    by_need: Annotated[dict[str, int], Meta(description="need → tickets")]
    wrong_declarations: Annotated[int, Meta(description="tickets whose need was found to be another than declared")]
    without_paper: Annotated[tuple[int, ...], Meta(description="numbers of those whose client may have no paper")]
    printers: Annotated[tuple[Printer, ...], Meta(description="each of the office's printers")]
    present: Annotated[int, Meta(description="mediators present")]
    counters_open: Annotated[int, Meta(description="counters that call")]
    rushes: Annotated[
        tuple[RushNotice, ...], Meta(description="many tickets from one kiosk, that somebody must look at")
    ]
    fence: Annotated[
        FenceNotice | None, Meta(description="part of the day was lost, and nobody has said yet that it is dealt with")
    ]
    clock: Annotated[ClockNotice | None, Meta(description="the machine's time is not believed")]


def view(settings: OfficeSettings, state: OfficeState, now: int, place: str, language: str = SOURCE) -> Today:
    """The manager's view of today."""
    tally = state.tally
    waiting = queue(state, now)
    return Today(
        version=state.version,
        now=now,
        date=state.date,
        taken=len(state.open) + len(state.closed),
        waiting=len(waiting),
        open=len(state.open),
        wait_minutes=None if tally.median_wait is None else round(tally.median_wait),
        longest_minutes=max(((now - t.arrival) // MINUTE for t in waiting), default=0),
        by_outcome=dict(sorted(tally.by_outcome.items())),
        by_need=dict(sorted(tally.by_need.items())),
        wrong_declarations=tally.wrong_declarations,
        without_paper=tally.without_paper,
        printers=tuple(_printer(state, printer) for printer in settings.printers),
        present=len(state.present),
        counters_open=sum(1 for _ in state.open_counters()),
        rushes=notices(state),
        fence=fence_notice(state, settings.timezone, language),
        clock=clock_notice(state, now, settings.timezone, language),
    )


def _printer(state: OfficeState, printer: PrinterSettings) -> Printer:
    report = state.printers.get(printer.name)
    left = max(0.0, printer.roll_m - state.rolls.get(printer.name, 0) / 1000)
    tests = ((key, state.paper(key)) for key in state.tally.other_papers if key.startswith(TEST))
    mine = [(int(key.removeprefix(TEST)), p.state) for key, p in tests if p is not None and p.only == printer.name]
    return Printer(
        name=printer.name,
        model=printer.model,
        state=PrinterState(report.state) if report else None,
        since=report.since if report else 0,
        left_m=round(left, 1),
        low=left <= printer.warn_m or (report is not None and report.state == PrinterState.NEAR_END),
        care=care_of(PrinterState(report.state)) if report else None,
        test=max(mine)[1] if mine else None,
    )
