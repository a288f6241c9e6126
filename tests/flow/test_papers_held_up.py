"""A paper that was due when the office ended: while nobody could print, its time does not run."""

import pytest

from flow.commands import ClaimPaper, PassTime, PrintTest, ReportPaper, ResumePapers
from flow.paper import TEST, PaperState
from flow.plan import SECOND
from flow.printing import may_print

AWAY = 60 * SECOND


def paper(day):
    return day.state.paper(day.id(101))


def starts_again(day, away: int = AWAY):
    """The office was not there, starts, and the clock has its first turn."""
    day.now += away
    day.do(ResumePapers())
    day.do(PassTime())


def test_what_was_due_is_printed_after_a_slow_start(day):
    day.take()
    starts_again(day)

    assert paper(day).state is PaperState.QUEUED
    assert may_print(day.state, paper(day), "entree", day.now)
    assert paper(day).deadline == day.now + day.state.plan.figures.paper_seconds * SECOND


def test_while_the_office_runs_a_paper_that_nobody_prints_expires(day):
    day.take()
    day.now += AWAY
    day.do(PassTime())

    assert paper(day).state is PaperState.EXPIRED


def test_after_a_start_too_a_paper_that_nobody_prints_expires(day):
    day.take()
    starts_again(day)
    day.now += (day.state.plan.figures.paper_seconds + 1) * SECOND
    day.do(PassTime())

    assert paper(day).state is PaperState.EXPIRED


@pytest.mark.parametrize("away", [10 * SECOND, 45 * SECOND])
def test_however_often_the_office_starts_nobody_finds_an_old_ticket_in_the_printer(day, away):
    day.take()
    queued = day.now
    while day.now - queued <= day.state.plan.figures.kiosk_remembers_seconds * SECOND + AWAY:
        starts_again(day, away)

    assert paper(day).state is PaperState.EXPIRED


def test_a_worker_that_begins_with_the_office_has_the_time_to_say_what_became_of_it(day):
    day.take()
    day.do(ClaimPaper(day.id(101), 1, "entree"))
    starts_again(day)
    day.do(ReportPaper(day.id(101), 1, "entree", PaperState.NOT_SENT))

    assert paper(day).copy == 2, "it certainly did not come out, and there is time: it is asked for again"
    assert paper(day).state is PaperState.QUEUED


def test_staff_wait_longer_for_a_test_page(day):
    day.do(PrintTest("entree"))
    starts_again(day)

    (key,) = day.state.spool
    assert key.startswith(TEST)
    assert day.state.spool[key].deadline == day.now + day.state.plan.figures.test_seconds * SECOND


def test_a_start_without_a_paper_changes_nothing(day):
    assert day.do(ResumePapers()) == ()


def test_a_start_in_the_same_moment_changes_nothing(day):
    day.take()
    assert day.do(ResumePapers()) == ()
