"""The paper of a ticket, from the spool to what became of it; and the state of the printers.

One rule above all: what may have come out is never printed again by itself. Only what certainly did not come out (not sent,
or thrown away by the printer) is tried again, on the next printer first, and nothing is printed after the deadline.
"""

from typing import assert_never

from msgspec.structs import replace

from flow import commands, events
from flow.commands import ClaimPaper, PaperCommand, ReportPaper, ReportPrinter
from flow.decision import Decision
from flow.events import (
    PaperClaimed,
    PaperHeldUp,
    PaperQueued,
    PaperReported,
    PrinterEvent,
    PrinterReported,
    QueueEvent,
    RollChanged,
)
from flow.kiosks import check_own
from flow.paper import NO_PAPER, NOT_ON_PAPER, OUTCOMES, PRINTS, TEST, UNDER_WAY, Paper, PaperState, PrinterReport
from flow.plan import SECOND, Figures
from flow.refusals import Reason, Refused
from flow.state import OfficeState, without
from flow.tickets import Actor


def decide_paper(state: OfficeState, command: PaperCommand, now: int, by: Actor) -> Decision[QueueEvent]:
    """What is so already is no event. Raises Refused (paper_not_due, ticket_unknown, ticket_closed, too_many_copies, not_your_ticket)."""
    match command:
        case commands.ReprintTicket(ticket):
            check_own(state, ticket, by, now)
            return Decision(_reprint(state, ticket, now), ticket)
        case commands.ConfirmPaper(ticket):
            check_own(state, ticket, by, now)
            return Decision(_confirm_paper(state, ticket), ticket)
        case commands.PrintTest(printer):
            return Decision(_print_test(state, printer, now))
        case commands.ChangeRoll(printer):
            return Decision(_change_roll(state, printer))
        case commands.ClaimPaper(ticket):
            return Decision(_claim_paper(state, command, now), ticket)
        case commands.ReportPaper(ticket):
            return Decision(_report_paper(state, command, now), ticket)
        case commands.ReportPrinter():
            return Decision(_report_printer(state, command))
        case commands.ResumePapers():
            return Decision(_resume_papers(state, now))
        case _:
            assert_never(command)


def _claim_paper(state: OfficeState, command: ClaimPaper, now: int) -> tuple[QueueEvent, ...]:
    """One worker takes one copy, before its deadline. Raises Refused (paper_not_due)."""
    paper = state.paper(command.ticket)
    if paper is None or paper.copy != command.copy or paper.state is not PaperState.QUEUED or now > paper.deadline:
        raise Refused(Reason.PAPER_NOT_DUE)
    return (PaperClaimed(command.ticket, command.copy, command.printer),)


def _report_paper(state: OfficeState, command: ReportPaper, now: int) -> tuple[QueueEvent, ...]:
    """What became of it; said twice, it is one event. What certainly did not come out is asked for again while there is time.

    A report about an older copy, or about a paper already known to be printed, changes nothing. Raises Refused (paper_not_due).
    """
    paper = state.paper(command.ticket)
    if paper is None or command.outcome not in OUTCOMES:
        raise Refused(Reason.PAPER_NOT_DUE)
    outcome = PaperState(command.outcome)
    if paper.copy != command.copy or paper.state in (PaperState.PRINTED, outcome):
        return ()
    reported = PaperReported(
        command.ticket, command.copy, command.printer, outcome, str(command.reason), command.took_ms, command.mm
    )
    if outcome not in NOT_ON_PAPER or paper.state not in UNDER_WAY or not _may_try_again(state, paper, now):
        return (reported,)
    tried = (*(name for name in paper.tried if name != command.printer), command.printer)
    again = PaperQueued(
        command.ticket, paper.copy + 1, paper.deadline, tried, paper.reprint, paper.only, paper.language
    )
    return (reported, again)


