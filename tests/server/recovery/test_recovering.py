"""A start that finds a file damaged goes on from the newest good copy, and says so; without a copy it refuses, in words."""

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from flow.fence import Loss
from server.journal.connection import write
from server.recovery.recovering import recover, recover_missing
from server.recovery.starting import look_over
from server.storage_faults import NOT_NOW, REFUSED, StorageFaults
from tests.bench.wire import OFFICE
from tests.server.damages import noise_at_the_start, noise_in_a_page
from tests.server.put_back import take
from tests.server.recovered import DAMAGES, ZONE, started, without


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_journal_is_put_aside_and_the_day_goes_on_from_the_copy_behind_a_fence(left, damage):
    path = left.folder / "journal.db"
    damage(path)
    damaged = path.read_bytes()

    (sentence,) = started(left)

    assert "était abîmé : la copie du lundi 24 novembre 2025" in sentence
    (aside,) = left.folder.glob("journal.db.aside-*Z")
    assert aside.read_bytes() == damaged
    assert aside.name in sentence
    assert not set(take(left, 30)) & set(range(101, 181))
    fence = left.office.state.fence
    assert (fence.first, fence.last, fence.goes_on, fence.why) == (161, 180, 301, Loss.RECOVERED)
    assert len(left.office.state.open) == 60 + 30


@pytest.mark.parametrize("damage", [*DAMAGES, Path.unlink], ids=lambda damage: damage.__name__)
def test_without_a_copy_it_refuses_as_ever_and_touches_nothing(left, damage):
    shutil.rmtree(left.folder / "copies")
    path = left.folder / "journal.db"
    damage(path)
    before = {file.name: file.read_bytes() for file in left.folder.iterdir() if file.suffix == ".db"}

    if damage is Path.unlink:
        assert recover_missing(left.folder, ZONE) == ()
    else:
        with pytest.raises(StorageFaults) as refused:
            started(left)
        assert "allervers restore" in str(refused.value)
        assert refused.value.exit_code == REFUSED
    assert {file.name: file.read_bytes() for file in left.folder.iterdir() if file.suffix == ".db"} == before


@pytest.mark.parametrize("gone", ["missing", "damaged"])
@pytest.mark.parametrize(
    "fault", [sqlite3.OperationalError("database or disk is full"), OSError(28, "No space left on device")]
)
def test_a_disk_without_room_for_the_copy_is_said_and_the_start_is_tried_again(left, monkeypatch, gone, fault):
    """An empty journal in its place would be served for good."""
    if gone == "missing":
        without(left.folder, "journal.db")
    else:
        noise_at_the_start(left.folder / "journal.db")

    def full(_source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise fault

    with monkeypatch.context() as patched:
        patched.setattr("server.recovery.restoring.copy_database", full)
        with pytest.raises(StorageFaults) as refused:
            started(left)

    assert refused.value.exit_code == NOT_NOW
    assert "place sur le disque" in str(refused.value)
    assert not list(left.folder.glob("*.restoring*"))
    assert len(started(left)) == 1
    assert take(left) == [301]


def test_an_event_that_cannot_be_read_is_a_damage_too(left):
    with sqlite3.connect(left.folder / "journal.db") as hand:
        hand.execute("drop trigger event_is_not_changed")
        hand.execute("update event set body = '{}' where seq = 30")
    hand.close()

    (sentence,) = started(left)

    assert "était abîmé" in sentence
    assert take(left) == [301]


def test_a_broken_chain_whose_events_can_be_read_is_said_and_never_replaced(left):
    """Somebody changed the past: an older copy would lose more, and hide it."""
    with sqlite3.connect(left.folder / "journal.db") as hand:
        hand.execute("drop trigger event_is_not_changed")
        hand.execute("update event set at = at - 1 where seq = 30")
    hand.close()

    assert started(left) == []
    assert [day.broken for day in left.office.audit.broken_days()] == [(30, "changed")]
    assert take(left) == [181]


def test_what_a_newer_program_wrote_is_never_recovered(left):
    with sqlite3.connect(left.folder / "journal.db") as hand:
        hand.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) values ('journal', 'm099_later', '')"
        )
    hand.close()
    noise_at_the_start(left.folder / "people.db")

    with pytest.raises(StorageFaults) as refused:
        started(left)

    assert "plus récente" in str(refused.value)
    assert not list(left.folder.glob("*.aside-*"))


