"""A kiosk's button has a brake, the staff a broom, and a kiosk's device a short memory."""

from contextlib import suppress

import msgspec
import pytest
from queue_day import AGENT, MEDIATOR, PLAN, Day, replayed

from flow.commands import (
    AdvanceTicket,
    CallNext,
    ClaimPaper,
    ConfirmPaper,
    Prequalify,
    ReopenTicket,
    ReprintTicket,
    TakeTicket,
    Undo,
)
from flow.events import JournalEntry, KioskLocked, QueueEvent, TicketTaken
from flow.evolve import evolve
from flow.hall_commands import ComeToHelp
from flow.kiosk_commands import SettleRush, SweepTickets
from flow.kiosks import is_own, notices, own_tickets
from flow.needs import Route
from flow.paper import PaperState
from flow.plan import Figures
from flow.refusals import Reason, Refused
from flow.state import OfficeState
from flow.tickets import CLIENT, Actor, Outcome, State

DOOR, BACK = Actor("kiosk", "kiosk", device=3), Actor("kiosk", "kiosk", device=4)
MOST = Figures().kiosk_tickets_a_minute


def taps(day, times, every_ms=50, by=DOOR, need="parcel", route=None):
    """Somebody touches the kiosk so many times; the numbers given."""
    before = day.state.next_number
    for _ in range(times):
        day.now += every_ms
        with suppress(Refused):
            day.do(TakeTicket(need, route=route), by)
    return list(range(before, day.state.next_number))


def the_notice(day):
    (notice,) = notices(day.state)
    return notice


@pytest.fixture
def rush(day):
    """A child gave itself twelve tickets."""
    taps(day, MOST)
    return day


def test_sixty_touches_in_three_seconds_do_not_give_sixty_tickets(day):
    given = taps(day, 60)

    assert len(given) == MOST
    assert day.state.next_number == 101 + MOST, "no number is lost by a refusal"


def test_a_kiosk_that_nobody_knows_has_no_brake(day):
    """The control: without a device to count for, as before, all sixty are given."""
    assert len(taps(day, 60, by=CLIENT)) == 60


def test_a_kiosk_that_gives_one_ticket_a_minute_makes_of_each_a_rush_of_its_own():
    day = Day(msgspec.structs.replace(PLAN, figures=msgspec.structs.replace(PLAN.figures, kiosk_tickets_a_minute=1)))

    assert taps(day, 2) == [101]
    day.after(minutes=1)
    assert taps(day, 1) == [102]

    assert [notice.numbers for notice in notices(day.state)] == [(101,), (102,)]


def test_six_at_the_door_and_one_every_five_seconds_are_never_braked(day):
    assert len(taps(day, 6, every_ms=1_000)) == 6
    day.after(minutes=1)

    assert len(taps(day, 100, every_ms=5_001)) == 100


def test_the_brake_is_of_one_kiosk_and_lets_go_as_the_minute_slides(rush):
    assert taps(rush, 1) == []
    assert len(taps(rush, 1, by=BACK)) == 1, "another kiosk is not braked"
    refusal = rush.refused(TakeTicket("parcel"), DOOR)

    rush.now += refusal.facts["seconds"] * 1_000

    assert 0 < refusal.facts["seconds"] <= 60
    assert len(taps(rush, 1, every_ms=0)) == 1


def test_an_office_sets_its_own_brake_or_none():
    def given(most):
        return len(taps(Day(msgspec.structs.replace(PLAN, figures=Figures(kiosk_tickets_a_minute=most))), 60))

    assert (given(6), given(20), given(0)) == (6, 20, 60)


def test_the_staff_hear_of_it_with_the_ticket_that_fills_the_minute_and_not_before(day):
    taps(day, MOST - 1)
    assert notices(day.state) == ()
    since = day.ticket(101).arrival

    taps(day, 1)

    notice = the_notice(day)
    assert (notice.count, notice.since, notice.until) == (MOST, since, day.now)
    assert notice.numbers == tuple(range(101, 101 + MOST))


