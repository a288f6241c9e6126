"""Workshops in the running office: kept through a power cut and from day to day, and counted in the statistics."""

from flow.commands import TakeTicket
from flow.refusals import Reason
from mediation.commands import CancelWorkshop, MarkAttendance, PlanWorkshop, RecordWorkshop, SignOff, SignUp
from mediation.coop import Gender, WorkshopLevel
from mediation.details import Counts
from mediation.records import Attendance, Period

HOUR = 3_600_000
WEEK = Period("2025-11-24", "2025-11-30")


def _plan(bureau, starts, seats=1):
    return bureau.do(PlanWorkshop("digiposte", "salle-du-bureau", starts, seats=seats), role="manager").subject


def _sign_up(bureau, workshop, ticket=""):
    bureau.clock.now += 3_000
    return bureau.do(SignUp(workshop, ticket), role="console")


def test_the_answer_says_the_code_and_the_place_on_the_waiting_list(bureau):
    workshop = _plan(bureau, bureau.clock.now + HOUR)
    ticket = bureau.do(TakeTicket("client_space")).ticket

    first, second = _sign_up(bureau, workshop, ticket), _sign_up(bureau, workshop)

    assert (first.subject, first.waiting, first.ticket, second.waiting) == (workshop, 0, ticket, 1)
    assert len({first.code, second.code}) == 2


def test_a_power_cut_loses_nobody_and_the_same_key_gives_the_same_code(bureau):
    workshop = _plan(bureau, bureau.clock.now + HOUR)
    bureau.do(SignUp(workshop), role="console", key="tap-00000001")
    _sign_up(bureau, workshop)
    before = bureau.office.mediation

    bureau.restart()

    assert bureau.office.mediation == before
    again = bureau.do(SignUp(workshop), role="console", key="tap-00000001")
    assert again.code == before.workshops[workshop].signed[0].code
    assert bureau.office.mediation == before


def test_a_week_later_the_waiting_list_still_holds_after_a_power_cut(bureau):
    workshop = _plan(bureau, bureau.clock.now + 6 * 24 * HOUR)
    first, second = _sign_up(bureau, workshop), _sign_up(bureau, workshop)
    for _ in range(5):
        bureau.clock.now += 24 * HOUR
        bureau.office.pass_time()
    before = bureau.office.mediation

    bureau.restart()
    bureau.do(SignOff(workshop, first.code), role="console")

    assert before.workshops[workshop].seated == 1
    assert [
        (participant.code, participant.seated) for participant in bureau.office.mediation.workshops[workshop].signed
    ] == [(second.code, True)]


def test_a_workshop_is_one_row_of_the_statistics_whatever_happens_to_it(bureau):
    starts = bureau.clock.now + 26 * HOUR
    workshop, cancelled = _plan(bureau, starts, seats=2), _plan(bureau, starts + HOUR)
    codes = [_sign_up(bureau, workshop).code for _ in range(4)]
    bureau.do(SignOff(workshop, codes[0]), role="console")
    bureau.do(CancelWorkshop(cancelled), role="console")
    bureau.clock.now = starts + HOUR
    bureau.do(MarkAttendance(workshop, codes[1], True), role="console")
    bureau.do(MarkAttendance(workshop, codes[2], False), role="console")

    bureau.do(RecordWorkshop(workshop, Counts(1, genre={Gender.FEMALE: 1})), role="console")

    held, dropped = bureau.office.archive().workshops(WEEK)
    assert (held.date, held.level, held.inside, held.minutes) == ("2025-11-25", WorkshopLevel.PRACTICE, True, 120)
    assert held.attendance == Attendance(seated=2, waiting=1, signed_off=1, present=1, absent=1)
    assert (held.counts, held.mediator, held.recorded) == (Counts(1, {Gender.FEMALE: 1}), "T", bureau.clock.now)
    assert (dropped.id, dropped.cancelled, dropped.counts) == (cancelled, True, None)
    assert bureau.office.archive().workshops(Period("2025-11-24", "2025-11-24")) == []


def test_no_code_is_in_the_statistics(bureau):
    workshop = _plan(bureau, bureau.clock.now + HOUR)
    code = _sign_up(bureau, workshop).code

    rows = bureau.journal._database.execute("select * from workshop").fetchall()

    assert workshop in str(rows)
    assert code not in str(rows)


def test_a_sum_larger_than_the_total_is_said_in_french(bureau):
    workshop = _plan(bureau, bureau.clock.now)

    answer = bureau.do(RecordWorkshop(workshop, Counts(1, genre={Gender.FEMALE: 2})), role="console")

    assert answer.reason == Reason.WORKSHOP_COUNTS
    assert answer.sentence == "Les nombres ne vont pas ensemble : aucune somme ne dépasse le total."
