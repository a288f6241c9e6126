"""The calendar of workshops on the console: seats, waiting list, whom a freed seat went to, attendance, what a new one is of."""

import msgspec

from config.loading import load
from flow.plan import MINUTE
from mediation.commands import CancelWorkshop, MarkAttendance, PlanWorkshop, RecordWorkshop, SignOff, SignUp
from mediation.coop import Gender, WorkshopLevel
from mediation.details import Counts
from mediator_console.view import view
from mediator_console.workshops import LEVEL_WORDS, TitleChoice, workshop_choices

MEDIATOR = {"role": "console", "name": "Médiatrice 1"}


def _plan(played, hours, seats=2, title="digiposte", place="salle-du-bureau"):
    starts = played.now + hours * 60 * MINUTE
    played.do(PlanWorkshop(title, place, starts, seats=seats), **MEDIATOR)
    return next(shown.id for shown in played.shown(view).workshops if (shown.starts, shown.title) == (starts, title))


def _sign_up(played, workshop, ticket=""):
    played.later(1)
    played.do(SignUp(workshop, ticket), **MEDIATOR)


def _shown(played, workshop):
    return next(shown for shown in played.shown(view).workshops if shown.id == workshop)


def _codes(played, workshop):
    return [participant.code for participant in _shown(played, workshop).signed]


def test_the_calendar_begins_with_the_earliest_and_says_when_people_come_in(played):
    late, early = _plan(played, 30), _plan(played, 3, place="mediatheque")

    first, second = played.shown(view).workshops

    assert (first.id, second.id) == (early, late)
    assert (first.starts - first.doors, first.ends - first.starts) == (60 * MINUTE, 120 * MINUTE)
    assert (first.level, first.inside, first.place) == (WorkshopLevel.PRACTICE, False, "mediatheque")


def test_a_workshop_says_its_free_seats_then_who_waits(played):
    workshop, ticket = _plan(played, 3), played.take()
    before = _shown(played, workshop)
    _sign_up(played, workshop, ticket.id)
    _sign_up(played, workshop)
    _sign_up(played, workshop)

    full = _shown(played, workshop)

    assert (before.free, before.waiting, full.free, full.waiting) == (2, 0, 0, 1)
    assert [(participant.seated, participant.number) for participant in full.signed] == [
        (True, ticket.number),
        (True, 0),
        (False, 0),
    ]


def test_whoever_got_a_freed_seat_is_marked_and_stands_with_the_seated(played):
    workshop = _plan(played, 3, seats=1)
    for _ in range(3):
        _sign_up(played, workshop)
    first, second, third = _codes(played, workshop)
    played.do(SignOff(workshop, first), **MEDIATOR)

    shown = [
        (participant.code, participant.seated, participant.seat_given)
        for participant in _shown(played, workshop).signed
    ]

    assert shown == [(second, True, True), (third, False, False)]


def test_attendance_and_counts_are_there_once_they_are_said(played):
    workshop = _plan(played, 1)
    _sign_up(played, workshop)
    (code,) = _codes(played, workshop)
    assert (_shown(played, workshop).signed[0].present, _shown(played, workshop).counts) == (None, None)
    played.do(MarkAttendance(workshop, code, True), **MEDIATOR)
    played.later(60)
    played.do(RecordWorkshop(workshop, Counts(1, genre={Gender.FEMALE: 1})), **MEDIATOR)

    assert _shown(played, workshop).signed[0].present is True
    assert _shown(played, workshop).counts == Counts(1, genre={Gender.FEMALE: 1})


def test_a_cancelled_workshop_stays_today_and_says_so(played):
    workshop = _plan(played, 3)
    played.do(CancelWorkshop(workshop), **MEDIATOR)

    assert _shown(played, workshop).cancelled


def test_neither_who_signed_somebody_up_nor_their_ticket_is_shown(played):
    workshop = _plan(played, 3)
    _sign_up(played, workshop, played.take().id)

    (person,) = msgspec.to_builtins(played.shown(view))["workshops"][0]["signed"]

    assert set(person) == {"code", "seated", "number"}


def test_a_new_workshop_is_chosen_from_the_offices_lists():
    offered = workshop_choices(load("lens"))

    assert offered.titles[0] == TitleChoice("first-steps", WorkshopLevel.INITIATION)
    assert offered.places[0].inside
    assert (offered.minutes, offered.seats) == (120, 8)
    assert {f"level.{level}" for level in offered.levels} == set(LEVEL_WORDS)
