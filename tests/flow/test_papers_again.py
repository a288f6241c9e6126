"""A paper again: only what certainly did not come out is tried again by itself; everything else is asked for, and marked."""

import msgspec
import pytest

from flow.commands import (
    ChangeRoll,
    ClaimPaper,
    ConfirmPaper,
    OpenDay,
    PassTime,
    PrintTest,
    ReportPaper,
    ReportPrinter,
    ReprintTicket,
)
from flow.paper import TEST, PaperState
from flow.printing import may_print
from flow.refusals import Reason


@pytest.fixture
def two(day):
    """An office with two printers, the one at the entrance first."""
    plan = msgspec.structs.replace(day.state.plan, printers=("entree", "salle"))
    day.state = msgspec.structs.replace(day.state, plan=plan)
    return day


def paper(day, number=101):
    return day.state.paper(day.id(number))


def may_print_now(day, printer):
    return may_print(day.state, paper(day), printer, day.now)


def prints(day, printer, outcome, reason=""):
    day.do(ClaimPaper(day.id(101), paper(day).copy, printer))
    day.do(ReportPaper(day.id(101), paper(day).copy, printer, outcome, reason, 100, 120))


def test_the_first_printer_is_asked_first_and_the_next_one_a_second_later(two):
    two.take()
    assert (may_print_now(two, "entree"), may_print_now(two, "salle")) == (True, False)

    two.now += 1_200

    assert (may_print_now(two, "entree"), may_print_now(two, "salle")) == (True, True)


def test_a_printer_known_not_to_print_is_passed_over_at_once(two):
    two.do(ReportPrinter("entree", "paper_out"))
    two.take()

    assert (may_print_now(two, "entree"), may_print_now(two, "salle")) == (False, True)


@pytest.mark.parametrize("outcome", [PaperState.NOT_SENT, PaperState.CLEARED])
def test_what_certainly_did_not_come_out_is_tried_on_the_next_printer_unmarked(two, outcome):
    two.take()
    prints(two, "entree", outcome, "paper_out")

    assert (paper(two).state, paper(two).copy, paper(two).tried) == (PaperState.QUEUED, 2, ("entree",))
    assert (may_print_now(two, "salle"), may_print_now(two, "entree"), paper(two).reprint) == (True, False, False)


@pytest.mark.parametrize("outcome", [PaperState.UNCERTAIN, PaperState.SENT_UNCONFIRMED, PaperState.PRINTED])
def test_what_may_have_come_out_is_never_tried_again_by_itself(two, outcome):
    two.take()
    prints(two, "entree", outcome)

    assert paper(two).state == outcome
    assert not two.state.spool


def test_nothing_is_tried_again_after_the_deadline_or_without_end(two):
    two.take()
    two.do(ClaimPaper(two.id(101), 1, "entree"))
    two.now += 8_000
    two.do(ReportPaper(two.id(101), 1, "entree", PaperState.NOT_SENT, "paper_out"))
    assert paper(two).state is PaperState.NOT_SENT

    two.take()
    for _ in range(two.state.plan.figures.paper_tries):
        two.do(ReportPaper(two.id(102), paper(two, 102).copy, "entree", PaperState.NOT_SENT, "paper_out"))
    assert paper(two, 102).state is PaperState.NOT_SENT


def test_a_paper_that_no_printer_took_in_time_keeps_the_reason_of_the_last_try(two):
    two.take()
    prints(two, "entree", PaperState.NOT_SENT, "cover_open")
    two.now += 8_001
    two.do(PassTime())

    assert (paper(two).state, paper(two).reason) == (PaperState.EXPIRED, "cover_open")


def test_a_client_who_has_no_paper_gets_another_one_that_says_so(two):
    two.take()
    prints(two, "entree", PaperState.UNCERTAIN)
    two.do(ReprintTicket(two.id(101)))

    assert (paper(two).state, paper(two).copy, paper(two).reprint) == (PaperState.QUEUED, 2, True)
    assert paper(two).deadline == two.now + 8_000
    assert two.state.ticket(two.id(101)).number == 101


def test_a_paper_that_certainly_never_came_out_is_not_called_a_reprint(two):
    two.take()
    two.now += 8_001
    two.do(PassTime())
    two.do(ReprintTicket(two.id(101)))

    assert not paper(two).reprint


def test_once_marked_every_later_try_is_marked(two):
    two.take()
    prints(two, "entree", PaperState.UNCERTAIN)
    two.do(ReprintTicket(two.id(101)))
    prints(two, "entree", PaperState.NOT_SENT)

    assert (paper(two).state, paper(two).reprint) == (PaperState.QUEUED, True)
    prints(two, "salle", PaperState.PRINTED)
    two.do(ReprintTicket(two.id(101)))
    assert paper(two).reprint


def test_a_reprint_while_one_is_under_way_or_for_ever_is_refused(two):
    two.take()
    assert two.refused(ReprintTicket(two.id(101))).reason == Reason.PAPER_NOT_DUE
    prints(two, "entree", PaperState.PRINTED)
    for _ in range(8):
        two.do(ReprintTicket(two.id(101)))
        prints(two, "entree", PaperState.PRINTED)

    assert two.refused(ReprintTicket(two.id(101))).reason == Reason.TOO_MANY_COPIES


def test_the_client_says_that_the_paper_came_out(two):
    two.take()
    prints(two, "entree", PaperState.UNCERTAIN)
    two.do(ConfirmPaper(two.id(101)))

    assert (paper(two).state, paper(two).reason) == (PaperState.PRINTED, "client_says")
    assert two.do(ConfirmPaper(two.id(101))) == ()


def test_a_test_page_is_printed_by_its_printer_only_even_when_it_is_said_to_be_out_of_paper(two):
    two.do(ReportPrinter("salle", "paper_out"))
    two.do(PrintTest("salle"))
    assert two.do(PrintTest("salle")) == (), "one at a time"
    key = next(iter(two.state.spool))
    due = two.state.spool[key]

    assert key.startswith(TEST)
    assert may_print(two.state, due, "salle", two.now)
    assert not may_print(two.state, due, "entree", two.now + 20_000)
    assert two.refused(PrintTest("cave")).reason == Reason.PRINTER_UNKNOWN


def test_the_length_of_the_roll_is_counted_and_outlives_the_night(two):
    two.take()
    prints(two, "entree", PaperState.PRINTED)
    assert two.state.rolls["entree"] == 120

    two.do(OpenDay("2026-01-01"))
    assert two.state.rolls["entree"] == 120
    two.do(ChangeRoll("entree"))

    assert two.state.rolls["entree"] == 0
