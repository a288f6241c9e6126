"""A start that finds a file damaged or gone goes on from the newest good copy, and says so; without a copy it refuses, in words."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from flow.commands import TakeTicket
from flow.fence import Loss
from server.command_line import main
from server.journal.connection import write
from server.journal.people import People
from server.recovering import open_whole, recover, recover_missing
from server.restoring import read_note, settled
from server.starting import look_over, named
from server.storage_faults import NOT_NOW, REFUSED, StorageFaults
from tests.bench.wire import OFFICE
from tests.server.damages import a_hole, half, noise_at_the_start, noise_in_a_page
from tests.server.shelved import shelve

ZONE = "Europe/Paris"
HOUR = 3_600_000


def take(bureau, count=1):
    """The numbers that were given."""
    return [bureau.do(TakeTicket("stamps"), role="kiosk").number for _ in range(count)]


@pytest.fixture
def left(bureau):
    """An office that ended without a word: a copy with sixty tickets, and twenty given since."""
    People(bureau.folder / "people.db").close()
    take(bureau, 60)
    bureau.shelf = shelve(bureau.folder, bureau.clock.now)
    take(bureau, 20)
    bureau.journal.settle()
    bureau.journal._database.close()
    return bureau


def started(bureau):
    """As the program starts: what was said."""
    said = list[str]()

    def opened():
        said.extend(look_over(bureau.folder))
        try:
            with named(bureau.folder / "journal.db"):
                bureau.start()
        except StorageFaults:
            bureau.journal.leave()
            raise

    open_whole(bureau.folder, ZONE, None, opened, said.extend)
    return said


DAMAGES = (noise_at_the_start, half, a_hole, noise_in_a_page)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_journal_is_put_aside_and_the_day_goes_on_from_the_copy_behind_a_fence(left, damage):
    path = left.folder / "journal.db"
    damage(path)
    damaged = path.read_bytes()

    (said,) = started(left)

    assert "était abîmé : la copie du lundi 24 novembre 2025" in said
    (aside,) = left.folder.glob("journal.db.aside-*Z")
    assert aside.read_bytes() == damaged
    assert aside.name in said
    assert not set(take(left, 30)) & set(range(101, 181))
    fence = left.office.state.fence
    assert (fence.first, fence.last, fence.goes_on, fence.why) == (161, 180, 301, Loss.RECOVERED)
    assert len(left.office.state.open) == 60 + 30


@pytest.mark.parametrize("damage", [*DAMAGES, Path.unlink], ids=lambda damage: damage.__name__)
def test_without_a_copy_it_refuses_as_ever_and_touches_nothing(left, damage):
    shutil.rmtree(left.folder / "copies")
    path = left.folder / "journal.db"
    damage(path)
    before = {one.name: one.read_bytes() for one in left.folder.iterdir() if one.suffix == ".db"}

    if damage is Path.unlink:
        assert recover_missing(left.folder, ZONE) == ()
    else:
        with pytest.raises(StorageFaults) as refused:
            started(left)
        assert "allervers restore" in str(refused.value)
        assert refused.value.exit_code == REFUSED
    assert {one.name: one.read_bytes() for one in left.folder.iterdir() if one.suffix == ".db"} == before


def test_a_copy_on_another_medium_serves_when_the_first_shelf_is_gone_too(left, tmp_path):
    second = tmp_path / "medium"
    second.mkdir()
    shutil.move(left.folder / "copies", second / left.folder.name)
    (left.folder / "journal.db").unlink()
    assert recover_missing(left.folder, ZONE) == ()

    (said,) = recover_missing(left.folder, ZONE, second)
    left.start()

    assert "manquait" in said
    assert len(left.office.state.open) == 60
    assert take(left) == [301]


@pytest.mark.parametrize("gone", [Path.unlink, lambda path: path.write_bytes(b"")], ids=["missing", "empty"])
def test_a_journal_that_is_gone_comes_back_from_the_copy(left, gone):
    gone(left.folder / "journal.db")

    (said,) = started(left)

    assert "manquait" in said
    assert len(left.office.state.open) == 60
    assert take(left) == [301]


def _without(folder: Path, *names: str) -> None:
    """Somebody deleted these, with what stands beside them."""
    for name in names:
        for path in folder.glob(f"{name}*"):
            path.unlink()


@pytest.mark.parametrize("where", ["shelf", "second medium"])
def test_a_journal_and_a_witness_that_are_gone_come_back_from_the_copies_that_know_of_them(left, tmp_path, where):
    """Without both nothing but the shelf says that numbers were given: the first of them would be given twice."""
    second = tmp_path / "medium"
    second.mkdir()
    _without(left.folder, "journal.db", "witness")
    if where == "second medium":
        shutil.move(left.folder / "copies", second / left.folder.name)

    (said,) = recover_missing(left.folder, ZONE, second)
    left.clock.now += HOUR
    left.start()

    assert "manquait" in said
    assert not set(take(left, 30)) & set(range(101, 201)), "no witness: room for what may have been given since"
    assert left.office.state.fence.why is Loss.RECOVERED


@pytest.mark.parametrize("witness", [True, False])
def test_when_every_copy_is_damaged_only_a_witness_lets_the_office_begin(left, witness):
    _without(left.folder, "journal.db", *([] if witness else ["witness"]))
    os.truncate(left.shelf / "journal.db", 5000)

    if witness:
        assert started(left) == []
        assert take(left) == [301]
    else:
        with pytest.raises(StorageFaults) as refused:
            started(left)
        assert refused.value.exit_code == REFUSED
        assert "allervers restore DOSSIER" in str(refused.value)


def test_a_new_office_without_copies_begins_with_its_first_number(left):
    """The control."""
    _without(left.folder, "journal.db", "witness", "people", "day.key")
    shutil.rmtree(left.folder / "copies")

    assert started(left) == []
    assert take(left) == [101]


def test_journal_and_register_gone_together_come_back_together(left):
    _without(left.folder, "journal.db", "people")

    said = started(left)

    assert len(said) == 2
    assert (left.folder / "people.db").stat().st_size > 0
    note = read_note(left.folder)
    assert set(note.files) == {"journal.db", "people.db"}
    assert take(left) == [301]


def test_a_register_found_damaged_after_the_journal_came_back_comes_from_the_same_copy(left):
    _without(left.folder, "journal.db")
    recover_missing(left.folder, ZONE)
    noise_at_the_start(left.folder / "people.db")

    (said,) = started(left)

    assert "people.db" in said
    assert take(left) == [301], "the fence of the journal stays"


@pytest.mark.parametrize("names", [["people"], ["journal.db", "people"]], ids=["register", "both"])
def test_no_command_makes_an_empty_register_while_a_copy_of_it_stands_there(left, tmp_path, names):
    """The start would take it for the office's own, and every screen would have to be paired again."""
    real = tmp_path / "data" / "demonstration" / OFFICE.stem
    real.parent.mkdir(parents=True)
    shutil.copytree(left.folder, real)
    (real / "DEMONSTRATION.txt").touch()
    _without(real, *names)
    pair = ["pair", "--role", "kiosk", "--demonstration", "--office", str(OFFICE), "--data", str(tmp_path / "data")]

    refused = CliRunner().invoke(main, pair)

    assert refused.exit_code == REFUSED, refused.output
    assert "Démarrez le bureau" in refused.output
    assert not (real / "people.db").exists()
    shutil.rmtree(real / "copies")
    assert CliRunner().invoke(main, pair).exit_code == 0, "without a copy it is how an office begins again"


