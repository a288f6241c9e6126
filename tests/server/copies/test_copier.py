"""The copies of a running office: when they are made, when not, when they go, and what staff are told."""

import shutil
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from flow.time_commands import TrustClock
from server.copies import copier
from server.copies.ages import EVERY_MS, MINUTE_MS, QUARTER_LIVES_MS, Moment
from server.copies.copier import Copier
from server.copies.shelf import facts_of, newest_good
from server.copies.sweeping import sweep
from server.copies.taking import ROOM_BYTES
from server.journal.acts import OFFICE
from tests.server.copies.test_taking import Usage, damage
from tests.server.turned_clock import DAY, HOUR, MINUTE, SECOND

pytestmark = pytest.mark.slow

PARIS = ZoneInfo("Europe/Paris")


def busy(office, milliseconds, every=5 * MINUTE):
    """Somebody comes every few minutes."""
    for _ in range(milliseconds // every):
        office.take()
        office.later(every)


def test_a_copy_every_quarter_of_an_hour_while_something_happens(copied):
    busy(copied, HOUR)
    taken = sorted(copy.taken for copy in copied.quarters())
    assert [later - earlier for earlier, later in pairwise(taken)] == [EVERY_MS] * 3
    assert facts_of(copied.quarters()[0]).seq > facts_of(copied.quarters()[-1]).seq


def test_none_while_nothing_happens_until_the_last_would_end(copied):
    # Only the clock's own events: an absent one, a reminder.
    copied.later(3 * HOUR, MINUTE)
    before = len(copied.orders)
    copied.later(100 * MINUTE)
    assert len(copied.orders) - before <= 1
    for _ in range(12):
        copied.later(10 * MINUTE)
        newest = copied.quarters()[0]
        assert copied.office.now() - newest.taken < QUARTER_LIVES_MS


def test_what_somebody_changes_in_the_register_is_copied_too(copied):
    copied.later(6 * HOUR, MINUTE)
    before = copied.quarters()[0].taken
    copied.people.add_code("zz-code", next(iter(copied.people.devices()[0].roles)), "", 0, OFFICE, 0)
    copied.later(16 * MINUTE)
    assert copied.quarters()[0].taken > before


def test_quarter_hour_copies_live_two_hours(copied):
    for _ in range(36):
        busy(copied, 5 * MINUTE)
        assert all(copied.office.now() - copy.taken < QUARTER_LIVES_MS for copy in copied.quarters())
    assert len(copied.quarters()) == 8


def test_the_newest_good_one_is_kept_while_none_succeeds_and_the_staff_are_told_how_old_it_is(copied):
    busy(copied, 30 * MINUTE)
    good = copied.quarters()[0]
    damage(copied)
    busy(copied, 40 * MINUTE)
    assert copied.copier.notices() == ()
    busy(copied, 3 * HOUR)

    assert copied.quarters() == [good] == [newest_good(copied.folder)]
    (sentence,) = copied.office.readiness.notices()
    assert "Aucune copie de sécurité de ce bureau n'a réussi depuis plus de 3 heures" in sentence
    assert "n'était pas entière" in sentence
    seen = copied.office.readiness.copies
    assert (seen.last_good_ms, seen.why, seen.quarters) == (good.taken, "not_whole", 1)
    assert seen.last_failed_ms > good.taken


def test_nothing_is_said_while_nothing_was_stored_that_could_be_lost(copied):
    busy(copied, 30 * MINUTE)
    copied.broken = "room"
    copied.copier._stored = copied.copier._stamp()
    copied.elapsed += 2 * HOUR
    copied.wall += 2 * HOUR
    copied.copier.look()
    assert copied.copier.notices() == ()


def test_it_is_over_with_the_next_good_one(copied):
    copied.broken = "room"
    busy(copied, 2 * HOUR)
    assert len(copied.copier.notices()) == 1
    assert (
        "Aucune copie de sécurité de ce bureau n'a réussi jusqu'ici : il n'y a plus assez de place"
        in copied.copier.notices()[0]
    )
    copied.broken = ""
    busy(copied, 10 * MINUTE)
    assert copied.copier.notices() == ()


def test_after_a_night_off_no_screen_warns_before_the_first_copy(copied):
    busy(copied, 30 * MINUTE)
    copied.people.close()
    copied.restart(off=14 * HOUR)
    assert copied.copier.notices() == ()
    copied.tick()
    assert copied.office.readiness.notices() == ()
    assert copied.office.now() - copied.quarters()[0].taken < MINUTE_MS


def test_a_stop_keeps_the_newest_and_a_start_deletes_the_old_ones(copied):
    busy(copied, 90 * MINUTE)
    newest, *older = copied.quarters()
    copied.copier.stop()
    assert copied.quarters() == [newest, *older]
    copied.people.close()

    copied.restart(off=4 * HOUR)

    assert copied.quarters() == [newest], "until the office has a newer one"
    copied.tick()
    assert newest not in copied.quarters()


def test_before_the_office_is_open_a_start_deletes_only_what_is_surely_old(copied):
    busy(copied, 90 * MINUTE)
    newest, *older = copied.quarters()
    wall_in_2099 = copied.office.now() + 70 * 365 * DAY

    sweep(copied.folder, Moment(wall_in_2099, False, "another boot", 20 * SECOND))
    assert copied.quarters() == [newest, *older]
    sweep(copied.folder, Moment(wall_in_2099, False, copied.boot, copied.elapsed + QUARTER_LIVES_MS))
    assert copied.quarters() == [newest]


def test_on_a_clock_that_jumped_copies_go_on_and_old_ones_go_by_what_has_elapsed(copied):
    busy(copied, 30 * MINUTE)
    copied.jump(40 * 365 * DAY)
    assert copied.office.state.doubt is not None
    before = copied.quarters()
    copied.tick()
    assert copied.quarters() == before
    busy(copied, 3 * HOUR)

    assert len(copied.quarters()) == 8
    assert len(copied.dailies()) == 1, "none is made on a day that may be none"


def test_on_little_room_the_oldest_are_given_up_and_the_offices_own_writing_has_it_all_in_the_end(copied, monkeypatch):
    busy(copied, HOUR)
    newest = copied.quarters()[0]
    monkeypatch.setattr("shutil.disk_usage", lambda _path: Usage(10**9, 0, ROOM_BYTES - 1))
    copied.later(2 * MINUTE)
    assert copied.quarters() == [newest]

    monkeypatch.setattr("shutil.disk_usage", lambda _path: Usage(10**9, 0, 2**20))
    copied.later(2 * MINUTE)
    assert (copied.quarters(), len(copied.dailies())) == ([], 1)
    busy(copied, 20 * MINUTE)
    assert copied.copier.seen.why == "room"


def test_a_fault_of_the_process_is_a_reason_and_the_next_one_is_made(copied, monkeypatch):
    copied.office.forget()
    copier = Copier(copied.office, copied.folder, elapsed=lambda: copied.elapsed, boot="first")
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    copier.look()
    assert copier.seen.why == "stopped"
    monkeypatch.undo()
    copied.elapsed += 6 * MINUTE
    copier.look()
    assert (copier.seen.why, newest_good(copied.folder) is not None) == ("", True)


def test_the_age_of_the_last_copy_is_what_has_elapsed_whatever_the_clock_was_trusted_to_say(copied):
    busy(copied, 30 * MINUTE)
    copied.jump(DAY)
    copied.do(TrustClock(copied.office.state.doubt.ahead), "manager")
    busy(copied, HOUR)
    copied.jump(-DAY)
    copied.do(TrustClock(copied.office.state.doubt.ahead), "manager")
    copied.later(MINUTE)
    age = copied.copier.age_s()
    assert age is not None
    assert 0 <= age <= EVERY_MS / 1000 + 60

    copied.broken = "room"
    busy(copied, 10 * HOUR, 30 * MINUTE)

    age = copied.copier.age_s()
    assert age is not None
    assert age == pytest.approx(10 * 3600, abs=1800)
    (sentence,) = copied.copier.notices()
    assert "depuis plus de" in sentence


def test_copies_that_somebody_deleted_are_not_counted_for_ever(copied):
    busy(copied, 30 * MINUTE)
    assert copied.copier.notices() == ()
    copied.broken = "room"
    shutil.rmtree(copied.folder / "copies")
    (copied.folder / "copies").mkdir()
    copied.later(2 * HOUR)

    assert copied.copier.age_s() is None
    assert copied.office.readiness.copies.last_good_ms == 0
    assert len(copied.copier.notices()) == 1


def test_a_copy_that_was_damaged_after_it_was_made_is_no_copy_and_another_is_made_at_once(copied):
    busy(copied, 30 * MINUTE)
    damaged = copied.quarters()
    for copy in damaged:
        (copy.folder / "journal.db").write_bytes(b"noise" * 1000)
    copied.broken = "room"
    copied.later(MINUTE)
    # The daily one is left.
    assert copied.office.readiness.copies.last_good_ms in {copy.taken for copy in copied.dailies()}

    copied.broken = ""
    copied.later(6 * MINUTE)

    assert newest_good(copied.folder) not in damaged
    age = copied.copier.age_s()
    assert age is not None
    assert age <= 6 * 60


def test_a_whole_copy_is_not_opened_again_at_each_look(copied, monkeypatch):
    busy(copied, 30 * MINUTE)
    opened = []
    monkeypatch.setattr(copier, "fault_of_copy", opened.append)
    copied.later(HOUR)

    assert opened == []
