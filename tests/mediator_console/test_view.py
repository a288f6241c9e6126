"""What the mediator sees: the order of call and why, who asks for help, the load, what needs a hand; staff facts only."""

import msgspec
import pytest

from flow.commands import (
    AdvanceTicket,
    CallNext,
    ClaimPaper,
    EndPresence,
    FinishTicket,
    MoveTicket,
    OpenCounter,
    OpenDay,
    ParkTicket,
    Prequalify,
    ReopenTicket,
    ReportPaper,
    ReportPrinter,
    ReturnTicket,
    StartPresence,
)
from flow.kiosk_commands import LockKiosk, SweepTickets
from flow.needs import Route
from flow.paper import PaperState
from flow.tickets import MoveReason, Outcome, ParkReason
from mediator_console.view import CLOSED_SHOWN, view

MEDIATOR = {"role": "console", "name": "Médiatrice 1"}


def test_the_queue_is_in_the_order_of_call(played):
    first = played.take()
    played.later(2)
    second = played.take()
    played.later(2)
    legal = played.take(legal=True)
    played.do(AdvanceTicket(second.id, 5), **MEDIATOR)

    assert [card.id for card in played.shown(view).queue] == [legal.id, second.id, first.id]


def test_a_card_says_why_it_stands_where_it_stands(played):
    ticket, legal = played.take(), played.take(legal=True)
    played.later(12)
    played.do(AdvanceTicket(ticket.id, 10), **MEDIATOR)

    parts = {c.id: (c.waited, c.head_start, c.advance, c.total) for c in played.shown(view).queue}

    assert parts == {ticket.id: (12, 0, 10, 22), legal.id: (12, 60, 0, 72)}


def test_a_move_says_its_reason_and_the_one_it_passed_says_so(played):
    passed, moved = played.take(), played.take()
    played.do(MoveTicket(moved.id, passed.id, MoveReason.CHILD_ALONE), **MEDIATOR)

    first, second = played.shown(view).queue

    assert (first.id, first.moved, first.overtaken) == (moved.id, "child_alone", 0)
    assert (second.id, second.moved, second.overtaken) == (passed.id, None, 1)


def test_past_the_ceiling_a_card_says_so(played):
    played.take()
    played.later(30)
    at_the_ceiling = played.shown(view).queue[0].ceiling
    played.later(1)

    assert not at_the_ceiling
    assert played.shown(view).queue[0].ceiling


def test_the_found_need_stands_beside_the_declared_one_with_what_was_seen(played):
    ticket = played.take("stamps", route=Route.COUNTER)
    played.do(Prequalify(ticket.id, "parcel_notice", Route.COUNTER, ("identity",)), **MEDIATOR)

    card = played.shown(view).queue[0]

    assert (card.need, card.declared, card.prequalified, card.ticks) == ("parcel_notice", "stamps", True, ("identity",))
    assert card.rev == ticket.rev + 1


def test_requests_for_help_are_counted_until_somebody_is_with_them(played):
    taken = [played.take("help"), played.take("help")]
    played.take()
    counted = played.shown(view).help
    played.do(Prequalify(taken[0].id, "help", Route.MEDIATOR), **MEDIATOR)

    assert counted == 2
    assert played.shown(view).help == 1
    assert [card.id for card in played.shown(view).with_mediator] == [taken[0].id]


def test_an_urgent_need_is_marked(played):
    played.take("lost_card")
    played.take()

    assert [card.urgent for card in played.shown(view).queue] == [True, False]


def test_each_ticket_is_in_the_group_of_its_state_and_nowhere_else(played):
    played.do(OpenCounter("1"))
    called, waiting, parked, at_machine, done = (played.take() for _ in range(5))
    played.do(CallNext("1"))
    played.do(ParkTicket(parked.id, ParkReason.FETCHING_DOCUMENT, 10), **MEDIATOR)
    played.do(Prequalify(at_machine.id, "stamps", Route.MACHINE), **MEDIATOR)
    played.do(FinishTicket(done.id, Outcome.SOLVED_BY_MEDIATOR), **MEDIATOR)

    shown = played.shown(view)

    groups = ("queue", "at_counter", "with_mediator", "at_machine", "parked", "absent", "closed")
    assert {group: [card.id for card in getattr(shown, group)] for group in groups} == {
        "queue": [waiting.id],
        "at_counter": [called.id],
        "with_mediator": [],
        "at_machine": [at_machine.id],
        "parked": [parked.id],
        "absent": [],
        "closed": [done.id],
    }
    assert (shown.parked[0].parked, shown.parked[0].until) == ("fetching_document", played.now + 600_000)


def test_the_last_closed_come_first_and_only_a_few_are_kept(played):
    tickets = [played.take() for _ in range(CLOSED_SHOWN + 2)]
    for ticket in tickets:
        played.later(1)
        played.do(FinishTicket(ticket.id, Outcome.LEFT), **MEDIATOR)

    assert [card.id for card in played.shown(view).closed] == [t.id for t in reversed(tickets)][:CLOSED_SHOWN]