@pytest.mark.parametrize("gone", ["missing", "damaged"])
@pytest.mark.parametrize(
    "fault", [sqlite3.OperationalError("database or disk is full"), OSError(28, "No space left on device")]
)
def test_a_disk_without_room_for_the_copy_is_said_and_the_start_is_tried_again(left, monkeypatch, gone, fault):
    """An empty journal in its place would be served for good."""
    if gone == "missing":
        _without(left.folder, "journal.db")
    else:
        noise_at_the_start(left.folder / "journal.db")

    def full(_source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise fault

    with monkeypatch.context() as patched:
        patched.setattr("server.restoring.copy_database", full)
        with pytest.raises(StorageFaults) as refused:
            started(left)

    assert refused.value.exit_code == NOT_NOW
    assert "place sur le disque" in str(refused.value)
    assert not list(left.folder.glob("*.restoring*"))
    assert len(started(left)) == 1
    assert take(left) == [301]


def test_a_register_that_is_gone_or_damaged_comes_back_and_no_number_is_touched(left):
    (left.folder / "people.db").unlink()
    (said,) = started(left)
    assert "people.db" in said
    settled(left.folder, read_note(left.folder))
    assert take(left) == [181]
    left.journal.settle()
    left.journal._database.close()
    noise_at_the_start(left.folder / "people.db")

    (said,) = started(left)

    assert "à refaire" in said
    assert take(left) == [182]
    assert left.office.state.fence is None
    assert read_note(left.folder).files == ("people.db",)


def test_an_event_that_cannot_be_read_is_a_damage_too(left):
    with sqlite3.connect(left.folder / "journal.db") as hand:
        hand.execute("drop trigger event_is_not_changed")
        hand.execute("update event set body = '{}' where seq = 30")
    hand.close()

    (said,) = started(left)

    assert "était abîmé" in said
    assert take(left) == [301]


def test_a_broken_chain_whose_events_can_be_read_is_said_and_never_replaced(left):
    """Somebody changed the past: an older copy would lose more, and hide it."""
    with sqlite3.connect(left.folder / "journal.db") as hand:
        hand.execute("drop trigger event_is_not_changed")
        hand.execute("update event set at = at - 1 where seq = 30")
    hand.close()

    assert started(left) == []
    assert [day.broken for day in left.office.broken_days()] == [(30, "changed")]
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

    monkeypatch.setattr("server.restoring.copy_database", full)
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
