"""Whatever a console offers for a ticket, on any day that it may have had, the office accepts."""

from hypothesis import given
from hypothesis import strategies as st

from config.settings import OfficeSettings
from flow.commands import CallNext, ClaimPaper, MarkArrived, OpenCounter, ReportPaper, StartPresence
from flow.hall_commands import ReportMachine
from flow.needs import Route
from flow.paper import PaperState
from flow.refusals import Reason, Refused
from flow.tickets import Outcome, Ticket
from mediation.acts import Act, acts
from mediation.commands import AnyCommand, PlanWorkshop, RecordAccompaniment
from mediator_console.cards import Card
from mediator_console.needs import need_choice
from mediator_console.view import Console, view
from tests.conftest import Played
from tests.examples import examples
from tests.mediation.commands_of_acts import command_of

MEDIATOR = {"role": "console", "name": "Médiatrice 1"}
PRINTER = {"role": "printer", "name": "entree"}
NEEDS = ("stamps", "parcel_notice", "tax", "help", "account_credit_estate", "deposit")
GROUPS = ("queue", "at_counter", "with_mediator", "at_machine", "parked", "absent", "closed")
SAID_BEFORE = {
    # The price says these before the change can be confirmed.
    Act.ADVANCE: {Reason.OVERTAKEN_LIMIT, Reason.CEILING},
    Act.MOVE: {Reason.OVERTAKEN_LIMIT, Reason.CEILING, Reason.SAME_PLACE},
}
STEP = st.tuples(st.sampled_from(("take", *("act",) * 6, "call", "arrive", "machine", "later")), st.integers(0, 999))


@examples(100)
@given(st.lists(STEP, min_size=15, max_size=40))
def test_whatever_a_console_offers_is_accepted(lens: OfficeSettings, steps: list[tuple[str, int]]) -> None:
    played = Played(lens)
    played.do(StartPresence(), **MEDIATOR)
    played.do(OpenCounter("1"))
    played.do(PlanWorkshop("first-steps", "salle-du-bureau", played.now + 86_000_000), **MEDIATOR)
    for need in NEEDS:
        taken(played, need)
    for step, chosen in steps:
        match step:
            case "take" if len(played.state.open) < 9:
                taken(played, NEEDS[chosen % len(NEEDS)])
            case "act":
                act_on(played, chosen)
            case "call":
                reason_of(played, CallNext("1", Outcome.SERVED))
            case "arrive" if (served := played.state.at_counter("1")) is not None:
                reason_of(played, MarkArrived(served.id))
            case "machine":
                played.do(ReportMachine("stamps-machine", in_order=chosen % 2 == 0), **MEDIATOR)
            case "later":
                played.later(chosen % 9)


def act_on(played: Played, chosen: int) -> None:
    """One of the acts that one of the cards offers; nothing while nobody is there."""
    shown: Console = played.shown(view)
    cards = [card for group in GROUPS for card in getattr(shown, group)]
    if not cards:
        return
    card = cards[chosen % len(cards)]
    offered = [command for act in offers(card) for command in ways(played, card, act)]
    act, command = offered[chosen // 7 % len(offered)]
    refused = reason_of(played, command, **MEDIATOR)
    assert refused is None or refused in SAID_BEFORE.get(act, ()), (act, card, refused)
    for key, paper in list(played.state.spool.items()):
        played.do(ClaimPaper(key, paper.copy, "entree"), **PRINTER)
        played.do(ReportPaper(key, paper.copy, "entree", PaperState.PRINTED), **PRINTER)


def offers(card: Card) -> list[Act]:
    """The acts of the card's situation, without those that it bars."""
    offered = acts(card.situation)
    return [act for act in (*offered.first, *offered.others, *offered.changes) if act not in card.barred]


def ways(played: Played, card: Card, act: Act) -> list[tuple[Act, AnyCommand]]:
    """What a tap on it hands in, each way that the dialog has for it; nothing where no machine is in order."""
    ticket = played.state.any_ticket(card.id)
    assert ticket is not None
    helped = played.whole.mediation.open_for(card.id)
    if act is Act.HELP and helped is not None:
        return [(act, RecordAccompaniment(helped.id))]
    if act is Act.SEND:
        return [(act, command) for command in sent(played, ticket)]
    if act is Act.ADVANCE and card.advance_left is not None and card.advance_left < 5:
        return []
    workshop = next(iter(played.whole.mediation.workshops))
    return [(act, command_of(act, ticket, workshop=workshop, place="mairie"))]


def sent(played: Played, ticket: Ticket) -> list[AnyCommand]:
    """To each of the destinations of its need: a counter, or a machine that is in order."""
    state = played.state
    return [
        command_of(Act.SEND, ticket, route=route)
        for route in need_choice(played.settings, state.plan, ticket.need).destinations
        if route is not Route.MACHINE or state.machine_offered(ticket.need)
    ]


def taken(played: Played, need: str) -> None:
    """A ticket whose paper came out."""
    ticket = played.take(need)
    played.do(ClaimPaper(ticket.id, 1, "entree"), **PRINTER)
    played.do(ReportPaper(ticket.id, 1, "entree", PaperState.PRINTED), **PRINTER)


def reason_of(played: Played, command: AnyCommand, **by: str) -> Reason | None:
    """Why the command is refused; None for one that is carried out. A counter may try what it likes: nobody waits, somebody walks."""
    try:
        played.do(command, **by)
    except Refused as refused:
        return refused.reason
    return None
