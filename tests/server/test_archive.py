"""What stays of the days gone by: written with the events, undone with them, filled from older journals, read across offices."""

import json
import sqlite3
from collections import Counter

import msgspec
import pytest

from config.loading import load
from flow.commands import (
    AdvanceTicket,
    CallNext,
    FinishTicket,
    MarkArrived,
    MoveTicket,
    OpenCounter,
    Prequalify,
    ReopenTicket,
    ReturnTicket,
    StartPresence,
    TakeTicket,
    Undo,
)
from flow.hall_commands import AnswerAlert, ReportDifficulty
from flow.needs import Route
from flow.readings import Difficulty, Reading
from flow.refusals import Reason
from flow.tickets import MoveReason, Outcome
from mediation.commands import (
    CorrectPresence,
    DropAccompaniment,
    EditAccompaniment,
    NoteHelp,
    RecordAccompaniment,
    StartAccompaniment,
)
from mediation.coop import AgeBand, Nature, PresenceReason, Theme
from mediation.details import Details
from mediation.figures.visits import queue
from mediation.records import OfficeName, Period

MINUTE = 60_000
TODAY = Period("2025-11-24", "2025-11-24")


def _serve(bureau, waits=0, serves=0, need="parcel_notice"):
    ticket = bureau.do(TakeTicket(need)).ticket
    bureau.do(OpenCounter("1"))
    bureau.clock.now += waits * MINUTE
    bureau.do(CallNext("1"))
    bureau.do(MarkArrived(ticket))
    bureau.clock.now += serves * MINUTE
    bureau.do(FinishTicket(ticket, Outcome.SERVED))
    return ticket


def _visits(bureau):
    return bureau.office.archive().visits(TODAY)


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

    (visit,) = _visits(bureau)
    assert (visit.outcome, visit.waited, visit.served) == (Outcome.REMOVED_AT_CLOSE, 6, None)
    assert queue([visit] * 5).overall.served is None


def test_somebody_whom_nobody_left_is_not_with_the_mediator_all_night(bureau):
    bureau.do(StartPresence(), role="console")
    ticket = bureau.do(TakeTicket("client_space")).ticket
    bureau.clock.now += 6 * MINUTE
    bureau.do(StartAccompaniment(ticket=ticket), role="console")
    bureau.clock.now += 20 * 60 * MINUTE
    bureau.office.pass_time()

    (visit,) = _visits(bureau)
    assert (visit.outcome, visit.waited, visit.served) == (Outcome.REMOVED_AT_CLOSE, 6, None)


def test_the_hours_that_an_older_program_counted_are_not_read(bureau):
    _left_overnight(bureau)
    bureau.journal._database.execute("update visit set served = 1200")

    assert [visit.served for visit in _visits(bureau)] == [None]


def test_a_visit_that_somebody_ended_keeps_its_time(bureau):
    _serve(bureau, waits=6, serves=4)

    assert [(visit.waited, visit.served) for visit in _visits(bureau)] == [(6, 4)]


def _an_eventful_day(bureau):
    bureau.do(StartPresence(), role="console")
    _serve(bureau, waits=7, serves=3)
    made = bureau.do(StartAccompaniment(bureau.do(TakeTicket("tax")).ticket), role="console").made
    bureau.clock.now += 20 * MINUTE
    bureau.do(RecordAccompaniment(made), role="console")
    bureau.do(NoteHelp(Nature.INFORMATION, 4), role="console")
    first = [bureau.do(TakeTicket("parcel_notice")).ticket for _ in range(4)]
    bureau.do(MoveTicket(first[3], first[0], MoveReason.CALMING), role="console")
    bureau.do(AdvanceTicket(first[2], 5), role="console")
    for _ in range(3):
        bureau.do(ReportDifficulty(Difficulty.TENSION), role="console")
    bureau.office.pass_time()


def test_a_visit_is_counted_when_its_ticket_is_closed(bureau):
    _serve(bureau, waits=7, serves=3)

    (visit,) = _visits(bureau)

    assert (visit.waited, visit.served, visit.hour) == (7, 3, 13)
    assert (visit.office, visit.date, visit.need, visit.outcome) == ("lens", "2025-11-24", "parcel_notice", "served")


