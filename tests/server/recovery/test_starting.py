"""Before anything is served each file is looked at: what is wrong is said in words, all at once, and nothing is lost by it."""

import errno
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
from server.command_line import main
from server.files.writing import session_key, write_whole
from server.journal.journal import Journal
from server.journal.people import People
from server.recovery.starting import look_over, named, no_devices
from server.storage_faults import NOT_NOW, REFUSED, StorageFaults
from server.tokens import DayKey
from tests.bench.wire import OFFICE
from tests.server.damages import (
    a_piece,
    half,
    noise,
    noise_at_the_start,
    noise_everywhere,
    noise_in_a_page,
    of_a_newer_program,
)

TICKETS = 60


@pytest.fixture
def folder(bureau, tmp_path):
    """What an office leaves behind that ran and was closed."""
    for _ in range(TICKETS):
        bureau.do(TakeTicket("parcel_notice"))
    bureau.journal.settle()
    left = tmp_path / "left"
    left.mkdir()
    shutil.copy(bureau.folder / "journal.db", left / "journal.db")
    shutil.copy(bureau.folder / "day.key", left / "day.key")
    session_key(left / "session.key")
    People(left / "people.db").close()
    return left


DAMAGES = (noise_at_the_start, noise_everywhere, noise_in_a_page, half, a_piece, of_a_newer_program)


def test_what_a_closed_office_left_is_served_without_a_word(folder):
    assert look_over(folder) == ()


def test_a_new_folder_is_served_without_a_word(tmp_path):
    assert look_over(tmp_path) == ()


@pytest.mark.parametrize("name", ["journal.db", "people.db"])
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
def test_a_damaged_or_newer_file_is_named_with_what_to_do_and_stays_as_it_is(folder, name, damage):
    damage(folder / name)
    before = (folder / name).read_bytes()

    with pytest.raises(StorageFaults) as refused:
        look_over(folder)

    (fault,) = refused.value.faults
    assert fault.file == str(folder / name)
    assert "\n    " in fault.problem, "no next step"
    assert refused.value.exit_code == REFUSED
    assert (folder / name).read_bytes() == before


@pytest.mark.parametrize(
    ("error", "code"), [(errno.EROFS, NOT_NOW), (errno.EIO, NOT_NOW), (errno.EACCES, REFUSED)], ids=errno.errorcode.get
)
def test_a_folder_on_a_disk_that_may_get_well_is_tried_again_and_one_that_is_not_ours_is_not(
    tmp_path, monkeypatch, error, code
):
    def refused(_path: Path, mode: int = 0) -> None:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(Path, "touch", refused)
    with pytest.raises(StorageFaults) as caught:
        look_over(tmp_path)

    assert caught.value.exit_code == code
    assert os.strerror(error) in str(caught.value)


def test_all_faults_are_said_at_once(folder):
    noise_at_the_start(folder / "journal.db")
    of_a_newer_program(folder / "people.db")

    with pytest.raises(StorageFaults) as refused:
        look_over(folder)

    assert [Path(fault.file).name for fault in refused.value.faults] == ["journal.db", "people.db"]
    assert "m099_later" in str(refused.value)
    assert "2 fautes" in str(refused.value)


def test_a_register_that_is_gone_is_said_with_the_way_back(folder):
    (folder / "people.db").unlink()

    (sentence,) = look_over(folder)

    assert "people.db manque" in sentence
    assert "allervers pair" in sentence
    assert no_devices(folder)


@pytest.mark.parametrize("left", [b"", b"half of a key"])
def test_a_key_that_is_not_whole_is_made_anew_and_said_and_nothing_is_deleted(folder, left):
    (folder / "session.key").write_bytes(left)
    (folder / "day.key").write_bytes(left)

    sentences = look_over(folder)
    key = session_key(folder / "session.key")

    assert [sentence.split(" ")[0] for sentence in sentences] == [str(folder / "session.key"), str(folder / "day.key")]
    assert len(key) == 32
    assert session_key(folder / "session.key") == key
    kept = sorted(path.read_bytes() for path in folder.glob("*.damaged-*"))
    assert kept == ([left, left] if left else [])
    assert look_over(folder) == ()


