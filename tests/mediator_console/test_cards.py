"""What a card says beside its place: what is missing, who asks for a person, how much advance is left, where it leads."""

from flow.commands import AdvanceTicket, Prequalify, StartPresence
from flow.needs import Route
from mediator_console.needs import need_choice
from mediator_console.view import view

MEDIATOR = {"role": "console", "name": "Médiatrice 1"}


def test_a_card_says_what_is_missing_once_somebody_looked(played):
    ticket = played.take("tax")
    unseen = played.shown(view).queue[0].missing
    played.do(Prequalify(ticket.id, "tax", ticks=("phone",), stays=True), **MEDIATOR)

    assert unseen == ()
    assert played.shown(view).queue[0].missing == ("own_papers",)


def test_a_card_says_that_the_client_asked_for_a_person_until_somebody_met_them(played):
    ticket = played.take("help")
    asks = played.shown(view).queue[0].asks
    played.do(Prequalify(ticket.id, "help", stays=True), **MEDIATOR)

    assert (asks, played.shown(view).queue[0].asks) == (True, False)


def test_a_card_says_how_much_advance_is_left_once_some_was_given(played):
    ticket = played.take()
    left = [played.shown(view).queue[0].advance_left]
    for minutes in (5, 10):
        played.do(AdvanceTicket(ticket.id, minutes), **MEDIATOR)
        left.append(played.shown(view).queue[0].advance_left)

    assert left == [None, 10, 0]


def test_a_card_says_where_it_goes_when_that_is_not_where_its_need_mostly_does(played):
    played.do(StartPresence(), **MEDIATOR)
    usual, chosen = played.take("parcel_notice"), played.take("stamps", route=Route.COUNTER)

    cards = {card.id: card.destination for card in played.shown(view).queue}

    assert choice(played, "stamps").likely is Route.MACHINE
    assert cards == {usual.id: None, chosen.id: Route.COUNTER}


def choice(played, need):
    """What the page knows of the need."""
    return need_choice(played.settings, played.state.plan, need)