def may_print(state: OfficeState, paper: Paper, printer: str, now: int) -> bool:
    """True when this printer is the one to print the paper now.

    The printers that print are tried in the office's order, those that failed already last; each has a head start of a
    second or so on the next, so that a worker that died delays a paper but does not lose it.
    """
    if paper.state is not PaperState.QUEUED or now >= paper.deadline or paper.only not in ("", printer):
        return False
    candidates = [name for name in state.plan.printers if _prints(state, name) or name == paper.only]
    order = [name for name in candidates if name not in paper.tried] + [
        name for name in paper.tried if name in candidates
    ]
    if printer not in order:
        return False
    # A printer that failed this very paper gets a moment to come round, even when there is no other.
    place = 0 if paper.only else order.index(printer) + (printer in paper.tried)
    return now >= paper.queued_at + place * state.plan.figures.next_printer_ms


def _reprint(state: OfficeState, ticket: str, now: int) -> tuple[QueueEvent, ...]:
    """The paper again. Raises Refused (ticket_unknown, ticket_closed, paper_not_due while one is under way, too_many_copies)."""
    number = state.ticket(ticket).number
    paper = state.paper(ticket)
    if paper is None or paper.state in UNDER_WAY:
        raise Refused(Reason.PAPER_NOT_DUE, number=number)
    figures = state.plan.figures
    if copies_spent(paper, figures):
        raise Refused(Reason.TOO_MANY_COPIES, number=number)
    certain = paper.state in NO_PAPER and not paper.reprint
    return (PaperQueued(ticket, paper.copy + 1, now + figures.paper_seconds * SECOND, (), not certain),)


def copies_spent(paper: Paper, figures: Figures) -> bool:
    """True when a ticket has had all the copies that it may have."""
    return paper.copy >= figures.paper_tries + figures.reprints


def _confirm_paper(state: OfficeState, ticket: str) -> tuple[QueueEvent, ...]:
    """The client holds it. Raises Refused (ticket_unknown, ticket_closed, paper_not_due)."""
    state.ticket(ticket)
    paper = state.paper(ticket)
    if paper is None or paper.state in UNDER_WAY:
        raise Refused(Reason.PAPER_NOT_DUE)
    if paper.state is PaperState.PRINTED:
        return ()
    return (PaperReported(ticket, paper.copy, paper.printer, PaperState.PRINTED, "client_says", 0),)


def _print_test(state: OfficeState, printer: str, now: int) -> tuple[QueueEvent, ...]:
    """A test page, one at a time for each printer."""
    if any(paper.only == printer for paper in state.spool.values()):
        return ()
    deadline = now + state.plan.figures.test_seconds * SECOND
    return (PaperQueued(f"{TEST}{state.version + 1}", 1, deadline, only=printer),)


def print_other(state: OfficeState, of: str, now: int, language: str = "") -> Decision[QueueEvent]:
    """A paper that is no ticket, the decision's subject. of: what it is of, the beginning of its id. A double tap is one paper.

    Raises Refused (no_printer): somebody stands beside the person and can write it down, nobody waits for a paper in vain.
    """
    before, figures = last_of(state, of), state.plan.figures
    if before and (before[1].state in UNDER_WAY or now - before[1].queued_at < figures.double_press_seconds * SECOND):
        return Decision(subject=before[0])
    if not any(_prints(state, printer) for printer in state.plan.printers):
        raise Refused(Reason.NO_PRINTER)
    # Its id is of this one request: a late report of an earlier paper, of another day even, is never taken for its own.
    paper = f"{of}-{state.version + 1}"
    return Decision((PaperQueued(paper, 1, now + figures.test_seconds * SECOND, language=language),), subject=paper)


def last_of(state: OfficeState, of: str) -> tuple[str, Paper] | None:
    """The last paper that print_other made of it today, with its id."""
    begins = f"{of}-"
    all_papers = (*state.papers.items(), *state.spool.items())
    mine = [copy for copy in all_papers if copy[0].startswith(begins) and copy[0].removeprefix(begins).isdecimal()]
    return max(mine, key=lambda copy: int(copy[0].removeprefix(begins)), default=None)


