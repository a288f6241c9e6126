"""The paper of a ticket: printed once, in time, or known not to be."""

import pytest

from flow.commands import ClaimPaper, ReportPaper, ReportPrinter
from flow.events import PaperClaimed
from flow.paper import NOT_ON_PAPER, OUTCOMES, PaperReason, PaperState
from flow.refusals import Reason


def claim(day, copy=1):
    return ClaimPaper(day.id(101), copy, "entree")


def report(day, outcome, copy=1, reason=""):
    return ReportPaper(day.id(101), copy, "entree", outcome, reason, 350)


def test_a_ticket_that_is_taken_is_a_paper_that_is_due(day):
    day.take()

    paper = day.state.spool[day.id(101)]
    assert (paper.copy, paper.state, paper.deadline) == (1, PaperState.QUEUED, day.now + 8_000)


def test_only_one_worker_gets_a_paper(day):
    day.take()

    assert day.do(claim(day)) == (PaperClaimed(day.id(101), 1, "entree"),)
    assert day.refused(claim(day)).reason == Reason.PAPER_NOT_DUE


def test_no_paper_comes_out_after_its_deadline(day):
    day.take()
    day.now += 8_000
    assert day.do(claim(day))
    day.take()
    day.now += 8_001

    assert day.refused(ClaimPaper(day.id(102), 1, "entree")).reason == Reason.PAPER_NOT_DUE


def test_another_copy_or_another_ticket_is_not_due(day):
    day.take()

    assert day.refused(claim(day, copy=2)).reason == Reason.PAPER_NOT_DUE
    assert day.refused(ClaimPaper(day.id(999), 1, "entree")).reason == Reason.PAPER_NOT_DUE
    assert day.refused(ReportPaper(day.id(999), 1, "entree", PaperState.PRINTED)).reason == Reason.PAPER_NOT_DUE


@pytest.mark.parametrize("outcome", sorted(OUTCOMES))
def test_what_became_of_a_paper_is_known_and_said_twice_is_one_event(day, outcome):
    day.take()
    day.do(claim(day))

    first = day.do(report(day, outcome, reason=PaperReason.CUTTER_ERROR))[0]
    assert (first.outcome, first.reason) == (outcome, "cutter_error")
    assert day.do(report(day, outcome)) == ()
    again = outcome in NOT_ON_PAPER
    assert day.state.paper(day.id(101)).state == (PaperState.QUEUED if again else outcome)
    assert bool(day.state.spool) == again


@pytest.mark.parametrize("state", [PaperState.QUEUED, PaperState.PRINTING])
def test_a_report_says_an_end_not_a_beginning(day, state):
    day.take()

    assert day.refused(report(day, state)).reason == Reason.PAPER_NOT_DUE


def test_a_paper_known_to_be_printed_stays_so(day):
    day.take()
    day.do(report(day, PaperState.PRINTED))

    assert day.do(report(day, PaperState.UNCERTAIN)) == ()
    assert day.state.paper(day.id(101)).state == PaperState.PRINTED


def test_an_uncertain_paper_may_turn_out_to_be_printed(day):
    day.take()
    day.do(claim(day))
    day.do(report(day, PaperState.UNCERTAIN))

    day.do(report(day, PaperState.PRINTED))

    assert day.state.paper(day.id(101)).state == PaperState.PRINTED


def test_a_report_of_an_older_copy_changes_nothing(day):
    day.take()

    assert day.do(report(day, PaperState.NOT_SENT, copy=0)) == ()


def test_a_printers_state_is_an_event_only_when_it_changes(day):
    assert len(day.do(ReportPrinter("entree", "ready"))) == 1
    day.after(minutes=5)
    assert day.do(ReportPrinter("entree", "ready")) == ()
    assert len(day.do(ReportPrinter("entree", "paper_out"))) == 1

    assert (day.state.printers["entree"].state, day.state.printers["entree"].since) == ("paper_out", day.now)