def test_it_is_one_rush_as_long_as_it_goes_on_and_another_kiosks_tickets_are_none_of_it(day):
    given = []
    for _ in range(6):
        given += taps(day, 60, every_ms=500)
        taps(day, 1, by=BACK)

    assert len(given) > 2 * MOST
    assert the_notice(day).numbers == tuple(given)


def test_one_act_ends_what_nobody_touched_and_nothing_else(rush):
    rush.open("1")
    before = taps(rush, 1, by=BACK)
    called, met, older = rush.next("1"), 102, 103
    rush.do(Prequalify(rush.id(met), "parcel", Route.COUNTER), MEDIATOR)
    rush.do(AdvanceTicket(rush.id(older), 5), MEDIATOR)
    notice = the_notice(rush)

    rush.do(SweepTickets(notice.id, notice.tickets), MEDIATOR)

    assert len(notice.tickets) == MOST - 3
    assert {rush.ticket(t).outcome for t in notice.tickets} == {Outcome.ISSUED_IN_ERROR}
    assert {t.number for t in rush.state.open.values()} == {called, met, older, *before}
    assert notices(rush.state) == ()


def test_who_was_touched_between_the_look_and_the_tap_stays(rush):
    rush.open("1")
    notice = the_notice(rush)
    called = rush.next("1")

    rush.do(SweepTickets(notice.id, notice.tickets), MEDIATOR)

    assert [t.number for t in rush.state.open.values()] == [called]
    assert rush.do(SweepTickets(notice.id, notice.tickets), MEDIATOR) == (), "a second press does nothing"


def test_what_was_not_shown_is_not_swept_and_asks_for_another_look(rush):
    notice = the_notice(rush)
    rush.now += 61_000
    later = taps(rush, 1)
    rush.do(SweepTickets(notice.id, (*notice.tickets, rush.id(later[0]))), MEDIATOR)
    assert [t.number for t in rush.state.open.values()] == later, "a client after the rush, named or not, is none of it"


def test_a_game_goes_on_after_the_broom_and_is_told_again(rush):
    notice = the_notice(rush)
    rush.do(SweepTickets(notice.id, notice.tickets), MEDIATOR)
    rush.now += 58_000

    more = taps(rush, 20, every_ms=500)

    assert set(the_notice(rush).numbers) == set(more)


def test_who_chose_the_machine_is_swept_too_and_whom_a_colleague_goes_to_is_not(day):
    taps(day, 3, need="stamps", route=Route.MACHINE)
    taps(day, MOST - 3, need="help")
    day.do(ComeToHelp(next(call.id for call in day.state.help_calls.values() if call.number == 104)), AGENT)
    notice = the_notice(day)

    day.do(SweepTickets(notice.id, notice.tickets), AGENT)

    assert [t.number for t in day.state.open.values()] == [104]


def test_the_papers_that_are_due_are_not_printed_and_what_a_worker_has_is_left_to_it(rush):
    rush.do(ClaimPaper(rush.id(101), 1, "entree"), Actor("printer"))
    notice = the_notice(rush)

    rush.do(SweepTickets(notice.id, notice.tickets), MEDIATOR)

    assert rush.refused(ClaimPaper(rush.id(102), 1, "entree"), Actor("printer")).reason is Reason.PAPER_NOT_DUE
    assert set(rush.state.spool) == {rush.id(101)}
    assert rush.state.papers[rush.id(102)].state is PaperState.NOT_SENT


def test_each_of_them_can_be_taken_back_at_its_old_place(rush):
    rush.now += 61_000
    rush.do(TakeTicket("parcel"), BACK)
    notice = the_notice(rush)
    rush.do(SweepTickets(notice.id, notice.tickets), MEDIATOR)
    rush.do(Undo(rush.id(105), seen=2), MEDIATOR)
    rush.after(minutes=5)

    rush.do(ReopenTicket(rush.id(103)), MEDIATOR)

    assert rush.order() == [103, 105, 101 + MOST]
    assert notices(rush.state) == (), "whom the staff took back is not swept again"