def _cut_within_its_first_commit(path: Path) -> None:
    """As the power leaves a new file: some sectors of its first page are there, the first is not; and its rollback journal."""
    made_up = path.with_name("made.db")
    with sqlite3.connect(made_up, isolation_level=None) as connection:
        connection.execute("PRAGMA journal_mode=delete").fetchone()
        connection.execute("PRAGMA cache_size=1").fetchone()
        connection.execute("BEGIN")
        connection.execute("create table act (id integer primary key, body text)")
        connection.executemany("insert into act (body) values (?)", [("x" * 3000,)] * 50)
        shutil.copy(f"{made_up}-journal", f"{path}-journal")
        path.write_bytes(bytes(512) + made_up.read_bytes()[512:])
    made_up.unlink()


@pytest.mark.parametrize("name", ["people.db", "journal.db"])
def test_a_power_cut_within_the_first_commit_of_all_does_not_keep_an_office_from_starting(tmp_path, name):
    _cut_within_its_first_commit(tmp_path / name)

    look_over(tmp_path)

    People(tmp_path / "people.db").close()
    Journal(tmp_path / "journal.db").close()
    assert look_over(tmp_path) == ()


@pytest.mark.parametrize("name", ["people.db", "journal.db"])
def test_noise_with_a_rollback_journal_beside_it_is_still_refused(folder, name):
    noise_everywhere(folder / name)
    (folder / f"{name}-journal").write_bytes(noise(2048))

    with pytest.raises(StorageFaults):
        look_over(folder)


def test_whole_keys_are_kept(folder):
    before = (folder / "session.key").read_bytes(), (folder / "day.key").read_bytes()

    look_over(folder)
    session_key(folder / "session.key")
    DayKey(folder / "day.key").roll(json.loads(before[1])["date"])

    assert ((folder / "session.key").read_bytes(), (folder / "day.key").read_bytes()) == before


def test_a_file_that_cannot_be_written_whole_leaves_the_one_before_it(tmp_path, monkeypatch):
    path = tmp_path / "some.key"
    write_whole(path, b"before")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"after")

    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_an_event_that_cannot_be_read_is_a_fault_of_its_file(bureau):
    bureau.do(TakeTicket("parcel_notice"))
    bureau.journal._database.execute("drop trigger event_is_not_changed")
    bureau.journal._database.execute("update event set body = '{}' where seq = (select max(seq) from event)")

    with pytest.raises(StorageFaults) as refused, named(bureau.folder / "journal.db"):
        bureau.restart()

    assert "journal.db" in str(refused.value)


@pytest.mark.slow
def test_the_program_refuses_a_damaged_folder_in_words_and_never_with_a_trace(tmp_path, folder):
    real = tmp_path / "data" / "demonstration" / OFFICE.stem
    real.parent.mkdir(parents=True)
    shutil.copytree(folder, real)
    (real / "DEMONSTRATION.txt").touch()
    noise_at_the_start(real / "journal.db")
    half(real / "people.db")

    command = [
        sys.executable,
        "-m",
        "server.command_line",
        "serve",
        "--demonstration",
        "--office",
        str(OFFICE),
        "--port",
        "0",
    ]
    ended = subprocess.run(
        [*command, "--data", str(tmp_path / "data")], capture_output=True, text=True, check=False, timeout=20
    )

    assert ended.returncode == REFUSED
    assert ended.stdout == ""
    assert "Traceback" not in ended.stderr
    assert ended.stderr.count("not_started") == 3
    assert "journal.db" in ended.stderr
    assert "people.db" in ended.stderr


@pytest.mark.parametrize("command", [["pair", "--role", "kiosk"], ["retention"]], ids=lambda words: words[0])
def test_a_command_on_a_damaged_file_says_so_in_words(folder, tmp_path, command):
    real = tmp_path / "data" / "demonstration" / OFFICE.stem
    real.parent.mkdir(parents=True)
    shutil.copytree(folder, real)
    (real / "DEMONSTRATION.txt").touch()
    for name in ("journal.db", "people.db"):
        noise_at_the_start(real / name)

    options = ["--demonstration", "--office", str(OFFICE), "--data", str(tmp_path / "data")]
    ended = CliRunner().invoke(main, [*command, *options])

    assert ended.exit_code == REFUSED
    assert isinstance(ended.exception, SystemExit)
    assert "n'est plus une base SQLite" in ended.output
