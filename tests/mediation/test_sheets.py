"""A hand-out sheet: one paper a tap, and one for each person; refused with the reason."""

import pytest
from mediation_day import lens

from flow.commands import LeaveQueue, ReportPrinter
from flow.refusals import Reason
from flow.tickets import Actor
from mediation.commands import PrintSheet
from mediation.sheets import sheet_of
from mediation.slips import slip_of

PRINTER = Actor("printer", "entree")


def _sheets(day):
    return [sheet_of(key) for key in day.whole.queue.spool if sheet_of(key)]


@pytest.mark.parametrize("sheet", sorted(sheet.id for sheet in lens().sheets))
def test_every_sheet_of_the_office_becomes_a_paper_that_says_which_it_is(day, sheet):
    key = day.do(PrintSheet(sheet, day.take()))

    assert sheet_of(key) == sheet
    assert slip_of(key) is None


def test_a_double_tap_is_one_sheet_and_two_people_get_two(day):
    first, second = day.take(), day.take()
    key = day.do(PrintSheet("track-parcel", first))

    assert day.do(PrintSheet("track-parcel", first)) == key
    day.do(PrintSheet("track-parcel", second))
    day.do(PrintSheet("track-parcel"))
    day.do(PrintSheet("cash-machine", first))

    assert sorted(_sheets(day)) == ["cash-machine", *["track-parcel"] * 3]


def test_somebody_whose_visit_is_over_may_still_be_given_one(day):
    ticket = day.take()
    day.do(LeaveQueue(ticket))

    assert sheet_of(day.do(PrintSheet("track-parcel", ticket))) == "track-parcel"


def test_what_cannot_be_printed_is_refused_with_the_reason(day):
    assert day.refused(PrintSheet("dancing")).reason is Reason.SHEET_UNKNOWN
    assert day.refused(PrintSheet("track-parcel", "2025-11-23-101")).reason is Reason.TICKET_UNKNOWN
    day.do(ReportPrinter("entree", "cover_open"), PRINTER)
    assert day.refused(PrintSheet("track-parcel")).reason is Reason.NO_PRINTER


def test_no_other_paper_is_taken_for_a_sheet(day):
    assert sheet_of(day.take()) == ""
    assert sheet_of("test-12") == ""
    assert sheet_of("sheet-a-9.101-12") == "a-9"