def test_real_people_are_left_in_peace_once_a_colleague_said_so(rush):
    notice = the_notice(rush)
    rush.do(SettleRush(notice.id), MEDIATOR)

    assert notices(rush.state) == ()
    assert rush.do(SettleRush(notice.id), AGENT) == ()
    assert rush.refused(SweepTickets(notice.id, notice.tickets), AGENT).reason is Reason.RUSH_SETTLED
    rush.now += 59_500
    more = taps(rush, 60, every_ms=500)
    assert the_notice(rush).numbers == tuple(more), "what comes after is a rush of its own, without those people"


def test_a_rush_of_another_day_is_not_known(rush):
    assert rush.refused(SweepTickets("rush-9", ("2025-11-23-101",)), MEDIATOR).reason is Reason.RUSH_UNKNOWN
    assert rush.refused(SettleRush("rush-9"), MEDIATOR).reason is Reason.RUSH_UNKNOWN


def test_a_kiosk_prints_and_confirms_only_what_it_gave_just_now(day):
    (mine,), (other,) = taps(day, 1), taps(day, 1, by=BACK)
    day.after(seconds=30)
    assert day.refused(ReprintTicket(day.id(other)), DOOR).reason is Reason.NOT_YOUR_TICKET
    assert day.refused(ConfirmPaper(day.id(other)), DOOR).reason is Reason.NOT_YOUR_TICKET
    assert day.do(ReprintTicket(day.id(mine)), DOOR)
    day.after(seconds=60)
    assert day.do(ConfirmPaper(day.id(mine)), DOOR)

    day.after(seconds=30)

    assert day.refused(ConfirmPaper(day.id(mine)), DOOR).reason is Reason.NOT_YOUR_TICKET
    assert day.refused(ReprintTicket(day.id(mine)), DOOR).reason is Reason.NOT_YOUR_TICKET
    assert day.do(ReprintTicket(day.id(mine)), MEDIATOR), "the staff may print any ticket again"


def test_a_kiosk_without_a_known_device_owns_nothing(day):
    nobody = Actor("kiosk", "kiosk")
    (number,) = taps(day, 1, by=nobody)

    assert not is_own(day.state, day.ticket(number), 0, day.now)
    assert day.refused(ReprintTicket(day.id(number)), nobody).reason is Reason.NOT_YOUR_TICKET


def test_all_of_it_holds_after_a_restart(rush):
    again = Day(rush.plan, now=rush.now)
    again.state = replayed(rush.plan, rush.journal)

    assert taps(again, 1) == []
    assert notices(again.state) == notices(rush.state)
    assert [t.number for t in own_tickets(again.state, 3, again.now)] == list(range(100 + MOST, 100, -1))
    assert list(own_tickets(again.state, 4, again.now)) == []


def test_what_was_stored_before_kiosks_were_known_is_read_as_given_by_none():
    old = b'{"seq":2,"at":5,"by":{"role":"kiosk","name":"kiosk"},"event":{"type":"KioskLocked"}}'
    recorded = msgspec.json.decode(old, type=JournalEntry[QueueEvent])
    taken = TicketTaken("2025-11-24-101", 101, "parcel", "fr", False, Route.COUNTER, None)
    state = evolve(OfficeState(PLAN, date="2025-11-24", next_number=101), JournalEntry(1, 5, recorded.by, taken))

    assert (recorded.by, recorded.event) == (Actor("kiosk", "kiosk"), KioskLocked())
    assert (state.numbered(101).kiosk, state.numbered(101).state) == (0, State.WAITING)
    assert msgspec.json.encode(recorded.by) == b'{"role":"kiosk","name":"kiosk"}', (
        "what a stored line does not say costs nothing"
    )


def test_calling_while_a_kiosk_is_braked_goes_on(rush):
    rush.open("1")

    assert rush.do(CallNext("1"))
