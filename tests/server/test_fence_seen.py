"""A screen that saw more than the office knows tells it of what was lost: the fence of a whole folder that somebody put back."""

import shutil

import pytest

from flow.commands import CallNext, OpenCounter
from flow.fence import Loss, Sight
from server.sightings import Sightings
from tests.server.lost_hour import HOUR, numbers, put_back, take, token


def folder_put_back(bureau, old):
    """By hand: everything, the witness and the keys too."""
    bureau.journal._database.close()
    shutil.rmtree(bureau.folder)
    shutil.copytree(old, bureau.folder)
    bureau.start()


def seen_by(bureau):
    """What a screen would hand back."""
    sightings = Sightings(b"k" * 32)
    return sightings.read(sightings.written(bureau.office.sight()))


def test_a_screen_that_saw_more_raises_the_fence_of_a_whole_folder_that_somebody_put_back(bureau, tmp_path):
    given = take(bureau, 10)
    bureau.office.pass_time()
    bureau.journal.settle()
    shutil.copytree(bureau.folder, tmp_path / "old")
    given += take(bureau, 20)
    bureau.office.pass_time()
    sight = seen_by(bureau)
    folder_put_back(bureau, tmp_path / "old")
    assert bureau.office.state.fence is None, "nothing in the folder tells"

    bureau.office.saw(sight)

    again = take(bureau, 30)
    assert not set(numbers(again)) & set(numbers(given))
    assert not {token(answer) for answer in again} & {token(answer) for answer in given}
    fence = bureau.office.state.fence
    assert (fence.first, fence.last, fence.why) == (111, 130, Loss.SEEN)
    assert bureau.office.state.version > sight.seq
    epoch = bureau.office.state.epoch
    bureau.office.saw(sight)
    assert bureau.office.state.epoch == epoch, "told twice, it is one loss"


def test_without_a_screen_the_same_folder_gives_its_numbers_again(bureau, tmp_path):
    """The control, and what is not covered: nobody is there who saw more."""
    take(bureau, 10)
    bureau.journal.settle()
    shutil.copytree(bureau.folder, tmp_path / "old")
    given = take(bureau, 20)
    folder_put_back(bureau, tmp_path / "old")

    assert set(numbers(take(bureau, 5))) <= set(numbers(given))


def test_a_screen_tells_of_a_loss_also_when_the_office_has_gone_on_past_what_it_saw(bureau, tmp_path):
    take(bureau, 10)
    bureau.journal.settle()
    shutil.copytree(bureau.folder, tmp_path / "old")
    given = take(bureau, 5)
    sight = seen_by(bureau)
    folder_put_back(bureau, tmp_path / "old")
    twice = take(bureau, 3)
    bureau.do(OpenCounter("1"))
    for _ in range(3):
        bureau.do(CallNext("1", "served"))

    bureau.office.saw(sight)

    assert set(numbers(twice)) < set(numbers(given)), "given before any screen was back: this is not covered"
    assert numbers(take(bureau)) == [301]


def test_what_a_screen_saw_of_this_very_past_raises_nothing(bureau):
    sights = []
    for _ in range(3):
        take(bureau, 4)
        sights.append(seen_by(bureau))
        bureau.restart()
    epoch = bureau.office.state.epoch
    for sight in sights:
        bureau.office.saw(sight)
    bureau.clock.now += 24 * HOUR
    bureau.office.pass_time()
    for sight in sights:
        bureau.office.saw(sight)

    assert (bureau.office.state.epoch, bureau.office.state.fence) == (epoch, None)


def test_a_screen_with_a_sight_from_before_a_restore_raises_no_second_fence(bureau, lost_hour):
    sight = seen_by(bureau)
    put_back(bureau)
    epoch = bureau.office.state.epoch

    bureau.office.saw(sight)

    assert bureau.office.state.epoch == epoch


@pytest.mark.parametrize("value", [None, 7, "", "x" * 500, "W10.abc", [1], "é"])
def test_what_the_office_did_not_sign_is_no_sight(value):
    assert Sightings(b"k" * 32).read(value) is None


def test_a_sight_of_another_office_is_no_sight():
    signed = Sightings(b"o" * 32).written(Sight("0" * 16, "2025-11-24", 10**9, "00", 900))

    assert Sightings(b"k" * 32).read(signed) is None
    assert Sightings(b"o" * 32).read(signed).number == 900


def test_a_screen_of_before_tells_nothing_new_of_a_journal_that_was_lost_whole(bureau, lost_hour):
    """Its epoch is lost with the rest: the witness knew it all the same."""
    sight = seen_by(bureau)
    bureau.journal._database.close()
    for path in bureau.folder.glob("journal.db*"):
        path.unlink()
    bureau.start()
    before = bureau.office.state

    bureau.office.saw(sight)

    assert bureau.office.state == before
    assert (before.fence.first, before.fence.last, before.fence.why) == (101, 115, Loss.SHORTER)
