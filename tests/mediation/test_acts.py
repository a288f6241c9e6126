"""What a card offers is what the office accepts: in each state of a ticket, for each act, each destination, each end of help."""

import msgspec
import pytest

from flow.commands import (
    CallTicket,
    ClaimPaper,
    FinishTicket,
    MarkAbsent,
    MarkArrived,
    OpenCounter,
    ParkTicket,
    Prequalify,
    ReportPaper,
    ReprintTicket,
    ReturnTicket,
    StartPresence,
)
from flow.needs import Route
from flow.paper import PaperState
from flow.printing import copies_spent
from flow.refusals import Refused
from flow.tickets import Outcome, ParkReason, State, Ticket
from mediation.acts import Act, Situation, acts, barred, is_possible, situation_of
from mediation.commands import PlanWorkshop, RecordAccompaniment, StartAccompaniment, StopAccompaniment
from mediation.destinations import End, destinations, ends_of_help, likely_destination, wanted_by
from tests.conftest import Played
from tests.mediation.commands_of_acts import command_of

MEDIATOR = {"role": "console", "name": "Médiatrice 1"}
PRINTER = {"role": "printer", "name": "entree"}
NEED = "stamps"


def accepted(played: Played, command: object) -> bool:
    """Whether the office accepts it now; the day goes on as it was."""
    before = played.whole
    try:
        played.do(command, **MEDIATOR)
    except Refused:
        return False
    finally:
        played.whole = before
    return True


def printed(played: Played, ticket: Ticket) -> None:
    """Its paper came out."""
    played.do(ClaimPaper(ticket.id, 1, "entree"), **PRINTER)
    played.do(ReportPaper(ticket.id, 1, "entree", PaperState.PRINTED), **PRINTER)


def in_situation(played: Played, where: Situation) -> Ticket:
    """A ticket that stands there, between two who wait; its paper came out."""
    played.take(NEED)
    ticket = played.take(NEED, route=Route.COUNTER)
    printed(played, ticket)
    match where:
        case Situation.WITH_MEDIATOR:
            played.do(Prequalify(ticket.id, NEED, Route.MEDIATOR), **MEDIATOR)
        case Situation.HELPED:
            played.do(StartAccompaniment(ticket.id), **MEDIATOR)
        case Situation.AT_MACHINE | Situation.HELPED_AT_MACHINE:
            played.do(Prequalify(ticket.id, NEED, Route.MACHINE, machine="stamps-machine"), **MEDIATOR)
            if where is Situation.HELPED_AT_MACHINE:
                played.do(StartAccompaniment(ticket.id), **MEDIATOR)
        case Situation.PARKED:
            played.do(ParkTicket(ticket.id, ParkReason.BREAK), **MEDIATOR)
        case Situation.PARKED_FOR_DOCUMENT:
            played.do(ParkTicket(ticket.id, ParkReason.FETCHING_DOCUMENT), **MEDIATOR)
        case Situation.ABSENT | Situation.CALLED | Situation.SERVING:
            played.do(OpenCounter("1"))
            played.do(CallTicket("1", ticket.id))
            if where is Situation.SERVING:
                played.do(MarkArrived(ticket.id))
            if where is Situation.ABSENT:
                played.do(MarkAbsent(ticket.id), **MEDIATOR)
        case Situation.CLOSED:
            played.do(FinishTicket(ticket.id, Outcome.LEFT), **MEDIATOR)
        case Situation.WAITING:
            pass
    played.take(NEED)
    return played.state.any_ticket(ticket.id)


def commands_of(played: Played, act: Act, ticket: Ticket) -> object:
    """What the act asks, with a workshop and a place of the office."""
    return command_of(act, ticket, workshop=next(iter(played.whole.mediation.workshops), ""), place="mairie")


@pytest.fixture
def office(played: Played) -> Played:
    """With a workshop to sign up for, and a printer that prints."""
    played.do(PlanWorkshop("first-steps", "salle-du-bureau", played.now + 3_600_000), **MEDIATOR)
    return played


@pytest.mark.parametrize("where", Situation)
def test_a_ticket_is_in_the_situation_that_it_was_brought_to(office, where):
    ticket = in_situation(office, where)

    assert situation_of(ticket, office.whole.mediation.open_for(ticket.id) is not None) is where


@pytest.mark.parametrize("where", Situation)
def test_every_act_that_a_situation_offers_is_accepted(office, where):
    ticket = in_situation(office, where)
    offered = acts(where)
    shown = {*offered.first, *offered.others, *offered.changes} - set(barred(ticket, spent=False))

    assert {act: accepted(office, commands_of(office, act, ticket)) for act in shown} == dict.fromkeys(shown, True)
    assert offered.likely is None or offered.likely in offered.first


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("act", Act)
def test_the_table_of_what_is_possible_is_the_one_that_decides(office, act, state):
    ticket = in_situation(office, Situation(state.value))

    assert is_possible(act, state) == accepted(office, commands_of(office, act, ticket))


