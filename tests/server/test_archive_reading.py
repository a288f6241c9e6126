"""The statistics are read by period and across offices; those of older journals, and of older programs, too."""

import sqlite3

import pytest

from config.loading import load
from flow.commands import StartPresence
from mediation.commands import CorrectPresence
from mediation.coop import PresenceReason
from mediation.records import OfficeName, Period
from tests.server.served_day import MINUTE, TODAY, an_eventful_day, serve


def test_a_period_and_a_mediator_choose_what_is_read(bureau):
    an_eventful_day(bureau)
    archive = bureau.office.archive()

    assert archive.visits(Period("2025-11-25", "2025-11-30")) == []
    assert len(archive.accompaniments(Period("2025-11-01", "2025-11-30", mediator="T"))) == 2
    assert archive.accompaniments(Period("2025-11-01", "2025-11-30", mediator="U")) == []
    assert archive.visits(Period("2025-11-01", "2025-11-30", ("lievin",))) == []


def test_the_offices_of_one_data_folder_are_read_together(bureau, open_bureau):
    serve(bureau)
    beside = open_bureau(bureau.folder.parent / "lievin", load("lievin", demonstration=True, printer_address="virtual"))
    serve(beside)
    (bureau.folder.parent / "old").mkdir()
    sqlite3.connect(bureau.folder.parent / "old" / "journal.db").close()

    archive = bureau.office.archive()

    assert archive.offices() == (OfficeName("lens", "Lens"), OfficeName("lievin", "Liévin"))
    assert [v.office for v in archive.visits(TODAY)] == ["lens", "lievin"]
    beside.journal.close()


def test_reading_changes_nothing_and_can_change_nothing(bureau):
    serve(bureau)

    ((_office, _name, connection), *_more) = bureau.office.archive()._journals(())
    with pytest.raises(sqlite3.Error):
        connection.execute("delete from visit")


def test_a_journal_from_before_the_statistics_is_counted_as_if_they_had_been_there(bureau):
    an_eventful_day(bureau)
    bureau.clock.now += 24 * 60 * MINUTE
    bureau.office.pass_time()
    an_eventful_day(bureau)
    period = Period("2025-11-24", "2025-11-25")
    archive = bureau.office.archive()
    kinds = (archive.visits, archive.accompaniments, archive.presences, archive.moves, archive.alerts)
    before = [kind(period) for kind in kinds]
    _without_statistics(bureau.journal._database)

    bureau.restart()

    assert [len(records) for records in before] != [0] * 5
    assert [kind(period) for kind in kinds] == before
    bureau.restart()
    assert list(bureau.journal.unfilled()) == []


def test_a_presence_of_a_day_gone_by_is_corrected_with_its_trace(bureau):
    bureau.do(StartPresence(), role="console")
    bureau.clock.now += 24 * 60 * MINUTE
    bureau.office.pass_time()
    archive = bureau.office.archive()
    (left,) = archive.presences(TODAY)

    command = CorrectPresence(
        "T", TODAY.since, left.started, left.ended - 90 * MINUTE, PresenceReason.FORGOT_TO_END, left.id
    )
    answers = [bureau.do(command, role="manager") for _ in range(2)]

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
    command = CorrectPresence("T", TODAY.since, begun.started, bureau.clock.now, PresenceReason.FORGOT_TO_END, begun.id)
    bureau.do(command, role="manager")
    with sqlite3.connect(bureau.journal.path) as older:
        older.execute("alter table correction drop column was_mediator")

    (corrected,) = bureau.office.archive().presences(TODAY)

    (trace,) = corrected.corrections
    assert (trace.by, trace.was_mediator) == ("T", "")


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
