"""What the clock does by itself, and that it does it once."""

from flow.commands import ClaimPaper, MarkAbsent, ParkTicket, PassTime
from flow.events import TicketClosed, TicketReturned
from flow.paper import PaperState
from flow.tickets import CLOCK, Outcome, ParkReason, State


def test_when_nothing_is_due_nothing_happens(busy):
    assert busy.do(PassTime(), CLOCK) == ()


def test_what_is_due_is_done_once(busy):
    busy.do(MarkAbsent(busy.id(101)))
    busy.do(ParkTicket(busy.id(102), ParkReason.BREAK, minutes=10))
    busy.now += 10 * 60_000

    first, second = busy.do(PassTime(), CLOCK)

    assert {type(first), type(second)} == {TicketClosed, TicketReturned}
    assert busy.do(PassTime(), CLOCK) == ()
    assert (busy.ticket(101).outcome, busy.ticket(102).state) == (Outcome.NO_SHOW, State.WAITING)
    assert busy.ticket(101).changed_by == CLOCK


def test_waiting_alone_closes_nobody(busy):
    for _ in range(12):
        busy.after(minutes=30)

    assert busy.order() == [101, 102, 103, 104]


def test_a_paper_that_no_worker_took_expires(day):
    day.take()
    day.after(seconds=8)
    assert day.state.spool[day.id(101)].state == PaperState.QUEUED

    day.after(seconds=1)

    paper = day.state.papers[day.id(101)]
    assert (paper.state, paper.reason) == (PaperState.EXPIRED, "no_worker")


def test_a_paper_whose_worker_fell_silent_is_uncertain(day):
    day.take()
    day.do(ClaimPaper(day.id(101), 1, "entree"))
    day.after(seconds=20)
    assert day.state.spool[day.id(101)].state == PaperState.PRINTING

    day.after(seconds=1)

    paper = day.state.papers[day.id(101)]
    assert (paper.state, paper.reason, paper.printer) == (PaperState.UNCERTAIN, "worker_gone", "entree")