def test_a_new_day_starts_with_an_empty_console(played):
    played.take()
    played.do(OpenDay("2025-11-25"), role="clock")

    shown = played.shown(view)

    assert (shown.queue, shown.closed) == ((), ())


@pytest.mark.parametrize(
    ("outcome", "shown"),
    [
        (PaperState.PRINTED, None),
        (PaperState.SENT_UNCONFIRMED, None),
        (PaperState.NOT_SENT, "not_sent"),
        (PaperState.CLEARED, "cleared"),
        (PaperState.UNCERTAIN, "uncertain"),
    ],
)
def test_a_card_says_when_its_person_may_have_no_paper(played, outcome, shown):
    ticket = played.take()
    played.do(ClaimPaper(ticket.id, 1, "entree"), role="printer")
    played.later(0.2)
    played.do(ReportPaper(ticket.id, 1, "entree", outcome), role="printer")

    assert played.shown(view).queue[0].paper == shown


def test_a_printer_that_needs_a_hand_says_since_when(played):
    played.do(ReportPrinter("entree", "ready"), role="printer")
    played.later(3)
    played.do(ReportPrinter("entree", "paper_out"), role="printer")

    assert [(p.name, p.state, p.since) for p in played.shown(view).printers] == [("entree", "paper_out", played.now)]


@pytest.mark.parametrize(
    ("printer", "care"),
    [("ready", "none"), ("near_end", "soon"), ("paper_out", "now"), ("cover_open", "now"), ("silent", "now")],
)
def test_a_printer_that_prints_is_no_alarm(played, printer, care):
    played.do(ReportPrinter("entree", printer), role="printer")

    assert [shown.care for shown in played.shown(view).printers] == [care]


def test_who_waits_and_certainly_holds_no_paper_is_named(played):
    lost, perhaps, gone = (played.take() for _ in range(3))
    for ticket, outcome in ((lost, PaperState.NOT_SENT), (perhaps, PaperState.UNCERTAIN), (gone, PaperState.CLEARED)):
        for copy in range(1, played.state.plan.figures.paper_tries + 1):
            if ticket.id in played.state.spool:
                played.do(ClaimPaper(ticket.id, copy, "entree"), role="printer")
                played.do(ReportPaper(ticket.id, copy, "entree", outcome), role="printer")
    played.do(FinishTicket(gone.id, Outcome.LEFT), **MEDIATOR)

    assert played.shown(view).without_paper == (lost.number,)


def test_a_locked_kiosk_is_said(played):
    was_open = played.shown(view).kiosk_open
    played.do(LockKiosk(), **MEDIATOR)

    shown = played.shown(view)

    assert was_open
    assert (shown.kiosk_locked, shown.kiosk_open) == (True, False)


def test_a_view_holds_no_secret_of_the_clients_page(played):
    ticket = played.take()

    sent = msgspec.json.encode(played.shown(view)).decode()

    assert ticket.id in sent
    assert ticket.token_hash
    assert ticket.token_hash not in sent
    assert "token" not in sent


def test_a_card_says_at_which_machine_with_whom_and_which_tags(played):
    ticket = played.take("stamps", route=Route.COUNTER)
    sent = Prequalify(
        ticket.id, "stamps", Route.MACHINE, machine="stamps-machine", accompanied=True, tags=("takes-long",)
    )
    played.do(sent, **MEDIATOR)
    card = played.shown(view).at_machine[0]
    played.do(ReturnTicket(ticket.id, failed=True), **MEDIATOR)
    back = played.shown(view).queue[0]

    assert (card.machine, card.accompanied, card.tags) == ("stamps-machine", True, ("takes-long",))
    assert (back.machine, back.accompanied, back.tags) == ("", False, ("takes-long",))


def test_the_hours_of_today_are_those_of_the_presences(played):
    played.do(StartPresence(), **MEDIATOR)
    started = played.now
    played.later(90)
    played.do(EndPresence(), **MEDIATOR)

    assert [(p.mediator, p.started, p.ended) for p in played.shown(view).presences] == [
        ("Médiatrice 1", started, played.now)
    ]


def test_each_ticket_that_a_broom_took_can_be_found_and_reopened(played):
    for _ in range(12):
        played.take(device=3)
    (rush,) = played.shown(view).rushes
    played.do(SweepTickets(rush.id, rush.tickets), role="console")
    for _ in range(CLOSED_SHOWN):
        played.do(FinishTicket(played.take().id, Outcome.LEFT))

    shown = played.shown(view)

    assert (rush.count, shown.rushes, shown.queue) == (12, (), ())
    assert {card.id for card in shown.closed} >= set(rush.tickets)
    assert len(shown.closed) == 12 + CLOSED_SHOWN
    played.do(ReopenTicket(rush.tickets[4]), role="console")
    assert [card.id for card in played.shown(view).queue] == [rush.tickets[4]]


def test_the_rush_is_of_what_nobody_has_touched_yet(played):
    tickets = [played.take(device=3) for _ in range(12)]
    played.do(Prequalify(tickets[0].id, "stamps", Route.COUNTER), role="console")

    (rush,) = played.shown(view).rushes

    assert rush.numbers == tuple(ticket.number for ticket in tickets[1:])
