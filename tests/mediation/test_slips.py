"""The slip of a sign-up: one paper a tap, on a printer that prints, for somebody who is signed up; else a reason."""

import msgspec
import pytest
from mediation_day import ANNE, HOUR, MANAGER, NOON

from flow.commands import ClaimPaper, ReportPaper, ReportPrinter, TakeTicket
from flow.paper import PaperState
from flow.printing import may_print
from flow.refusals import Reason
from flow.tickets import CLIENT, Actor
from mediation.commands import CancelWorkshop, PlanWorkshop, PrintSlip, SignOff, SignUp
from mediation.slips import SlipOf, slip_of

PRINTER = Actor("printer", "entree")


def _signed_up(day, language="", starts=NOON + 24 * HOUR):
    """The workshop and the code."""
    workshop = day.do(PlanWorkshop("digiposte", "salle-du-bureau", starts), MANAGER)
    ticket = ""
    if language:
        ticket = day.whole.queue.next_ticket_id()
        day.do(TakeTicket("client_space", language), CLIENT)
    day.do(SignUp(workshop, ticket))
    return workshop, day.decision.code


def _slips(day):
    papers = {**day.whole.queue.spool, **day.whole.queue.papers}
    return {key: paper for key, paper in papers.items() if slip_of(key)}


def _print(day, key, outcome=PaperState.PRINTED):
    copy = _slips(day)[key].copy
    day.do(ClaimPaper(key, copy, "entree"), PRINTER)
    day.do(ReportPaper(key, copy, "entree", outcome), PRINTER)


def test_a_slip_is_a_paper_in_the_spool_and_says_whose_it_is(day):
    workshop, code = _signed_up(day)

    key = day.do(PrintSlip(workshop, f" {code.lower()} "))

    assert slip_of(key) == SlipOf(workshop, code)
    assert (day.decision.code, day.decision.waiting) == (code, 0)
    assert may_print(day.whole.queue, day.whole.queue.spool[key], "entree", day.now)
    assert slip_of(day.take()) is None


def test_a_double_tap_is_one_slip_and_a_lost_slip_is_printed_again(day):
    workshop, code = _signed_up(day)
    first = day.do(PrintSlip(workshop, code))
    day.now += 10_000
    assert day.do(PrintSlip(workshop, code)) == first, "it is still under way"
    _print(day, first)
    day.now += 1_000

    assert day.do(PrintSlip(workshop, code), ANNE) != first
    assert len(_slips(day)) == 2


def test_a_double_tap_is_one_slip_however_fast_it_came_out(day):
    workshop, code = _signed_up(day)
    first = day.do(PrintSlip(workshop, code))
    _print(day, first)
    day.now += 1_000

    assert day.do(PrintSlip(workshop, code)) == first
    assert len(_slips(day)) == 1


def test_what_certainly_did_not_come_out_is_tried_again_in_the_same_language(day):
    workshop, code = _signed_up(day)
    key = day.do(PrintSlip(workshop, code, "tr"))

    _print(day, key, PaperState.NOT_SENT)

    again = _slips(day)[key]
    assert (again.copy, again.state, again.language) == (2, PaperState.QUEUED, "tr")


def test_a_slip_that_may_have_come_out_is_not_printed_again_by_itself(day):
    workshop, code = _signed_up(day)
    key = day.do(PrintSlip(workshop, code))

    _print(day, key, PaperState.UNCERTAIN)

    assert [paper.state for paper in _slips(day).values()] == [PaperState.UNCERTAIN]


@pytest.mark.parametrize(("language", "printed"), [("", "pl"), ("uk", "uk")])
def test_it_speaks_the_language_that_was_asked_for_else_that_of_the_ticket(day, language, printed):
    workshop, code = _signed_up(day, "pl")

    key = day.do(PrintSlip(workshop, code, language))

    assert _slips(day)[key].language == printed


def test_a_slip_of_nothing_is_refused_with_the_reason(day):
    workshop, code = _signed_up(day)

    assert day.refused(PrintSlip("w999", code)).reason is Reason.WORKSHOP_UNKNOWN
    assert day.refused(PrintSlip(workshop, "ZZZZ")).reason is Reason.CODE_UNKNOWN
    day.do(SignOff(workshop, code))
    assert day.refused(PrintSlip(workshop, code)).reason is Reason.CODE_UNKNOWN
    day.do(CancelWorkshop(workshop))
    assert day.refused(PrintSlip(workshop, code)).reason is Reason.WORKSHOP_CANCELLED


def test_a_slip_of_a_workshop_that_is_over_is_refused(day):
    workshop, code = _signed_up(day, starts=NOON + HOUR)
    day.now += 3 * HOUR

    assert day.refused(PrintSlip(workshop, code)).reason is Reason.WORKSHOP_OVER


def test_where_nothing_prints_the_refusal_comes_at_once(day):
    workshop, code = _signed_up(day)
    day.do(ReportPrinter("entree", "paper_out"), PRINTER)

    assert day.refused(PrintSlip(workshop, code)).reason is Reason.NO_PRINTER
    day.do(ReportPrinter("entree", "near_end"), PRINTER)
    day.do(PrintSlip(workshop, code))
    assert len(_slips(day)) == 1, "the control: low on paper it prints"

    queue = day.whole.queue
    without = msgspec.structs.replace(queue, plan=msgspec.structs.replace(queue.plan, printers=()))
    day.whole = msgspec.structs.replace(day.whole, queue=without)
    day.now += 60_000
    other = _signed_up(day, starts=NOON + 48 * HOUR)
    assert day.refused(PrintSlip(*other)).reason is Reason.NO_PRINTER
