"""The paper of a ticket, from the spool to what became of it; and the state of the printers."""

from flow.commands import ClaimPaper, ReportPaper, ReportPrinter
from flow.events import AnyEvent, PaperClaimed, PaperReported, PrinterReported
from flow.paper import OUTCOMES, PaperState
from flow.refusals import Reason, Refused
from flow.state import OfficeState


def claim_paper(state: OfficeState, command: ClaimPaper, now: int) -> tuple[AnyEvent, ...]:
    """One worker takes one copy, before its deadline. Raises Refused (paper_not_due)."""
    paper = state.paper(command.ticket)
    if paper is None or paper.copy != command.copy or paper.state is not PaperState.QUEUED or now > paper.deadline:
        raise Refused(Reason.PAPER_NOT_DUE)
    return (PaperClaimed(command.ticket, command.copy, command.printer),)


def report_paper(state: OfficeState, command: ReportPaper) -> tuple[AnyEvent, ...]:
    """What became of it; said twice it is one event. Raises Refused (paper_not_due, also after the day's roll-over)."""
    paper = state.paper(command.ticket)
    if paper is None or command.outcome not in OUTCOMES:
        raise Refused(Reason.PAPER_NOT_DUE)
    if paper.copy != command.copy or paper.state in (PaperState.PRINTED, command.outcome):
        return ()
    return (
        PaperReported(
            command.ticket, command.copy, command.printer, command.outcome, command.reason[:40], command.took_ms
        ),
    )


def report_printer(state: OfficeState, command: ReportPrinter) -> tuple[AnyEvent, ...]:
    """Only a change is an event."""
    known = state.printers.get(command.printer)
    if known is not None and known.state == command.state:
        return ()
    return (PrinterReported(command.printer, command.state[:40]),)
