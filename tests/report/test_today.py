"""The manager's figures of today, from the state alone."""

from flow.commands import (
    CallNext,
    ChangeRoll,
    FinishTicket,
    OpenCounter,
    Prequalify,
    PrintTest,
    ReportPaper,
    ReportPrinter,
)
from flow.kiosk_commands import SweepTickets
from flow.needs import Route
from flow.paper import PaperState
from flow.tickets import Outcome
from report.view import view


def test_the_figures_of_a_small_morning(played):
    played.do(OpenCounter("1"))
    first, second = played.take(), played.take("stamps", route=Route.COUNTER)
    played.do(Prequalify(second.id, "fill_form", Route.MEDIATOR), role="console")
    played.later(8)
    played.do(CallNext("1"))
    played.do(FinishTicket(first.id, Outcome.SERVED))

    today = played.shown(view)

    assert (today.taken, today.waiting, today.open, today.wait_minutes) == (2, 0, 1, 8)
    assert (today.by_outcome, today.by_need) == ({"served": 1}, {"parcel_notice": 1, "fill_form": 1})
    assert (today.wrong_declarations, today.counters_open) == (1, 1)


def test_before_the_first_call_there_is_no_wait_to_tell(played):
    assert played.shown(view).wait_minutes is None


def test_no_figure_is_one_agents(played):
    played.do(OpenCounter("1"), name="Agent 3")
    played.take()
    played.do(CallNext("1"), name="Agent 3")

    assert "Agent 3" not in repr(played.shown(view))


def test_the_managers_page_says_how_each_printer_is_and_what_is_left_of_its_roll(played):
    unheard = played.shown(view).printers[0]
    played.do(ReportPrinter("entree", "near_end"), role="printer")
    played.do(PrintTest("entree"), role="manager")
    key = next(iter(played.state.spool))
    played.do(ReportPaper(key, 1, "entree", PaperState.PRINTED, mm=78_500), role="printer")
    worn = played.shown(view).printers[0]
    played.do(ChangeRoll("entree"), role="manager")
    played.do(ReportPrinter("entree", "ready"), role="printer")
    fresh = played.shown(view).printers[0]

    assert (unheard.state, unheard.left_m, unheard.test) == (None, 80.0, None)
    assert (worn.state, worn.left_m, worn.low, worn.test) == ("near_end", 1.5, True, "printed")
    assert (fresh.left_m, fresh.low) == (80.0, False)


def test_a_kiosks_rush_is_told_to_the_manager_and_what_a_broom_took_lacks_no_paper(played):
    for _ in range(12):
        played.take(device=3)
    (rush,) = played.shown(view).rushes
    played.do(SweepTickets(rush.id, rush.tickets), role="manager")

    today = played.shown(view)

    assert (rush.count, today.rushes, today.without_paper) == (12, (), ())
    assert today.by_outcome == {"issued_in_error": 12}
