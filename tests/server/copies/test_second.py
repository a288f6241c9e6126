"""The second medium: the daily copy goes there, its absence is said and no fault, and it comes back by itself."""

import errno
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from server.copies.second import MEDIUM, second_of, send_daily
from server.copies.shelf import copies, newest_good, shelf_of
from server.copies.taking import NotTaken, take
from tests.server.turned_clock import DAY, HOUR, MINUTE


@pytest.fixture
def second(copied, tmp_path):
    medium = tmp_path / "medium"
    medium.mkdir()
    copied.second = medium
    copied.copier._second = medium
    return medium


def on(second):
    return sorted(path.name for path in second.rglob("daily-*"))


def test_the_daily_copy_is_on_both_and_a_restore_finds_it_when_the_office_has_none(copied, second):
    copied.tick()
    (daily,) = copied.dailies()
    assert on(second) == [daily.folder.name]
    shutil.rmtree(shelf_of(copied.folder))
    (copy,) = copies(copied.folder, second)
    assert newest_good(copied.folder, second) == copy
    assert (copy.daily, copy.folder.parent) == (True, second / copied.folder.name)
    assert newest_good(copied.folder) is None


def test_quarter_hour_copies_never_go_there(copied, second):
    copied.later(HOUR)
    assert list(second.rglob("quarter-*")) == []


@pytest.mark.slow
def test_without_its_medium_the_office_goes_on_says_so_and_sends_when_it_is_back(copied, second):
    away = second.with_name("away")
    second.rename(away)
    copied.later(20 * MINUTE)
    (sentence,) = copied.office.readiness.notices()
    assert f"Le disque ou la clé des copies de sécurité ({second}) n'est pas branché. Rebranchez-le" in sentence
    assert len(copied.dailies()) == 1
    assert not second.exists(), "a medium that is not there is not made"
    assert copied.office.readiness.copies.second == "missing"

    copied.later(2 * HOUR)
    assert "n'est pas branché depuis plus de 2 heures. Rebranchez-le" in copied.office.readiness.notices()[0]
    away.rename(second)
    copied.later(20 * MINUTE)

    assert copied.office.readiness.notices() == ()
    assert on(second) == [copied.dailies()[0].folder.name]


def test_an_empty_mount_point_is_no_medium(copied, second, monkeypatch):
    stat = Path.stat

    class Elsewhere:
        st_dev = -1

    def other_disk(path, **more):
        return Elsewhere() if path == second else stat(path, **more)

    with monkeypatch.context() as plugged:
        plugged.setattr(Path, "stat", other_disk)
        copied.tick()
        assert (shelf_of(copied.folder) / MEDIUM).exists()
    before = on(second)
    take(copied.folder, copied.moment(), daily=True)

    with pytest.raises(NotTaken, match="missing"):
        send_daily(copied.folder, second, copied.moment())
    assert on(second) == before


def test_a_folder_of_the_office_is_no_second_one(copied):
    with pytest.raises(NotTaken, match="missing"):
        send_daily(copied.folder, copied.folder, copied.moment())


def test_what_is_not_whole_there_does_not_count_and_what_is_there_stays(copied, second, monkeypatch):
    copied.tick()
    before = on(second)
    take(copied.folder, copied.moment(), daily=True)
    copyfileobj = shutil.copyfileobj
    with monkeypatch.context() as failing:
        failing.setattr(shutil, "copyfileobj", lambda source, to: to.write(source.read()[:5000]))
        with pytest.raises(NotTaken, match="not_whole"):
            send_daily(copied.folder, second, copied.moment())
    assert on(second) == before
    assert shutil.copyfileobj is copyfileobj
    assert send_daily(copied.folder, second, copied.moment()) is not None
    assert newest_good(copied.folder, second) is not None


@pytest.mark.slow
def test_a_copy_on_it_goes_after_seven_days_also_when_it_was_away(copied, second):
    copied.tick()
    (old,) = on(second)
    away = second.with_name("away")
    second.rename(away)
    copied.later(8 * DAY, 8 * HOUR)
    away.rename(second)
    copied.later(30 * MINUTE)
    assert old not in on(second)
    assert len(on(second)) == 1


def test_a_demonstration_has_none(settings):
    with_second = settings.model_copy(
        update={"copies": settings.copies.model_copy(update={"second_folder": "/media/copies"})}
    )
    assert second_of(with_second) is None
    assert second_of(with_second.model_copy(update={"demonstration": False})) == Path("/media/copies")


@pytest.mark.slow
def test_a_medium_that_no_longer_answers_holds_up_no_copy(copied, second):
    carry_out = copied.carry_out

    def hangs(order):
        if order.second:
            # So long it is waited for; then its process is ended.
            copied.elapsed += 10 * MINUTE
            copied.wall += 10 * MINUTE
            return type(carry_out(order))("stopped")
        return carry_out(order)

    copied.copier._carry_out = hangs
    for _ in range(30):
        copied.take()
        copied.later(5 * MINUTE)
    taken = sorted(copy.taken for copy in copied.quarters())
    assert max(later - earlier for earlier, later in pairwise(taken)) <= 21 * MINUTE
    (sentence,) = copied.office.readiness.notices()
    assert "le programme qui la fait s'est arrêté" in sentence


def test_a_medium_that_may_not_be_written_or_is_full_is_not_said_to_be_away(copied, second, monkeypatch):
    copied.tick()
    take(copied.folder, copied.moment(), daily=True)

    def fails(number):
        def write(_source, _to):
            raise OSError(number, "no")

        return write

    for number, why in ((errno.EROFS, "forbidden"), (errno.ENOSPC, "full"), (errno.EIO, "unreadable")):
        with monkeypatch.context() as failing:
            failing.setattr(shutil, "copyfileobj", fails(number))
            with pytest.raises(NotTaken, match=why):
                send_daily(copied.folder, second, copied.moment())
    assert list(second.rglob(".partial-*")) == []
