"""A copy is put in place whole or not at all, wherever it is stopped: by the power, a full disk, a disk that loses bytes."""

import contextlib
import os

import pytest

from flow.fence import Loss
from server.journal.copied import look_at_register
from server.journal.whole_copy import copy_database
from server.recovery import restoring
from server.recovery.restoring import NOTE, complete, read_note, restore
from tests.server.put_back import elsewhere, take


def held(folder):
    """What the office's folder is, when somebody opens it: the old office, or the copy."""
    return (folder / "journal.db").read_bytes(), (folder / "people.db").read_bytes()


class Killed(BaseException):
    """The power goes."""


def kill_at(monkeypatch, step):
    """The power goes before the step-th thing that is done to a file of the folder; how many were done."""
    done = [0]

    def counted(real):
        def does(*what, **how):
            done[0] += 1
            if done[0] == step:
                raise Killed
            return real(*what, **how)

        return does

    monkeypatch.setattr(restoring.Path, "rename", counted(restoring.Path.rename))
    monkeypatch.setattr(os, "fsync", counted(os.fsync))
    monkeypatch.setattr(restoring.Path, "replace", counted(restoring.Path.replace))
    monkeypatch.setattr(restoring.Path, "unlink", counted(restoring.Path.unlink))
    return done


STEPS = 44
# One step in six is tried in the quick part.
EACH = [step if step % 6 == 1 else pytest.param(step, marks=pytest.mark.slow) for step in range(1, STEPS)]


@pytest.fixture
def again(bureau, copy):
    """The office went on behind the fence of its first restore, and has ended; what it holds now."""
    restore(bureau.folder, copy, Loss.RESTORED, bureau.clock.now)
    bureau.start()
    take(bureau, 5)
    bureau.journal.settle()
    bureau.journal._database.close()
    return held(bureau.folder)


def torn(size, fault):
    """The disk is full, or the power goes, when so much of a copy was written."""

    def copies(source, target):
        target.write_bytes(source.read_bytes()[:size])
        raise fault

    return copies


@pytest.mark.parametrize("size", [0, 4096, 60_000, 10**7])
def test_a_second_restore_killed_before_its_note_leaves_the_office_as_it_went_on(
    bureau, copy, again, monkeypatch, size
):
    with monkeypatch.context() as patched:
        patched.setattr(restoring, "copy_database", torn(size, Killed()))
        with pytest.raises(Killed):
            restore(bureau.folder, copy, Loss.RESTORED, bureau.clock.now)

    complete(bureau.folder)

    assert held(bureau.folder) == again
    assert not list(bureau.folder.glob("*.restoring*"))
    bureau.start()
    assert take(bureau) == [306]


def test_a_restore_that_fails_leaves_nothing_that_a_later_start_could_take_for_a_copy(bureau, copy, again, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(restoring, "copy_database", torn(8192, OSError(28, "No space left on device")))
        with pytest.raises(OSError, match="No space"):
            restore(bureau.folder, copy, Loss.RESTORED, bureau.clock.now)

    assert not list(bureau.folder.glob("*.restoring*"))
    complete(bureau.folder)
    assert held(bureau.folder) == again


@pytest.mark.parametrize("step", [1, 4])
def test_what_the_disk_lost_of_a_staged_copy_takes_no_good_files_place(bureau, copy, monkeypatch, step):
    """The note is there, and the power went before, or between, the renames."""
    before = (bureau.folder / "journal.db").read_bytes()
    renamed = [0]
    real = restoring.Path.rename

    def rename(path, target):
        renamed[0] += 1
        if renamed[0] == step:
            raise Killed
        return real(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(restoring.Path, "rename", rename)
        with pytest.raises(Killed):
            restore(bureau.folder, copy, Loss.RESTORED, bureau.clock.now)
    (staged,) = bureau.folder.glob("journal.db.restoring*")
    os.truncate(staged, 6000)

    complete(bureau.folder)

    assert (bureau.folder / "journal.db").read_bytes() == before
    assert not list(bureau.folder.glob("*.restoring*"))


@pytest.mark.parametrize("step", EACH)
def test_killed_anywhere_it_is_the_old_office_or_the_copy_and_the_next_start_makes_it_one(
    bureau, copy, monkeypatch, step
):
    before = held(bureau.folder)
    with monkeypatch.context() as patched:
        done = kill_at(patched, step)
        try:
            restore(bureau.folder, copy, Loss.RESTORED, bureau.clock.now)
        except Killed:
            pass
        else:
            assert step > done[0]
    begun = (bureau.folder / NOTE).exists()

    complete(bureau.folder)

    if begun:
        fresh = bureau.folder / "journal.db.fresh"
        copy_database(copy.folder / "journal.db", fresh)
        assert (bureau.folder / "journal.db").read_bytes() == fresh.read_bytes()
        assert look_at_register(bureau.folder / "people.db", copy.folder / "people.db") is None
        assert len(list(bureau.folder.glob("people.db.aside-*"))) == 1
        assert len(list(bureau.folder.glob("journal.db.aside-*"))) >= 1
    else:
        assert held(bureau.folder) == before
    assert not list(bureau.folder.glob("*.restoring*"))
    bureau.start()
    assert not set(take(bureau, 5)) & set(range(101, 131))


def test_it_takes_fewer_steps_than_were_tried(bureau, copy, monkeypatch):
    done = kill_at(monkeypatch, -1)

    restore(bureau.folder, copy, Loss.RESTORED, bureau.clock.now)

    assert 10 < done[0] < STEPS


@pytest.mark.parametrize("step", EACH[::3])
def test_killed_while_the_register_is_put_back_the_fence_of_the_journal_stays(
    bureau, copy, tmp_path, monkeypatch, step
):
    folder = elsewhere(bureau, copy, tmp_path)
    first = read_note(folder).epoch
    before = (folder / "journal.db").read_bytes()
    with monkeypatch.context() as patched:
        kill_at(patched, step)
        with contextlib.suppress(Killed):
            restore(folder, copy, Loss.RESTORED, bureau.clock.now, ("people.db",))

    complete(folder)

    note = read_note(folder)
    assert (note.epoch, note.is_of_journal, note.settled) == (first, True, False)
    assert (folder / "journal.db").read_bytes() == before
