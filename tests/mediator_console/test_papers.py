"""What became of a slip, on the console of whoever asked for it."""

from flow.commands import ClaimPaper, ReportPaper
from flow.paper import PaperEnd, PaperState
from mediation.commands import PlanWorkshop, PrintSlip, SignUp
from mediator_console.view import OtherPaper, view

HOUR = 3_600_000
MEDIATOR = {"role": "console", "name": "Médiatrice 1"}
PRINTER = {"role": "printer", "name": "entree"}


def test_what_became_of_a_slip_is_shown_for_some_minutes_and_tickets_are_not_among_them(played):
    played.take("transfer")
    played.do(PlanWorkshop("digiposte", "salle-du-bureau", played.now + 24 * HOUR), **MEDIATOR)
    (workshop,) = played.whole.mediation.workshops
    played.do(SignUp(workshop), **MEDIATOR)
    played.do(PrintSlip(workshop, played.whole.mediation.workshops[workshop].signed[0].code), **MEDIATOR)
    ((slip, state),) = played.shown(view).papers.items()
    assert (state.state, state.end) == (PaperState.QUEUED, PaperEnd.UNDER_WAY)

    played.do(ClaimPaper(slip, 1, "entree"), **PRINTER)
    played.do(ReportPaper(slip, 1, "entree", PaperState.UNCERTAIN, "no_ack"), **PRINTER)

    assert played.shown(view).papers == {slip: OtherPaper(PaperState.UNCERTAIN, PaperEnd.PERHAPS_OUT)}
    played.later(6)
    assert played.shown(view).papers == {}