def test_a_visit_that_goes_on_is_not_counted_until_it_ends(bureau):
    ticket = _serve(bureau)

    bureau.do(ReopenTicket(ticket))
    reopened = _visits(bureau)
    bureau.do(FinishTicket(ticket, Outcome.LEFT))
    left = _visits(bureau)
    bureau.do(Undo(ticket, bureau.office.state.closed[ticket].rev))

    assert (reopened, [v.outcome for v in left], _visits(bureau)) == ([], ["left"], [])


def test_declared_and_found_need_and_a_machine_that_failed_are_in_the_visit(bureau):
    ticket = bureau.do(TakeTicket("help")).ticket
    bureau.do(Prequalify(ticket, "stamps", Route.MACHINE), role="console")
    bureau.do(ReturnTicket(ticket, failed=True), role="console")
    bureau.do(FinishTicket(ticket, Outcome.ORIENTED_ELSEWHERE, "Mairie"), role="console")

    (visit,) = _visits(bureau)

    assert (visit.declared, visit.need, visit.prequalified, visit.machine_failed) == ("help", "stamps", True, True)
    assert (visit.waited, visit.where) == (None, "mairie")


def test_a_place_that_was_typed_is_refused_and_in_no_file(bureau):
    ticket = bureau.do(TakeTicket("help")).ticket
    typed = bureau.do(FinishTicket(ticket, Outcome.ORIENTED_ELSEWHERE, "chez Mme Lefebvre"), role="console")

    assert typed.reason == Reason.PLACE_UNKNOWN
    assert _visits(bureau) == []
    assert b"Lefebvre" not in b"".join(path.read_bytes() for path in bureau.folder.iterdir())


def test_an_accompaniment_is_counted_edited_and_dropped_with_its_record(bureau):
    made = bureau.do(StartAccompaniment(bureau.do(TakeTicket("tax")).ticket), role="console").made
    archive = bureau.office.archive()
    assert archive.accompaniments(TODAY) == []

    bureau.do(RecordAccompaniment(made), role="console")
    (recorded,) = archive.accompaniments(TODAY)
    other = Details(Nature.FORM_HELP, 25, themes=(Theme.EMAIL,), tranche_age=AgeBand.FROM_70)
    bureau.do(EditAccompaniment(made, other), role="console")
    (edited,) = archive.accompaniments(TODAY)
    bureau.do(DropAccompaniment(made), role="console")

    assert (recorded.details.nature, recorded.need, recorded.mediator) == (Nature.DIGITAL_HELP, "tax", "T")
    assert (edited.details, edited.changed) == (other, bureau.clock.now)
    assert archive.accompaniments(TODAY) == []


def test_moves_are_kept_with_their_price_and_say_when_they_were_taken_back(bureau):
    _an_eventful_day(bureau)
    moved = bureau.office.state.open["2025-11-24-106"]

    bureau.do(Undo(moved.id, moved.rev), role="console")

    moves = bureau.office.archive().moves(TODAY)
    assert Counter((m.reason, m.advance, m.undone) for m in moves) == {
        (MoveReason.CALMING, 0, True): 1,
        (None, 5, False): 1,
    }
    assert next(m for m in moves if m.reason).overtaken == 3


def test_alerts_are_kept_with_their_causes_and_their_answer(bureau):
    _an_eventful_day(bureau)
    alert = next(a for a in bureau.office.state.alerts.values() if a.reading is Reading.CLIMATE)

    bureau.do(AnswerAlert(alert.id, right=False), role="console")

    kept = next(a for a in bureau.office.archive().alerts(TODAY) if a.reading is Reading.CLIMATE)
    assert (kept.right, kept.level, kept.lasted) == (False, alert.level, None)
    assert "tension" in kept.causes


def test_a_period_and_a_mediator_choose_what_is_read(bureau):
    _an_eventful_day(bureau)
    archive = bureau.office.archive()

    assert archive.visits(Period("2025-11-25", "2025-11-30")) == []
    assert len(archive.accompaniments(Period("2025-11-01", "2025-11-30", mediator="T"))) == 2
    assert archive.accompaniments(Period("2025-11-01", "2025-11-30", mediator="U")) == []
    assert archive.visits(Period("2025-11-01", "2025-11-30", ("lievin",))) == []


