"""What stays of the days gone by: written with the events, undone with them, filled from older journals, read across offices."""

import json
from collections import Counter

import msgspec

from flow.commands import (
    CallNext,
    FinishTicket,
    MarkArrived,
    OpenCounter,
    Prequalify,
    ReopenTicket,
    ReturnTicket,
    StartPresence,
    TakeTicket,
    Undo,
)
from flow.hall_commands import AnswerAlert
from flow.needs import Route
from flow.readings import Reading
from flow.refusals import Reason
from flow.tickets import MoveReason, Outcome
from mediation.commands import DropAccompaniment, EditAccompaniment, RecordAccompaniment, StartAccompaniment
from mediation.coop import AgeBand, Nature, Theme
from mediation.details import Details
from mediation.figures.visits import queue
from tests.server.served_day import MINUTE, TODAY, an_eventful_day, serve, visits


def _left_overnight(bureau):
    """The agent went home without a word; the office goes on to the next day."""
    ticket = bureau.do(TakeTicket("parcel_notice")).ticket
    bureau.do(OpenCounter("1"))
    bureau.clock.now += 6 * MINUTE
    bureau.do(CallNext("1"))
    bureau.do(MarkArrived(ticket))
    bureau.clock.now += 20 * 60 * MINUTE
    bureau.office.pass_time()


def test_a_visit_that_nobody_ended_counts_with_its_wait_and_without_hours_of_service(bureau):
    _left_overnight(bureau)

    (visit,) = visits(bureau)
    assert (visit.outcome, visit.waited, visit.served) == (Outcome.REMOVED_AT_CLOSE, 6, None)
    assert queue([visit] * 5).overall.served is None


def test_somebody_whom_nobody_left_is_not_with_the_mediator_all_night(bureau):
    bureau.do(StartPresence(), role="console")
    ticket = bureau.do(TakeTicket("client_space")).ticket
    bureau.clock.now += 6 * MINUTE
    bureau.do(StartAccompaniment(ticket=ticket), role="console")
    bureau.clock.now += 20 * 60 * MINUTE
    bureau.office.pass_time()

    (visit,) = visits(bureau)
    assert (visit.outcome, visit.waited, visit.served) == (Outcome.REMOVED_AT_CLOSE, 6, None)


def test_the_hours_that_an_older_program_counted_are_not_read(bureau):
    _left_overnight(bureau)
    bureau.journal._database.execute("update visit set served = 1200")

    assert [visit.served for visit in visits(bureau)] == [None]


def test_a_visit_that_somebody_ended_keeps_its_time(bureau):
    serve(bureau, waits=6, serves=4)

    assert [(visit.waited, visit.served) for visit in visits(bureau)] == [(6, 4)]


def test_a_visit_is_counted_when_its_ticket_is_closed(bureau):
    serve(bureau, waits=7, serves=3)

    (visit,) = visits(bureau)

    assert (visit.waited, visit.served, visit.hour) == (7, 3, 13)
    assert (visit.office, visit.date, visit.need, visit.outcome) == ("lens", "2025-11-24", "parcel_notice", "served")


def test_a_visit_that_goes_on_is_not_counted_until_it_ends(bureau):
    ticket = serve(bureau)

    bureau.do(ReopenTicket(ticket))
    reopened = visits(bureau)
    bureau.do(FinishTicket(ticket, Outcome.LEFT))
    left = visits(bureau)
    bureau.do(Undo(ticket, bureau.office.state.closed[ticket].rev))

    assert (reopened, [v.outcome for v in left], visits(bureau)) == ([], ["left"], [])


def test_declared_and_found_need_and_a_machine_that_failed_are_in_the_visit(bureau):
    ticket = bureau.do(TakeTicket("help")).ticket
    bureau.do(Prequalify(ticket, "stamps", Route.MACHINE), role="console")
    bureau.do(ReturnTicket(ticket, failed=True), role="console")
    bureau.do(FinishTicket(ticket, Outcome.ORIENTED_ELSEWHERE, "Mairie"), role="console")

    (visit,) = visits(bureau)

    assert (visit.declared, visit.need, visit.prequalified, visit.machine_failed) == ("help", "stamps", True, True)
    assert (visit.waited, visit.where) == (None, "mairie")


