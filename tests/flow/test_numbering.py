"""One neutral series an office and day: unique whatever happens, and it starts again each morning."""

import msgspec
from msgspec.structs import replace
from queue_day import MONDAY, PLAN, TUESDAY, Day

from flow.commands import FinishTicket, LeaveQueue, OpenDay, ReopenTicket, ReportPrinter, Undo
from flow.events import JournalEntry, QueueEvent
from flow.evolve import evolve
from flow.fence_commands import ResumeJournal
from flow.paper import PaperState
from flow.plan import Figures
from flow.refusals import Reason
from flow.tickets import CLOCK, Outcome


def test_numbers_start_at_101_and_follow_whatever_the_need(day):
    taken = [day.ticket(day.take(need)).number for need in ("parcel", "form", "account", "help")]

    assert taken == [101, 102, 103, 104]


def test_the_number_of_a_closed_ticket_is_not_given_again(day):
    day.do(LeaveQueue(day.take()))

    assert day.ticket(day.take()).number == 102


def test_undoing_and_reopening_give_no_number_back(day):
    gone = day.take()
    day.do(FinishTicket(gone, Outcome.ISSUED_IN_ERROR))
    day.do(Undo(gone, day.ticket(gone).rev))
    day.do(FinishTicket(gone, Outcome.ISSUED_IN_ERROR))
    day.do(ReopenTicket(gone))

    assert day.ticket(day.take()).number == 102
    assert day.order() == [101, 102]


def test_the_next_day_starts_again_at_101(day):
    yesterday = [day.take(), day.take()]

    day.do(OpenDay(TUESDAY), CLOCK)

    assert day.take() == f"{TUESDAY}-101"
    assert day.order() == [101]
    assert day.refused(LeaveQueue(yesterday[0])).reason == Reason.TICKET_UNKNOWN


def test_a_day_that_goes_on_above_what_was_lost_keeps_its_tickets_and_starts_again_the_next_day(day):
    ticket = day.take()

    day.do(ResumeJournal(40, 301), CLOCK)

    assert (day.ticket(day.take()).number, day.state.fence.goes_on) == (301, 301)
    assert day.ticket(ticket).number == 101
    assert day.order() == [101, 301]
    day.do(OpenDay(TUESDAY), CLOCK)
    assert (day.ticket(day.take()).number, day.state.fence) == (101, None)


def test_a_day_never_goes_on_below_what_it_has_given(day):
    day.do(ResumeJournal(40, 301), CLOCK)
    day.take()

    day.do(ResumeJournal(90, 201), CLOCK)

    assert (day.ticket(day.take()).number, day.state.fence.goes_on) == (302, 301)


def test_what_is_left_in_the_evening_is_removed_at_close(day):
    day.take()
    day.open("1")
    day.next("1")
    day.take()

    events = day.do(OpenDay(TUESDAY), CLOCK)

    assert [getattr(e, "outcome", e) for e in events[:-1]] == [Outcome.REMOVED_AT_CLOSE] * 2
    assert not day.state.open
    assert not day.state.closed
    assert not day.state.present
    assert day.state.at_counter("1") is None


def test_the_same_day_opened_twice_and_an_earlier_day_change_nothing(day):
    day.take()

    assert day.do(OpenDay(MONDAY), CLOCK) == ()
    assert day.do(OpenDay("2025-11-21"), CLOCK) == ()
    assert day.order() == [101]


def test_a_printer_without_paper_is_still_without_paper_the_next_day(day):
    day.do(ReportPrinter("entree", "paper_out"))

    day.do(OpenDay(TUESDAY), CLOCK)

    assert day.state.printers["entree"].state == "paper_out"


def test_the_office_may_begin_with_another_number():
    day = Day(plan=replace(PLAN, figures=Figures(first_number=501)))

    assert day.ticket(day.take()).number == 501


def test_a_paper_that_was_due_when_the_copy_ends_is_asked_of_its_client_and_never_printed_twice(day):
    ticket = day.take()
    kept_until = day.now
    day.after(seconds=2)
    later = day.take()

    day.do(ResumeJournal(40, 301, kept_until=kept_until), CLOCK)

    assert day.state.papers[ticket].state is PaperState.UNCERTAIN
    assert day.state.spool[later].state is PaperState.QUEUED


def test_a_loss_that_an_older_program_told_is_still_read(day):
    event = msgspec.json.decode(b'{"type":"JournalResumed","known":40,"next_number":301}', type=QueueEvent)

    state = evolve(day.state, JournalEntry(day.state.version + 1, day.now, CLOCK, event))

    assert (state.next_number, state.fence.goes_on, state.epoch) == (301, 301, "")