def test_the_offices_of_one_data_folder_are_read_together(bureau, open_bureau):
    _serve(bureau)
    beside = open_bureau(bureau.folder.parent / "lievin", load("lievin", demonstration=True, printer_address="virtual"))
    _serve(beside)
    (bureau.folder.parent / "old").mkdir()
    sqlite3.connect(bureau.folder.parent / "old" / "journal.db").close()

    archive = bureau.office.archive()

    assert archive.offices() == (OfficeName("lens", "Lens"), OfficeName("lievin", "Liévin"))
    assert [v.office for v in archive.visits(TODAY)] == ["lens", "lievin"]
    beside.journal.close()


def test_reading_changes_nothing_and_can_change_nothing(bureau):
    _serve(bureau)

    ((_office, _name, connection), *_more) = bureau.office.archive()._journals(())
    with pytest.raises(sqlite3.Error):
        connection.execute("delete from visit")


def test_a_journal_from_before_the_statistics_is_counted_as_if_they_had_been_there(bureau):
    _an_eventful_day(bureau)
    bureau.clock.now += 24 * 60 * MINUTE
    bureau.office.pass_time()
    _an_eventful_day(bureau)
    period = Period("2025-11-24", "2025-11-25")
    archive = bureau.office.archive()
    kinds = (archive.visits, archive.accompaniments, archive.presences, archive.moves, archive.alerts)
    before = [kind(period) for kind in kinds]
    _without_statistics(bureau.journal._database)

    bureau.restart()

    assert [len(found) for found in before] != [0] * 5
    assert [kind(period) for kind in kinds] == before
    bureau.restart()
    assert list(bureau.journal.unfilled()) == []


def test_a_presence_of_a_day_gone_by_is_corrected_with_its_trace(bureau):
    bureau.do(StartPresence(), role="console")
    bureau.clock.now += 24 * 60 * MINUTE
    bureau.office.pass_time()
    archive = bureau.office.archive()
    (left,) = archive.presences(TODAY)

    asked = CorrectPresence(
        "T", TODAY.since, left.started, left.ended - 90 * MINUTE, PresenceReason.FORGOT_TO_END, left.id
    )
    answers = [bureau.do(asked, role="manager") for _ in range(2)]

    (corrected,) = archive.presences(TODAY)
    assert [a.ok for a in answers] == [True, True]
    assert (left.left_open, corrected.left_open) == (True, False)
    assert corrected.ended == left.ended - 90 * MINUTE
    (trace,) = corrected.corrections
    assert (trace.by, trace.was_ended, trace.reason) == ("T", left.ended, PresenceReason.FORGOT_TO_END)
    assert trace.was_mediator == "T"


def test_the_corrections_of_an_office_that_still_runs_an_older_program_are_read(bureau):
    bureau.do(StartPresence(), role="console")
    bureau.clock.now += 60 * MINUTE
    (begun,) = bureau.office.mediation.presences.values()
    asked = CorrectPresence("T", TODAY.since, begun.started, bureau.clock.now, PresenceReason.FORGOT_TO_END, begun.id)
    bureau.do(asked, role="manager")
    with sqlite3.connect(bureau.journal.path) as older:
        older.execute("alter table correction drop column was_mediator")

    (corrected,) = bureau.office.archive().presences(TODAY)

    (trace,) = corrected.corrections
    assert (trace.by, trace.was_mediator) == ("T", "")


def test_the_statistics_are_what_an_independent_count_of_the_events_gives(bureau):
    _an_eventful_day(bureau)
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
    bureau.do(RecordAccompaniment(bureau.do(StartAccompaniment(ticket), role="console").made), role="console")

    archive = bureau.office.archive()
    kept = msgspec.json.encode([archive.visits(TODAY), archive.accompaniments(TODAY)]).decode()

    assert '"tax"' in kept
    for word in ('"pl"', "legal", "language", "identity", "seat", "token"):
        assert word not in kept


def _without_statistics(database):
    for (table,) in database.execute(
        "select name from sqlite_master where type = 'table' and name != 'event'"
    ).fetchall():
        if table in (
            "visit",
            "accompaniment",
            "presence",
            "correction",
            "workshop",
            "move",
            "alert",
            "office",
            "to_fill",
        ):
            database.execute(f"drop table {table}")
    database.execute("delete from _sqlite_migrations where name like 'm002%'")