def test_a_place_that_was_typed_is_refused_and_in_no_file(bureau):
    ticket = bureau.do(TakeTicket("help")).ticket
    typed = bureau.do(FinishTicket(ticket, Outcome.ORIENTED_ELSEWHERE, "chez Mme Lefebvre"), role="console")

    assert typed.reason == Reason.PLACE_UNKNOWN
    assert visits(bureau) == []
    assert b"Lefebvre" not in b"".join(path.read_bytes() for path in bureau.folder.iterdir())


def test_an_accompaniment_is_counted_edited_and_dropped_with_its_record(bureau):
    accompaniment = bureau.do(StartAccompaniment(bureau.do(TakeTicket("tax")).ticket), role="console").subject
    archive = bureau.office.archive()
    assert archive.accompaniments(TODAY) == []

    bureau.do(RecordAccompaniment(accompaniment), role="console")
    (recorded,) = archive.accompaniments(TODAY)
    other = Details(Nature.FORM_HELP, 25, themes=(Theme.EMAIL,), tranche_age=AgeBand.FROM_70)
    bureau.do(EditAccompaniment(accompaniment, other), role="console")
    (edited,) = archive.accompaniments(TODAY)
    bureau.do(DropAccompaniment(accompaniment), role="console")

    assert (recorded.details.nature, recorded.need, recorded.mediator) == (Nature.DIGITAL_HELP, "tax", "T")
    assert (edited.details, edited.changed) == (other, bureau.clock.now)
    assert archive.accompaniments(TODAY) == []


def test_moves_are_kept_with_their_price_and_say_when_they_were_taken_back(bureau):
    an_eventful_day(bureau)
    moved = bureau.office.state.open["2025-11-24-106"]

    bureau.do(Undo(moved.id, moved.rev), role="console")

    moves = bureau.office.archive().moves(TODAY)
    assert Counter((m.reason, m.advance, m.undone) for m in moves) == {
        (MoveReason.CALMING, 0, True): 1,
        (None, 5, False): 1,
    }
    assert next(m for m in moves if m.reason).overtaken == 3


def test_alerts_are_kept_with_their_causes_and_their_answer(bureau):
    an_eventful_day(bureau)
    alert = next(a for a in bureau.office.state.alerts.values() if a.reading is Reading.CLIMATE)

    bureau.do(AnswerAlert(alert.id, right=False), role="console")

    kept = next(a for a in bureau.office.archive().alerts(TODAY) if a.reading is Reading.CLIMATE)
    assert (kept.right, kept.level, kept.lasted) == (False, alert.level, None)
    assert "tension" in kept.causes


def test_the_statistics_are_what_an_independent_count_of_the_events_gives(bureau):
    an_eventful_day(bureau)
    rows = bureau.journal._database.execute("select type, body from event order by seq").fetchall()
    events = [(kind, json.loads(body)) for kind, body in rows]

    closed = Counter(e["outcome"] for kind, e in events if kind == "TicketClosed")
    minutes = sum(e["details"]["minutes"] for kind, e in events if kind in ("AccompanimentRecorded", "HelpNoted"))

    archive = bureau.office.archive()
    assert Counter(v.outcome.value for v in archive.visits(TODAY)) == closed
    assert sum(a.details.minutes for a in archive.accompaniments(TODAY)) == minutes == 24


def test_nothing_of_a_client_is_in_the_statistics(bureau):
    ticket = bureau.do(TakeTicket("tax", language="pl", legal=True)).ticket
    bureau.do(Prequalify(ticket, "tax", Route.MEDIATOR, ticks=("identity",), tags=("seat",)), role="console")
    bureau.do(RecordAccompaniment(bureau.do(StartAccompaniment(ticket), role="console").subject), role="console")

    archive = bureau.office.archive()
    kept = msgspec.json.encode([archive.visits(TODAY), archive.accompaniments(TODAY)]).decode()

    assert '"tax"' in kept
    for word in ('"pl"', "legal", "language", "identity", "seat", "token"):
        assert word not in kept
