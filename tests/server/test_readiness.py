"""Ready means: a row was written and synced a moment ago, there is room, the screens are not late."""

import sqlite3
from collections import namedtuple

import pytest

from config.notices import NOTICES
from flow.commands import TakeTicket
from server.access import Access
from server.app import create_app
from server.journal.people import People
from server.readiness import LOOK_MS, Readiness
from server.screens import SCREENS
from tests.server.turned_clock import HOUR, Turned
from voice.clips import Clips

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def readiness(bureau, elapsed):
    return Readiness(bureau.journal, elapsed, bureau.clock)


def _fill(bureau) -> None:
    pages = bureau.journal._database.execute("PRAGMA page_count").fetchone()[0]
    bureau.journal._database.execute(f"PRAGMA max_page_count={pages}").fetchone()
    while bureau.do(TakeTicket("parcel_notice")).ok:
        pass


def _written(bureau) -> int:
    row = bureau.journal._database.execute("select at from readiness").fetchone()
    return row[0] if row else 0


def test_it_writes_a_row_at_most_every_three_seconds(bureau, readiness, elapsed):
    bureau.clock.now += 1
    assert readiness.ready().reasons == ()
    first = _written(bureau)
    bureau.clock.now += 1
    readiness.ready()
    assert _written(bureau) == first == bureau.clock.now - 1
    elapsed.now += LOOK_MS
    readiness.ready()
    assert _written(bureau) == bureau.clock.now


def test_a_lock_of_another_program_is_a_reason_and_over_when_it_is(bureau, readiness, elapsed):
    other = sqlite3.connect(bureau.folder / "journal.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert readiness.ready().reasons == ("shut",)
    other.execute("ROLLBACK")
    elapsed.now += LOOK_MS
    assert readiness.ready().reasons == ()


def test_a_file_that_cannot_be_written_is_a_reason(bureau, readiness):
    bureau.journal._database.execute("PRAGMA query_only = on")
    assert readiness.ready().reasons == ("read_only",)
    assert readiness.notices()


def test_little_room_is_a_reason_and_a_notice(readiness, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda _path: Usage(10**9, 10**9, 2**20))
    assert readiness.ready().reasons == ("nearly_full",)
    assert "presque plein" in readiness.notices()[0]


def test_the_disk_is_tried_while_there_is_little_room_and_left_alone_otherwise(bureau, readiness, elapsed, monkeypatch):
    readiness.look_again()
    assert _written(bureau) == 0
    monkeypatch.setattr("shutil.disk_usage", lambda _path: Usage(10**9, 10**9, 2**20))
    readiness.look_again()
    assert _written(bureau) == bureau.clock.now


def test_a_small_row_that_still_fits_does_not_end_a_full_disk_but_a_stored_tap_does(readiness, monkeypatch):
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    monkeypatch.setattr("shutil.disk_usage", lambda _path: Usage(10**9, 10**9, 0))
    readiness.failed(full)

    assert readiness.ready().reasons == ("full",)
    readiness.stored()
    assert readiness.ready().reasons == ("nearly_full",)


def test_late_news_are_a_reason(readiness):
    readiness.lag = lambda: 6.0
    assert readiness.ready().reasons == ("late",)


def test_a_newer_file_is_a_reason(bureau, readiness):
    bureau.journal._database.execute(
        "insert into _sqlite_migrations (migration_set, name, applied_at) values ('journal', 'm099_later', '')"
    )
    assert readiness.ready().reasons == ("newer",)


def test_a_tap_on_a_full_disk_is_said_at_once_and_what_is_stored_afterwards_ends_it(bureau):
    changes = []
    bureau.office.readiness.changed = lambda: changes.append(bureau.office.readiness.notices())
    _fill(bureau)
    bureau.journal._database.execute("PRAGMA max_page_count=1000000").fetchone()
    bureau.do(TakeTicket("parcel_notice"))

    assert [bool(notices) for notices in changes] == [True, False]
    assert "Le disque est plein : aucun ticket ne peut être donné" in changes[0][0]


def test_a_fault_of_ours_is_not_said_of_the_disk(readiness):
    fault = sqlite3.IntegrityError("NOT NULL")
    fault.sqlite_errorcode = sqlite3.SQLITE_CONSTRAINT_NOTNULL
    readiness.failed(fault)
    assert readiness.notices() == ()


class Sick:
    """A journal whose disk answers so."""

    def __init__(self, journal, code: int) -> None:
        self.path, self._code = journal.path, code

    def check(self, _now: int) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = self._code
        raise error


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (sqlite3.SQLITE_IOERR_WRITE, "failing"),
        (sqlite3.SQLITE_IOERR_FSYNC, "failing"),
        (sqlite3.SQLITE_CORRUPT, "failing"),
        (sqlite3.SQLITE_FULL, "full"),
        (sqlite3.SQLITE_READONLY, "read_only"),
        (sqlite3.SQLITE_BUSY, "shut"),
    ],
)
def test_a_disk_that_takes_no_row_is_a_reason_with_its_name(bureau, elapsed, code, reason):
    assert Readiness(Sick(bureau.journal, code), elapsed, bureau.clock).ready().reasons == (reason,)


def _ready(bureau, folder):
    people = People(folder / "people.db")
    access = Access(people, bureau.settings.languages, bureau.office.now)
    app = create_app(bureau.office, access, SCREENS, b"k" * 32, folder, Clips(folder))
    answer = app.test_client().get("/readyz")
    people.close()
    return answer.status_code, answer.json


def test_what_is_ready_is_said_with_all_that_it_looked_at(bureau, tmp_path):
    status, body = _ready(bureau, tmp_path)

    assert status == 200
    assert body.keys() == {"ready", "free_mb", "lag_ms", "version", "day", "clock"}
    assert (body["ready"], body["clock"], body["lag_ms"]) == (True, "trusted", 0)
    assert body["free_mb"] > 0


def test_what_is_not_ready_is_said_in_words_with_503(bureau, tmp_path):
    bureau.office.readiness.lag = lambda: 6.0
    status, body = _ready(bureau, tmp_path)

    assert (status, body["ready"], body["reasons"], body["lag_ms"]) == (503, False, ["late"], 6000)
    assert body["said"] == [NOTICES["late"]]


def test_a_held_clock_is_said_and_the_office_is_ready_since_it_serves(settings, tmp_path):
    turned = Turned(tmp_path / "lens", settings)
    turned.wall += HOUR
    turned.tick()
    status, body = _ready(turned, tmp_path)

    # A balancer or a parent that took it for unwell would end, for a wrong hour, an office that gives tickets and calls people.
    assert turned.take()
    assert (status, body["ready"]) == (200, True)
    assert (body["clock"], body["clock_ahead_s"]) == ("held", 3600)
    turned.journal._database.close()
