"""A day of which part was lost goes on behind a fence, until somebody says that its papers are dealt with."""

from collections.abc import Iterator
from typing import assert_never

from msgspec.structs import replace

from flow import fence_commands as commands
from flow import fence_events as events
from flow.events import PaperReported
from flow.fence import fence_after
from flow.fence_commands import FenceCommand
from flow.fence_events import FenceEvent
from flow.paper import PaperState
from flow.refusals import Reason, Refused
from flow.state import OfficeState


def decide_fence(state: OfficeState, command: FenceCommand) -> tuple[FenceEvent | PaperReported, ...]:
    """What is so already is no event. Raises Refused (fence_changed)."""
    match command:
        case commands.ResumeJournal(known_seq, next_number, epoch, why, last_given, kept_until):
            goes_on = max(next_number, state.next_number)
            return (
                events.JournalResumed(known_seq, goes_on, epoch, why, last_given, kept_until),
                *_papers(state, kept_until),
            )
        case commands.SettleFence(goes_on):
            fence = state.fence
            if fence is None or fence.settled:
                return ()
            if fence.goes_on != goes_on:
                raise Refused(Reason.FENCE_CHANGED)
            return (events.FenceSettled(goes_on),)
        case _:
            assert_never(command)


def _papers(state: OfficeState, kept_until: int) -> Iterator[PaperReported]:
    """A paper that was due when the copy ends may have come out since: it is never printed again by itself."""
    for ticket, paper in state.spool.items():
        if paper.queued_at <= kept_until:
            yield PaperReported(ticket, paper.copy, paper.printer, PaperState.UNCERTAIN, "copy_put_back", 0)


def evolve_fence(state: OfficeState, event: FenceEvent, seq: int) -> OfficeState:
    """The state after part of the day was lost, or after its papers were dealt with."""
    match event:
        case events.JournalResumed(_known_seq, goes_on, epoch, why, last_given, kept_until):
            fence = fence_after(state.fence, state.next_number, last_given, goes_on, why, kept_until)
            epochs = (*state.epochs, epoch) if epoch else state.epochs
            return replace(state, next_number=goes_on, fence=fence, epochs=epochs, resumed_at=seq)
        case events.FenceSettled():
            fence = state.fence
            return replace(state, fence=None if fence is None else replace(fence, settled=True))
        case _:
            assert_never(event)