def test_an_act_that_the_rules_would_refuse_is_not_offered_however_usual_it_is(monkeypatch):
    usual = dict.fromkeys(Situation, (Act.REOPEN, Act.RECALL, Act.PARK))
    monkeypatch.setattr("mediation.acts._OTHERS", usual)

    assert acts(Situation.WAITING).others == (Act.PARK,)
    assert acts(Situation.CALLED).others == (Act.RECALL, Act.PARK)
    assert acts(Situation.CLOSED).others == (Act.REOPEN,)


def test_what_an_office_has_nothing_for_is_not_offered():
    without = acts(Situation.WAITING, (Act.GIVE, Act.ELSEWHERE))

    assert set(acts(Situation.WAITING).others) - set(without.others) == {Act.GIVE, Act.ELSEWHERE}


def test_who_waits_for_the_mediator_is_not_put_into_the_mediators_queue_again(played):
    played.do(StartPresence(), **MEDIATOR)
    helped = played.take("help")

    assert barred(helped, spent=False) == (Act.LATER,)
    assert barred(played.take(NEED, route=Route.COUNTER), spent=False) == ()


def test_a_ticket_that_had_all_its_copies_is_not_printed_again(played):
    ticket = played.take(NEED)
    figures = played.state.plan.figures
    for copy in range(1, figures.paper_tries + figures.reprints + 1):
        played.do(ClaimPaper(ticket.id, copy, "entree"), **PRINTER)
        played.do(ReportPaper(ticket.id, copy, "entree", PaperState.PRINTED), **PRINTER)
        spent = copies_spent(played.state.papers[ticket.id], figures)
        assert spent is not accepted(played, ReprintTicket(ticket.id))
        if not spent:
            played.do(ReprintTicket(ticket.id), **MEDIATOR)

    assert barred(ticket, spent=True) == (Act.REPRINT,)


def test_somebody_may_be_sent_where_their_need_is_solved_and_nowhere_else(lens):
    for need in lens.needs:
        played = Played(lens)
        ticket = played.take(need)
        offered = destinations(played.state.plan, need)
        sent = {route: accepted(played, Prequalify(ticket.id, need, route)) for route in offered}
        assert sent == dict.fromkeys(offered, True), need
        if not {Route.COUNTER, Route.BANKER} & set(offered):
            assert not accepted(played, Prequalify(ticket.id, need, Route.COUNTER)), need
        if Route.MACHINE not in offered:
            solves = need in {n for machine in played.state.plan.machines.values() for n in machine.needs}
            assert not accepted(played, Prequalify(ticket.id, need, Route.MACHINE)) or solves, need


def test_the_adviser_is_the_counter_of_a_need_that_asks_for_one(played):
    assert destinations(played.state.plan, "account_credit_estate") == (Route.BANKER,)
    assert destinations(played.state.plan, "tax") == ()
    assert destinations(played.state.plan, NEED) == (Route.COUNTER, Route.MACHINE)
    assert destinations(played.state.plan, "gone since this morning") == ()


def test_the_likely_destination_is_where_the_need_is_tried_first_until_somebody_decides(played):
    at_counter, helped = played.take(NEED, route=Route.COUNTER), played.take("help")
    sent = msgspec.structs.replace(helped, prequalified=True, route=Route.COUNTER)

    assert wanted_by(at_counter, Route.MACHINE) is Route.COUNTER
    assert wanted_by(at_counter, Route.MEDIATOR) is Route.MEDIATOR
    assert wanted_by(sent, Route.MEDIATOR) is Route.COUNTER
    assert likely_destination(Route.MACHINE, (Route.COUNTER, Route.MACHINE)) is Route.MACHINE
    assert likely_destination(Route.COUNTER, (Route.BANKER, Route.MACHINE)) is Route.BANKER
    assert likely_destination(Route.COUNTER, ()) is Route.MEDIATOR
    assert likely_destination(Route.MEDIATOR, (Route.COUNTER,)) is Route.MEDIATOR


@pytest.mark.parametrize("where", [Situation.HELPED, Situation.HELPED_AT_MACHINE])
def test_every_end_of_a_help_that_is_offered_is_accepted_with_its_record(office, where):
    ticket = in_situation(office, where)
    ends = ends_of_help(office.state.plan, ticket)
    helped = office.whole.mediation.open_for(ticket.id).id
    office.do(StopAccompaniment(helped), **MEDIATOR)

    assert ends == (End.DONE, End.COUNTER, End.QUEUE, End.ELSEWHERE)
    for end in ends:
        before = office.whole
        match end:
            case End.COUNTER:
                office.do(Prequalify(ticket.id, ticket.need, Route(end.value), seen=ticket.rev), **MEDIATOR)
            case End.QUEUE:
                office.do(ReturnTicket(ticket.id, ticket.rev), **MEDIATOR)
        sent = (Outcome.ORIENTED_ELSEWHERE, "mairie") if end is End.ELSEWHERE else (None, "")
        office.do(RecordAccompaniment(helped, None, *sent), **MEDIATOR)
        assert (ticket.id in office.state.closed) == (end in (End.DONE, End.ELSEWHERE))
        office.whole = before


def test_who_has_gone_on_already_has_no_end_of_help_to_choose(office):
    for where in (Situation.WAITING, Situation.CALLED, Situation.CLOSED):
        assert ends_of_help(office.state.plan, in_situation(Played(office.settings), where)) == ()