def _change_roll(state: OfficeState, printer: str) -> tuple[QueueEvent, ...]:
    """A new roll."""
    return (RollChanged(printer),)


def _report_printer(state: OfficeState, command: ReportPrinter) -> tuple[QueueEvent, ...]:
    """Only a change is an event."""
    before = state.printers.get(command.printer)
    if before is not None and before.state == command.state:
        return ()
    return (PrinterReported(command.printer, str(command.state)),)


def _resume_papers(state: OfficeState, now: int) -> tuple[QueueEvent, ...]:
    """After a start, what was due has its whole time again: the workers begin with the office.

    Only for as long after it was asked for as the kiosk still speaks of it: then nobody stands there any more, however often the
    office starts.
    """
    longest = state.plan.figures.kiosk_remembers_seconds * SECOND
    held_up = []
    for key, paper in sorted(state.spool.items(), key=lambda due: due[1].queued_at):
        until = now + _time_of(state, key)
        if now - paper.queued_at <= longest and until > paper.deadline:
            held_up.append(PaperHeldUp(key, paper.copy, until))
    return tuple(held_up)


def evolve_paper(state: OfficeState, event: PrinterEvent, at: int) -> OfficeState:
    """The state after what happened to a paper, or a printer, at `at` (milliseconds)."""
    match event:
        case events.PaperQueued():
            return _queued(state, event, at)
        case events.PaperClaimed(ticket, copy, printer):
            claimed = replace(state.spool[ticket], state=PaperState.PRINTING, copy=copy, printer=printer)
            return replace(state, spool=state.spool.set(ticket, claimed))
        case events.PaperHeldUp(ticket, _copy, deadline):
            return replace(state, spool=state.spool.set(ticket, replace(state.spool[ticket], deadline=deadline)))
        case events.PaperReported():
            return _reported(state, event, at)
        case events.RollChanged(printer):
            return replace(state, rolls=state.rolls.set(printer, 0))
        case events.PrinterReported(printer, printer_state):
            return replace(state, printers=state.printers.set(printer, PrinterReport(printer_state, at)))
        case _:
            assert_never(event)


def _queued(state: OfficeState, event: PaperQueued, at: int) -> OfficeState:
    was = state.paper(event.ticket)
    paper = Paper(
        copy=event.copy,
        state=PaperState.QUEUED,
        deadline=event.deadline,
        reason=was.reason if was else "",
        queued_at=at,
        tried=event.tried,
        reprint=event.reprint,
        only=event.only,
        language=event.language,
    )
    return replace(state, spool=state.spool.set(event.ticket, paper), papers=without(state.papers, event.ticket))


def _reported(state: OfficeState, event: PaperReported, at: int) -> OfficeState:
    was = state.paper(event.ticket) or Paper(event.copy, event.outcome, at)
    paper = replace(was, state=event.outcome, copy=event.copy, printer=event.printer, reason=event.reason)
    rolls = state.rolls
    if event.mm:
        rolls = rolls.set(event.printer, rolls.get(event.printer, 0) + event.mm)
    spool, papers = without(state.spool, event.ticket), state.papers.set(event.ticket, paper)
    return replace(state, spool=spool, papers=papers, rolls=rolls)


def _time_of(state: OfficeState, key: str) -> int:
    """How long after it was asked for a paper may be printed: the client waits for a ticket, staff for the others."""
    figures = state.plan.figures
    return (figures.paper_seconds if state.any_ticket(key) else figures.test_seconds) * SECOND


def _may_try_again(state: OfficeState, paper: Paper, now: int) -> bool:
    return now < paper.deadline and paper.copy < state.plan.figures.paper_tries and not paper.only


def _prints(state: OfficeState, printer: str) -> bool:
    """True unless the printer is known not to print."""
    report = state.printers.get(printer)
    return report is None or report.state in PRINTS
