"""What the kiosk knows: who can solve a need, about how long, and what became of its papers."""

import msgspec

from flow.commands import ClaimPaper, OpenCounter, ReportPaper, ReportPrinter, StartPresence
from flow.kiosk_commands import LockKiosk
from flow.needs import Route
from flow.paper import PaperState
from flow.tickets import Wait
from kiosk.view import view


def test_where_a_machine_could_do_it_the_client_chooses_and_the_counter_is_never_refused(played):
    offers = played.shown(view).offers

    assert [offer.route for offer in offers["stamps"]] == [Route.MACHINE, Route.COUNTER]
    assert all(len(offers[need]) == 1 for need in ("parcel_notice", "tax", "help", "account_credit_estate"))


def test_the_wait_is_said_before_the_ticket_is_taken(played):
    played.do(OpenCounter("1"))
    short = played.shown(view).offers["parcel_notice"][0].wait
    for _ in range(8):
        played.take()

    assert short == Wait(0, 5)
    assert played.shown(view).offers["parcel_notice"][0].wait.low >= 10


def test_nobody_at_any_counter_means_nobody_can_say_how_long(played):
    assert played.shown(view).offers["parcel_notice"][0].wait is None


def test_a_mediator_who_is_there_is_offered_first_where_they_can_help(played):
    assert played.shown(view).offers["transfer"][0].route is Route.COUNTER

    played.do(StartPresence(), role="console")

    assert played.shown(view).offers["transfer"][0].route is Route.MEDIATOR


def test_a_locked_kiosk_gives_no_tickets(played):
    played.do(LockKiosk(), role="console")

    assert not played.shown(view).open


def test_what_became_of_the_paper_is_shown_for_two_minutes(played):
    ticket = played.take(device=3)
    queued = played.shown(view, "3").papers
    played.do(ClaimPaper(ticket.id, 1, "entree"), role="printer")
    played.later(0.2)
    played.do(ReportPaper(ticket.id, 1, "entree", PaperState.NOT_SENT, "paper_out"), role="printer")
    missing = played.shown(view, "3").papers
    played.later(1.7)
    still = played.shown(view, "3").papers
    played.later(0.2)

    assert (queued, missing, still) == ({ticket.id: "queued"}, {ticket.id: "not_sent"}, {ticket.id: "not_sent"})
    assert played.shown(view, "3").papers == {}


def test_the_kiosk_knows_before_the_choice_that_no_printer_prints(played):
    assert played.shown(view).paper

    played.do(ReportPrinter("entree", "paper_out"), role="printer")

    assert not played.shown(view).paper


def test_a_kiosk_is_told_nothing_of_what_another_gave(played):
    mine, other = played.take(device=3), played.take(device=4)

    shown = msgspec.json.encode(played.shown(view, "3"))

    assert mine.id.encode() in shown
    assert other.id.encode() not in shown
    assert played.shown(view).papers == {}, "a screen of no known device is told of none"


def test_the_kiosk_holds_nothing_about_other_clients(played):
    played.take("tax", legal=True)

    sent = msgspec.json.decode(msgspec.json.encode(played.shown(view)))

    assert set(sent) == {"version", "now", "open", "paper", "mediator", "offers", "papers"}


def test_a_long_wait_is_known_before_the_ticket_is_taken_and_never_of_what_is_urgent_nor_of_help(played):
    for counter in ("1", "2", "3", "4"):
        played.do(OpenCounter(counter))
    short = played.shown(view).offers
    for _ in range(120):
        played.take()
    long = played.shown(view).offers

    assert not any(offer.long for offers in short.values() for offer in offers)
    assert long["parcel_notice"][-1].long
    assert not long["lost_card"][-1].long
    assert not long["help"][-1].long