def test_a_day_that_a_newer_program_wrote_is_refused_and_no_copy_takes_its_place(left):
    """The program was put back to this version while the day was open: the chain says that nothing is damaged."""
    left.journal = type(left.journal)(left.folder / "journal.db")
    add = left.journal._chain.add
    newer = (left.journal.last_seq() + 1, "2025-11-24", left.clock.now, "{}", "DroneSent", None, '{"type":"DroneSent"}')
    with write(left.journal._database) as connection:
        add(connection, [newer])
    left.journal.settle()
    left.journal._database.close()

    with pytest.raises(StorageFaults) as refused:
        started(left)

    assert "n'est pas abîmé" in str(refused.value)
    assert refused.value.exit_code == REFUSED
    assert not list(left.folder.glob("*.aside-*"))


def test_a_disk_that_fails_for_a_moment_is_no_reason_for_an_older_copy(left, monkeypatch):
    opened = Path.open

    def failing(path: Path, *how: object, **more: object) -> object:
        if path.suffix == ".db":
            raise OSError(5, "Input/output error")
        return opened(path, *how, **more)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", failing)
        with pytest.raises(StorageFaults) as refused:
            look_over(left.folder)
    with pytest.raises(StorageFaults):
        recover(left.folder, refused.value, ZONE)

    assert refused.value.exit_code == NOT_NOW
    assert started(left) == []
    assert take(left) == [181]


def test_a_copy_that_is_damaged_too_is_passed_over_for_an_older_one(left):
    newer = left.shelf.with_name("quarter-20251124T130000.000Z")
    shutil.copytree(left.shelf, newer)
    noise_in_a_page(newer / "journal.db")
    noise_at_the_start(left.folder / "journal.db")

    started(left)

    assert len(left.office.state.open) == 60


def test_a_disk_without_room_for_the_copy_leaves_everything_as_it_is(left, monkeypatch):
    noise_at_the_start(left.folder / "journal.db")
    before = (left.folder / "journal.db").read_bytes()

    def full(_source: Path, _target: Path) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("server.recovery.restoring.copy_database", full)
    with pytest.raises(StorageFaults):
        started(left)

    assert (left.folder / "journal.db").read_bytes() == before
    assert not list(left.folder.glob("*.aside-*"))


def test_a_copy_that_no_office_can_be_opened_with_is_put_in_place_once(left):
    """Its events cannot be read: start after start would fill the disk with what is put aside."""
    with sqlite3.connect(left.shelf / "journal.db") as hand:
        hand.execute("drop trigger event_is_not_changed")
        hand.execute("update event set body = '{}' where seq = 30")
    hand.close()
    noise_at_the_start(left.folder / "journal.db")
    for _ in range(3):
        with pytest.raises(StorageFaults):
            started(left)

    assert len(list(left.folder.glob("journal.db.aside-*"))) <= 1


@pytest.mark.slow
def test_the_real_program_serves_again_after_its_journal_was_damaged_and_says_so(tmp_path, left):
    real = tmp_path / "data" / "demonstration" / OFFICE.stem
    real.parent.mkdir(parents=True)
    shutil.copytree(left.folder, real)
    (real / "DEMONSTRATION.txt").touch()
    noise_at_the_start(real / "journal.db")
    command = [sys.executable, "-m", "server.command_line", "serve", "--demonstration", "--no-parent", "--office"]

    program = subprocess.Popen(
        [*command, str(OFFICE), "--port", "0", "--data", str(tmp_path / "data")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert json.loads(program.stdout.readline())["address"]
    program.terminate()
    _out, lines = program.communicate(timeout=20)

    assert program.returncode == 0
    assert "Traceback" not in lines
    assert '"event": "recovered"' in lines
    assert "la copie du" in lines
    assert '"event": "journal_resumed"' in lines
