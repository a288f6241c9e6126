"""By the bytes of every file: no copy holds what must go a day after the close, a daily one never holds it at all."""

import json
import shutil
import sqlite3
from contextlib import closing

import pytest

from config.loading import load
from screen.roles import Role
from server.access import Access
from server.copies.copier import Copier
from server.copies.shelf import PARTIAL, copies, shelf_of
from server.copies.taking import take
from server.copies.worker import carry_out
from server.journal.acts import OFFICE
from server.journal.copying import copy_whole
from server.journal.failures import Failure
from server.journal.people import People
from tests.server.conftest import NOON
from tests.server.everything_said import EverythingSaid, own_ids
from tests.server.test_retention import MUST_GO, NEVER_KEPT

HOUR, MINUTE = 3_600_000, 60_000
A_DAY_AFTER = NOON + 38 * HOUR
"""26 November, 3:00 in Lens: the first day closed 24 hours ago."""
OF_A_VISITOR = {"a failed try's address": "zz-address", "an open code": "zz-code-hash", "a session": "zz-session-hash"}


@pytest.fixture
def day(tmp_path, open_bureau):
    """A day on which everything was said, in an office with copies on two shelves."""
    bureau = open_bureau(
        tmp_path / "data" / "lens", load(own_ids(tmp_path), demonstration=True, printer_address="virtual")
    )
    bureau.journal._database.execute("PRAGMA secure_delete = OFF").fetchone()
    people = People(bureau.folder / "people.db")
    access = Access(people, bureau.settings.languages)
    pin = access.add_staff("ZzMediator", frozenset({Role.COUNTER}))
    assert pin
    device = people.add_device("kiosk", frozenset({Role.KIOSK}), "", "zz-device-hash", OFFICE, 1)
    people.add_code("zz-code-hash", Role.KIOSK, "", 1 << 60, OFFICE, 1)
    people.sessions.open("zz-session-hash", people.staff()[0].id, device.id, 0, OFFICE, 1)
    people.failures.keep([Failure("address", "zz-address", 1 << 50)], [], 1)
    everything = EverythingSaid(bureau)
    everything.whole_day()
    second = tmp_path / "second"
    second.mkdir()
    everything.second, everything.people = second, people
    everything.copier = Copier(bureau.office, bureau.folder, second, carry_out, bureau.clock, "")
    yield everything
    people.close()
    bureau.journal._database.close()


def tick(day):
    day.bureau.office.pass_time()
    day.bureau.office.forget()
    day.copier.look()


def until(day, moment):
    """Every ten minutes something is done, the last time then."""
    while day.bureau.clock.now < moment:
        day.bureau.clock.now = min(day.bureau.clock.now + 10 * MINUTE, moment)
        tick(day)


def words_in(folder, words):
    content = b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    return {name for name, word in words.items() if word.encode() in content}


def of_a_kind(day, daily):
    return [copy.folder for copy in copies(day.bureau.folder, day.second) if copy.daily == daily]


def keys(day):
    """The secrets that are in files of their own."""
    key = json.loads((day.bureau.folder / "day.key").read_text())["key"]
    return {"day.key": key, "session.key": "zz-session-key"} | {name: name for name in NEVER_KEPT}


def test_a_daily_copy_holds_nothing_of_any_day_on_either_shelf(day):
    tick(day)
    (quarter,) = of_a_kind(day, False)
    dailies = of_a_kind(day, True)

    assert len(dailies) == 2
    assert words_in(quarter, MUST_GO) == set(MUST_GO), "else this test is blind"
    for daily in dailies:
        assert words_in(daily, MUST_GO) == set()
    salts = [row[0] for row in day.bureau.journal._database.execute("select salt from day_salt").fetchall()]
    assert salts
    for daily in dailies:
        assert not any(salt in (daily / "journal.db").read_bytes() for salt in salts)


def test_one_made_by_a_plain_copy_would(day, tmp_path):
    plain = tmp_path / "plain"
    plain.mkdir()
    copy_whole(day.bureau.folder / "journal.db", plain / "journal.db")
    assert words_in(plain, MUST_GO) == set(MUST_GO)


def test_no_copy_holds_what_opens_a_door_nor_who_failed_at_it_and_each_knows_the_devices(day):
    (day.bureau.folder / "session.key").write_text("zz-session-key")
    tick(day)
    every = [*of_a_kind(day, False), *of_a_kind(day, True)]

    assert words_in(day.bureau.folder, OF_A_VISITOR) == set(OF_A_VISITOR), "else this test is blind"
    for copy in every:
        assert words_in(copy, OF_A_VISITOR | keys(day)) == set()
        assert words_in(copy, {"device": "zz-device-hash", "staff": "ZzMediator"}) == {"device", "staff"}


@pytest.mark.slow
def test_a_day_after_the_close_it_is_in_no_copy_and_in_nothing_that_a_copy_left(day):
    tick(day)
    assert day.bureau.office.state.date == "2025-11-24"
    # To two hours before the day must be gone: copies of then hold it.
    until(day, A_DAY_AFTER - 2 * HOUR)
    assert words_in(shelf_of(day.bureau.folder), MUST_GO) >= {"agent", "ticket and its number"}
    # Somebody ended a copy in the middle.
    newest = of_a_kind(day, False)[0]
    left = shelf_of(day.bureau.folder) / f"{PARTIAL}quarter-20251126T000000.000Z"
    shutil.copytree(newest, left)
    for more in ("-wal", "-shm", "-journal"):
        shutil.copy(newest / "journal.db", left / f"journal.db{more}")
    shutil.copytree(newest, day.second / "lens" / f"{PARTIAL}daily-20251126T000000.000Z")

    until(day, A_DAY_AFTER)

    assert words_in(shelf_of(day.bureau.folder), MUST_GO) == set()
    assert words_in(day.second, MUST_GO) == set()
    assert of_a_kind(day, False)


@pytest.mark.slow
def test_the_office_itself_forgets_in_time_when_somebody_reads_just_then(day):
    until(day, A_DAY_AFTER - HOUR - 10 * MINUTE)
    reader = sqlite3.connect(day.bureau.journal.path, isolation_level=None)
    reader.execute("begin")
    reader.execute("select count(*) from visit").fetchone()
    until(day, A_DAY_AFTER - HOUR)
    assert words_in(day.bureau.folder, MUST_GO)
    assert day.bureau.office.forgetting.forgotten_before == "2025-11-24"
    reader.close()

    until(day, A_DAY_AFTER - 50 * MINUTE)

    assert words_in(day.bureau.folder, MUST_GO) == set()


def test_a_daily_copy_holds_moves_only_so_old_that_they_may_still_be_there_when_it_goes(day):
    tick(day)
    moves = "select count(*) from move"
    (quarter, daily) = take(day.bureau.folder, day.copier._moment(), daily=True)
    assert _count(quarter, moves) == _count(daily, moves) > 0
    day.bureau.clock.now += 175 * 24 * HOUR
    day.bureau.office.pass_time()
    day.bureau.office.forget()
    (quarter, daily) = take(day.bureau.folder, day.copier._moment(), daily=True)
    assert _count(quarter, moves) > 0
    assert _count(daily, moves) == 0


def _count(copy, sql):
    with closing(sqlite3.connect(copy.folder / "journal.db")) as connection:
        return connection.execute(sql).fetchone()[0]
